// Times and ids between their texts and the wire.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Message } from "../../../../build/typescript/node_modules/capnp-es/dist/index.mjs";
import { newId, readId, readMoment, writeId, writeMoment } from "../../../../build/typescript/dist/index.js";
import { Id16, Moment, Precision } from "../../../../build/typescript/dist/generated/index.js";

function moment(when) {
    const made = new Message().initRoot(Moment);
    writeMoment(made, when);
    return made;
}

test("a day and a month begin at Denmark's midnight, summer and winter", () => {
    for (const [text, utc, offset, precision] of [
        ["2026-03-02", "2026-03-01T23:00:00Z", 60, Precision.DAY],
        ["2026-07-02", "2026-07-01T22:00:00Z", 120, Precision.DAY],
        ["2026-03-29", "2026-03-28T23:00:00Z", 60, Precision.DAY], // the clocks change that night
        ["2026-03-30", "2026-03-29T22:00:00Z", 120, Precision.DAY],
        ["2026-10-25", "2026-10-24T22:00:00Z", 120, Precision.DAY],
        ["2026-10-26", "2026-10-25T23:00:00Z", 60, Precision.DAY],
        ["2060-07", "2060-06-30T22:00:00Z", 120, Precision.MONTH],
    ]) {
        const made = moment(text);
        assert.equal(new Date(Number(made.micros / 1000n)).toISOString(), utc.replace("Z", ".000Z"), text);
        assert.deepEqual([made.offsetMinutes, made.precision, readMoment(made)], [offset, precision, text]);
    }
});

test("an instant keeps the offset it was told with", () => {
    const made = moment("2026-03-02T10:00:00-03:30");
    assert.deepEqual([made.micros, made.offsetMinutes, readMoment(made)], [1772458200000000n, -210, "2026-03-02T10:00:00.000-03:30"]);
    assert.equal(readMoment(moment(new Date("2026-07-02T10:00:00Z"))), "2026-07-02T12:00:00.000+02:00");
    assert.equal(readMoment(new Message().initRoot(Moment)), "");
});

test("what is no time is refused", () => {
    for (const wrong of ["2026-02-30", "2026-13-01", "2026-3-2", "2026-03-02T10:00:00", "i går", new Date(NaN)]) assert.throws(() => moment(wrong), { code: "invalid" }, String(wrong));
});

test("ids are the 36 characters, and new ones come in the order of time", async () => {
    const id = new Message().initRoot(Id16);
    writeId(id, "ffeeddcc-bbaa-9988-7766-554433221100");
    assert.deepEqual([id.high, id.low, readId(id)], [0xffeeddccbbaa9988n, 0x7766554433221100n, "ffeeddcc-bbaa-9988-7766-554433221100"]);
    assert.equal(readId(new Message().initRoot(Id16)), "");
    assert.throws(() => writeId(id, "karen"), { code: "invalid" });
    const first = newId();
    await new Promise((later) => setTimeout(later, 2));
    assert.match(first, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.ok(first < newId());
});
