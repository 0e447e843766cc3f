// The everyday actions, and for each which of its fields come first. All other fields of the type stand under "more"; which
// fields there are, what they are called and what may stand in them is the schema's to say (form_spec.ts). An event type that
// is not here has a form all the same, with every field in the schema's order.
import { spoken } from "../../language/language";
import type { IconName } from "../../parts/icon";

export interface Action {
  type: string;
  icon: IconName;
  first: readonly string[];          // fields of payload and personal, in the order one thinks of them
  newReference?: readonly [field: string, prefix: string];  // this event begins something: the page names it
  given?: Readonly<Record<string, string | readonly string[]>>;       // filled in beforehand
}

export const actions: readonly Action[] = [
  { type: "contact.held", icon: "contact", first: ["kinds", "channel", "direction", "citizenWords", "note", "goals", "minutes"], given: { kinds: ["citizen"] } },
  { type: "contact.attempted", icon: "contact", first: ["kinds", "channel", "reason", "note"], given: { kinds: ["citizen"] } },
  { type: "meeting.convened", icon: "meeting", first: ["kind", "form", "planned", "purpose", "agendaTexts", "invitees", "leader", "place"], newReference: ["meeting", "m"] },
  { type: "meeting.held", icon: "meeting", first: ["meeting", "attendees", "summary", "citizenWords", "agreementTexts", "timeKept", "goals", "minutes"] },
  { type: "goal.progress_rated", icon: "goal", first: ["goal", "progress", "level", "ratedBy", "citizenWords", "note"] },
  { type: "commitment.made", icon: "promise", first: ["toKind", "to", "what", "kind", "due", "withinCompetence"], newReference: ["commitment", "l"], given: { to: "borger", toKind: "citizen" } },
  { type: "commitment.kept", icon: "promise", first: ["commitment", "note"] },
  { type: "partner.added", icon: "network", first: ["kind", "sector", "name", "role", "organisation", "unit", "contact", "legalBasis"], newReference: ["party", "part"] },
  { type: "information.requested", icon: "document", first: ["topic", "period", "from", "fromOrganisation", "question", "legalBasis", "consent", "due"], newReference: ["request", "opl"] },
  { type: "handover.proposed", icon: "transition", first: ["fromSector", "fromOrganisation", "toUnit", "summary", "openItemTexts", "meetingRequested"], newReference: ["handover", "ov"] },
  { type: "handover.accepted", icon: "transition", first: ["handover", "receiver", "unit", "note"] },
  { type: "handover.rejected", icon: "transition", first: ["handover", "reason", "missingItems", "note"] },
];

export const actionWords = spoken<Record<string, { title: string; hint: string }>>(
  {
    "contact.held": { title: "Kontakt", hint: "En samtale, en sms, et besøg" },
    "contact.attempted": { title: "Forsøgt kontakt", hint: "Du fik ikke svar" },
    "meeting.convened": { title: "Indkald til møde", hint: "Dagsorden, og hvem der har hvilken aktie" },
    "meeting.held": { title: "Møde afholdt", hint: "Hvem kom, hvad blev aftalt" },
    "goal.progress_rated": { title: "Fremgang mod mål", hint: "Borgerens vurdering eller jeres" },
    "commitment.made": { title: "Giv et løfte", hint: "Hvad, til hvem, senest hvornår" },
    "commitment.kept": { title: "Løfte holdt", hint: "Det, I lovede, er gjort" },
    "partner.added": { title: "Ny part i netværket", hint: "En fagperson eller en pårørende" },
    "information.requested": { title: "Indhent oplysninger", hint: "Se først, om nogen har dem" },
    "handover.proposed": { title: "Foreslå overlevering", hint: "Til en anden enhed eller kommune" },
    "handover.accepted": { title: "Tag imod overlevering", hint: "Forløbet er nu jeres" },
    "handover.rejected": { title: "Afvis overlevering", hint: "Sig, hvad der mangler" },
    "event.corrected": { title: "Ret det, der står", hint: "" },
    "event.retracted": { title: "Træk en hændelse tilbage", hint: "" },
  },
  {
    "contact.held": { title: "Contact", hint: "A talk, a text message, a visit" },
    "contact.attempted": { title: "Tried to reach", hint: "You got no answer" },
    "meeting.convened": { title: "Convene a meeting", hint: "Agenda, and who has which stake" },
    "meeting.held": { title: "Meeting held", hint: "Who came, what was agreed" },
    "goal.progress_rated": { title: "Progress towards a goal", hint: "The citizen's rating or yours" },
    "commitment.made": { title: "Make a promise", hint: "What, to whom, by when" },
    "commitment.kept": { title: "Promise kept", hint: "What you promised is done" },
    "partner.added": { title: "New party in the network", hint: "A professional or a relative" },
    "information.requested": { title: "Ask for information", hint: "See first whether somebody has it" },
    "handover.proposed": { title: "Propose a handover", hint: "To another unit or municipality" },
    "handover.accepted": { title: "Accept a handover", hint: "The case is now yours" },
    "handover.rejected": { title: "Reject a handover", hint: "Say what is missing" },
    "event.corrected": { title: "Correct what is written", hint: "" },
    "event.retracted": { title: "Take an event back", hint: "" },
  },
);

/** Questions where the schema's own label is a word of the log and not of the talk. By type and field. */
export const questions = spoken<Record<string, string>>(
  {
    "contact.held.kinds": "Hvem talte du med?", "contact.held.channel": "Hvordan?", "contact.held.direction": "Hvem tog kontakten?", "contact.held.goals": "Handlede det om et mål?",
    "contact.attempted.kinds": "Hvem forsøgte du at få fat i?", "contact.attempted.channel": "Hvordan?", "commitment.made.what": "Hvad lover du?", "commitment.made.due": "Senest hvornår?",
    "commitment.made.withinCompetence": "Kan du selv holde det?", "information.requested.topic": "Hvad mangler du at vide?", "information.requested.period": "For hvilken periode?",
    "meeting.convened.planned": "Hvornår er mødet?", "goal.progress_rated.ratedBy": "Hvem vurderer?",
  },
  {
    "contact.held.kinds": "Whom did you speak with?", "contact.held.channel": "How?", "contact.held.direction": "Who made contact?", "contact.held.goals": "Was it about a goal?",
    "contact.attempted.kinds": "Whom did you try to reach?", "contact.attempted.channel": "How?", "commitment.made.what": "What do you promise?", "commitment.made.due": "By when?",
    "commitment.made.withinCompetence": "Can you keep it yourself?", "information.requested.topic": "What do you need to know?", "information.requested.period": "For which period?",
    "meeting.convened.planned": "When is the meeting?", "goal.progress_rated.ratedBy": "Who rates?",
  },
);

export function actionOf(type: string): Action | undefined {
  return actions.find((action) => action.type === type);
}
