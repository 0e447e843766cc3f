// Before and after, paired: for each item an open dot (before) joined to a full one (after) on the item's own scale, and
// beside it the mean change with its 95 % interval around zero. A pair whose means are hidden keeps its row, marked so.

import type { Pair } from "./figures";

export interface PairRow extends Pair {
  y: number; beforeX: number | undefined; afterX: number | undefined;
  changeX: number | undefined; lowX: number | undefined; highX: number | undefined;
}
export interface PairedChart {
  width: number; height: number; rows: PairRow[];
  scaleTicks: { x: number; value: number }[]; changeTicks: { x: number; value: number }[]; zeroX: number;
  scaleLeft: number; changeLeft: number; end: number;
}

const rowHeight = 38;

export function pairedChart(pairs: Pair[], minimum: number, maximum: number, labels = 0): PairedChart {
  const [scaleLeft, scaleWidth, between, changeWidth, top] = [labels + 16, 260, 48, 220, 16];
  const changeLeft = scaleLeft + scaleWidth + between;
  const shown = pairs.filter((pair) => pair.change.state === "shown");
  const reach = Math.max(0.5, ...shown.flatMap((pair) => [Math.abs(pair.change.value), Math.abs(pair.change.low), Math.abs(pair.change.high)]));
  const half = Math.ceil(reach * 2) / 2;
  const scaleX = (value: number) => scaleLeft + (value - minimum) / (maximum - minimum) * scaleWidth;
  const changeX = (value: number) => changeLeft + (value + half) / (2 * half) * changeWidth;
  const on = (point: { state: string; value: number }, x: (value: number) => number) =>
    point.state === "shown" ? x(point.value) : undefined;
  return {
    width: changeLeft + changeWidth + 16, height: top + pairs.length * rowHeight + 24, scaleLeft, changeLeft,
    end: top + pairs.length * rowHeight, zeroX: changeX(0),
    rows: pairs.map((pair, index) => ({
      ...pair, y: top + (index + 0.5) * rowHeight,
      beforeX: on(pair.before, scaleX), afterX: on(pair.after, scaleX), changeX: on(pair.change, changeX),
      lowX: pair.change.state === "shown" && pair.change.interval ? changeX(pair.change.low) : undefined,
      highX: pair.change.state === "shown" && pair.change.interval ? changeX(pair.change.high) : undefined,
    })),
    scaleTicks: Array.from({ length: Math.round(maximum - minimum) + 1 }, (_, at) => ({ value: minimum + at, x: scaleX(minimum + at) })),
    changeTicks: [-half, 0, half].map((value) => ({ value, x: changeX(value) })),
  };
}
