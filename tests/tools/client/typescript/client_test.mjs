// What the client does when answers are late, out of order, refused or never come.
import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, event, readId } from "../../../../build/typescript/dist/index.js";
import { ErrorCode, Retry } from "../../../../build/typescript/dist/generated/index.js";
import { bytesOf, problem, standIn } from "./stand_in.mjs";

const stream = { kind: "case", id: "01990316-b880-7000-8000-006b6172656e" };
const opened = () => event("contact.held", { occurredAt: "2026-03-02", actor: { pseudonym: "koord-1" } });
const pong = (head) => (frame) => (frame._initPong().head = head);
const ping = (frame) => (frame.ping = true);

async function client(t, server, options = {}) {
    const made = await connect({ address: server.address, ...options });
    t.after(() => made.close());
    return made;
}

test("replies find their requests in any order, in pieces of one byte", async (t) => {
    const held = [];
    const server = await standIn(t, (frame, connection) => {
        held.push(frame.corr);
        if (held.length < 20) return;
        for (const corr of held.reverse()) for (const byte of bytesOf(corr, pong(corr * 2n))) connection.write(Buffer.from([byte]));
    });
    const asking = await client(t, server);
    const replies = await Promise.all(Array.from({ length: 20 }, () => asking.request(ping)));
    for (const reply of replies) assert.equal(reply.pong.head, reply.corr * 2n);
});

test("no more requests are sent at a time than the server takes", async (t) => {
    let underWay = 0;
    let most = 0;
    const server = await standIn(t, (frame, connection) => {
        most = Math.max(most, ++underWay);
        setTimeout(() => (--underWay, connection.say(frame.corr, pong(1n))), 2);
    }, { inFlightMax: 3 });
    const asking = await client(t, server);
    await Promise.all(Array.from({ length: 25 }, () => asking.request(ping)));
    assert.equal(most, 3);
});

test("an append whose answer is lost is sent again with the same id, until it is known", async (t) => {
    const ids = [];
    const server = await standIn(t, (frame, connection) => {
        ids.push(readId(frame.append.appendId));
        if (ids.length === 1) return connection.end();
        if (ids.length === 2) return connection.say(frame.corr, (reply) => Object.assign(reply._initOutcomeUnknown(), { code: ErrorCode.UNKNOWN, retry: Retry.SAME_ID, message: "Ukendt." }));
        connection.say(frame.corr, (reply) => {
            const stored = reply._initAppended();
            stored.position = 41n;
            stored.count = 1;
            stored.repeated = true;
            stored._initVersions(1).get(0).version = 9n;
        });
    });
    const states = [];
    const writing = await client(t, server, { onState: (state) => states.push(state) });
    const stored = await writing.append({ stream, expect: 8, events: [opened()] });
    assert.deepEqual([stored.position, stored.repeated, stored.versions], [41n, true, [9n]]);
    assert.equal(new Set(ids).size, 1);
    assert.equal(ids.length, 3);
    assert.equal(stored.appendId, ids[0]);
    assert.deepEqual(states, ["connected", "reconnecting", "connected"]);
});

test("an append that stays unknown says what to send it again with", async (t) => {
    const server = await standIn(t, (_, connection) => connection.end());
    const writing = await client(t, server, { patienceMs: 50 });
    await assert.rejects(writing.append({ stream, events: [opened()] }, { appendId: "0199b856-7d60-7678-9f48-6bb94de78b43" }), (error) => error.code === "unknown" && error.retry === "sameId" && error.appendId === "0199b856-7d60-7678-9f48-6bb94de78b43");
});

test("a conflict and a refusal are told at once, as typed errors", async (t) => {
    const server = await standIn(t, (frame, connection) => connection.say(frame.corr, (reply) => Object.assign(reply._initError(), { code: ErrorCode.REFUSED, retry: Retry.NO, message: "Æ ø å.", rule: "case_closed", field: "payload.x" })));
    const writing = await client(t, server);
    await assert.rejects(writing.append({ stream, events: [opened()] }), { name: "ForloebError", code: "refused", retry: "no", message: "Æ ø å.", rule: "case_closed", field: "payload.x" });
    assert.equal(server.heard.filter((frame) => frame._isAppend).length, 1);
});

test("a read is asked again when it was told later or the connection was lost; another order is not", async (t) => {
    let times = 0;
    const server = await standIn(t, (frame, connection) => {
        if (frame._isProjectionRebuild || ++times === 2) return connection.end();
        connection.say(frame.corr, times === 1 ? problem(ErrorCode.OVERLOADED, Retry.LATER) : pong(5n));
    });
    const asking = await client(t, server);
    assert.equal((await asking.request(ping)).pong.head, 5n);
    assert.equal(times, 3);
    await assert.rejects(asking.request((frame) => frame._initProjectionRebuild()), { code: "unavailable" });
    assert.equal(server.heard.filter((frame) => frame._isProjectionRebuild).length, 1);
});

test("an aborted request is cancelled at the server and rejects with the reason", async (t) => {
    const server = await standIn(t, () => undefined);
    const asking = await client(t, server);
    const abort = new AbortController();
    const reason = new Error("the user left the page");
    const asked = asking.request(ping, { signal: abort.signal });
    while (!server.heard.some((frame) => frame._isPing)) await new Promise((later) => setTimeout(later, 1));
    abort.abort(reason);
    await assert.rejects(asked, reason);
    while (!server.heard.some((frame) => frame._isCancel)) await new Promise((later) => setTimeout(later, 1));
    assert.equal(server.heard.at(-1).corr, server.heard.find((frame) => frame._isPing).corr);
});

test("a request without an answer in its time ends, and told the server how long", async (t) => {
    const server = await standIn(t, () => undefined);
    const asking = await client(t, server);
    await assert.rejects(asking.request(ping, { timeoutMs: 20 }), { code: "unavailable" });
    assert.ok(server.heard.find((frame) => frame._isPing).deadlineMs <= 20);
});

function record(position) {
    const leaf = Buffer.alloc(144);
    leaf.writeBigUInt64BE(position, 8);
    leaf.writeBigUInt64BE(position + 1n, 104);
    return leaf;
}

function pushEvents(connection, corr, from, count) {
    connection.say(corr, (frame) => {
        const push = frame._initEvents();
        const events = push._initEvents(count);
        for (let place = 0; place < count; ++place) {
            const leaf = record(from + BigInt(place));
            events.get(place)._initLeaf(leaf.length).copyBuffer(leaf);
        }
        push.next = from + BigInt(count);
    });
}

test("a subscription goes on after a lost connection without a gap or an event told twice", async (t) => {
    const begun = [];
    const server = await standIn(t, (frame, connection) => {
        if (!frame._isSubscribe) return;
        const from = frame.subscribe.from.position;
        begun.push(from);
        connection.say(frame.corr, (reply) => (reply._initSubscribed().position = from));
        pushEvents(connection, frame.corr, from, 3);
        if (begun.length < 4) setTimeout(connection.end, 5);
    });
    const following = await client(t, server);
    const feed = await following.subscribe({ from: 5n, window: 100 });
    const told = [];
    for await (const each of feed.events()) if (told.push(each.position) === 12) break;
    assert.deepEqual(told, Array.from({ length: 12 }, (_, place) => BigInt(place + 5)));
    assert.deepEqual(begun, [5n, 8n, 11n, 14n]);
});

test("credits are given back as events are taken, never more than the window", async (t) => {
    let granted = 0;
    let sent = 0;
    const send = (connection, corr) => {
        const count = Math.min(granted - sent, 4);
        if (count <= 0 || sent >= 40) return;
        pushEvents(connection, corr, BigInt(sent), count);
        sent += count;
        setImmediate(() => send(connection, corr));
    };
    const server = await standIn(t, (frame, connection) => {
        if (frame._isSubscribe) {
            granted = frame.subscribe.credits;
            connection.say(frame.corr, (reply) => (reply._initSubscribed().position = 0n));
        } else if (frame._isCredit) {
            granted += frame.credit.events;
        }
        assert.ok(granted - sent <= 10, `${granted - sent} events may be on their way`);
        send(connection, frame.corr);
    });
    const following = await client(t, server);
    let taken = 0;
    for await (const each of (await following.subscribe({ window: 10 })).events()) {
        assert.equal(each.version, BigInt(++taken));
        if (taken === 40) break;
    }
    assert.equal(sent, 40);
});

test("a subscription that the server ends with a reason ends with it; one that it ends for now goes on", async (t) => {
    let times = 0;
    const server = await standIn(t, (frame, connection) => {
        if (!frame._isSubscribe) return;
        connection.say(frame.corr, (reply) => (reply._initSubscribed().position = 0n));
        const [code, retry] = ++times === 1 ? [ErrorCode.UNAVAILABLE, Retry.LATER] : [ErrorCode.REFUSED, Retry.NO];
        connection.say(frame.corr, (reply) => Object.assign(reply._initSubscriptionEnded()._initReason(), { code, retry, message: "Slut." }));
    });
    const following = await client(t, server);
    const feed = await following.subscribe();
    await assert.rejects(feed.next(), { code: "refused" });
    assert.equal(times, 2);
});

test("a client that is refused when it comes back is closed, and says why to everybody who waits", async (t) => {
    let greeted = 0;
    const server = await standIn(t, (_, connection) => connection.end(), {
        greet: (frame, connection) => connection.say(frame.corr, ++greeted === 1 ? (reply) => Object.assign(reply._initHelloReply(), { protocolVersion: 1, frameBytesMax: 1000000n, requestsInFlightMax: 9 }) : problem(ErrorCode.REFUSED, Retry.NO, "Adgangsnøglen er trukket tilbage.")),
    });
    const asking = await client(t, server);
    const why = { code: "refused", message: "Adgangsnøglen er trukket tilbage." };
    await Promise.all([assert.rejects(asking.request(ping), why), assert.rejects(asking.subscribe(), why)]);
});

test("without TLS only this machine is reached, and where nobody listens that is said", async () => {
    await assert.rejects(connect({ address: "forloeb.example:7420" }), { code: "invalid", field: "tls" });
    await assert.rejects(connect({ address: "7420" }), { code: "invalid", field: "address" });
    await assert.rejects(connect({ address: "unix:/nonexistent/forloeb.sock" }), { code: "unavailable", retry: "later" });
});
