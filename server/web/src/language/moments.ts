// Moments as the answers carry them ("2026-03", "2026-03-17", "2026-03-17T10:00:00+01:00", "" for unknown) as points in time
// and as days of the calendar in Denmark. Pure: no language, no page.

export type Moment = string;

export const zone = "Europe/Copenhagen";

/** A point on the time axis, in milliseconds; NaN if unknown. Dates count from noon, months from their middle. */
export function instant(moment: Moment | undefined): number {
  if (!moment) return NaN;
  if (moment.length === 7) return Date.parse(`${moment}-15T12:00:00Z`);
  return Date.parse(moment.length === 10 ? `${moment}T12:00:00Z` : moment);
}

const isoDays = new Intl.DateTimeFormat("sv-SE", { timeZone: zone });  // made once: making one costs more than a hundred uses

/** The calendar day in Denmark, as "2026-03-17". */
export function isoDay(at: number | Date = Date.now()): string {
  return isoDays.format(at);
}

/** Whole calendar days from today to the moment's day in Denmark; negative when it has passed. */
export function daysFromToday(moment: Moment, today: Moment = isoDay()): number {
  const of = (value: Moment) => Date.parse(value.length === 10 ? value : isoDay(instant(value)));
  return Math.round((of(moment) - of(today)) / 86_400_000);
}

/** A wall clock's time in Denmark as a moment: ("2026-07-01", "10:30") is "2026-07-01T10:30:00+02:00". */
export function inDenmark(isoDate: string, wallClock: string): Moment {
  const asIfUtc = Date.parse(`${isoDate}T${wallClock}:00Z`);
  const offset = offsetAt(asIfUtc - minutes(offsetAt(asIfUtc)) * 60_000);
  return `${isoDate}T${wallClock}:00${offset}`;
}

/** "10:30" in Denmark now. */
export function wallClock(at: number | Date = Date.now()): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(at);
}

function offsetAt(at: number): string {
  const part = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(at)
    .find((each) => each.type === "timeZoneName")?.value ?? "";
  return /[+-]\d\d:\d\d/.exec(part)?.[0] ?? "+00:00";
}

function minutes(offset: string): number {
  const [hours = 0, rest = 0] = offset.slice(1).split(":").map(Number);
  return (offset.startsWith("-") ? -1 : 1) * (hours * 60 + rest);
}
