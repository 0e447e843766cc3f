// One small chart of points in a row: a quarter or a month each. Used for small multiples and for the effort curve. Shown
// values are joined by a line that breaks where a value is missing: nothing is drawn that was not told.

import type { Point } from "./figures";

export interface Mark extends Point { key: string; x: number; y: number; lowY: number; highY: number }
export interface SmallChart {
  width: number; height: number; left: number; baseY: number; marks: Mark[]; lines: string[];
  grid: { y: number; value: number }[];
}

/** Round steps for an axis from 0 to at least `most`: 1, 2 or 5 times a power of ten; at most four lines. */
export function gridValues(most: number, share = false): number[] {
  if (share) return [0, 0.5, 1];
  if (!(most > 0)) return [0, 1];
  const rough = most / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((each) => each >= rough) ?? 10 * power;
  const values = [0];
  while (values[values.length - 1]! < most - 1e-9) values.push(values.length * step);
  return values;
}

export function smallChart(key: string, points: Point[], unit: string, width = 260, height = 120): SmallChart {
  const [left, right, top, bottom] = [34, 10, 10, 20];
  const shown = points.filter((point) => point.state === "shown");
  const most = Math.max(0, ...shown.map((point) => point.interval ? point.high : point.value));
  const least = Math.min(0, ...shown.map((point) => point.interval ? point.low : point.value));
  const grid = gridValues(most, unit === "share" && most <= 1);
  const ceiling = grid[grid.length - 1]!;
  const baseY = height - bottom;
  const y = (value: number) => baseY - (value - least) / (ceiling - least) * (baseY - top);
  const step = (width - left - right) / Math.max(1, points.length);
  const marks = points.map((point, index): Mark => ({
    ...point, key: `${key}/${point.period}`, x: left + (index + 0.5) * step,
    y: point.state === "shown" ? y(point.value) : baseY - 7, lowY: y(point.low), highY: y(point.high),
  }));
  const lines: string[] = [];
  let line = "";
  for (const mark of marks) {
    if (mark.state === "shown") {
      line += `${line ? "L" : "M"}${mark.x.toFixed(1)} ${mark.y.toFixed(1)}`;
    } else if (line) {
      lines.push(line);
      line = "";
    }
  }
  if (line) lines.push(line);
  return { width, height, left, baseY, marks, lines, grid: grid.map((value) => ({ value, y: y(value) })) };
}
