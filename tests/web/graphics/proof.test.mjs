import { test } from "node:test";
import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { load } from "../stage/sources.mjs";

const { rootOf, readCheckpoint, isSigned, hex } = await load("proof/inclusion.ts");
const { proveCase, readLeaf } = await load("proof/case_proof.ts");

const sha256 = (...parts) => createHash("sha256").update(Buffer.concat(parts)).digest();
const leafHash = (leaf) => sha256(Buffer.from([0]), leaf);
const split = (count) => 2 ** Math.floor(Math.log2(count - 1));

// RFC 6962, section 2.1, written down as it stands there.
const treeHash = (leaves) => leaves.length === 1 ? leafHash(leaves[0])
  : sha256(Buffer.from([1]), treeHash(leaves.slice(0, split(leaves.length))), treeHash(leaves.slice(split(leaves.length))));
function path(index, leaves) {
  if (leaves.length === 1) return [];
  const at = split(leaves.length);
  return index < at ? [...path(index, leaves.slice(0, at)), treeHash(leaves.slice(at))] : [...path(index - at, leaves.slice(at)), treeHash(leaves.slice(0, at))];
}
const bytes = (buffer) => new Uint8Array(buffer);

test("every leaf of every tree up to 33 leads to the root, and to another one with a bit changed", async () => {
  for (let size = 1; size <= 33; ++size) {
    const leaves = Array.from({ length: size }, (_, index) => Buffer.from(`leaf ${index}`));
    const root = treeHash(leaves).toString("hex");
    for (let index = 0; index < size; ++index) {
      const way = Buffer.concat([Buffer.alloc(0), ...path(index, leaves)]);
      assert.equal(hex(await rootOf(bytes(leaves[index]), bytes(way), BigInt(index), BigInt(size))), root, `${index} of ${size}`);
      const other = await rootOf(bytes(Buffer.from("another")), bytes(way), BigInt(index), BigInt(size));
      assert.notEqual(hex(other), root);
    }
  }
});


// A log of two cases, taking turns, as the engine writes its leaves.
const mine = "01990316-b880-7000-8000-006b6172656e";
const yours = "01990316-b880-7000-8000-00000000beef";
function leafRecord(position, stream, version, previous) {
  const leaf = Buffer.alloc(144);
  leaf.write("FLv1", 0, "latin1");
  leaf.writeBigUInt64BE(BigInt(position), 8);
  Buffer.from(stream.replaceAll("-", ""), "hex").copy(leaf, 40);
  leaf.writeBigUInt64BE(BigInt(version), 104);
  previous.copy(leaf, 112);
  return leaf;
}
function log(count) {
  const leaves = [];
  const newest = { [mine]: [0, Buffer.alloc(32)], [yours]: [0, Buffer.alloc(32)] };
  for (let position = 0; position < count; ++position) {
    const stream = position % 2 ? yours : mine;
    const [version, previous] = newest[stream];
    const leaf = leafRecord(position, stream, version + 1, previous);
    newest[stream] = [version + 1, leafHash(leaf)];
    leaves.push(leaf);
  }
  return leaves;
}
const keys = generateKeyPairSync("ed25519");
const name = "demo/case-log";
const raw = Buffer.concat([Buffer.from([1]), keys.publicKey.export({ format: "der", type: "spki" }).subarray(-32)]);
const id = sha256(Buffer.from(name), Buffer.from("\n"), raw).subarray(0, 4);
const verifierKey = `${name}+${id.toString("hex")}+${raw.toString("base64")}`;
function note(leaves) {
  const text = `${name}\n${leaves.length}\n${treeHash(leaves).toString("base64")}\n`;
  return `${text}\n— ${name} ${Buffer.concat([id, sign(null, Buffer.from(text), keys.privateKey)]).toString("base64")}\n`;
}
const proofs = (leaves, positions) => positions.map((at) => ({ leaf: leaves[at].toString("hex"), path: Buffer.concat(path(at, leaves)).toString("hex") }));

test("a case whose events are in the signed log and follow each other is proven", async () => {
  const leaves = log(11);
  const positions = [0, 2, 4, 6, 8, 10];
  const proven = await proveCase(mine, note(leaves), verifierKey, positions.map(String), proofs(leaves, positions));
  assert.deepEqual([proven.findings, proven.events, proven.lastVersion, proven.size, proven.signed], [[], 6, "6", "11", true]);
  assert.equal(readLeaf(bytes(leaves[2])).stream, mine);
});

test("a case with an event left out, another's event, a changed leaf or another root is not proven, and it says which", async () => {
  const leaves = log(11);
  const all = [0, 2, 4, 6, 8, 10];
  const check = async (positions, given, checkpoint = note(leaves), key = verifierKey) =>
    (await proveCase(mine, checkpoint, key, positions.map(String), given)).findings.map((finding) => finding.what);
  const without = all.filter((at) => at !== 4);
  assert.deepEqual(await check(without, proofs(leaves, without)), ["chain"]);
  assert.deepEqual(await check([0, 1], proofs(leaves, [0, 1])), ["leaf"]);
  const changed = proofs(leaves, all);
  changed[5].leaf = changed[5].leaf.slice(0, -1) + (changed[5].leaf.endsWith("0") ? "1" : "0");
  assert.deepEqual(await check(all, changed), ["inclusion", "chain"]);
  const longer = log(12);
  assert.deepEqual(await check([0], proofs(leaves, [0]), note(longer)), ["inclusion"]);
  assert.deepEqual(await check([0], proofs(leaves, [0]), note(leaves).replace("\n11\n", "\n12\n")), ["signature"]);
  assert.deepEqual(await check([0], proofs(leaves, [0]), note(leaves), verifierKey.replace(id.toString("hex"), "00000000")), ["signature"]);
  assert.deepEqual(await check([0], proofs(leaves, [0]), "nothing"), ["checkpoint"]);
});

test("a checkpoint that is no note is not read", async () => {
  assert.equal(readCheckpoint("a\nb\nc\n\n"), undefined);
  assert.equal(readCheckpoint("a\n1\n"), undefined);
  assert.equal(await isSigned(readCheckpoint(note(log(2))), "no key"), false);
});
