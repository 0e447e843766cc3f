// Where things stand on the board: lines packed into as few rows as they need, marks drawn together where they would cover
// each other. Pure, and cheap enough for 2,000 events at every step of the zoom: each lane is one pass.
import type { TimelineEntry } from "../../api/answers";
import { instant } from "../../language/moments";
import { facetOf, facets, type Facet } from "./facets";
import type { Thread } from "./threads";

export interface Mark { x: number; entries: TimelineEntry[] }
export interface Span { thread: Thread; x: number; width: number; row: number; open: boolean }
export interface Lane { facet: Facet; spans: Span[]; marks: Mark[]; rows: number; top: number; height: number; markY: number }
export interface Axis { from: number; to: number; perDay: number }

export const spanHeight = 16;
export const markSize = 22;
const lanePadding = 8;
const drawnAsLines = new Set([
  "phase", "meeting", "goal", "commitment", "deadline", "handover", "information", "service", "coordinator", "substitute", "assessment",
  "disagreement", "uncertainty", "application", "decision",
]);

export function x(axis: Axis, at: number): number {
  return ((at - axis.from) / 86_400_000) * axis.perDay;
}

/** `gapRow`: the citizen's lane keeps its first row free for the stretches without contact. */
export function lanesOf(entries: readonly TimelineEntry[], threads: readonly Thread[], axis: Axis, now: number, gapRow: boolean): Lane[] {
  let top = 0;
  const lanes: Lane[] = [];
  const byFacet = new Map<Facet, TimelineEntry[]>(facets.map((facet) => [facet, []]));
  for (const entry of entries) if (!Number.isNaN(instant(entry.occurred))) byFacet.get(facetOf(entry.type))!.push(entry);
  for (const facet of facets) {
    const own = byFacet.get(facet)!;
    const lines = threads.filter((thread) => thread.spans && drawnAsLines.has(thread.kind) && facetOf(`${thread.kind}.`) === facet);
    if (own.length === 0) continue;
    const packed = pack(lines, axis, now);
    const spans = packed.spans;
    const rows = packed.rows + (gapRow && facet.key === "contact" ? 1 : 0);
    const height = lanePadding * 2 + rows * spanHeight + markSize + 4;
    lanes.push({ facet, spans, marks: together(own, axis), rows, top, height, markY: top + lanePadding + rows * spanHeight + markSize / 2 + 2 });
    top += height;
  }
  return lanes;
}

function pack(threads: readonly Thread[], axis: Axis, now: number): { spans: Span[]; rows: number } {
  const ends: number[] = [];
  const spans: Span[] = [];
  for (const thread of [...threads].sort((a, b) => a.from - b.from)) {
    const from = x(axis, thread.from);
    const to = Math.max(from + 3, x(axis, thread.to ?? Math.max(now, thread.from, thread.expected ?? 0)));
    let row = ends.findIndex((end) => end + 2 < from);
    if (row < 0) row = ends.length;
    ends[row] = to;
    spans.push({ thread, x: from, width: to - from, row, open: thread.to === undefined });
  }
  return { spans, rows: ends.length };
}

/** Marks nearer to each other than their size become one, with their number. */
function together(entries: readonly TimelineEntry[], axis: Axis): Mark[] {
  const marks: Mark[] = [];
  let start = -Infinity;
  for (const entry of entries) {
    const at = x(axis, instant(entry.occurred));
    if (at - start < markSize) {
      marks.at(-1)!.entries.push(entry);
    } else {
      marks.push({ x: at, entries: [entry] });
      start = at;
    }
  }
  return marks;
}

export interface Tick { x: number; at: number; year: boolean }

/** The first of months, as many as have room. */
export function ticksOf(axis: Axis): Tick[] {
  const months = [1, 3, 6, 12].find((step) => step * 30 * axis.perDay >= 64) ?? 12;
  const first = new Date(axis.from);
  const ticks: Tick[] = [];
  for (let year = first.getUTCFullYear(), month = 0; ; month += months) {
    const at = Date.UTC(year, month, 1);
    if (at > axis.to) return ticks;
    if (at >= axis.from) ticks.push({ x: x(axis, at), at, year: new Date(at).getUTCMonth() === 0 });
  }
}

