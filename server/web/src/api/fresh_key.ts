// The name of one attempt to store something: sent with it as Idempotency-Key, and the same again when it is repeated. Pure.

/** UUIDv7: what makes a repeated request the same request. */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let at = Date.now();
  for (let index = 5; index >= 0; index--, at = Math.floor(at / 256)) bytes[index] = at % 256;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
