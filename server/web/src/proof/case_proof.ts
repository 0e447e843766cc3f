// The proof of a whole case: every one of its events is in the signed log, and they follow each other without a gap. Both
// from leaf records (144 bytes, big-endian, layout in events/codec/leaf.hpp), each naming its stream, its version and the
// hash of the leaf before it in the same stream. No text of the case is needed or seen.
import { fromHex, hex, isSigned, leafHash, readCheckpoint, rootOf, sameBytes, type Bytes } from "./inclusion";

export interface Included { leaf: string; path: string }  // hex
export interface LeafFields { position: bigint; event: string; stream: string; version: bigint; previous: Bytes }

const leafBytes = 144;

const uuid = (bytes: Bytes): string => hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

export function readLeaf(leaf: Bytes): LeafFields | undefined {
  if (leaf.length !== leafBytes || new TextDecoder().decode(leaf.slice(0, 4)) !== "FLv1") return undefined;
  const view = new DataView(leaf.buffer, leaf.byteOffset, leaf.length);
  return { position: view.getBigUint64(8), event: uuid(leaf.slice(24, 40)), stream: uuid(leaf.slice(40, 56)),
           version: view.getBigUint64(104), previous: leaf.slice(112, 144) };
}

export type Finding =
  | { what: "checkpoint" }                       // it cannot be read
  | { what: "signature" }                        // it is not signed by the key given
  | { what: "leaf"; position: string }           // no leaf record, or of another event or case than asked for
  | { what: "inclusion"; position: string }      // it is not in the tree that was signed
  | { what: "chain"; version: string };          // an event of the case is missing, or there is another one

export interface Proven {
  origin: string; size: string; root: string; events: number; lastVersion: string;
  signed: boolean | undefined;  // nothing: this browser cannot check Ed25519
  findings: Finding[];
}

/** Checks everything that can be checked; what does not hold is in `findings`, and none means that it all holds. */
export async function proveCase(caseId: string, note: string, key: string, positions: string[], included: Included[]): Promise<Proven> {
  const checkpoint = readCheckpoint(note);
  const proven: Proven = { origin: checkpoint?.origin ?? "", size: String(checkpoint?.size ?? 0), root: checkpoint ? hex(checkpoint.root) : "",
                           events: 0, lastVersion: "0", signed: false, findings: [] };
  if (!checkpoint) {
    proven.findings.push({ what: "checkpoint" });
    return proven;
  }
  proven.signed = await isSigned(checkpoint, key);
  if (proven.signed === false) proven.findings.push({ what: "signature" });
  const leaves: { fields: LeafFields; bytes: Bytes }[] = [];
  for (const [index, position] of positions.entries()) {
    const given = included[index];
    const bytes = fromHex(given?.leaf ?? "");
    const fields = readLeaf(bytes);
    if (!given || !fields || fields.stream !== caseId || String(fields.position) !== position) {
      proven.findings.push({ what: "leaf", position });
      continue;
    }
    const root = await rootOf(bytes, fromHex(given.path), fields.position, checkpoint.size);
    if (!root || !sameBytes(root, checkpoint.root)) proven.findings.push({ what: "inclusion", position });
    leaves.push({ fields, bytes });
  }
  await chain(leaves, proven);
  return proven;
}

async function chain(leaves: { fields: LeafFields; bytes: Bytes }[], proven: Proven): Promise<void> {
  leaves.sort((one, other) => Number(one.fields.version - other.fields.version));
  let before: Bytes = new Uint8Array(32);
  let version = 0n;
  for (const leaf of leaves) {
    if (leaf.fields.version !== ++version || !sameBytes(leaf.fields.previous, before)) {
      proven.findings.push({ what: "chain", version: String(leaf.fields.version) });
      version = leaf.fields.version;
    }
    before = await leafHash(leaf.bytes);
  }
  proven.events = leaves.length;
  proven.lastVersion = String(version);
}
