// Events as they stand in the log, with what the server assigned (the leaf record, drawn in events/codec/leaf.hpp).
import { Message, utils } from "capnp-es";
import { type Envelope, type EventRecord, type PersonalPart, StoredEvent, eventTypes } from "./generated/index.js";
import { idOfBytes } from "./ids.js";
import { readMoment } from "./moments.js";
import { ForloebError } from "./problem.js";

export type EventTypes = typeof eventTypes;
/** A stored name: "contact.held". */
export type EventTypeName = keyof EventTypes;
export type PayloadOf<Type extends EventTypeName> = InstanceType<EventTypes[Type]["payload"]>;
export type PersonalOf<Type extends EventTypeName> = EventTypes[Type]["personal"] extends new (...words: never[]) => infer Struct ? Struct : undefined;

export class RecordedEvent {
    /** The stored name; also one that this client does not know. */
    readonly type: string;
    readonly position: bigint;
    /** Of its stream, from 1. */
    readonly version: bigint;
    readonly recordedAt: Date;
    readonly eventId: string;
    readonly streamId: string;
    /** 144 bytes, and the canonical bytes they commit to: what a proof is checked with. */
    readonly leaf: Uint8Array;
    readonly stored: Uint8Array;
    readonly #personal: PersonalPart[];
    #event: StoredEvent | undefined;

    constructor(record: EventRecord) {
        this.type = record.type;
        this.leaf = record.leaf.toUint8Array();
        this.stored = record.stored.toUint8Array();
        this.#personal = record.personal.toArray();
        const view = new DataView(this.leaf.buffer, this.leaf.byteOffset, this.leaf.byteLength);
        this.position = view.getBigUint64(8);
        this.recordedAt = new Date(Number(view.getBigInt64(16) / 1000n));
        this.eventId = idOfBytes(this.leaf.subarray(24, 40));
        this.streamId = idOfBytes(this.leaf.subarray(40, 56));
        this.version = view.getBigUint64(104);
    }

    get envelope(): Envelope {
        return this.#opened().envelope;
    }

    /** ISO 8601, in the precision it was told. */
    get occurredAt(): string {
        return readMoment(this.envelope.occurredAt);
    }

    is(type: EventTypeName): boolean {
        return this.type === type;
    }

    /** The clear part. Throws if the event is of another type, or was stored in an older form of it. */
    payload<Type extends EventTypeName>(type: Type): PayloadOf<Type> {
        if (this.type !== type) throw new TypeError(`This event is ${this.type}, not ${type}.`);
        const Payload = eventTypes[type].payload;
        const view = new DataView(this.leaf.buffer, this.leaf.byteOffset, this.leaf.byteLength);
        if (view.getBigUint64(56).toString(16) !== BigInt(`0x${Payload._capnp.id}`).toString(16))
            throw new ForloebError({ code: "unsupported", retry: "upgrade", message: `This ${type} is stored in an older form: ask for it by readHistory or a question.` });
        return utils.getStruct(1, Payload as never, this.#opened()) as PayloadOf<Type>;
    }

    /** The sealed parts that were opened for this reader: empty unless asked for. */
    personal<Type extends EventTypeName>(type: Type): PersonalOf<Type>[] {
        const Personal = eventTypes[type].personal;
        if (this.type !== type || !Personal) return [];
        return this.#personal.map((part) => utils.getStruct(1, Personal as never, part) as PersonalOf<Type>);
    }

    #opened(): StoredEvent {
        this.#event ??= new Message(this.stored, false, true).getRoot(StoredEvent);
        return this.#event;
    }
}
