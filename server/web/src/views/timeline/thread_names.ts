// What a thread is called: its kind, and what it is about where the events tell.
import { code, plain } from "../../language/codes";
import { spoken } from "../../language/language";
import type { Thread } from "./threads";

const kinds = spoken<Record<string, string>>(
  {
    goal: "Mål", meeting: "Møde", commitment: "Løfte", deadline: "Frist", information: "Oplysninger", handover: "Overlevering", decision: "Afgørelse",
    application: "Ansøgning", service: "Indsats", plan: "Plan", assessment: "Udredning", coordinator: "Koordinator", substitute: "Stedfortræder",
    disagreement: "Uenighed", uncertainty: "Uklarhed", survey: "Spørgeskema", consent: "Samtykke", partner: "Part", team: "Team", transition: "Overgang",
    appeal: "Klage", phase: "Fase", intake: "Henvendelse", document: "Dokument", advice: "Råd", lesson: "Erfaring",
  },
  {
    goal: "Goal", meeting: "Meeting", commitment: "Promise", deadline: "Deadline", information: "Information", handover: "Handover", decision: "Decision",
    application: "Application", service: "Service", plan: "Plan", assessment: "Assessment", coordinator: "Coordinator", substitute: "Substitute",
    disagreement: "Disagreement", uncertainty: "Uncertainty", survey: "Survey", consent: "Consent", partner: "Party", team: "Team", transition: "Transition",
    appeal: "Appeal", phase: "Phase", intake: "Intake", document: "Document", advice: "Advice", lesson: "Lesson",
  },
);

const vocabularyOf: Record<string, string> = {
  phase: "phase", goal: "ffb_theme", deadline: "deadline_kind", meeting: "meeting_kind", information: "information_topic", service: "service_type",
  commitment: "promise_kind", disagreement: "friction_topic", uncertainty: "friction_topic", plan: "plan_kind",
};
/** Kinds whose reference is a name that people use: a pseudonym, a party. */
const namedByReference = new Set(["coordinator", "substitute", "partner", "team", "service"]);

/** Kinds whose topic alone would not tell what kind of thing it is. */
const saidWithKind = new Set(["disagreement", "uncertainty"]);

/** "Kommunikation": what it is about, or the kind where nothing is told. */
export function lineText(thread: Thread): string {
  const value = thread.label || (namedByReference.has(thread.kind) ? thread.reference : "");
  const list = vocabularyOf[thread.kind];
  const about = list ? code(list, value) : plain(value);
  return about && saidWithKind.has(thread.kind) ? `${kindName(thread.kind)}: ${about}` : about || kindName(thread.kind);
}

/** "Mål: Kommunikation" */
export function threadTitle(thread: Thread): string {
  const about = lineText(thread), kind = kindName(thread.kind);
  return about.startsWith(kind) && saidWithKind.has(thread.kind) ? about : about === kind ? `${kind} ${thread.reference}` : `${kind}: ${about}`;
}

function kindName(kind: string): string {
  return kinds()[kind] ?? kind;
}
