// A time axis: from dates to places along a line, and the ticks that are worth printing. Days are local dates as the
// server told them (the first ten letters of a moment): the page never converts zones.

export interface Axis { from: number; to: number; width: number; x(date: string): number; ticks: Tick[] }
export interface Tick { x: number; date: string; kind: "year" | "quarter" | "month" }

const dayMs = 86_400_000;

export const dayNumber = (date: string): number => Math.round(Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / dayMs);
export const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

const kindOf = (month: number): Tick["kind"] => month === 0 ? "year" : month % 3 === 0 ? "quarter" : "month";

/** Every first of a month in [from, to], thinned until at most `most` are left: to quarters, then to years. */
function ticksBetween(from: number, to: number, most: number, x: (day: number) => number): Tick[] {
  const first = new Date(from * dayMs);
  const found: Tick[] = [];
  for (let year = first.getUTCFullYear(), month = first.getUTCMonth(); ; ++month) {
    const at = new Date(Date.UTC(year, month, 1));
    const day = at.getTime() / dayMs;
    if (day > to) break;
    if (day >= from) found.push({ x: x(day), date: at.toISOString().slice(0, 10), kind: kindOf(at.getUTCMonth()) });
  }
  const keep: Tick["kind"][][] = [["year", "quarter", "month"], ["year", "quarter"], ["year"]];
  for (const kinds of keep) {
    const kept = found.filter((tick) => kinds.includes(tick.kind));
    if (kept.length <= most) return kept;
  }
  const years = found.filter((tick) => tick.kind === "year");
  const every = Math.ceil(years.length / most);
  return years.filter((_, index) => index % every === 0);
}

/** An axis of `width` over all `dates` with a little air on both sides; empty dates do not count. */
export function timeAxis(dates: string[], width: number, mostTicks = 12): Axis {
  const days = dates.filter(Boolean).map(dayNumber).filter(Number.isFinite);
  const first = days.length ? Math.min(...days) : 0;
  const last = days.length ? Math.max(...days) : 0;
  const air = Math.max(7, Math.round((last - first) * 0.03));
  const [from, to] = [first - air, last + air];
  const x = (day: number) => (day - from) / (to - from) * width;
  return { from, to, width, x: (date) => x(dayNumber(date)), ticks: ticksBetween(from, to, mostTicks, x) };
}
