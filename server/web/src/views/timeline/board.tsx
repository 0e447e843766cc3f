// The board: one screen with the whole course. Rows are facets, lines are what lasts, icons are single events, a number
// stands for several. The axis scrolls and zooms; the arrows go from mark to mark, Enter opens one. Only one mark is a stop
// for the Tab key, so that the board is one step in the page and not two thousand. Of a board that is wider than the page only
// the marks in sight and near it are drawn.
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { TimelineEntry } from "../../api/answers";
import { day, instant } from "../../language/dates";
import { counted, labelText, locale, spoken } from "../../language/language";
import { Icon, IconMark } from "../../parts/icon";
import { BoardLegend } from "./board_legend";
import { odd } from "./entry";
import { facetNames } from "./facet_names";
import { lanesOf, markSize, spanHeight, ticksOf, x, type Axis, type Lane, type Mark, type Span } from "./lanes";
import { lineText } from "./thread_names";
import { contactGaps, type Thread } from "./threads";

const words = spoken(
  {
    axis: "Tidsakse, kan rulles", board: "Tidslinje. Pilene går fra hændelse til hændelse, Enter åbner.", today: "i dag", closer: "Zoom ind", wider: "Zoom ud", all: "Hele forløbet",
    gap: (days: number) => `${days} dage uden kontakt`, several: (count: number) => counted(count, "hændelse", "hændelser"), late: "skrevet sent",
    zoom: "Zoom", open: "stadig i gang", expected: "ventes",
  },
  {
    axis: "Time axis, scrolls", board: "Timeline. The arrows go from event to event, Enter opens.", today: "today", closer: "Zoom in", wider: "Zoom out", all: "The whole course",
    gap: (days: number) => `${days} days without contact`, several: (count: number) => counted(count, "event", "events"), late: "written late",
    zoom: "Zoom", open: "still under way", expected: "expected",
  },
);

const axisHeight = 34;
const margin = 18;         // on both sides, so that the first and last mark are whole
const zoomMost = 40;
const quietDays = 30;
const widthLeast = 280;

interface Props {
  entries: readonly TimelineEntry[];
  threads: readonly Thread[];
  opened: number;                                   // the case: the axis goes from there also while older events are on their way
  now: number;
  chosen: string;                                   // position of the event that is open, or ""
  choose: (entries: readonly TimelineEntry[]) => void;
}

export function Board({ entries, threads, opened, now, chosen, choose }: Props) {
  const scroll = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);  // not known before the first layout: nothing is drawn twice
  const [zoom, setZoom] = useState(1);
  const [left, setLeft] = useState(0);    // of what is in sight, in steps of its width
  useLayoutEffect(() => {
    const box = scroll.current;
    if (!box) return;
    const measure = () => setWidth(Math.max(widthLeast, box.clientWidth));
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(box);
    return () => watch.disconnect();
  }, []);

  const axis = useMemo(() => axisOf(entries, threads, opened, now, width, zoom), [entries, threads, opened, now, width, zoom]);
  const gaps = useMemo(() => contactGaps(entries, now, quietDays), [entries, now]);
  const lanes = useMemo(() => lanesOf(entries, threads, axis, now, gaps.length > 0), [entries, threads, axis, now, gaps]);
  const height = (lanes.at(-1)?.top ?? 0) + (lanes.at(-1)?.height ?? 0);
  const full = Math.ceil(x(axis, axis.to)) + margin * 2;

  /** Keeps what is in the middle in the middle. */
  function zoomTo(next: number): void {
    const box = scroll.current;
    const wanted = Math.min(zoomMost, Math.max(1, next));
    const middle = box ? (box.scrollLeft + width / 2) / full : 0.5;
    setZoom(wanted);
    requestAnimationFrame(() => { if (box) box.scrollLeft = middle * box.scrollWidth - width / 2; });
  }

  return (
    <div class="board">
      <div class="board-tools" role="group" aria-label={words().zoom}>
        <button type="button" class="icon-button" onClick={() => zoomTo(zoom * 1.8)} disabled={zoom >= zoomMost} title={words().closer}><Icon name="plus" label={words().closer} /></button>
        <button type="button" class="icon-button" onClick={() => zoomTo(zoom / 1.8)} disabled={zoom <= 1} title={words().wider}>
          <svg class="icon" width="20" height="20" viewBox="0 0 24 24" role="img" aria-label={words().wider}><path d="M5 12h14" stroke="currentColor" stroke-width="2" /></svg>
        </button>
        <button type="button" class="link-button" onClick={() => zoomTo(1)} disabled={zoom === 1}>{words().all}</button>
      </div>
      <div class="board-body">
        <ul class="board-names" style={{ paddingTop: `${axisHeight}px` }} aria-hidden="true">
          {lanes.map((lane) => (
            <li key={lane.facet.key} class={`facet-${lane.facet.key}`} style={{ height: `${lane.height}px` }}>
              <Icon name={lane.facet.icon} size={18} /><span>{facetNames()[lane.facet.key]}</span>
            </li>
          ))}
        </ul>
        <div class="board-scroll" ref={scroll} tabIndex={0} role="group" aria-label={words().axis}
             onScroll={(event) => setLeft(Math.floor(event.currentTarget.scrollLeft / width) * width)}>
          {width > 0 && <svg width={full} height={height + axisHeight} role="group" aria-label={words().board}>
            <defs>
              <pattern id="quiet" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="board-quiet-line" width="2" height="7" /></pattern>
            </defs>
            <g transform={`translate(${margin} ${axisHeight})`}>
              {lanes.map((lane, index) => (
                <rect key={lane.facet.key} class={index % 2 ? "board-lane board-lane-odd" : "board-lane"} x={-margin} y={lane.top} width={full} height={lane.height} />
              ))}
              <Ticks axis={axis} height={height} />
              {lanes[0]?.facet.key === "contact" && gaps.map((gap) => <Quiet key={gap.from} gap={gap} axis={axis} lane={lanes[0]!} />)}
              <Today axis={axis} now={now} height={height} />
              {lanes.map((lane) => <g key={lane.facet.key} class={`facet-${lane.facet.key}`}>{lane.spans.map((span) => <Line key={span.thread.key} span={span} lane={lane} />)}</g>)}
              <Marks lanes={lanes} axis={axis} chosen={chosen} choose={choose} from={left - width / 2} to={left + width * 2.5} />
            </g>
          </svg>}
        </div>
      </div>
      <BoardLegend />
    </div>
  );
}

function axisOf(entries: readonly TimelineEntry[], threads: readonly Thread[], opened: number, now: number, width: number, zoom: number): Axis {
  const expected = threads.flatMap((thread) => thread.to === undefined && thread.spans && thread.expected ? [thread.expected] : []);
  const times = [...entries.map((entry) => instant(entry.occurred)), ...expected].filter((at) => !Number.isNaN(at));
  const first = times.reduce((least, at) => Math.min(least, at), opened <= now ? opened : now);
  const last = times.reduce((most, at) => Math.max(most, at), now);
  const days = Math.max(7, (last - first) / 86_400_000);
  const to = last + days * 0.02 * 86_400_000;
  return { from: first, to, perDay: ((width - margin * 2) / ((to - first) / 86_400_000)) * zoom };
}

function Ticks({ axis, height }: { axis: Axis; height: number }) {
  const name = new Intl.DateTimeFormat(locale(), { month: "short", timeZone: "UTC" });
  return (
    <g class="board-axis" aria-hidden="true">
      {ticksOf(axis).map((tick, index) => (
        <g key={tick.at} transform={`translate(${tick.x} 0)`} class={tick.year ? "board-year" : ""}>
          <line y1={-6} y2={height} />
          <text x={4} y={-10}>{name.format(tick.at)}{(tick.year || index === 0) && <tspan class="board-year-text"> {new Date(tick.at).getUTCFullYear()}</tspan>}</text>
        </g>
      ))}
    </g>
  );
}

function Today({ axis, now, height }: { axis: Axis; now: number; height: number }) {
  return (
    <g class="board-today" transform={`translate(${x(axis, now)} 0)`} aria-hidden="true">
      <line y1={-22} y2={height} /><text x={-4} y={-24} text-anchor="end">{words().today}</text>
    </g>
  );
}

function Quiet({ gap, axis, lane }: { gap: { from: number; to: number; days: number }; axis: Axis; lane: Lane }) {
  const from = x(axis, gap.from) + 2, width = x(axis, gap.to) - x(axis, gap.from) - 4;
  if (width < 4) return null;
  const text = words().gap(gap.days);
  const y = lane.top + 8;
  return (
    <g class="board-quiet">
      <title>{text}</title>
      <rect x={from} y={y} width={width} height={spanHeight - 3} rx={3} fill="url(#quiet)" />
      {width > text.length * 7 && <text x={from + width / 2} y={y + 10} text-anchor="middle">{text}</text>}
    </g>
  );
}

function Line({ span, lane }: { span: Span; lane: Lane }) {
  const y = lane.top + 8 + span.row * spanHeight;
  const text = lineText(span.thread);
  return (
    <g class={span.open ? "board-line board-line-open" : "board-line"}>
      <title>{lineSaid(span, text)}</title>
      <rect x={span.x} y={y} width={span.width} height={spanHeight - 3} rx={3} />
      {span.width > text.length * 6.4 + 8 && <text x={span.x + 5} y={y + 10}>{text}</text>}
    </g>
  );
}

function lineSaid(span: Span, text: string): string {
  const { entries, expected } = span.thread;
  const end = !span.open ? `– ${day(entries.at(-1)?.occurred)}` : expected ? `– ${words().expected} ${day(new Date(expected).toISOString())}` : `, ${words().open}`;
  return `${text}: ${day(entries[0]?.occurred)} ${end}`;
}

/** Which mark the Tab key stops at: the chosen one, else the first; the arrows move it. */
function Marks({ lanes, axis, chosen, choose, from, to }: { lanes: readonly Lane[]; axis: Axis; chosen: string; choose: Props["choose"]; from: number; to: number }) {
  const board = useRef<SVGGElement>(null);
  const [stop, setStop] = useState("0-0");
  const moved = useRef(false);  // by a key: the mark, which may have been out of sight and is drawn now, takes the focus
  useLayoutEffect(() => {
    if (moved.current) board.current?.querySelector<SVGGElement>(`[data-at="${stop}"]`)?.focus();
    moved.current = false;
  }, [stop]);

  function move(event: KeyboardEvent, row: number, column: number): void {
    const marks = lanes[row]!.marks;
    const target =
      event.key === "ArrowRight" ? [row, Math.min(marks.length - 1, column + 1)] :
      event.key === "ArrowLeft" ? [row, Math.max(0, column - 1)] :
      event.key === "Home" ? [row, 0] :
      event.key === "End" ? [row, marks.length - 1] :
      event.key === "ArrowDown" && row < lanes.length - 1 ? [row + 1, nearest(lanes[row + 1]!.marks, marks[column]!.x)] :
      event.key === "ArrowUp" && row > 0 ? [row - 1, nearest(lanes[row - 1]!.marks, marks[column]!.x)] : undefined;
    if (event.key === "Enter" || event.key === " ") {
      choose(marks[column]!.entries);
    } else if (target) {
      moved.current = target.join("-") !== stop;
      setStop(target.join("-"));
    } else {
      return;
    }
    event.preventDefault();
  }

  const stands = lanes.some((lane, row) => lane.marks.some((_, column) => stop === `${row}-${column}`));
  const tabbed = stands ? stop : "0-0";
  return (
    <g ref={board}>
      {lanes.map((lane, row) => (
        <g key={lane.facet.key} class={`facet-${lane.facet.key}`} role="group" aria-label={facetNames()[lane.facet.key]}>
          {lane.marks.map((mark, column) => {
            const id = `${row}-${column}`;
            if (id !== tabbed && (mark.x < from || mark.x > to)) return null;
            return (
              <g key={mark.entries[0]!.position} data-at={id} role="button" tabIndex={id === tabbed ? 0 : -1} aria-label={said(mark)}
                 class={classOf(mark, chosen)}
                 onClick={() => { setStop(id); choose(mark.entries); }} onKeyDown={(event) => move(event, row, column)} onFocus={() => setStop(id)}>
                <MarkDrawing mark={mark} lane={lane} axis={axis} />
              </g>
            );
          })}
        </g>
      ))}
    </g>
  );
}

function classOf(mark: Mark, chosen: string): string {
  const open = mark.entries.some((entry) => entry.position === chosen), gone = mark.entries.every((entry) => entry.retracted);
  return `board-mark${open ? " board-mark-chosen" : ""}${gone ? " board-mark-gone" : ""}`;
}

function nearest(marks: readonly Mark[], at: number): number {
  let best = 0;
  for (const [index, mark] of marks.entries()) if (Math.abs(mark.x - at) < Math.abs(marks[best]!.x - at)) best = index;
  return best;
}

function said(mark: Mark): string {
  const [first] = mark.entries;
  if (mark.entries.length === 1) return `${labelText(first!.label)}, ${day(first!.occurred)}${first!.late === "late" ? `, ${words().late}` : ""}`;
  return `${words().several(mark.entries.length)}, ${day(first!.occurred)} – ${day(mark.entries.at(-1)!.occurred)}`;
}

function MarkDrawing({ mark, lane, axis }: { mark: Mark; lane: Lane; axis: Axis }) {
  const late = mark.entries.find((entry) => entry.late === "late");
  const written = late ? x(axis, instant(late.recorded)) : 0;
  const many = mark.entries.length > 1;
  return (
    <>
      <title>{said(mark)}</title>
      {late && written - mark.x > markSize && (
        <g class="board-late"><line x1={mark.x + markSize / 2} x2={written} y1={lane.markY} y2={lane.markY} /><circle cx={written} cy={lane.markY} r={3} /></g>
      )}
      <circle class={late ? "board-dot board-dot-late" : "board-dot"} cx={mark.x} cy={lane.markY} r={markSize / 2} />
      {many ? <text class="board-number" x={mark.x} y={lane.markY + 4} text-anchor="middle">{mark.entries.length}</text>
            : <IconMark name={lane.facet.icon} x={mark.x} y={lane.markY} size={13} />}
      {mark.entries.some(odd) && <circle class="board-odd" cx={mark.x + 8} cy={lane.markY - 8} r={4} />}
    </>
  );
}
