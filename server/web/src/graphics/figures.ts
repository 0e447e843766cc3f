// Figures of measures as a chart needs them. The server has been through disclosure control: what is hidden has no value
// here either, and is drawn as a mark of its own, never as zero and never left out.

import type { Label } from "../language/language";

export type State = "shown" | "hidden" | "empty" | "notReached" | "notRecorded";

export interface Figure {
  code: string; label: Label; unit: string; state: State; value: number; text: string;
  intervalMethod?: string; low: number; high: number; numerator: number; denominator: number;
  n: number; missing: number; censored: number; imprecise: number;
}
export interface Stratum { by: string; value: string; figures: Figure[]; hidden: boolean }
export interface Receipt { measure: string; version: number; known: string; root: string; n: number; missing: number;
                           censored: number; hidden: number; tzdata: string; command: string }
export interface MeasureResult { title: Label; definition: Label; strata: Stratum[]; notes: Label[]; receipt: Receipt }

/** One figure in every period, oldest first; a period hidden as a whole has the figure hidden. */
export interface Series { code: string; label: Label; unit: string; points: Point[] }
export interface Point { period: string; state: State; value: number; low: number; high: number; interval: boolean; n: number; missing: number }

function pointOf(period: string, figure: Figure | undefined, hidden: boolean): Point {
  if (!figure) {
    return { period, state: hidden ? "hidden" : "notRecorded", value: 0, low: 0, high: 0, interval: false, n: -1, missing: -1 };
  }
  return { period, state: figure.state, value: figure.value, low: figure.low, high: figure.high,
           interval: Boolean(figure.intervalMethod), n: figure.n, missing: figure.missing };
}

/** The figures of the whole cohort, each followed through the strata of `by` ("quarter", "month"). */
export function seriesOf(result: MeasureResult, by = "quarter"): Series[] {
  const periods = result.strata.filter((stratum) => stratum.by === by);
  const whole = result.strata[0]?.figures ?? [];
  return whole.map((figure) => ({
    code: figure.code, label: figure.label, unit: figure.unit,
    points: periods.map((stratum) =>
      pointOf(stratum.value, stratum.figures.find((at) => at.code === figure.code), stratum.hidden)),
  }));
}

/** The curve that numbered figures make: "month_0", "month_1", ... */
export function curveOf(figures: Figure[], prefix = "month_"): Point[] {
  return figures.filter((figure) => figure.code.startsWith(prefix))
    .map((figure) => pointOf(figure.code.slice(prefix.length), figure, false))
    .sort((one, other) => Number(one.period) - Number(other.period));
}

/** One item asked twice: the means of those who answered both times, and the change with its interval. */
export interface Pair { item: string; before: Point; after: Point; change: Point; better: Point; same: Point; worse: Point; p: Point }

export function pairsOf(stratum: Stratum): Pair[] {
  const at = (code: string) => stratum.figures.find((figure) => figure.code === code);
  const items = stratum.figures.filter((figure) => figure.code.endsWith(".before")).map((figure) => figure.code.slice(0, -7));
  return items.map((item) => {
    const named = (part: string) => pointOf(item, at(`${item}.${part}`), stratum.hidden);
    return { item, before: named("before"), after: named("after"), change: named("change"), better: named("better"),
             same: named("same"), worse: named("worse"), p: named("wilcoxon_p") };
  });
}
