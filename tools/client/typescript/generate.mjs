// Cap'n Proto schemas -> TypeScript, by capnp-es' own generator: node generate.mjs ROOT OUT. Needs `capnp`.
//
// The generator knows no namespaces, roots imports at the current folder and stops at large requests. So each schema is a
// request of its own, and a name that C++ keeps apart by its namespace gets that in front (audit.capnp's Entry is
// AuditEntry), as one that several files have gets its file's. Beside the structs it writes OUT/index.ts (all of
// them) and OUT/event_types.ts (the catalogue: payload and personal structs by stored name).
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Message, utils } from "capnp-es";
import { CodeGeneratorRequest } from "capnp-es/capnp/schema";
import { compileAll } from "capnp-es/compiler";

const folders = ["events/schema", "projections/schema", "server/protocol"];
const main = "server/protocol/protocol.capnp";  // its names stay as they are
const cxxNamespace = 0xb9c6f99ebf805f2cn;       // the annotation $Cxx.namespace
const catalogueRow = /row<(\w+)(?:, (\w+))?>\(\d+, "([a-z_.]+)"/g;

const pascal = (text) => text.replace(/(?:^|_)([a-z])/g, (_, letter) => letter.toUpperCase());

function readRequest(root, schema) {
    const bytes = execFileSync("capnp", ["compile", "-o-", "-I.", "--src-prefix=.", schema], 
        { cwd: root, env: { ...process.env, PWD: resolve(root) }, maxBuffer: 1 << 26 });
    const message = new Message(bytes, false);
    return { schema, message, root: message.getRoot(CodeGeneratorRequest) };
}

/** [file, top-level name] of a node, e.g. ["server/protocol/audit.capnp", "Entry"]; no name for the file itself. */
function place(node) {
    const [file, name] = node.displayName.split(":");
    return [file, name?.split(".")[0]];
}

/** file -> what its names get in front, by its namespace; and the names that several of the other files have. */
function readNames(requests) {
    const fronts = new Map();
    const owners = new Map();
    for (const node of requests.flatMap(({ root }) => [...root.nodes])) {
        const [file, name] = place(node);
        const space = node.annotations.find((each) => each.id === cxxNamespace)?.value.text.split("::");
        if (name) owners.set(name, (owners.get(name) ?? new Set()).add(file));
        else if (space?.[1] === "wire" && space[2]) fronts.set(file, pascal(space[2]));
    }
    const shared = [...owners].filter(([, files]) => [...files].filter((file) => !fronts.has(file)).length > 1);
    return { fronts, shared: new Set(shared.map(([name]) => name)) };
}

function rename(request, { fronts, shared }) {
    for (const node of request.root.nodes) {
        const [file, name] = place(node);
        if (!name || file === main) continue;
        const front = fronts.get(file) ?? (shared.has(name) ? pascal(file.split("/").at(-1).replace(".capnp", "")) : "");
        if (!front) continue;
        const nested = node.displayName.split(":")[1] !== name;
        const longer = node.displayName.replace(":", `:${front}`);
        // Setting a text that is set makes capnp-es clear eight times its length: the pointer is cleared first.
        const pointer = utils.getPointer(0, node);
        pointer.segment.setWordZero(pointer.byteOffset);
        node.displayName = longer;
        if (nested) node.displayNamePrefixLength += front.length;
    }
}

/** Imports relative to the file they stand in; what src/careful.ts does instead of capnp-es; no file id, which every file would export
 * under the same name. */
function settle(schema, text) {
    const up = "../".repeat(schema.split("/").length - 1);
    const instead = `import * as careful from "${up}../careful.js";\n`;
    return text.replace(/^import /m, `${instead}import `).replace(/\$\.utils\.(getList|getInt32|setText|copyFrom)\(/g, "careful.$1(").replace(/from "\.\/\/([^"]+)"/g, `from "${up}$1"`).replace(/^export const _capnpFileId = .*\n/m, "")
        .replace(/^\s+/gm, (blank) => blank.replace(/[^\n]/g, ""));
}

function writeOut(out, name, text) {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    writeFileSync(join(out, name), text);
}

function eventTypes(root) {
    const rows = [...readFileSync(join(root, "events/catalogue/catalogue.cpp"), "utf8").matchAll(catalogueRow)];
    const lines = rows.map(([, payload, personal, name]) =>
        `    "${name}": { payload: all.${payload}, personal: ${personal ? `all.${personal}` : "undefined"} },\n`);
    return `import * as all from "./structs.js";\n\n/** Every event type by its stored name. */\nexport const eventTypes = {\n${lines.join("")}} as const;\n`;
}

const [root, out] = process.argv.slice(2);
const schemas = folders.flatMap((folder) => readdirSync(join(root, folder)).filter((name) => name.endsWith(".capnp")).map((name) => `${folder}/${name}`)).sort();
const requests = schemas.map((schema) => readRequest(root, schema));
const names = readNames(requests);
for (const request of requests) {
    rename(request, names);
    const { files } = await compileAll(Buffer.from(request.message.toArrayBuffer()), { ts: true });
    for (const [name, text] of files) writeOut(out, name, settle(request.schema, text));
}
writeOut(out, "structs.ts", schemas.map((schema) => `export * from "./${schema.replace(".capnp", ".js")}";\n`).join(""));
writeOut(out, "event_types.ts", eventTypes(root));
writeOut(out, "index.ts", `export * from "./structs.js";\nexport * from "./event_types.js";\n`);
