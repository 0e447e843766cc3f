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

/** How many events each of `bins` equal parts of the time holds: the hills under the slider. */
export function density(steps: Step[], bins: number): number[] {
  const counts = Array.from({ length: bins }, () => 0);
  if (steps.length === 0) return counts;
  const [first, last] = [instantOf(steps[0]!.moment), instantOf(steps[steps.length - 1]!.moment)];
  for (const step of steps) {
    const share = last > first ? (instantOf(step.moment) - first) / (last - first) : 0;
    counts[Math.min(bins - 1, Math.floor(share * bins))]! += step.events.length;
  }
  return counts;
}
