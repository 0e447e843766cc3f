// Debian's capnp, the other implementation that these tests compare with.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../../../", import.meta.url));
const options = (schema, type, more) => ({ words: ["-I.", ...more, schema, type], how: { cwd: root, env: { ...process.env, PWD: root.slice(0, -1) }, maxBuffer: 1 << 26 } });

/** Text to a message; `segmentWords` makes many segments of it. */
export function encode(schema, type, text, segmentWords) {
    const { words, how } = options(schema, type, segmentWords ? [`--segment-size=${segmentWords}`] : []);
    return execFileSync("capnp", ["encode", ...words], { ...how, input: text });
}

export function decode(schema, type, bytes) {
    const { words, how } = options(schema, type, ["--short"]);
    return execFileSync("capnp", ["decode", ...words], { ...how, input: bytes }).toString().trim();
}
