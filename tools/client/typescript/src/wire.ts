// One connection: frames out, replies matched to their requests by corr, pushes to their subscriptions. It does not
// reconnect; Client does.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { type Socket, connect as connectPlain } from "node:net";
import { connect as connectTls } from "node:tls";
import { Message } from "capnp-es";
import { FrameSplitter } from "./frames.js";
import { Frame } from "./generated/index.js";
import { type ForloebError, invalid, lost, readProblem, unavailable } from "./problem.js";

/** PEM files of the authority both sides trust, and of this client's certificate and key. */
export interface TlsFiles {
    authority: string;
    certificate: string;
    key: string;
}

export interface WireOptions {
    /** "host:port", or "unix:PATH". Beyond this machine only with `tls`. */
    address: string;
    tls?: TlsFiles;
    /** "forloeb_<64 hex>", where a certificate or the operating system's user is not enough. */
    token?: string;
    /** Name and version of your program, for the server's log. */
    name?: string;
}

/** What the server said of itself. */
export interface Greeting {
    protocolVersion: number;
    server: string;
    controller: string;
    origin: string;
    head: bigint;
}

/** Takes the frames of one subscription. */
export interface PushTaker {
    push(frame: Frame): void;
    lost(error: ForloebError): void;
}

interface Pending {
    done(reply: Frame): void;
    failed(error: Error): void;
    isAppend: boolean;
    pushes: PushTaker | undefined;
}

const protocolVersion = 1; // protocol.capnp names it; capnp-es generates no constants of files
const helloTimeoutMs = 5000;
const silenceMs = 15_000; // then a ping; after as much again the connection is given up

export class Wire {
    greeting!: Greeting;
    /** Called once, when the connection is gone. */
    onLost: (why: string) => void = () => undefined;
    readonly #socket: Socket;
    readonly #splitter = new FrameSplitter();
    readonly #pending = new Map<bigint, Pending>();
    readonly #subscriptions = new Map<bigint, PushTaker>();
    readonly #waiting: (() => void)[] = []; // requests above what the server takes at a time
    #inFlightMax = 1;
    #frameBytesMax = 64 * 1024;
    #nextCorr = 1n;
    #lost: string | undefined;
    #heard = Date.now();
    readonly #heartbeat: NodeJS.Timeout;

    private constructor(socket: Socket) {
        this.#socket = socket;
        socket.on("data", (chunk: Buffer) => this.#take(chunk));
        socket.on("error", (error) => this.#lose(error.message));
        socket.on("close", () => this.#lose("the server closed it"));
        this.#heartbeat = setInterval(() => this.#listen(), silenceMs).unref();
    }

    /** Connects and says hello. */
    static async open(options: WireOptions): Promise<Wire> {
        const wire = new Wire(await openSocket(options));
        const message = new Message();
        const hello = message.initRoot(Frame)._initHello();
        hello.protocolVersion = protocolVersion;
        hello.client = options.name ?? "forloeb-client (TypeScript)";
        if (options.token) hello.token = options.token;
        try {
            const said = (await wire.exchange(message, { timeoutMs: helloTimeoutMs })).helloReply;
            const { server, controller, origin, head } = said;
            wire.greeting = { protocolVersion: said.protocolVersion, server, controller, origin, head };
            wire.#inFlightMax = said.requestsInFlightMax;
            wire.#frameBytesMax = Number(said.frameBytesMax);
        } catch (error) {
            wire.close();
            throw error;
        }
        return wire;
    }

    get isLost(): boolean {
        return this.#lost !== undefined;
    }

    /** Sends one frame and waits for its reply. `pushes` gets what follows the reply to a subscribe. */
    async exchange(message: Message, options: { signal?: AbortSignal | undefined; timeoutMs?: number | undefined; pushes?: PushTaker } = {}): Promise<Frame> {
        const frame = message.getRoot(Frame);
        const isAppend = frame._isAppend;
        options.signal?.throwIfAborted();
        while (this.#pending.size >= this.#inFlightMax) await new Promise<void>((go) => this.#waiting.push(go));
        if (this.#lost !== undefined) throw lost(this.#lost, false);
        options.signal?.throwIfAborted();
        const corr = this.#nextCorr++;
        frame.corr = corr;
        const bytes = new Uint8Array(message.toArrayBuffer());
        if (bytes.byteLength > this.#frameBytesMax) throw invalid(`The request is too large: ${bytes.byteLength} bytes, the server takes ${this.#frameBytesMax}.`, "");
        return new Promise<Frame>((done, failed) => {
            const give = (error: Error) => {
                if (!this.#pending.has(corr)) return;
                this.tell((cancel) => (cancel.cancel = true), corr);
                this.#settle(corr)?.failed(error);
            };
            const timer = options.timeoutMs && setTimeout(() => give(lost("no answer in time", isAppend)), options.timeoutMs);
            const abort = () => give(options.signal!.reason as Error);
            options.signal?.addEventListener("abort", abort, { once: true });
            const settled = () => {
                if (timer) clearTimeout(timer);
                options.signal?.removeEventListener("abort", abort);
            };
            this.#pending.set(corr, {
                done: (reply) => (settled(), done(reply)),
                failed: (error) => (settled(), failed(error)),
                isAppend,
                pushes: options.pushes,
            });
            this.#socket.write(bytes);
        });
    }

    /** Sends a frame that has no reply. */
    tell(build: (frame: Frame) => void, corr: bigint): void {
        if (this.#lost !== undefined) return;
        const message = new Message();
        const frame = message.initRoot(Frame);
        frame.corr = corr;
        build(frame);
        this.#socket.write(new Uint8Array(message.toArrayBuffer()));
    }

    /** The subscription is no longer taken; pushes under way are dropped. */
    unsubscribe(corr: bigint): void {
        if (this.#subscriptions.delete(corr)) this.tell((frame) => (frame.unsubscribe = true), corr);
    }

    close(): void {
        this.#lose("closed here");
    }

    #take(chunk: Buffer): void {
        this.#heard = Date.now();
        try {
            for (const bytes of this.#splitter.take(chunk)) this.#takeFrame(new Message(bytes, false).getRoot(Frame));
        } catch (error) {
            this.#lose((error as Error).message);
        }
    }

    #takeFrame(frame: Frame): void {
        if (frame._isError && frame.corr === 0n) return this.#lose(frame.error.message);
        const pending = this.#settle(frame.corr);
        if (!pending) {
            const taker = this.#subscriptions.get(frame.corr);
            if (frame._isSubscriptionEnded) this.#subscriptions.delete(frame.corr);
            return taker?.push(frame);
        }
        if (frame._isError) return pending.failed(readProblem(frame.error));
        if (frame._isOutcomeUnknown) return pending.failed(readProblem(frame.outcomeUnknown));
        if (pending.pushes) this.#subscriptions.set(frame.corr, pending.pushes);
        pending.done(frame);
    }

    #settle(corr: bigint): Pending | undefined {
        const pending = this.#pending.get(corr);
        if (this.#pending.delete(corr)) this.#waiting.shift()?.();
        return pending;
    }

    /** Gives up a connection on which the other end is silent though it is asked. */
    #listen(): void {
        const silent = Date.now() - this.#heard;
        if (silent > 2 * silenceMs) return this.#lose("the server has not been heard of");
        if (silent > silenceMs) this.exchange(ping()).catch(() => undefined);
    }

    #lose(why: string): void {
        if (this.#lost !== undefined) return;
        this.#lost = why;
        clearInterval(this.#heartbeat);
        this.#socket.destroy();
        for (const [corr, pending] of [...this.#pending]) {
            this.#pending.delete(corr);
            pending.failed(lost(why, pending.isAppend));
        }
        for (const taker of this.#subscriptions.values()) taker.lost(lost(why, false));
        for (const go of this.#waiting.splice(0)) go();
        this.onLost(why);
    }
}

function ping(): Message {
    const message = new Message();
    message.initRoot(Frame).ping = true;
    return message;
}

async function openSocket({ address, tls }: WireOptions): Promise<Socket> {
    const unix = address.startsWith("unix:");
    const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(address) ?? [];
    const host = bracketed ?? plain;
    if (!unix && !host) throw invalid(`'${address}' is no address: write host:port or unix:PATH.`, "address");
    if (!unix && !tls && !["127.0.0.1", "::1", "localhost"].includes(host!)) throw invalid(`To reach ${address}, beyond this machine, needs TLS.`, "tls");
    const where = { host: host!, port: Number(port) };
    const socket = unix ? connectPlain(address.slice(5)) : tls ? connectTls({ ...where, minVersion: "TLSv1.3", ...(await readTls(tls)) }) : connectPlain(where);
    socket.setNoDelay(true).setKeepAlive(true);
    try {
        await once(socket, tls && !unix ? "secureConnect" : "connect");
    } catch (error) {
        socket.destroy();
        throw unavailable(`Cannot reach a server at ${address} (${(error as Error).message}).`);
    }
    return socket;
}

async function readTls(files: TlsFiles): Promise<{ ca: Buffer; cert: Buffer; key: Buffer }> {
    const [ca, cert, key] = await Promise.all([readFile(files.authority), readFile(files.certificate), readFile(files.key)]);
    return { ca, cert, key };
}
