// UUIDs: text at this side, two big-endian halves on the wire.
import { randomBytes } from "node:crypto";
import type { Id16 } from "./generated/index.js";
import { invalid } from "./problem.js";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function writeId(id: Id16, text: string): void {
    if (!uuid.test(text)) throw invalid(`'${text}' is no UUID.`, "id");
    const digits = text.replaceAll("-", "");
    id.high = BigInt(`0x${digits.slice(0, 16)}`);
    id.low = BigInt(`0x${digits.slice(16)}`);
}

/** Empty for the nil id, which means "none". */
export function readId(id: Id16): string {
    const digits = ((id.high << 64n) | id.low).toString(16).padStart(32, "0");
    return /^0+$/.test(digits) ? "" : dashed(digits);
}

export function idOfBytes(bytes: Uint8Array): string {
    return dashed(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex"));
}

/** A new id in order of time: UUIDv7 (RFC 9562). */
export function newId(): string {
    const bytes = randomBytes(16);
    bytes.writeUIntBE(Date.now(), 0, 6);
    bytes[6] = (bytes[6]! & 0x0f) | 0x70;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    return idOfBytes(bytes);
}

function dashed(digits: string): string {
    return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join("-");
}
