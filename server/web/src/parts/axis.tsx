// The time axis under a graphic: ticks with their dates, and a line for the date the graphic is seen from.
import type { Axis } from "../graphics/time_axis";
import { locale } from "../language/language";
import { spoken } from "../language/language";

const words = spoken({ now: "i dag" }, { now: "today" });

/** "2026" for a year, "jul." for a month; the first tick always says its year. */
function tickText(date: string, kind: string, first: boolean): string {
  if (kind === "year") return date.slice(0, 4);
  const month = new Intl.DateTimeFormat(locale(), { month: "short", timeZone: "UTC" }).format(Date.parse(date));
  return first ? `${month} ${date.slice(0, 4)}` : month;
}

export function TimeAxis({ axis, y, top = 0 }: { axis: Axis; y: number; top?: number }) {
  return (
    <g class="axis" aria-hidden="true">
      {axis.ticks.map((tick, index) => (
        <g key={tick.date}>
          <line class={`axis-tick axis-${tick.kind}`} x1={tick.x} y1={top} x2={tick.x} y2={y} />
          <text class="axis-text" x={tick.x} y={y + 15} text-anchor="middle">{tickText(tick.date, tick.kind, index === 0)}</text>
        </g>
      ))}
      <line class="axis-base" x1={0} y1={y} x2={axis.width} y2={y} />
    </g>
  );
}

export function NowLine({ x, top, bottom, label }: { x: number; top: number; bottom: number; label?: string }) {
  return (
    <g class="axis-now" aria-hidden="true">
      <line x1={x} y1={top} x2={x} y2={bottom} />
      <text class="axis-text" x={x} y={top - 3} text-anchor="middle">{label ?? words().now}</text>
    </g>
  );
}
