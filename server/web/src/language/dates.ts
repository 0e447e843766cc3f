// Moments (moments.ts) in words, in Danish form and Danish time. A moment that is known to the month is shown as a month:
// nothing is made more exact.
import { locale, spoken } from "./language";
import { daysFromToday, instant, zone, type Moment } from "./moments";

export * from "./moments";

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

/** "i morgen", "om 9 dage", "for 3 dage siden" */
export function fromToday(moment: Moment, today?: Moment): string {
  const days = daysFromToday(moment, today);
  if (days === 0) return words().today;
  if (days === 1) return words().tomorrow;
  if (days === -1) return words().yesterday;
  return days > 0 ? words().within(days) : words().ago(-days);
}
