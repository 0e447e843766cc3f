// A subscription at this side: deliveries in log order, taken one at a time, over as many connections as it takes. Credits
// follow what is taken, so a slow taker holds at most its window in memory and the server waits.
import { Message } from "capnp-es";
import { Frame, type Subscribe } from "./generated/index.js";
import { ForloebError, readProblem } from "./problem.js";
import { RecordedEvent } from "./records.js";
import { pause } from "./backoff.js";
import type { PushTaker, Wire } from "./wire.js";

/** Events in log order, or a mark: everything durable has been delivered, or there is more that waits. */
export type Delivery =
    | { kind: "events"; events: RecordedEvent[]; next: bigint }
    | { kind: "caughtUp" | "fellBehind"; next: bigint };

export class Feed implements AsyncIterableIterator<Delivery>, PushTaker {
    readonly #describe: (subscribe: Subscribe) => void;
    readonly #window: number;
    readonly #queue: Delivery[] = [];
    #queuedEvents = 0;
    #untold = 0; // events taken whose credit is not given back yet
    #next: bigint | undefined;
    #wake: (() => void) | undefined;
    #ended: { error: Error | undefined } | undefined;
    #wire: Wire | undefined;
    #corr = 0n;
    /** Called once, when nothing more will come. */
    onEnd: () => void = () => undefined;

    /** `describe` says what is wanted; `from`: a position, or nothing for what is committed from now on. */
    constructor(describe: (subscribe: Subscribe) => void, from: bigint | undefined, window: number) {
        this.#describe = describe;
        this.#next = from;
        this.#window = window;
    }

    /** Where to subscribe from to go on after everything that has come, also what is not taken yet. */
    get position(): bigint | undefined {
        return this.#next;
    }

    async next(): Promise<IteratorResult<Delivery>> {
        while (this.#queue.length === 0) {
            if (this.#ended?.error) throw this.#ended.error;
            if (this.#ended) return { done: true, value: undefined };
            await new Promise<void>((wake) => (this.#wake = wake));
        }
        const delivery = this.#queue.shift()!;
        if (delivery.kind === "events") {
            this.#queuedEvents -= delivery.events.length;
            this.#untold += delivery.events.length;
        }
        if (this.#untold * 4 >= this.#window || (this.#queue.length === 0 && delivery.kind === "fellBehind")) this.#giveCredit();
        return { done: false, value: delivery };
    }

    /** Ends the subscription; `for await` calls it when it is left. */
    async return(): Promise<IteratorResult<Delivery>> {
        this.end();
        return { done: true, value: undefined };
    }

    [Symbol.asyncIterator](): this {
        return this;
    }

    /** Every event, without the marks. */
    async *events(): AsyncGenerator<RecordedEvent> {
        for await (const delivery of this) if (delivery.kind === "events") yield* delivery.events;
    }

    /** Nothing more comes; what is queued can still be taken. With an error, that comes last. */
    end(error?: Error): void {
        if (this.#ended) return;
        this.#ended = { error };
        this.#wire?.unsubscribe(this.#corr);
        this.onEnd();
        this.#wake?.();
    }

    /** Subscribes on a connection, from where this feed has come. Throws what the server says. */
    async begin(wire: Wire): Promise<void> {
        const message = new Message();
        const subscribe = message.initRoot(Frame)._initSubscribe();
        this.#describe(subscribe);
        if (this.#next === undefined) subscribe.from.now = true;
        else subscribe.from.position = this.#next;
        subscribe.credits = Math.max(1, this.#window - this.#queuedEvents);
        this.#untold = 0;
        this.#wire = wire;
        const reply = await wire.exchange(message, { pushes: this });
        this.#corr = reply.corr;
        this.#next ??= reply.subscribed.position; // pushes may have come since
        if (this.#ended) wire.unsubscribe(this.#corr);
    }

    /** The same after a lost connection: waits out what passes, and ends with what does not. */
    async resume(wire: Wire): Promise<void> {
        for (let attempt = 0; !this.#ended; ++attempt) {
            try {
                return await this.begin(wire);
            } catch (error) {
                if (wire.isLost) return; // begun again on the next connection
                // A named subscription is its old connection's until the server notices that it is gone.
                const passes = error instanceof ForloebError && (error.retry === "later" || error.code === "conflict");
                if (!passes) return this.end(error as Error);
                await pause(attempt, error.retryAfterMs);
            }
        }
    }

    push(frame: Frame): void {
        if (this.#ended) return;
        if (frame._isEvents) {
            const events = frame.events.events.map((record) => new RecordedEvent(record));
            this.#queuedEvents += events.length;
            this.#queue.push({ kind: "events", events, next: frame.events.next });
            this.#next = frame.events.next;
        } else if (frame._isCaughtUp) {
            this.#queue.push({ kind: "caughtUp", next: (this.#next = frame.caughtUp.next) });
        } else if (frame._isFellBehind) {
            this.#queue.push({ kind: "fellBehind", next: frame.fellBehind.next });
        } else if (frame._isSubscriptionEnded) {
            const ended = frame.subscriptionEnded;
            const reason = ended._hasReason() ? readProblem(ended.reason) : undefined;
            if (reason?.retry === "later") void this.resume(this.#wire!);
            else this.end(reason);
        }
        this.#wake?.();
    }

    lost(): void {
        this.#corr = 0n; // Client begins again when it is connected
    }

    #giveCredit(): void {
        const events = this.#untold;
        this.#untold = 0;
        if (events > 0 && this.#corr !== 0n) this.#wire?.tell((frame) => (frame._initCredit().events = events), this.#corr);
    }
}
