// The browser tests: one server with the roles' policy for all files, then every file of pages/ under `node --test`. A word
// after it runs only the files whose name contains it.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PageServer } from "./stage/server.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv[2] ?? "";
const files = readdirSync(join(here, "pages")).filter((name) => name.endsWith(".test.mjs") && name.includes(wanted)).sort();
if (files.length === 0) throw new Error(`no test file contains "${wanted}"`);

const server = await PageServer.begin({ cases: 80, policy: join(here, "policy.toml") });
let code = 1;
try {
  const shared = JSON.stringify({ port: server.port, folder: server.folder, data: server.data, socket: server.socket, governor: server.governor });
  const tests = spawn(process.execPath, ["--test", ...files.map((name) => join(here, "pages", name))],
                      { stdio: "inherit", env: { ...process.env, FORLOEB_SHARED_SERVER: shared } });
  code = await new Promise((done) => tests.once("exit", (ended) => done(ended ?? 1)));
} finally {
  await server.end();
}
process.exitCode = code;
