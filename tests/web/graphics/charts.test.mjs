import { test } from "node:test";
import assert from "node:assert/strict";
import { load } from "../stage/sources.mjs";

const { timeAxis, daysBetween } = await load("graphics/time_axis.ts");
const { goalChart } = await load("graphics/goal_chart.ts");
const { dueStrip } = await load("graphics/due_strip.ts");
const { spanChart } = await load("graphics/span_chart.ts");
const { smallChart, gridValues } = await load("graphics/small_chart.ts");
const { pairedChart } = await load("graphics/paired_chart.ts");
const { seriesOf, curveOf, pairsOf } = await load("graphics/figures.ts");

const figure = (code, value, more = {}) => ({ code, label: { da: code, en: code }, unit: "points", state: "shown", value, text: "", low: 0, high: 0, numerator: 0,
                                              denominator: 0, n: 20, missing: 0, censored: 0, imprecise: 0, ...more });

test("a time axis keeps the order of days and prints at most as many ticks as asked", () => {
  const axis = timeAxis(["2023-01-02", "2026-01-01", ""], 1000, 12);
  assert.ok(axis.x("2023-01-02") < axis.x("2024-07-01") && axis.x("2024-07-01") < axis.x("2026-01-01T10:00:00+01:00"));
  assert.ok(axis.ticks.length <= 12 && axis.ticks.length >= 3);
  assert.deepEqual(axis.ticks.filter((tick) => tick.kind === "year").map((tick) => tick.date), ["2023-01-01", "2024-01-01", "2025-01-01", "2026-01-01"]);
  assert.equal(daysBetween("2024-02-28", "2024-03-01"), 2);
});

test("a rating stands at its level, better is higher up, and what was not assessed has no mark", () => {
  const chart = goalChart({ reference: "g2", agreed: "2025-10-02", due: "2026-04-01", closed: "2026-03-17", expected: "moderate", ratings: [
    { occurred: "2026-01-20", level: "severe", ratedBy: "professional" }, { occurred: "2026-02-01", level: "notAssessed", ratedBy: "professional" },
    { occurred: "2026-03-17", level: "moderate", ratedBy: "citizen" }] }, "2026-11-22");
  assert.deepEqual(chart.marks.map((mark) => mark.level), ["severe", "moderate"]);
  assert.ok(chart.marks[1].y < chart.marks[0].y);
  assert.equal(chart.marks[1].y, chart.expectedY);
  assert.ok(chart.marks[0].x < chart.marks[1].x);
});

test("a promise that is open runs to today and a settled one to its end; a moved one shows both days", () => {
  const strip = dueStrip([
    { key: "a", lane: "x", made: "2026-10-15", due: "2026-11-27", firstDue: "2026-11-27", settled: "", standing: "open" },
    { key: "b", lane: "x", made: "2025-10-02", due: "2025-10-22", firstDue: "2025-10-17", settled: "2025-10-24", standing: "broken" }], "2026-11-22");
  const [open, broken] = strip.marks;
  assert.equal(open.x2, strip.nowX);
  assert.equal(open.firstDueX, undefined);
  assert.equal(broken.x2, strip.axis.x("2025-10-24"));
  assert.ok(broken.firstDueX < broken.dueX && broken.dueX < broken.x2);
});

test("a service without an end runs on to the edge", () => {
  const chart = spanChart([{ key: "bpa", group: "§ 96", from: "2025-12-01", to: "", state: "running" }, { key: "t", group: "§ 86", from: "2025-12-16", to: "2026-08-31", state: "ended" }], "2026-11-22", 800);
  assert.deepEqual(chart.bars.map((bar) => [bar.key, bar.endless]), [["bpa", true], ["t", false]]);
  assert.equal(chart.bars[0].x2, 800);
  assert.ok(chart.bars[1].x2 < chart.nowX);
});

test("a hidden value breaks the line and keeps its mark, and is never zero", () => {
  const points = [1, 2, 3, 4].map((value, index) => ({ period: `2024-K${index + 1}`, state: value === 3 ? "hidden" : "shown", value: value === 3 ? 0 : value, low: 0, high: 0, interval: false, n: 9, missing: 0 }));
  const chart = smallChart("m", points, "count");
  assert.equal(chart.lines.length, 2);
  assert.equal(chart.marks.length, 4);
  assert.equal(chart.marks[2].state, "hidden");
  assert.notEqual(chart.marks[2].y, chart.baseY);
  assert.ok(chart.marks[3].y < chart.marks[0].y);
});

test("axes end at round numbers above the largest value", () => {
  assert.deepEqual(gridValues(7), [0, 5, 10]);
  assert.deepEqual(gridValues(334), [0, 200, 400]);
  assert.deepEqual(gridValues(0.4, true), [0, 0.5, 1]);
  assert.deepEqual(gridValues(0), [0, 1]);
});

test("series follow a figure through the quarters, and a quarter hidden as a whole hides it", () => {
  const result = { strata: [
    { by: "", value: "", hidden: false, figures: [figure("share", 0.5, { unit: "share" })] },
    { by: "quarter", value: "2024-K1", hidden: false, figures: [figure("share", 0.4, { intervalMethod: "wilson_95", low: 0.3, high: 0.5 })] },
    { by: "quarter", value: "2024-K2", hidden: true, figures: [] }] };
  const [series] = seriesOf(result);
  assert.deepEqual(series.points.map((point) => [point.period, point.state, point.interval]), [["2024-K1", "shown", true], ["2024-K2", "hidden", false]]);
});

test("an effort curve is in order of its months", () => {
  assert.deepEqual(curveOf([figure("month_10", 3), figure("month_2", 1), figure("other", 9)]).map((point) => [point.period, point.value]), [["2", 1], ["10", 3]]);
});

test("a pair is drawn on its scale, its change around zero, and a hidden pair keeps its row", () => {
  const pairs = pairsOf({ by: "group", value: "g", hidden: false, figures: [
    figure("tryg.before", 2), figure("tryg.after", 4), figure("tryg.change", 2, { intervalMethod: "paired_t_95", low: 1, high: 3 }),
    figure("set.before", 0, { state: "hidden" }), figure("set.after", 0, { state: "hidden" }), figure("set.change", 0, { state: "hidden" })] });
  const chart = pairedChart(pairs, 1, 5);
  const [shown, hidden] = chart.rows;
  assert.ok(shown.beforeX < shown.afterX && chart.zeroX < shown.lowX && shown.lowX < shown.changeX && shown.changeX < shown.highX);
  assert.equal(hidden.item, "set");
  assert.deepEqual([hidden.beforeX, hidden.afterX, hidden.changeX, hidden.lowX], [undefined, undefined, undefined, undefined]);
});

test("a goal that was only proposed has neither a span nor marks, and its chart does not fail", () => {
  const chart = goalChart({ reference: "g1", expected: "notAssessed", ratings: [] }, "2025-09-26");
  assert.equal(chart.span.x1, chart.span.x2);
  assert.deepEqual([chart.marks, chart.expectedY, chart.dueX], [[], undefined, undefined]);
});
