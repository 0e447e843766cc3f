import { test } from "node:test";
import assert from "node:assert/strict";
import { load } from "../stage/sources.mjs";

const { at, put, filled, asCode } = await load("views/write/values.ts");
const { inDenmark, isoDay, daysFromToday, instant, wallClock } = await load("language/moments.ts");
const { freshKey } = await load("api/fresh_key.ts");

test("a value is put where its path says, and what was there before is not changed", () => {
  const before = { payload: { kinds: ["citizen"] } };
  const after = put(before, ["payload", "invitees", 1, "party"], "mor");
  assert.equal(at(after, ["payload", "invitees", 1, "party"]), "mor");
  assert.deepEqual(at(after, ["payload", "kinds"]), ["citizen"]);
  assert.deepEqual(before, { payload: { kinds: ["citizen"] } });
});

test("what is empty is not sent: texts of spaces, lists of nothing, parts without a word", () => {
  assert.deepEqual(filled({ a: " x ", b: "  ", c: [], d: ["", "y"], e: { f: "" }, g: [{ h: "" }, { h: "z" }], i: false, j: true }),
                   { a: "x", d: ["y"], g: [{ h: "z" }], j: true });
  assert.equal(filled({ a: "", b: { c: [] } }), undefined);
});

test("words that people write become codes that the schema takes", () => {
  assert.equal(asCode("  fælles  visitation § 96 "), "fælles_visitation_§_96");
  assert.equal(asCode("hvad (nu)?"), "hvad_nu");
});

test("a time of day in Denmark has the offset of that day, in summer, in winter and after 2037", () => {
  assert.equal(inDenmark("2026-07-01", "10:30"), "2026-07-01T10:30:00+02:00");
  assert.equal(inDenmark("2026-11-22", "10:30"), "2026-11-22T10:30:00+01:00");
  assert.equal(inDenmark("2026-03-29", "03:30"), "2026-03-29T03:30:00+02:00");
  assert.equal(inDenmark("2041-07-01", "10:30"), "2041-07-01T10:30:00+02:00");
});

test("days are counted in Denmark's calendar, whatever the hour", () => {
  assert.equal(isoDay(Date.parse("2026-06-30T22:30:00Z")), "2026-07-01");
  assert.equal(wallClock(Date.parse("2026-06-30T22:30:00Z")), "00:30");
  assert.equal(daysFromToday("2026-03-30T00:10:00+02:00", "2026-03-28"), 2);
  assert.equal(daysFromToday("2026-03-27", "2026-03-28"), -1);
  assert.ok(Number.isNaN(instant("")));
});

test("a key is a UUIDv7 of now, and never the same twice", () => {
  const keys = new Set(Array.from({ length: 1_000 }, freshKey));
  assert.equal(keys.size, 1_000);
  for (const key of keys) assert.match(key, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
