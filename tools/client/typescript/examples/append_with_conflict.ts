// Two people write on the same case: the second one's append conflicts, is decided again and stored. ADDRESS CASE
import { ForloebError, connect, event, setTexts } from "forloeb-client";

const [address = "127.0.0.1:7420", name = "karen"] = process.argv.slice(2);
const client = await connect({ address });
const [id] = await client.lookup("case", [name]);
if (!id) throw new Error(`There is no case called ${name}.`);
const stream = { kind: "case", id } as const;

function contact(pseudonym: string, minutes: number, words: string) {
    return event("contact.held", {
        occurredAt: new Date(),
        actor: { pseudonym, role: "handicapkoordinator", unit: "Voksenhandicap" },
        payload: (held) => {
            held.minutes = minutes;
            held.channel = "phone";
            setTexts((length) => held._initWith(length), ["borger"]);
        },
        personal: (personal) => (personal.citizenWords = words),
    });
}

let expect = 0n;
for await (const { version } of client.readCase(id)) expect = version;
console.log(`read up to version ${expect}`);

const colleague = await client.append({ stream, expect, events: [contact("koord-2", 15, "Jeg er på vej på arbejde.")] });
console.log(`a colleague wrote version ${colleague.versions[0]}`);

for (let stored = false; !stored; ) {
    try {
        const { versions } = await client.append({ stream, expect, events: [contact("koord-1", 20, "Jeg vil gerne høre, hvad I aftaler.")] });
        console.log(`stored as version ${versions[0]}`);
        stored = true;
    } catch (error) {
        if (!(error instanceof ForloebError) || error.code !== "conflict") throw error;
        // Read what is new and decide again: here a second contact on the same day stands beside the first.
        for await (const missed of client.readCase(id, { from: expect + 1n })) {
            console.log(`conflict: version ${missed.version} is ${missed.type} by ${missed.envelope.actor.pseudonym}`);
            expect = missed.version;
        }
    }
}
client.close();
