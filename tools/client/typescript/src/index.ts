// What users of the package see; "forloeb-client/schemas" has the structs of the protocol and of every event type.
import { Client, type ConnectOptions } from "./client.js";

export { type AppendOptions, type EventSpec, type EventWriter, type Stored, type StreamId, type StreamWrite, type Who, event, setTexts } from "./append.js";
export { type AsOf, Client, type ConnectOptions, type RequestOptions, type SubscribeOptions } from "./client.js";
export { type Delivery, Feed } from "./feed.js";
export { newId, readId, writeId } from "./ids.js";
export { type When, readMoment, writeMoment } from "./moments.js";
export { type ErrorCode, ForloebError, type RetryAdvice } from "./problem.js";
export { type EventTypeName, type PayloadOf, type PersonalOf, RecordedEvent } from "./records.js";
export { type Greeting, type TlsFiles } from "./wire.js";

/** Connects and says hello; fails if the server cannot be reached now. */
export function connect(options: ConnectOptions): Promise<Client> {
    return Client.connect(options);
}
