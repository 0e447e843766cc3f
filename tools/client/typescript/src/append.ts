// An append as a program writes it: streams with the version they are expected at, and typed events.
import { type Append, Audience, type Envelope, type ProposedEvent, type StreamRef, StreamKind, eventTypes } from "./generated/index.js";
import { utils } from "capnp-es";
import { writeId } from "./ids.js";
import { type When, writeMoment } from "./moments.js";
import type { EventTypeName, PayloadOf, PersonalOf } from "./records.js";

export interface StreamId {
    kind: "case" | "person" | "project";
    id: string;
}

/** Who acted, pseudonymously. */
export interface Who {
    pseudonym: string;
    role?: string;
    unit?: string;
    organisation?: string;
}

export interface EventSpec<Type extends EventTypeName> {
    occurredAt: When;
    /** Left out: the connection's user, where there is one. */
    actor?: Who;
    /** Left out: internal. */
    audience?: ("partner" | "citizen" | "evaluator")[];
    payload?: (payload: PayloadOf<Type>) => void;
    /** About the case's citizen, unless `subject` names another person stream. Sealed by the server. */
    personal?: (personal: PersonalOf<Type>) => void;
    subject?: string;
    /** What else the envelope can say. */
    envelope?: (envelope: Envelope) => void;
}

/** Fills one event of an append. */
export type EventWriter = (event: ProposedEvent) => void;

/** An event of a type, with its clear and its personal part. */
export function event<Type extends EventTypeName>(type: Type, spec: EventSpec<Type>): EventWriter {
    return (proposed) => {
        proposed.type = type;
        const envelope = proposed._initEnvelope();
        writeMoment(envelope._initOccurredAt(), spec.occurredAt);
        if (spec.actor) Object.assign(envelope._initActor(), spec.actor);
        const audience = spec.audience ?? [];
        if (audience.length > 0) {
            const list = envelope._initAudience(audience.length);
            audience.forEach((each, index) => list.set(index, Audience[each.toUpperCase() as keyof typeof Audience]));
        }
        spec.envelope?.(envelope);
        const { payload: Payload, personal: Personal } = eventTypes[type];
        const payload = utils.initStructAt(2, Payload as never, proposed) as PayloadOf<Type>;
        spec.payload?.(payload);
        if (!spec.personal || !Personal) return;
        const part = proposed._initPersonal(1).get(0);
        if (spec.subject) writeId(part._initSubject(), spec.subject);
        spec.personal(utils.initStructAt(1, Personal as never, part) as PersonalOf<Type>);
    };
}

/** Fills a list of texts, which capnp-es makes with its length: setTexts((length) => held._initTopics(length), ["bolig"]). */
export function setTexts(make: (length: number) => { set(index: number, text: string): void }, texts: string[]): void {
    const list = make(texts.length);
    texts.forEach((text, index) => list.set(index, text));
}

export interface StreamWrite {
    stream: StreamId;
    /** How many events the stream must have: 0 = nobody has written to it. Left out: any number. */
    expect?: bigint | number;
    /** May be empty: the append rests on this stream without writing to it. */
    events: EventWriter[];
}

export interface AppendOptions {
    /** The idempotency key. Left out: a new one. */
    appendId?: string;
    /** Identifiers of other systems that name a stream from now on: found by `lookup`. */
    bindings?: { scope: string; identifier: string; stream: StreamId }[];
    imported?: boolean;
}

/** What became of an append: it is on disk. */
export interface Stored {
    appendId: string;
    /** Of the first event; the others follow without gap. */
    position: bigint;
    count: number;
    /** The id was stored before; nothing new was written. */
    repeated: boolean;
    /** The versions of the streams after it, in the order they were written: what the next append expects. */
    versions: bigint[];
}

export function writeStream(ref: StreamRef, { kind, id }: StreamId): void {
    ref.kind = StreamKind[kind.toUpperCase() as keyof typeof StreamKind];
    writeId(ref._initId(), id);
}

export function writeAppend(append: Append, writes: StreamWrite[], appendId: string, options: AppendOptions): void {
    writeId(append._initAppendId(), appendId);
    const written = writes.filter((write) => write.events.length > 0);
    const streams = append._initStreams(written.length);
    written.forEach((write, index) => {
        const target = streams.get(index);
        writeStream(target._initStream(), write.stream);
        const events = target._initEvents(write.events.length);
        write.events.forEach((fill, place) => fill(events.get(place)));
    });
    const expected = writes.filter((write) => write.expect !== undefined);
    const expectations = append._initExpectations(expected.length);
    expected.forEach((write, index) => {
        const target = expectations.get(index);
        writeStream(target._initStream(), write.stream);
        target.exact = BigInt(write.expect!);
    });
    const bindings = append._initBindings(options.bindings?.length ?? 0);
    options.bindings?.forEach((binding, index) => {
        const target = bindings.get(index);
        target.scope = binding.scope;
        target.identifier = binding.identifier;
        writeStream(target._initStream(), binding.stream);
    });
    append.imported = options.imported ?? false;
}
