import { test } from "node:test";
import assert from "node:assert/strict";
import { load } from "../stage/sources.mjs";

const { threadsOf, contactGaps } = await load("views/timeline/threads.ts");
const { lanesOf, ticksOf, markSize } = await load("views/timeline/lanes.ts");
const { facetOf, facets } = await load("views/timeline/facets.ts");

let position = 0;
const entry = (type, occurred, fields = {}) => ({
  type, occurred, position: String(position++), fields: Object.entries(fields).map(([name, value]) => ({ name, value, personal: false })) });

const day = 86_400_000;
const noon = (date) => Date.parse(`${date}T12:00:00Z`);
const axis = (from, to, perDay) => ({ from: noon(from), to: noon(to), perDay });

test("a meeting that was convened, held and minuted is one thread, from the first to the meeting", () => {
  const threads = threadsOf([
    entry("meeting.convened", "2026-01-02", { meeting: "m1", kind: "network" }), entry("contact.held", "2026-01-03"),
    entry("meeting.held", "2026-01-09", { meeting: "m1" }), entry("meeting.minutes_shared", "2026-01-12", { meeting: "m1" })]);
  assert.equal(threads.length, 1);
  assert.deepEqual([threads[0].kind, threads[0].reference, threads[0].label, threads[0].entries.length], ["meeting", "m1", "network", 3]);
  assert.equal(threads[0].from, noon("2026-01-02"));
  assert.equal(threads[0].to, noon("2026-01-09"));
});

test("what has not ended is open, and what only refers to something is no line", () => {
  const threads = threadsOf([entry("commitment.made", "2026-01-02", { commitment: "l1" }), entry("goal.endorsed", "2026-01-03", { goal: "g1" })]);
  assert.deepEqual(threads.map((thread) => [thread.key, thread.to, thread.spans]), [["commitment:l1", undefined, true], ["goal:g1", undefined, false]]);
});

test("a decision answers the applications it names, and a phase lasts until the next", () => {
  const threads = threadsOf([
    entry("application.received", "2026-01-01", { application: "a1" }), entry("application.received", "2026-01-01", { application: "a2" }),
    entry("phase.entered", "2026-01-02", { phase: "oplysning" }), entry("phase.entered", "2026-02-02", { phase: "vurdering" }),
    entry("decision.issued", "2026-03-01", { decision: "d1", applications: "a1" })]);
  const to = Object.fromEntries(threads.map((thread) => [thread.label || thread.reference, thread.to]));
  assert.equal(to.a1, noon("2026-03-01"));
  assert.equal(to.a2, undefined);
  assert.equal(to.oplysning, noon("2026-02-02"));
  assert.equal(to.vurdering, undefined);
});

test("a line that is open reaches as far as it is expected to, by what was told last", () => {
  const entries = [entry("deadline.set", "2026-01-02", { deadline: "f1", due: "2026-02-01" }), entry("deadline.extended", "2026-01-20", { deadline: "f1", newDue: "2026-02-11" })];
  const threads = threadsOf(entries);
  assert.equal(threads[0].expected, noon("2026-02-11"));
  const [lane] = lanesOf(entries, threads, axis("2026-01-02", "2026-03-01", 10), noon("2026-01-25"), false);
  assert.deepEqual([lane.spans[0].x, lane.spans[0].width, lane.spans[0].open], [0, 400, true]);
});

test("a service is told whole when it starts and by its reference when it ends", () => {
  const [service] = threadsOf([
    entry("service.started", "2026-01-01", { specification: "bpa bpa serviceloven 96" }), entry("service.ended", "2026-06-01", { service: "bpa" })]);
  assert.equal(service.reference, "bpa");
  assert.equal(service.to, noon("2026-06-01"));
});

test("more than 30 days without contact both ways is a gap, an attempt ends none, a closed case has none", () => {
  const told = [entry("case.opened", "2026-01-01"), entry("contact.held", "2026-01-31", { kinds: "citizen, relative" }),
                entry("contact.attempted", "2026-02-20", { kinds: "citizen" }), entry("contact.held", "2026-02-25", { kinds: "professional" })];
  assert.deepEqual(contactGaps(told, noon("2026-03-02"), 30), []);
  assert.deepEqual(contactGaps(told, noon("2026-03-03"), 30).map((gap) => gap.days), [31]);
  assert.deepEqual(contactGaps([...told, entry("case.closed", "2026-02-26")], noon("2026-06-01"), 30), []);
});

test("every event of a known or unknown type has a row, and the citizen's is the first", () => {
  assert.equal(facets[0].key, "contact");
  assert.equal(facetOf("citizen.involved").key, "contact");
  assert.equal(facetOf("decision.issued").key, "decision");
  assert.equal(facetOf("something.unheard_of").key, "case");
});

test("2,000 events are all on the board, no two marks of a row cover each other", () => {
  const types = ["contact.held", "meeting.held", "goal.agreed", "decision.issued", "note.recorded"];
  const entries = Array.from({ length: 2_000 }, (_, index) => entry(types[index % 5], new Date(noon("2024-01-01") + index * day * 0.4).toISOString()));
  for (const perDay of [0.5, 3, 40]) {
    const lanes = lanesOf(entries, [], axis("2024-01-01", "2026-06-01", perDay), noon("2026-06-01"), false);
    assert.equal(lanes.flatMap((lane) => lane.marks).reduce((sum, mark) => sum + mark.entries.length, 0), 2_000);
    for (const lane of lanes) {
      for (const [index, mark] of lane.marks.entries()) {
        if (index) assert.ok(mark.x - lane.marks[index - 1].x >= markSize, `${lane.facet.key} at ${perDay}`);
      }
    }
  }
});

test("lines that overlap stand in rows of their own, and an open one reaches today", () => {
  const entries = [
    entry("goal.agreed", "2026-01-01", { goal: "g1" }), entry("goal.agreed", "2026-01-05", { goal: "g2" }),
    entry("goal.closed", "2026-01-20", { goal: "g1" }), entry("goal.agreed", "2026-02-01", { goal: "g3" })];
  const [lane] = lanesOf(entries, threadsOf(entries), axis("2026-01-01", "2026-03-01", 10), noon("2026-02-10"), false);
  assert.deepEqual(lane.spans.map((span) => [span.thread.reference, span.row, span.open]), [["g1", 0, false], ["g2", 1, true], ["g3", 0, true]]);
  assert.equal(lane.spans[1].x + lane.spans[1].width, 400);
});

test("ticks are the first of months, as many as have room for their names", () => {
  assert.deepEqual(ticksOf(axis("2025-12-10", "2026-03-15", 3)).map((tick) => [new Date(tick.at).toISOString().slice(0, 10), tick.year]),
                   [["2026-01-01", true], ["2026-02-01", false], ["2026-03-01", false]]);
  assert.deepEqual(ticksOf(axis("2024-06-01", "2026-03-15", 0.2)).map((tick) => new Date(tick.at).getUTCFullYear()), [2025, 2026]);
});
