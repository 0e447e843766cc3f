// The steps a replay can stand on, and the two clocks at each. "As known then" is what the record said at the end of a step:
// both clocks stand there. "As known now" is what is known today about that day: only the occurred clock stands there.

import { dayNumber } from "./time_axis";

export type Knowledge = "then" | "now";
export type Pace = "event" | "day";

/** An event of the case as a step needs it. `moment` is when it was recorded (then) or when it happened (now). */
export interface Step { moment: string; events: { position: string; type: string; label: string; lateDays: number }[] }
export interface Told { position: string; type: string; label: string; occurred: string; recorded: string; lateDays: number }

/** ISO moments of different offsets in order of time. Imprecise ones ("2026-03", "2026-03-17") count from their start. */
export const instantOf = (moment: string): number =>
  Date.parse(moment.length === 7 ? `${moment}-01T00:00:00Z` : moment.length === 10 ? `${moment}T00:00:00Z` : moment);

/** Events in the order in which the chosen clock told them, one step for each event or for each day with any. */
export function stepsOf(told: Told[], knowledge: Knowledge, pace: Pace): Step[] {
  const at = (event: Told) => knowledge === "then" ? event.recorded : event.occurred;
  const ordered = [...told].filter((event) => at(event))
    .sort((one, other) => instantOf(at(one)) - instantOf(at(other)) || Number(BigInt(one.position) - BigInt(other.position)));
  const steps: Step[] = [];
  for (const event of ordered) {
    const last = steps[steps.length - 1];
    const moment = at(event);
    const same = last && (last.moment === moment || (pace === "day" && last.moment.slice(0, 10) === moment.slice(0, 10)));
    if (same) {
      last.events.push(event);
      last.moment = moment;
    } else {
      steps.push({ moment, events: [event] });
    }
  }
  return steps;
}

/** What to ask the server for at a step. By day the whole day counts; a day or month without a clock is sent as it is. */
export function clocksAt(step: Step, knowledge: Knowledge, pace: Pace): { asOf: string; knownAt?: string } {
  const moment = pace === "day" ? step.moment.slice(0, 10) : step.moment;
  return knowledge === "then" ? { asOf: moment, knownAt: moment } : { asOf: moment };
}

/** The last step at or before a date, 0 if all are later: where a date typed or linked to comes to stand. */
export function stepOn(steps: Step[], date: string): number {
  const day = dayNumber(date);
  let found = 0;
  steps.forEach((step, index) => { if (dayNumber(step.moment) <= day) found = index; });
  return found;
}

/** How much happened along the slider: by event one bar a step, by day `bins` equal parts of the time. */
export function density(steps: Step[], pace: Pace, bins = 120): number[] {
  if (pace === "event") return steps.map((step) => step.events.length);
  const counts = Array.from({ length: bins }, () => 0);
  if (steps.length === 0) return counts;
  const [first, last] = [dayNumber(steps[0]!.moment), dayNumber(steps[steps.length - 1]!.moment)];
  for (const step of steps) {
    const share = last > first ? (dayNumber(step.moment) - first) / (last - first) : 0;
    counts[Math.min(bins - 1, Math.floor(share * bins))]! += step.events.length;
  }
  return counts;
}

/** The slider's own numbers: by event the step, by day the days since the first one. */
export function sliderOf(steps: Step[], at: number, pace: Pace): { most: number; value: number } {
  if (pace === "event" || steps.length === 0) return { most: Math.max(0, steps.length - 1), value: at };
  const first = dayNumber(steps[0]!.moment);
  return { most: dayNumber(steps[steps.length - 1]!.moment) - first, value: dayNumber(steps[at]!.moment) - first };
}

/** Where a slider moved to `value` comes to stand. By day that is the last step up to then, but always another step than
 *  before, so that one press of an arrow key passes the days on which nothing happened. */
export function stepAt(steps: Step[], at: number, value: number, pace: Pace): number {
  if (pace === "event") return value;
  const { value: now } = sliderOf(steps, at, pace);
  const first = dayNumber(steps[0]!.moment);
  let found = 0;
  steps.forEach((step, index) => { if (dayNumber(step.moment) - first <= value) found = index; });
  return found !== at || value === now ? found : Math.max(0, Math.min(steps.length - 1, at + Math.sign(value - now)));
}
