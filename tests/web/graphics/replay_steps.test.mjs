import { test } from "node:test";
import assert from "node:assert/strict";
import { load } from "../stage/sources.mjs";

const { stepsOf, clocksAt, stepOn, stepAt, sliderOf, density } = await load("graphics/replay_steps.ts");

const told = (position, occurred, recorded, lateDays = 0) => ({ position: String(position), type: "contact.held", label: "Kontakt", occurred, recorded, lateDays });

// The call of 1 October was written down on the 27th.
const history = [
  told(5, "2025-10-01T10:30:00+02:00", "2025-10-27T09:00:00+01:00", 26),
  told(3, "2025-10-02T09:00:00+02:00", "2025-10-02T10:00:00+02:00"),
  told(4, "2025-10-02T11:00:00+02:00", "2025-10-02T11:30:00+02:00"),
];

test("as known then, a late entry comes when it was written; as known now, when it happened", () => {
  assert.deepEqual(stepsOf(history, "then", "event").map((step) => step.events[0].position), ["3", "4", "5"]);
  assert.deepEqual(stepsOf(history, "now", "event").map((step) => step.events[0].position), ["5", "3", "4"]);
});

test("by day all events of a day are one step, and the whole day is asked for", () => {
  const steps = stepsOf(history, "then", "day");
  assert.deepEqual(steps.map((step) => step.events.length), [2, 1]);
  assert.deepEqual(clocksAt(steps[0], "then", "day"), { asOf: "2025-10-02", knownAt: "2025-10-02" });
  assert.deepEqual(clocksAt(steps[0], "now", "day"), { asOf: "2025-10-02" });
});

test("events of one moment are one step, in the order of the log", () => {
  const same = [told(12, "2026-01-01", "2026-01-02T09:00:00+01:00"), told(9, "2026-01-01", "2026-01-02T09:00:00+01:00")];
  assert.deepEqual(stepsOf(same, "then", "event").map((step) => step.events.map((event) => event.position)), [["9", "12"]]);
});

test("a date comes to stand on the last step up to it", () => {
  const steps = stepsOf(history, "then", "day");
  assert.deepEqual(["2025-09-01", "2025-10-02", "2025-10-26", "2025-10-27", "2026-01-01"].map((date) => stepOn(steps, date)), [0, 0, 0, 1, 1]);
});

test("one press of an arrow key by day passes the days without events, both ways", () => {
  const steps = stepsOf(history, "then", "day");
  assert.deepEqual(sliderOf(steps, 0, "day"), { most: 25, value: 0 });
  assert.equal(stepAt(steps, 0, 1, "day"), 1);
  assert.equal(stepAt(steps, 1, 24, "day"), 0);
  assert.equal(stepAt(steps, 1, 26, "day"), 1);
});

test("the hills hold every event once, by either pace", () => {
  for (const pace of ["event", "day"]) {
    const hills = density(stepsOf(history, "then", pace), pace, 10);
    assert.equal(hills.reduce((sum, count) => sum + count, 0), 3);
  }
  assert.deepEqual(density([], "day", 3), [0, 0, 0]);
});
