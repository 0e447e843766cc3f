// When something was, as precisely as it was told: an instant, a day or a month of Denmark.
import { type Moment, Precision } from "./generated/index.js";
import { invalid } from "./problem.js";

/** A Date, or ISO 8601: an instant with its offset, a day ("2026-03-02") or a month ("2026-03"). */
export type When = Date | string;

const written = /^(\d{4})-(\d\d)(?:-(\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|([+-])(\d\d):(\d\d)))?)?$/;
const denmark = new Intl.DateTimeFormat("en-US", { timeZone: "Europe/Copenhagen", timeZoneName: "longOffset" });

export function writeMoment(moment: Moment, when: When): void {
    if (when instanceof Date) {
        if (Number.isNaN(when.getTime())) throw invalid("The date is not valid.", "when");
        return write(moment, when.getTime(), offsetAt(when.getTime()), Precision.INSTANT);
    }
    const found = written.exec(when);
    if (!found) throw invalid(`'${when}' is no time: write 2026-03-02T10:00:00+01:00, 2026-03-02 or 2026-03.`, "when");
    const [, year, month, day, clock, sign, hours, minutes] = found;
    if (clock) {
        const offset = sign ? (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
        return write(moment, parse(when), offset, Precision.INSTANT);
    }
    // Denmark's clocks change at 01:00 UTC, so the hour before UTC's midnight has the offset of the local one.
    const midnight = parse(`${year}-${month}-${day ?? "01"}T00:00:00Z`);
    const offset = offsetAt(midnight - 3_600_000);
    write(moment, midnight - offset * 60_000, offset, day ? Precision.DAY : Precision.MONTH);
}

/** As ISO 8601, in the form it was told; empty if it is not known. */
export function readMoment(moment: Moment): string {
    if (moment.precision === Precision.UNKNOWN) return "";
    const local = new Date(Number(moment.micros / 1000n) + moment.offsetMinutes * 60_000).toISOString();
    if (moment.precision === Precision.MONTH) return local.slice(0, 7);
    if (moment.precision === Precision.DAY) return local.slice(0, 10);
    const size = Math.abs(moment.offsetMinutes);
    const offset = `${moment.offsetMinutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
    return local.replace("Z", offset === "+00:00" ? "Z" : offset);
}

function write(moment: Moment, milliseconds: number, offset: number, precision: Precision): void {
    moment.micros = BigInt(milliseconds) * 1000n;
    moment.offsetMinutes = offset;
    moment.precision = precision;
}

function parse(text: string): number {
    const milliseconds = Date.parse(text);
    // Date.parse takes 30 February for 2 March.
    if (Number.isNaN(milliseconds) || !new Date(Date.parse(`${text.slice(0, 10)}T00:00:00Z`)).toISOString().startsWith(text.slice(0, 10)))
        throw invalid(`'${text}' is no time of the calendar.`, "when");
    return milliseconds;
}

/** Minutes that Denmark's clocks are before UTC. */
function offsetAt(milliseconds: number): number {
    const name = denmark.formatToParts(milliseconds).find((part) => part.type === "timeZoneName")!.value; // "GMT+01:00"
    const [hours = 0, minutes = 0] = name.slice(4).split(":").map(Number);
    return (name[3] === "-" ? -1 : 1) * (hours * 60 + minutes);
}

function two(number: number): string {
    return String(number).padStart(2, "0");
}
