// Figures in words: values with their unit, and the states that are no value. Hidden, empty and not recorded are told
// apart, as the measures tell them apart.
import type { Point, State } from "../../graphics/figures";
import { number, spoken } from "../../language/language";

const words = spoken<{ states: Record<State, string>; units: Record<string, (value: string) => string>; hidden: string; to: string }>(
  { states: { shown: "", hidden: "skjult: for få personer", empty: "intet at måle på", notReached: "ikke nået i perioden", notRecorded: "ikke registreret endnu" },
    units: { days: (value) => `${value} dage`, minutes: (value) => `${value} min.`, hours: (value) => `${value} timer`, per_year: (value) => `${value} pr. år` },
    hidden: "skjult", to: "til" },
  { states: { shown: "", hidden: "hidden: too few persons", empty: "nothing to measure", notReached: "not reached in the period", notRecorded: "not recorded yet" },
    units: { days: (value) => `${value} days`, minutes: (value) => `${value} min.`, hours: (value) => `${value} hours`, per_year: (value) => `${value} a year` },
    hidden: "hidden", to: "to" },
);

export function valueText(value: number, unit: string): string {
  if (unit === "share") return `${number(value * 100, Math.abs(value) < 0.1 && value !== 0 ? 1 : 0)} %`;
  const text = number(value, unit === "count" || Number.isInteger(value) ? 0 : unit === "p" ? 3 : Math.abs(value) < 10 ? 2 : 1);
  return words().units[unit]?.(text) ?? text;
}

export const pointText = (point: Point, unit: string): string =>
  point.state === "shown" ? valueText(point.value, unit) : words().states[point.state];

export const intervalText = (point: Point, unit: string): string =>
  point.state === "shown" && point.interval ? `${valueText(point.low, unit)} ${words().to} ${valueText(point.high, unit)}` : "–";

/** A count of persons; -1 is hidden by disclosure control. */
export const countText = (count: number): string => count < 0 ? words().hidden : number(count);
