// Events that belong together: a meeting that was convened, held and minuted; a promise made and kept. The events say so by
// a reference within the case ("m4", "l2"), which stands in a field that has the name of the kind, or of one below. A
// thread with a beginning and an end is a span; one that has not ended is open. Pure.
import type { TimelineEntry } from "../../api/answers";
import { instant } from "../../language/moments";
import { kindOf } from "./facets";

export interface Thread {
  key: string;
  kind: string;
  reference: string;
  entries: TimelineEntry[];     // in order of occurrence
  from: number;
  to: number | undefined;       // undefined = still open
  expected: number | undefined; // when it should end: a meeting's date, a deadline, as last told
  spans: boolean;               // begins and ends, or is open: may be drawn as a line
  label: string;                // a code or reference; what it means depends on the kind
}

const referenceField: Record<string, string> = {
  information: "request", partner: "party", coordinator: "person", substitute: "person", team: "person", service: "service",
};
const begins = new Set([
  "meeting.convened", "goal.agreed", "commitment.made", "deadline.set", "handover.proposed", "information.requested", "service.started",
  "coordinator.assigned", "substitute.appointed", "assessment.started", "disagreement.raised", "uncertainty.raised", "application.received",
  "survey.invited", "consent.given", "decision.drafted",
]);
const ends = new Set([
  "meeting.held", "meeting.cancelled", "goal.closed", "commitment.kept", "commitment.broken", "deadline.met", "handover.completed", "handover.rejected",
  "information.provided", "information.request_withdrawn", "service.ended", "coordinator.released", "substitute.ended", "assessment.completed",
  "disagreement.resolved", "uncertainty.resolved", "survey.answered", "survey.declined", "consent.withdrawn", "decision.issued",
]);
const labelField: Record<string, string> = {
  meeting: "kind", goal: "theme", deadline: "kind", information: "topic", survey: "instrument", plan: "kind", commitment: "kind", disagreement: "about",
  uncertainty: "about", consent: "purpose",
};

export function field(entry: TimelineEntry, name: string): string {
  return entry.fields.find((each) => each.name === name)?.value ?? "";
}

function referenceOf(entry: TimelineEntry, kind: string): string {
  const named = field(entry, referenceField[kind] ?? kind);
  if (named || kind !== "service") return named;
  return field(entry, "specification").split(" ")[0] ?? "";  // a service that starts is told whole: its reference comes first
}

export function threadsOf(entries: readonly TimelineEntry[]): Thread[] {
  const threads = new Map<string, Thread>();
  for (const entry of entries) {
    const kind = kindOf(entry.type);
    const reference = kind === "phase" ? "" : referenceOf(entry, kind);
    if (!reference) continue;
    const key = `${kind}:${reference}`;
    const at = instant(entry.occurred);
    let thread = threads.get(key);
    if (!thread) threads.set(key, thread = { key, kind, reference, entries: [], from: at, to: undefined, expected: undefined, spans: false, label: "" });
    thread.entries.push(entry);
    thread.label ||= field(entry, labelField[kind] ?? "");
    if (begins.has(entry.type)) {
      thread.spans = true;
      thread.from = Math.min(thread.from, at);
    }
    if (ends.has(entry.type)) thread.to = at;
    const expected = instant(field(entry, "planned") || field(entry, "newDue") || field(entry, "due"));
    if (!Number.isNaN(expected) && kind !== "goal") thread.expected = expected;
    if (entry.type === "decision.issued") {
      for (const application of field(entry, "applications").split(", ")) {
        const answered = threads.get(`application:${application}`);
        if (answered) answered.to = at;
      }
    }
  }
  return [...phases(entries), ...threads.values()];
}

/** A phase lasts until the next one is entered. */
function phases(entries: readonly TimelineEntry[]): Thread[] {
  const entered = entries.filter((entry) => entry.type === "phase.entered");
  return entered.map((entry, index): Thread => {
    const next = entered[index + 1];
    return {
      key: `phase:${entry.position}`, kind: "phase", reference: field(entry, "phase"), entries: [entry], from: instant(entry.occurred),
      to: next ? instant(next.occurred) : undefined, expected: undefined, spans: true, label: field(entry, "phase"),
    };
  });
}

/** Stretches longer than this many days without contact both ways with the citizen, from the opening to `until`. */
export function contactGaps(entries: readonly TimelineEntry[], until: number, days: number): { from: number; to: number; days: number }[] {
  const told = entries.filter((entry) => isContact(entry)).map((entry) => instant(entry.occurred)).filter((at) => at <= until);
  const opened = entries.find((entry) => entry.type === "case.opened");
  const closed = entries.findLast((entry) => entry.type === "case.closed" || entry.type === "case.reopened");
  const end = closed?.type === "case.closed" ? instant(closed.occurred) : until;
  const times = [...(opened ? [instant(opened.occurred)] : []), ...told, end].filter((at) => at <= end).sort((a, b) => a - b);
  const gaps: { from: number; to: number; days: number }[] = [];
  for (let index = 1; index < times.length; index++) {
    const from = times[index - 1]!, to = times[index]!;
    const length = Math.round((to - from) / 86_400_000);
    if (length > days) gaps.push({ from, to, days: length });
  }
  return gaps;
}

function isContact(entry: TimelineEntry): boolean {
  const side = /\b(citizen|representative)\b/;
  if (entry.type === "contact.held") return side.test(field(entry, "kinds"));
  return entry.type === "meeting.held" && side.test(field(entry, "attendees"));
}
