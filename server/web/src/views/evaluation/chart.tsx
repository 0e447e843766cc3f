// A small chart drawn: points joined where they follow each other, intervals as uprights, and a mark of its own where a
// value may not be shown.
import { smallChart } from "../../graphics/small_chart";
import type { Point } from "../../graphics/figures";
import { countText, intervalText, pointText, valueText } from "./figure_words";

export const rowOf = (point: Point, unit: string): string[] =>
  [point.period, pointText(point, unit), intervalText(point, unit), countText(point.n), countText(point.missing)];

/** Every how many periods one is named under the axis. */
const every = (count: number, most: number) => Math.ceil(count / most);

export function Chart({ name, label, points, unit, width, height, periods = (period) => period }: {
  name: string; label: string; points: Point[]; unit: string; width?: number; height?: number; periods?: (period: string) => string;
}) {
  const chart = smallChart(name, points, unit, width, height);
  const named = every(points.length, (width ?? 260) > 400 ? 16 : 5);
  return (
    <svg class="figure-chart" viewBox={`0 0 ${chart.width} ${chart.height}`} role="group" aria-label={label}>
      <g aria-hidden="true">
        {chart.grid.map((line) => (
          <g key={line.value}>
            <line class="figure-grid" x1={chart.left} x2={chart.width - 6} y1={line.y} y2={line.y} />
            <text class="axis-text" x={chart.left - 5} y={line.y + 4} text-anchor="end">{unit === "share" ? valueText(line.value, unit).replace(" %", "") : valueText(line.value, "")}</text>
          </g>
        ))}
        {chart.lines.map((line) => <path key={line} class="figure-line" d={line} />)}
        {chart.marks.map((mark, index) => index % named === 0 &&
          <text key={mark.key} class="axis-text" x={mark.x} y={chart.height - 5} text-anchor="middle">{periods(mark.period)}</text>)}
      </g>
      {chart.marks.map((mark) => (
        <g key={mark.key} role="img" data-row={mark.key} class={`figure figure-${mark.state}`} aria-label={rowOf(mark, unit).join(" · ")}>
          {mark.state === "shown" && mark.interval && <line class="figure-interval" x1={mark.x} x2={mark.x} y1={mark.lowY} y2={mark.highY} />}
          {mark.state === "shown" && <circle class="figure-dot" cx={mark.x} cy={mark.y} r="3.6" />}
          {mark.state === "hidden" && <path class="figure-hidden" d={`M${mark.x - 4} ${mark.y - 4}l8 8m0 -8l-8 8`} />}
          {mark.state !== "shown" && mark.state !== "hidden" && <line class="figure-none" x1={mark.x - 4} x2={mark.x + 4} y1={mark.y} y2={mark.y} />}
        </g>
      ))}
    </svg>
  );
}
