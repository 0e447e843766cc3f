// Moments as the answers carry them ("2026-03", "2026-03-17", "2026-03-17T10:00:00+01:00", "" for unknown) in words, in
// Danish form and Danish time. A moment that is known to the month is shown as a month: nothing is made more exact.
import { locale, spoken } from "./language";

export type Moment = string;

const zone = "Europe/Copenhagen";

const words = spoken(
  { unknown: "ukendt tidspunkt", today: "i dag", tomorrow: "i morgen", yesterday: "i går", at: "kl.",
    within: (days: number) => `om ${days} dage`, ago: (days: number) => `for ${days} dage siden` },
  { unknown: "unknown time", today: "today", tomorrow: "tomorrow", yesterday: "yesterday", at: "at",
    within: (days: number) => `in ${days} days`, ago: (days: number) => `${days} days ago` },
);

const formats = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale() + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) formats.set(key, made = new Intl.DateTimeFormat(locale(), { timeZone: zone, ...options }));
  return made;
}

/** A point on the time axis, in milliseconds; NaN if unknown. Dates count from noon, months from their middle. */
export function instant(moment: Moment | undefined): number {
  if (!moment) return NaN;
  if (moment.length === 7) return Date.parse(`${moment}-15T12:00:00Z`);
  return Date.parse(moment.length === 10 ? `${moment}T12:00:00Z` : moment);
}

/** "17. mar. 2026" */
export function day(moment: Moment | undefined): string {
  if (!moment) return words().unknown;
  if (moment.length === 7) return month(moment);
  return format({ day: "numeric", month: "short", year: "numeric" }).format(instant(moment));
}

/** "17. marts 2026" */
export function longDay(moment: Moment): string {
  if (moment.length === 7) return month(moment);
  return format({ day: "numeric", month: "long", year: "numeric" }).format(instant(moment));
}

/** "marts 2026" */
export function month(moment: Moment): string {
  return format({ month: "long", year: "numeric" }).format(instant(moment));
}

/** "kl. 10.00", or nothing where only the day is known. */
export function clock(moment: Moment | undefined): string {
  if (!moment || moment.length <= 10) return "";
  return `${words().at} ${format({ hour: "2-digit", minute: "2-digit" }).format(instant(moment))}`;
}

export function dayAndClock(moment: Moment | undefined): string {
  return `${day(moment)} ${clock(moment)}`.trim();
}

/** The calendar day in Denmark, as "2026-03-17". */
export function isoDay(at: number | Date = Date.now()): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(at);
}

/** Whole calendar days from today to the moment's day in Denmark; negative when it has passed. */
export function daysFromToday(moment: Moment, today: Moment = isoDay()): number {
  const of = (value: Moment) => Date.parse(value.length === 10 ? value : isoDay(instant(value)));
  return Math.round((of(moment) - of(today)) / 86_400_000);
}

/** "i morgen", "om 9 dage", "for 3 dage siden" */
export function fromToday(moment: Moment, today?: Moment): string {
  const days = daysFromToday(moment, today);
  if (days === 0) return words().today;
  if (days === 1) return words().tomorrow;
  if (days === -1) return words().yesterday;
  return days > 0 ? words().within(days) : words().ago(-days);
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
