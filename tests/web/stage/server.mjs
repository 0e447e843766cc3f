// A `forloeb serve` with the page, of a test's own: synthetic cases in a folder of its own, a free port, and ways to write
// to it and to restart it. Nothing here waits for longer than it takes to end a test that hangs.
import { execFile, spawn } from "node:child_process";
import { createServer } from "node:net";
import { mkdtempSync, rmSync, existsSync, openSync, copyFileSync, cpSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const forloeb = process.env.FORLOEB;
const readyMs = 60_000;

export const karen = "01990316-b880-7000-8000-006b6172656e";

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** A port that was free a moment ago. */
export function freePort() {
  return new Promise((done, failed) => {
    const door = createServer();
    door.once("error", failed);
    door.listen(0, "127.0.0.1", () => {
      const { port } = door.address();
      door.close(() => done(port));
    });
  });
}

export class PageServer {
  /** `cases`: how many generated ones beside the two demo cases. `policy`: a file; without one the owner may everything.
   *  `kept`: a folder where what was made is kept, and taken from the next time: the generator makes the same of the same. */
  static async begin({ cases = 0, policy, kept } = {}) {
    const server = new PageServer();
    server.folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "forloeb-web-"));
    server.data = join(server.folder, "sager");
    server.socket = join(server.folder, "s");
    if (kept && existsSync(kept)) {
      cpSync(kept, server.folder, { recursive: true });
    } else {
      await server.files("demo", "load");
      if (cases > 0) await server.files("demo", "generate", "--cases", String(cases));
      if (kept) cpSync(server.folder, kept, { recursive: true });
    }
    if (policy) await server.govern(policy);
    server.port = await freePort();
    await server.start();
    return server;
  }

  /** The one that suite.mjs started for all files: to be asked and written to, not to be stopped. */
  static shared() {
    return Object.assign(new PageServer(), JSON.parse(process.env.FORLOEB_SHARED_SERVER));
  }

  get url() { return `http://127.0.0.1:${this.port}`; }

  /** A key for the one who makes the others' sign-in tokens, then the policy under which the owner is nobody. */
  async govern(policy) {
    this.governor = join(this.folder, "drift.token");
    await this.files("token", "create", "--holder", "drift-1", "--out", this.governor);
    const file = join(this.folder, "politik.toml");
    copyFileSync(policy, file);
    await this.files("access", "policy", "change", file, "--approved-by", "drift-1", "--approved-by", "drift-2");
  }

  async start() {
    const log = openSync(join(this.folder, "server.log"), "a");
    this.process = spawn(forloeb, ["serve", "--data", this.data, "--socket", this.socket, "--http", `127.0.0.1:${this.port}`],
                         { stdio: ["ignore", log, log], env: { FORLOEB_SPACE_FLOOR: "32", ...process.env } });
    this.ended = new Promise((done) => this.process.once("exit", done));
    const deadline = Date.now() + readyMs;
    while (!(await fetch(`${this.url}/readyz`).then((answer) => answer.ok, () => false))) {
      if (this.process.exitCode !== null || Date.now() > deadline) throw new Error(`the server is not ready: ${this.log()}`);
      await pause(20);
    }
  }

  log() { return readFileSync(join(this.folder, "server.log"), "utf8").slice(-2000); }

  async stop() {
    this.process.kill("SIGTERM");
    await this.ended;
  }

  async kill() {
    this.process.kill("SIGKILL");
    await this.ended;
  }

  async end() {
    if (this.process?.exitCode === null && this.process.signalCode === null) await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A verb on the data directory, with no server. */
  async files(...words) {
    const { stdout } = await run(forloeb, [...words, "--data", this.data, "--quiet"], { maxBuffer: 1 << 28 });
    return stdout.trim();
  }

  /** A verb asked of the running server, by the governor where there is a policy. */
  async ask(...words) {
    const as = this.governor ? ["--token-file", this.governor] : [];
    const { stdout } = await run(forloeb, [...words, "--server", `unix:${this.socket}`, "--quiet", ...as], { maxBuffer: 1 << 28 });
    return stdout.trim();
  }

  /** A token that signs in once. Without a holder it is the owner's. */
  oneTimeToken(holder) {
    return this.ask("token", "create", "--sign-in", ...(holder ? ["--holder", holder] : []));
  }

  /** Events of a third client, as JSON proposals; they are synthetic. */
  async write(caseId, ...events) {
    const proposals = events.map((event) => JSON.stringify({ stream: { kind: "case", id: caseId }, event })).join("\n");
    return new Promise((done, failed) => {
      const child = execFile(forloeb, ["append", "--server", `unix:${this.socket}`, "--quiet"], (problem, stdout, stderr) =>
        problem ? failed(new Error(stdout + stderr)) : done(stdout));
      child.stdin.end(`${proposals}\n`);
    });
  }
}
