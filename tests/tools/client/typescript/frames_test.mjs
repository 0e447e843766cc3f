// The bytes of the wire as npm's capnp-es and Debian's capnp understand them, and frames cut anywhere.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Message } from "../../../../build/typescript/node_modules/capnp-es/dist/index.mjs";
import { FrameSplitter } from "../../../../build/typescript/dist/frames.js";
import { ContactHeld, Frame } from "../../../../build/typescript/dist/generated/index.js";
import { decode, encode } from "./capnp.mjs";

const protocol = "server/protocol/protocol.capnp";
const long = "på æøåÆØÅ – én gang til".repeat(50);
const appended = '(corr = 7, appended = (position = 9007199254740993, count = 2, repeated = true, versions = [(stream = (kind = case, id = (high = 18446744073709551615, low = 1)), version = 9223372036854775809)]))';

const parse = (bytes, type) => new Message(bytes, false).getRoot(type);

test("64-bit numbers above 2^53 come through in both directions", () => {
    const frame = parse(encode(protocol, "Frame", appended), Frame);
    assert.equal(frame.corr, 7n);
    assert.equal(frame.appended.position, 9007199254740993n);
    assert.equal(frame.appended.versions.get(0).version, 9223372036854775809n);
    const message = new Message();
    const request = message.initRoot(Frame);
    request.corr = 18446744073709551615n;
    request._initReadLog().from = 9007199254740993n;
    assert.match(decode(protocol, "Frame", Buffer.from(message.toArrayBuffer())), /^\(corr = 18446744073709551615, readLog = \(from = 9007199254740993,/);
});

test("a reply of many segments, with Danish letters, is read as one", () => {
    const events = Array.from({ length: 20 }, (_, place) => `(type = "${long}${place}", leaf = "\\x01\\xff", personal = [(subject = (high = 1, low = ${place}))])`);
    for (const segmentWords of [undefined, 1, 64]) {
        const bytes = encode(protocol, "Frame", `(corr = 1, page = (events = [${events.join(", ")}], atEnd = true))`, segmentWords);
        const segments = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) + 1;
        if (segmentWords) assert.ok(segments > 5, `${segments} segments`);
        const [whole] = new FrameSplitter().take(bytes);
        const { page } = parse(whole, Frame);
        assert.equal(page.events.length, 20);
        assert.equal(page.events.get(19).type, `${long}19`);
        assert.equal(page.events.get(19).personal.get(0).subject.low, 19n);
        assert.deepEqual([...page.events.get(3).leaf.toUint8Array()], [1, 255]);
        assert.equal(page.atEnd, true);
    }
});

test("frames that come in pieces of any size are the same frames", () => {
    const frames = [appended, "(corr = 8, pong = (head = 3))", `(error = (code = conflict, message = "${long}"))`].map((text, place) => encode(protocol, "Frame", text, place * 3));
    const stream = Buffer.concat(frames);
    for (let size = 1; size <= stream.length; size = size < 40 ? size + 1 : size * 2) {
        const splitter = new FrameSplitter();
        const found = [];
        for (let at = 0; at < stream.length; at += size) found.push(...splitter.take(stream.subarray(at, at + size)));
        assert.equal(found.length, 3);
        found.forEach((bytes, place) => assert.ok(frames[place].equals(bytes), `frame ${place} in pieces of ${size}`));
    }
});

test("what is no frame is refused before anything is held for it", () => {
    const words = (...numbers) => Buffer.from(Uint32Array.from(numbers).buffer);
    assert.throws(() => new FrameSplitter().take(words(512)), /too many segments/);
    assert.throws(() => new FrameSplitter().take(words(0, 0x7fffffff)), /too large/);
    assert.throws(() => new FrameSplitter().take(words(1, 1024 * 1024, 1, 0)), /too large/);
});

test("a default that is not zero is a default, and values beside it are exact", () => {
    const contact = "events/schema/contact.capnp";
    assert.equal(parse(encode(contact, "ContactHeld", "()"), ContactHeld).minutes, -1);
    for (const minutes of [0, 70, -1, 65536, 2147483647, -2147483648]) assert.equal(parse(encode(contact, "ContactHeld", `(minutes = ${minutes})`), ContactHeld).minutes, minutes);
    const message = new Message();
    message.initRoot(ContactHeld).minutes = 70;
    assert.match(decode(contact, "ContactHeld", Buffer.from(message.toArrayBuffer())), /minutes = 70/);
});

test("a text that is set twice harms nothing beside it", () => {
    const message = new Message();
    const problem = message.initRoot(Frame)._initError();
    problem.message = "første";
    problem.field = "payload.occurredAt";
    problem.message = "anden, og længere end den første";
    assert.match(decode(protocol, "Frame", Buffer.from(message.toArrayBuffer())), /message = "anden, og længere end den første", field = "payload.occurredAt"/);
});

// What a server says that was built before fields were added: the same structs, cut off.
function older(t, text) {
    const folder = mkdtempSync(join(tmpdir(), "forloeb-older-"));
    t.after(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, "older.capnp"), `@0xc0d1ff0e7b5aaaaa;\n${text}`);
    return join(folder, "older.capnp");
}

test("lists of an older server's smaller structs are read whole, and what it does not say is empty", (t) => {
    const schema = older(t, `struct Page { events @0 :List(Record); atEnd @1 :Bool; }
        struct Record { type @0 :Text; leaf @1 :Data; }
        struct Frame { corr @0 :UInt64; which @1 :UInt16; a @2 :Text; page @3 :Page; }`);
    const which = Frame.PAGE;
    for (const segmentWords of [undefined, 1]) {
        const bytes = encode(schema, "Frame", `(corr = 5, which = ${which}, page = (events = [(type = "a"), (leaf = "\\x07"), (type = "æ")], atEnd = true))`, segmentWords);
        const { events, atEnd } = parse(bytes, Frame).page;
        assert.deepEqual(events.map((each) => [each.type, [...each.leaf.toUint8Array()], each.stored.length, each.personal.length]), [["a", [], 0, 0], ["", [7], 0, 0], ["æ", [], 0, 0]]);
        assert.equal(atEnd, true);
    }
});

test("numbers that an older server's list elements do not have are zero, not its pointers", (t) => {
    const schema = older(t, `struct Id { high @0 :UInt64; low @1 :UInt64; } struct Stream { kind @0 :UInt16; id @1 :Id; } struct Version { stream @0 :Stream; }
        struct Appended { position @0 :UInt64; count @1 :UInt32; versions @2 :List(Version); }
        struct Frame { corr @0 :UInt64; which @1 :UInt16; a @2 :Text; appended @3 :Appended; }`);
    const bytes = encode(schema, "Frame", `(which = ${Frame.APPENDED}, appended = (position = 4, versions = [(stream = (kind = 1, id = (high = 2, low = 3))), ()]))`);
    const { versions, position } = parse(bytes, Frame).appended;
    assert.equal(position, 4n);
    assert.deepEqual(versions.map((each) => each.version), [0n, 0n]);
    assert.deepEqual(versions.map((each) => each.stream.id.low), [3n, 0n]);
});
