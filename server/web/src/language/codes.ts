// Codes in words: the municipality's code lists and the event types, asked of the server once a session. A code that no
// list has is shown as it is, with spaces for underscores: it is what somebody wrote.
import { computed, effect, signal } from "@preact/signals";
import { request } from "../api/request";
import { session } from "../app/session";
import { language, spoken, type Label } from "./language";

interface Vocabulary { name: string; da: string; en: string; fields?: string[]; codes: (Label & { code: string; official?: string })[] }
export interface EventType extends Label { type: string; group: string; streams: string[]; sealed: string[] }

const vocabularies = signal<ReadonlyMap<string, Vocabulary>>(new Map());
export const eventTypes = signal<ReadonlyMap<string, EventType>>(new Map());

const unwrapped = <T>(answer: T[] | Record<string, T[]>): T[] => Array.isArray(answer) ? answer : Object.values(answer)[0] ?? [];

effect(() => {
  if (session.value.state !== "in" || vocabularies.peek().size > 0) return;
  request<Vocabulary[] | Record<string, Vocabulary[]>>("/vocabularies").then((outcome) => {
    if (outcome.ok) vocabularies.value = new Map(unwrapped(outcome.answer).map((each) => [each.name, each]));
  });
  request<EventType[] | Record<string, EventType[]>>("/event-types").then((outcome) => {
    if (outcome.ok) eventTypes.value = new Map(unwrapped(outcome.answer).map((each) => [each.type, each]));
  });
});

/** All codes of a list, in the list's own order. */
export function codesOf(vocabulary: string): { code: string; text: string }[] {
  return (vocabularies.value.get(vocabulary)?.codes ?? [])
    .map((each) => ({ code: each.code, text: each[language.value] || each.da }));
}

/** "sms" of "channel" is "SMS". */
export function code(vocabulary: string, value: string | undefined): string {
  if (!value) return "";
  const found = vocabularies.value.get(vocabulary)?.codes.find((each) => each.code === value);
  return found ? found[language.value] || found.da : plain(value);
}

/** The words of a field's value: "in_person, sms" of contact.held's channel is "personligt møde, SMS". */
export function fieldText(type: string, field: string, value: string): string {
  const list = listOf.value.get(`${type}.${field}`);
  return list ? value.split(", ").map((each) => code(list, each)).join(", ") : value;
}

const listOf = computed(() => new Map([...vocabularies.value.values()]
  .flatMap((each) => (each.fields ?? []).map((field): [string, string] => [field, each.name]))));

export function eventName(type: string): string {
  const found = eventTypes.value.get(type);
  return found ? found[language.value] || found.da : type;
}

export function plain(value: string): string {
  return value.replaceAll("_", " ");
}

/** "Serviceloven § 96, stk. 2" */
export function legalBasis(basis: { law?: string; paragraph?: string; subsection?: string } | undefined): string {
  if (!basis?.law) return "";
  const paragraph = basis.paragraph ? ` § ${basis.paragraph}` : "";
  const subsection = basis.subsection ? `, ${words().subsection} ${basis.subsection}` : "";
  return code("law", basis.law) + paragraph + subsection;
}

const words = spoken({ subsection: "stk." }, { subsection: "subs." });

const fixed = spoken<Record<string, Record<string, string>>>(
  {
    state: { open: "åben", closed: "afsluttet", intake: "henvendelse", empty: "tom" },
    answer: { yes: "ja", no: "nej", unknown: "uoplyst" },
    pace: { slow: "langsomt", normal: "almindeligt", fast: "hurtigt" },
    goalState: { open: "i gang", closed: "afsluttet", proposed: "foreslået" },
    goalResult: { reached: "nået", partlyReached: "delvis nået", notReached: "ikke nået", replaced: "afløst", dropped: "opgivet", unknown: "" },
    goalType: { develop: "udvikle", maintain: "fastholde", limitLoss: "begrænse tab" },
    level: { none: "ingen nedsættelse", slight: "let nedsat", moderate: "moderat nedsat", severe: "svært nedsat", complete: "fuldstændigt nedsat", notAssessed: "ikke vurderet" },
    handover: { proposed: "foreslået", accepted: "modtaget", rejected: "afvist", completed: "gennemført" },
    language: { da: "dansk", en: "engelsk" },
  },
  {
    state: { open: "open", closed: "closed", intake: "intake", empty: "empty" },
    answer: { yes: "yes", no: "no", unknown: "not told" },
    pace: { slow: "slow", normal: "ordinary", fast: "fast" },
    goalState: { open: "under way", closed: "closed", proposed: "proposed" },
    goalResult: { reached: "reached", partlyReached: "partly reached", notReached: "not reached", replaced: "replaced", dropped: "given up", unknown: "" },
    goalType: { develop: "develop", maintain: "maintain", limitLoss: "limit loss" },
    level: { none: "not reduced", slight: "slightly reduced", moderate: "moderately reduced", severe: "severely reduced", complete: "completely reduced", notAssessed: "not assessed" },
    handover: { proposed: "proposed", accepted: "accepted", rejected: "rejected", completed: "completed" },
    language: { da: "Danish", en: "English" },
  },
);

/** Words of the schema's own closed lists, which no municipality changes. */
export function word(list: string, value: string | undefined): string {
  if (!value) return "";
  return fixed()[list]?.[value] ?? plain(value);
}
