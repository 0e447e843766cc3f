// A server that says what a test tells it to: it speaks the protocol's frames on a Unix socket and knows nothing.
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Message } from "../../../../build/typescript/node_modules/capnp-es/dist/index.mjs";
import { FrameSplitter } from "../../../../build/typescript/dist/frames.js";
import { Frame } from "../../../../build/typescript/dist/generated/index.js";

export function bytesOf(corr, build) {
    const message = new Message();
    const frame = message.initRoot(Frame);
    frame.corr = corr;
    build(frame);
    return Buffer.from(message.toArrayBuffer());
}

/** `answer(frame, connection)` gets every frame but hello; connection.say(corr, build) answers, connection.end() hangs up. */
export async function standIn(t, answer, { inFlightMax = 256, greet } = {}) {
    const folder = mkdtempSync(join(tmpdir(), "forloeb-stand-in-"));
    const sockets = new Set();
    const heard = [];
    const server = createServer((socket) => {
        sockets.add(socket);
        socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
        const splitter = new FrameSplitter();
        const connection = { number: (server.count = (server.count ?? 0) + 1), write: (bytes) => socket.write(bytes), say: (corr, build) => socket.write(bytesOf(corr, build)), end: () => socket.destroy() };
        socket.on("data", (chunk) => {
            for (const bytes of splitter.take(chunk)) {
                const frame = new Message(bytes, false).getRoot(Frame);
                heard.push(frame);
                if (!frame._isHello) answer(frame, connection);
                else if (greet) greet(frame, connection);
                else
                    connection.say(frame.corr, (reply) => {
                        const hello = reply._initHelloReply();
                        hello.protocolVersion = 1;
                        hello.server = "stand-in";
                        hello.frameBytesMax = 8388608n;
                        hello.requestsInFlightMax = inFlightMax;
                    });
            }
        });
    });
    const path = join(folder, "s");
    await new Promise((listening) => server.listen(path, listening));
    t.after(() => {
        server.close();
        for (const socket of sockets) socket.destroy();
        rmSync(folder, { recursive: true });
    });
    return { address: `unix:${path}`, heard };
}

export function problem(code, retry, message = "Nej.") {
    return (frame) => Object.assign(frame._initError(), { code, retry, message });
}
