// Follows one case from its first event, over restarts of the server, until it has COUNT events. ADDRESS CASE COUNT
import { connect } from "forloeb-client";

const [address = "127.0.0.1:7420", name = "karen", count = "0"] = process.argv.slice(2);
const client = await connect({ address, onState: (state) => console.error(state) });
const [id] = await client.lookup("case", [name]);
if (!id) throw new Error(`There is no case called ${name}.`);

const feed = await client.subscribe({ stream: { kind: "case", id }, from: 0n });
for await (const event of feed.events()) {
    console.log(`${event.version} ${event.type} ${event.occurredAt}`);
    if (event.version === BigInt(count)) break; // leaving the loop ends the subscription
}
client.close();
