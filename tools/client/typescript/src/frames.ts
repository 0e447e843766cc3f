// Splits a stream of bytes into Cap'n Proto messages, which capnp-es leaves to its users. A frame is
//   u32 segments - 1 | u32 words of each segment | padding to 8 bytes | the segments
// all little-endian. A size is checked before anything is held for it.
import { unavailable } from "./problem.js";

const frameBytesMax = 8 * 1024 * 1024;
const segmentsMax = 512;

export class FrameSplitter {
    #held: Uint8Array[] = [];
    #heldBytes = 0;
    #wanted = 4; // bytes until the next thing can be said

    /** The frames that `chunk` completes. Throws if what comes is no frame: then the stream has no next frame. */
    take(chunk: Uint8Array): Uint8Array[] {
        this.#held.push(chunk);
        this.#heldBytes += chunk.byteLength;
        const frames: Uint8Array[] = [];
        while (this.#heldBytes >= this.#wanted) {
            const bytes = this.#held.length === 1 ? this.#held[0]! : Buffer.concat(this.#held);
            const length = frameLength(bytes);
            const whole = length.known && bytes.byteLength >= length.bytes;
            if (whole) frames.push(bytes.subarray(0, length.bytes));
            const rest = whole ? bytes.subarray(length.bytes) : bytes;
            this.#held = rest.byteLength === 0 ? [] : [rest];
            this.#heldBytes = rest.byteLength;
            this.#wanted = whole ? 4 : length.bytes;
        }
        return frames;
    }
}

/** How long the frame is that begins here, or how many bytes it takes to know. */
function frameLength(bytes: Uint8Array): { known: boolean; bytes: number } {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const segments = view.getUint32(0, true) + 1;
    if (segments > segmentsMax) throw unavailable("The server broke the framing: too many segments.");
    const table = (4 + segments * 4 + 7) & ~7;
    if (bytes.byteLength < table) return { known: false, bytes: table };
    let total = table;
    for (let segment = 0; segment < segments; ++segment) total += view.getUint32(4 + segment * 4, true) * 8;
    if (total > frameBytesMax) throw unavailable("The server broke the framing: a frame is too large.");
    return { known: true, bytes: total };
}
