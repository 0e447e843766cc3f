// A client that stays: it reconnects, repeats what may be repeated, and goes on with its subscriptions where they were.
//
//   a read       is asked again when the connection is lost or the server says "later"
//   an append    is sent again with the same append id until it is known whether it is stored
//   other orders (rebuild, rotate, ...) are sent once: what became of them is for the caller to look at
//
// for `patienceMs`, then the last error is thrown. An AbortSignal ends the waiting at once.
import { Message } from "capnp-es";
import { type AppendOptions, type Stored, type StreamId, type StreamWrite, writeAppend, writeStream } from "./append.js";
import { pause } from "./backoff.js";
import { Feed } from "./feed.js";
import { type AuditEntry, type AuditRequest, type CaseOverview, type CaseTimeline, Frame, type Query, type QueryAnswer, type SubscribingFilter } from "./generated/index.js";
import { newId, readId, writeId } from "./ids.js";
import { type When, writeMoment } from "./moments.js";
import { ForloebError, unavailable } from "./problem.js";
import { RecordedEvent } from "./records.js";
import { setTexts } from "./append.js";
import { type Greeting, Wire, type WireOptions } from "./wire.js";

export interface ConnectOptions extends WireOptions {
    /** What personal data are asked for, in the read log: "casework", "audit", ... Left out: the role's first. */
    purpose?: string;
    /** How long a request goes on trying; 0 = once. */
    patienceMs?: number;
    onState?: (state: "connected" | "reconnecting" | "closed", why: string) => void;
}

export interface RequestOptions {
    signal?: AbortSignal;
    /** For all tries together; the server gives up the request by then, too. */
    timeoutMs?: number;
    /** Answer from at least this many events of the log: position + count of an append. */
    atLeast?: bigint;
    purpose?: string;
    traceparent?: string;
}

export interface AsOf {
    occurredBy?: When;
    knownAt?: When;
}

export interface SubscribeOptions {
    /** What is wanted: one of these, or everything. */
    stream?: StreamId;
    types?: string[];
    matching?: (filter: SubscribingFilter) => void;
    /** A subscription that the server remembers; it goes on from what was acknowledged. */
    named?: string;
    /** A position (of a stream: a version), inclusive, or only what is committed from now on. */
    from?: bigint | "now";
    /** Events on their way or not taken yet, at most. */
    window?: number;
    signal?: AbortSignal;
}

const patienceMs = 60_000;

export class Client {
    readonly #options: ConnectOptions;
    readonly #feeds = new Set<Feed>();
    #wire: Wire | undefined;
    #ended: ForloebError | undefined;
    #waiting: (() => void)[] = []; // for a connection

    private constructor(options: ConnectOptions) {
        this.#options = options;
    }

    /** Fails if the server cannot be reached now; later connections are made by themselves. */
    static async connect(options: ConnectOptions): Promise<Client> {
        const client = new Client(options);
        client.#use(await Wire.open(options));
        return client;
    }

    /** What the server said of itself when it was reached last. */
    get greeting(): Greeting {
        return this.#greeting!;
    }
    #greeting: Greeting | undefined;

    /** Requests under way fail, subscriptions end. */
    close(): void {
        this.#end(unavailable("The client was closed."));
    }

    /** Any request of protocol.capnp: `build` fills the frame's member; the reply's frame is returned. */
    request(build: (frame: Frame) => void, options: RequestOptions = {}): Promise<Frame> {
        const message = new Message();
        const frame = message.initRoot(Frame);
        build(frame);
        const purpose = options.purpose ?? this.#options.purpose;
        if (purpose) frame.purpose = purpose;
        if (options.traceparent) frame.traceparent = options.traceparent;
        if (options.atLeast !== undefined) frame.atLeast = options.atLeast;
        return this.#persist(frame, options, (wire, timeoutMs) => {
            if (options.timeoutMs) frame.deadlineMs = timeoutMs!;
            return wire.exchange(message, { signal: options.signal, timeoutMs });
        });
    }

    /** All of it or nothing. A stream at another version than expected: `conflict`; read what is new and decide again. */
    async append(writes: StreamWrite | StreamWrite[], options: AppendOptions & RequestOptions = {}): Promise<Stored> {
        const appendId = options.appendId ?? newId();
        try {
            const said = (await this.request((frame) => writeAppend(frame._initAppend(), [writes].flat(), appendId, options), options)).appended;
            const versions = said.versions.map((each) => each.version);
            return { appendId, position: said.position, count: said.count, repeated: said.repeated, versions };
        } catch (error) {
            if (error instanceof ForloebError) error.appendId = appendId;
            throw error;
        }
    }

    /** A stream's events in order; pages are fetched as they are needed. */
    async *events(stream: StreamId, options: RequestOptions & { from?: bigint; personal?: boolean } = {}): AsyncGenerator<RecordedEvent> {
        for (let from = options.from ?? 0n; ; ) {
            const { page } = await this.request((frame) => {
                const read = frame._initReadStream();
                writeStream(read._initStream(), stream);
                read.from = from;
                read.personal = options.personal ?? false;
            }, options);
            for (const record of page.events) yield new RecordedEvent(record);
            if (page.atEnd) return;
            from = page.next;
        }
    }

    readCase(caseId: string, options: RequestOptions & { from?: bigint; personal?: boolean } = {}): AsyncGenerator<RecordedEvent> {
        return this.events({ kind: "case", id: caseId }, options);
    }

    /** Any question of query.capnp; the answer is the member of the same name. */
    async query(build: (query: Query) => void, options: RequestOptions & AsOf = {}): Promise<QueryAnswer> {
        const reply = await this.request((frame) => {
            const query = frame._initQuery();
            const asOf = query._initAsOf();
            if (options.occurredBy) writeMoment(asOf._initOccurredBy(), options.occurredBy);
            if (options.knownAt) writeMoment(asOf._initKnownAt(), options.knownAt);
            build(query);
        }, options);
        return reply.answer;
    }

    async overview(caseId: string, options: RequestOptions & AsOf = {}): Promise<CaseOverview> {
        return (await this.query((query) => writeId(query._initCaseOverview(), caseId), options)).caseOverview;
    }

    async timeline(caseId: string, options: RequestOptions & AsOf & { types?: string[]; limit?: number } = {}): Promise<CaseTimeline> {
        const answer = await this.query((query) => {
            const timeline = query._initCaseTimeline();
            writeId(timeline._initCaseId(), caseId);
            timeline.limit = options.limit ?? 0;
            setTexts((length) => timeline._initTypes(length), options.types ?? []);
        }, options);
        return answer.caseTimeline;
    }

    /** What auditors ask (audit.capnp): entries, oldest first, page after page. */
    async *audit(build: (request: AuditRequest) => void, options: RequestOptions = {}): AsyncGenerator<AuditEntry> {
        for (let after = new Uint8Array(); ; ) {
            const { auditReply } = await this.request((frame) => {
                const request = frame._initAudit();
                request._initAfter(after.byteLength).copyBuffer(after);
                build(request);
            }, options);
            yield* auditReply.entries;
            after = new Uint8Array(auditReply.next.toUint8Array());
            if (after.byteLength === 0) return;
        }
    }

    /** The streams bound to identifiers, in their order; nothing where none is. */
    async lookup(scope: string, identifiers: string[], options: RequestOptions = {}): Promise<(string | undefined)[]> {
        const reply = await this.request((frame) => {
            const lookup = frame._initLookup();
            lookup.scope = scope;
            setTexts((length) => lookup._initIdentifiers(length), identifiers);
        }, options);
        return reply.lookupReply.streams.map((stream) => readId(stream.id) || undefined);
    }

    /** Follows the log; lost connections are made again and nothing is missed or told twice. */
    async subscribe(options: SubscribeOptions = {}): Promise<Feed> {
        const from = options.from ?? 0n;
        const feed = new Feed((subscribe) => {
            if (options.named) subscribe.named = options.named;
            else if (options.matching) options.matching(subscribe._initMatching());
            else if (options.types) setTexts((length) => subscribe._initTypes(length), options.types);
            else if (options.stream) writeStream(subscribe._initStream(), options.stream);
            else subscribe.everything = true;
        }, from === "now" ? undefined : from, options.window ?? 1000);
        const leave = () => feed.end(options.signal!.reason as Error);
        feed.onEnd = () => (this.#feeds.delete(feed), options.signal?.removeEventListener("abort", leave));
        options.signal?.addEventListener("abort", leave, { once: true });
        await this.#persist(undefined, { signal: options.signal }, (wire) => feed.begin(wire));
        this.#feeds.add(feed);
        return feed;
    }

    /** Tries, and again while it helps and there is patience. */
    async #persist<Reply>(frame: Frame | undefined, options: { signal?: AbortSignal | undefined; timeoutMs?: number }, attempt: (wire: Wire, timeoutMs?: number) => Promise<Reply>): Promise<Reply> {
        const limit = Date.now() + (options.timeoutMs ?? this.#options.patienceMs ?? patienceMs);
        let unknown: ForloebError | undefined; // an append that was sent may be stored, whatever is said of later tries
        for (let tries = 0; ; ++tries) {
            try {
                const wire = await this.#connected(limit, options.signal);
                return await attempt(wire, options.timeoutMs && Math.max(1, limit - Date.now()));
            } catch (error) {
                if (!(error instanceof ForloebError)) throw error;
                if (error.code === "unknown") unknown = error;
                if (this.#ended || !mayRepeat(frame, error) || Date.now() >= limit) throw unknown && error.retry === "later" ? unknown : error;
                await pause(tries, error.retryAfterMs, options.signal);
            }
        }
    }

    async #connected(limit: number, signal: AbortSignal | undefined): Promise<Wire> {
        while (!this.#wire) {
            if (this.#ended) throw this.#ended;
            const left = limit - Date.now();
            if (left <= 0) throw unavailable(`There is no connection to ${this.#options.address}.`);
            await new Promise<void>((done, aborted) => {
                const timer = setTimeout(done, left);
                const settle = (go: () => void) => (clearTimeout(timer), signal?.removeEventListener("abort", abort), go());
                const abort = () => settle(() => aborted(signal!.reason as Error));
                if (signal?.aborted) return abort();
                signal?.addEventListener("abort", abort, { once: true });
                this.#waiting.push(() => settle(done));
            });
        }
        return this.#wire;
    }

    #use(wire: Wire): void {
        this.#wire = wire;
        this.#greeting = wire.greeting;
        wire.onLost = (why) => {
            this.#wire = undefined;
            if (!this.#ended) void this.#reconnect(why);
        };
        this.#tell("connected", "");
        for (const feed of this.#feeds) void feed.resume(wire);
        for (const go of this.#waiting.splice(0)) go();
    }

    async #reconnect(why: string): Promise<void> {
        this.#tell("reconnecting", why);
        for (let attempt = 0; !this.#ended; ++attempt) {
            await pause(attempt);
            try {
                const wire = await Wire.open(this.#options);
                if (this.#ended) return wire.close();
                if (!wire.isLost) return this.#use(wire);
            } catch (error) {
                const problem = error as ForloebError;
                // A token that was revoked or a certificate that ran out does not mend by waiting.
                if (problem.retry !== "later") return this.#end(problem);
            }
        }
    }

    #end(error: ForloebError): void {
        if (this.#ended) return;
        this.#ended = error;
        for (const feed of [...this.#feeds]) feed.end(error);
        this.#wire?.close();
        for (const go of this.#waiting.splice(0)) go();
        this.#tell("closed", error.message);
    }

    #tell(state: "connected" | "reconnecting" | "closed", why: string): void {
        this.#options.onState?.(state, why);
    }
}

const reads = new Set<number>([Frame.PING, Frame.READ_STREAM, Frame.READ_LOG, Frame.READ_HISTORY, Frame.LOOKUP, Frame.LIST_STREAMS, Frame.PSEUDONYMS,
    Frame.DIGESTS, Frame.STATUS, Frame.LOG_ROOT, Frame.QUERY, Frame.PROJECTION_STATUS, Frame.VERIFY, Frame.EXPORT_LOG, Frame.PROOFS, Frame.AUDIT]);

/** `frame`: nothing for a subscribe, which may always be asked again. */
function mayRepeat(frame: Frame | undefined, error: ForloebError): boolean {
    if (frame?._isAppend) return error.retry === "sameId" || error.retry === "later";
    return error.retry === "later" && (frame === undefined || reads.has(frame.which()));
}
