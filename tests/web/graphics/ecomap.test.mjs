import { test } from "node:test";
import assert from "node:assert/strict";
import { load } from "../stage/sources.mjs";

const { ecomap, lineOf } = await load("graphics/ecomap.ts");

const party = (name, sector, more = {}) => ({
  party: name, sector, role: "", profession: "", unit: "", organisation: "", legal: [], since: "2025-09-01", lastContact: "", knows: "no", strained: false, ...more });

const many = (count, sector) => Array.from({ length: count }, (_, index) => party(`${sector}-${index}`, sector));

const nearest = (nodes) => Math.min(...nodes.flatMap((one, index) => nodes.slice(index + 1).map((other) => Math.hypot(one.x - other.x, one.y - other.y))));

test("a line is as strong as the contact is new, with the limits at 90 and 365 days", () => {
  assert.equal(lineOf("2026-01-01", "2026-04-01"), "recent");
  assert.equal(lineOf("2026-01-01", "2026-04-02"), "year");
  assert.equal(lineOf("2025-01-01T10:00:00+01:00", "2026-01-01"), "year");
  assert.equal(lineOf("2025-01-01", "2026-01-02"), "old");
  assert.equal(lineOf("", "2026-01-02"), "never");
});

test("every party stands once in the map, in its own sector, and the counts are those of the sectors", () => {
  const map = ecomap([party("mor", "privateNetwork"), party("bank", "external"), ...many(3, "internal")], "2026-11-22");
  assert.deepEqual(map.sectors.map((sector) => [sector.sector, sector.count]), [["privateNetwork", 1], ["external", 1], ["internal", 3]]);
  assert.equal(map.nodes.length, 5);
  const mother = map.nodes.find((node) => node.party === "mor");
  assert.ok(mother.y < map.centre.y, "the private network is at the top");
  assert.ok(map.nodes.find((node) => node.party === "bank").x > map.centre.x, "the next sector follows clockwise");
});

test("parties do not cover each other, from 2 to 60 of them, and stay inside the drawing", () => {
  for (const [internal, external, relatives] of [[1, 1, 0], [5, 3, 2], [12, 9, 4], [30, 22, 8]]) {
    const map = ecomap([...many(internal, "internal"), ...many(external, "external"), ...many(relatives, "privateNetwork")], "2026-11-22");
    assert.ok(nearest(map.nodes) > 44, `${internal + external + relatives} parties: ${nearest(map.nodes)}`);
    for (const node of map.nodes) assert.ok(node.x > 40 && node.x < map.width - 40 && node.y > 20 && node.y < map.height - 50, node.party);
  }
});

test("who comes later has a place already: nobody moves when the date does", () => {
  const everybody = [...many(4, "internal"), ...many(3, "external")];
  const early = ecomap(everybody.slice(0, 2), "2025-10-01", everybody);
  const late = ecomap(everybody, "2026-10-01", everybody);
  assert.equal(early.nodes.length, 2);
  for (const node of early.nodes) {
    const again = late.nodes.find((each) => each.party === node.party);
    assert.deepEqual([node.x, node.y], [again.x, again.y]);
  }
  assert.deepEqual(early.sectors.map((sector) => sector.count), [0, 2]);
});

test("an arrow means a legal basis or a relative with a role, crosses mean strain", () => {
  const map = ecomap([party("a", "internal", { legal: ["serviceloven § 83"] }), party("b", "internal"), party("c", "privateNetwork", { role: "træning" }),
                      party("d", "privateNetwork"), party("e", "external", { strained: true })], "2026-11-22");
  assert.deepEqual(map.nodes.map((node) => [node.party, node.support, node.crosses.length]),
                   [["a", true, 0], ["b", false, 0], ["c", true, 0], ["d", false, 0], ["e", false, 3]]);
});

test("a map of nobody is empty and does not fail", () => {
  const map = ecomap([], "2026-11-22");
  assert.deepEqual([map.nodes, map.sectors], [[], []]);
});
