// Who did what on a case, and who looked at it: the question is itself put on record. ADDRESS CASE
import { connect, writeId } from "forloeb-client";
import { AuditLog } from "forloeb-client/schemas";

const [address = "127.0.0.1:7420", name = "karen"] = process.argv.slice(2);
const client = await connect({ address, purpose: "audit" });
const [id] = await client.lookup("case", [name]);
if (!id) throw new Error(`There is no case called ${name}.`);

for await (const entry of client.audit((request) => writeId(request._initOfCase(), id))) {
    const when = new Date(Number(entry.recordedAt / 1000n)).toISOString();
    const what = entry.log === AuditLog.READS ? `${entry.denied ? "was denied" : "saw"} ${entry.operation} (${entry.purpose})` : `wrote ${entry.type}`;
    console.log(`${when} ${entry.actor} ${what}`);
}
client.close();
