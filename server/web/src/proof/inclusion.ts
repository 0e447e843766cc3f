// Proof that an event is in the log (RFC 6962, section 2.1.1), computed here with the browser's own SHA-256, so that the
// answer is not the server's word: only the checkpoint's root is taken as given, and its signature is checked with the
// log's public key, which an auditor should have been given by another way.

export type Bytes = Uint8Array<ArrayBuffer>;

async function sha256(...parts: Bytes[]): Promise<Bytes> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", joined));
}

const leafTag = new Uint8Array([0]);
const nodeTag = new Uint8Array([1]);

export const leafHash = (leaf: Bytes): Promise<Bytes> => sha256(leafTag, leaf);

/** The root that `path` (32 bytes a step) leads to from the leaf at `index` of a tree of `size`; nothing if it cannot. */
export async function rootOf(leaf: Bytes, path: Bytes, index: bigint, size: bigint): Promise<Bytes | undefined> {
  if (index < 0n || index >= size || path.length % 32 !== 0) return undefined;
  let hash = await leafHash(leaf);
  let [node, last] = [index, size - 1n];
  for (let at = 0; at < path.length; at += 32) {
    if (last === 0n) return undefined;
    const beside = path.slice(at, at + 32);
    if (node & 1n || node === last) {
      hash = await sha256(nodeTag, beside, hash);
      while (!(node & 1n) && node !== 0n) [node, last] = [node >> 1n, last >> 1n];
    } else {
      hash = await sha256(nodeTag, hash, beside);
    }
    [node, last] = [node >> 1n, last >> 1n];
  }
  return last === 0n ? hash : undefined;
}

export const sameBytes = (one: Bytes, other: Bytes): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);

export function fromBase64(text: string): Bytes {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

export const fromHex = (text: string): Bytes =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

export const hex = (bytes: Bytes): string => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** A checkpoint (C2SP): three lines and signatures. */
export interface Checkpoint { origin: string; size: bigint; root: Bytes; signed: Bytes; signatures: { name: string; bytes: Bytes }[] }

export function readCheckpoint(note: string): Checkpoint | undefined {
  const end = note.indexOf("\n\n");
  const [origin, size, root] = note.slice(0, end).split("\n");
  if (end < 0 || !origin || !size || !/^\d+$/.test(size) || !root) return undefined;
  const signatures = note.slice(end + 2).split("\n").flatMap((line) => {
    const found = /^— (\S+) (\S+)$/.exec(line);
    return found ? [{ name: found[1]!, bytes: fromBase64(found[2]!) }] : [];
  });
  return { origin, size: BigInt(size), root: fromBase64(root), signed: new TextEncoder().encode(note.slice(0, end + 1)) as Bytes, signatures };
}

/** Is the checkpoint signed by the key "name+id+base64" (Ed25519)? Nothing where the browser has no Ed25519. */
export async function isSigned(checkpoint: Checkpoint, verifierKey: string): Promise<boolean | undefined> {
  const [name, id, encoded] = splitKey(verifierKey.trim());
  if (!name || !id || !encoded) return false;
  const key = fromBase64(encoded);
  if (key.length !== 33 || key[0] !== 1) return false;
  const mine = checkpoint.signatures.find((at) => at.name === name && hex(at.bytes.slice(0, 4)) === id);
  if (!mine) return false;
  try {
    const imported = await crypto.subtle.importKey("raw", key.slice(1), "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", imported, mine.bytes.slice(4), checkpoint.signed);
  } catch {
    return undefined;
  }
}

/** "name+id+key": the name may hold no plus, the key (base64) may. */
function splitKey(key: string): string[] {
  const first = key.indexOf("+");
  const second = key.indexOf("+", first + 1);
  return first < 0 || second < 0 ? [] : [key.slice(0, first), key.slice(first + 1, second), key.slice(second + 1)];
}
