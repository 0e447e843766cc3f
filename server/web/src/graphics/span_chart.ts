// Services as bars of time, grouped by the legal basis that grants them: what runs side by side is seen side by side.

import { timeAxis, type Axis } from "./time_axis";

export interface Span { key: string; group: string; from: string; to: string; state: string }
export interface Bar extends Span { y: number; x1: number; x2: number; endless: boolean }
export interface SpanChart { width: number; height: number; axis: Axis; nowX: number; groups: { group: string; y: number }[]; bars: Bar[] }

const barHeight = 26;

/** A bar without an end runs on to the right edge; one without a beginning begins at the left. */
export function spanChart(spans: Span[], now: string, width = 860): SpanChart {
  const axis = timeAxis([now, ...spans.flatMap((span) => [span.from, span.to])], width);
  const groups: { group: string; y: number }[] = [];
  const bars: Bar[] = [];
  let y = 0;
  for (const group of [...new Set(spans.map((span) => span.group))]) {
    y += 20;
    groups.push({ group, y: y - 5 });
    for (const span of spans.filter((each) => each.group === group)) {
      bars.push({ ...span, y, x1: span.from ? axis.x(span.from) : 0, x2: span.to ? axis.x(span.to) : width, endless: !span.to });
      y += barHeight;
    }
    y += 6;
  }
  return { width, height: y + 24, axis, nowX: axis.x(now), groups, bars };
}
