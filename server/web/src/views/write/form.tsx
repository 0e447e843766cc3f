// A form for one event, made from its schema. It keeps what is typed, sends it once however often it must be sent, and shows
// what others wrote meanwhile.
import { Fragment } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { CaseOverview } from "../../api/answers";
import { useAnswer } from "../../api/asked";
import { freshKey } from "../../api/fresh_key";
import type { Problem } from "../../api/problem";
import { changed, changes } from "../../api/stream";
import { go, place } from "../../app/router";
import type { SignedIn } from "../../app/session";
import { tell } from "../../app/told";
import { isoDay, wallClock } from "../../language/dates";
import { labelText, spoken } from "../../language/language";
import { Trouble } from "../../parts/answered";
import { actionOf, questions, type Action } from "./actions";
import { codesOfWords } from "./coded_texts";
import { Conflict, Meanwhile } from "./conflict";
import { draftOf, dropDraft, keepDraft, type Draft } from "./drafts";
import { Field, When, type FormState, type Path } from "./fields";
import type { FieldSpec, FormSpec } from "./form_spec";
import { AlreadyHeld } from "./held";
import { choicesFor, type InformationLedger, type PartnerMap } from "./references";
import { send, withFreshKey, type Sent } from "./submit";
import { at, put, type Value, type Values } from "./values";

const words = spoken(
  {
    when: "Hvornår skete det?", whenHint: "Klokkeslættet kan stå tomt.", more: "Flere felter", audience: "Hvem må se det ud over jer?", citizen: "Borgeren", partner: "Samarbejdsparter",
    save: "Gem", saving: "Gemmer …", discard: "Smid kladden væk", stored: (what: string) => `Gemt: ${what}`, missingWhen: "Skriv, hvornår det skete.",
    unsure: "Ikke gemt endnu. Det, du har skrevet, er her, og der prøves igen om lidt.", now: "Prøv nu",
    sentBefore: "Den første udgave, du sendte, er gemt. Det, du har ændret siden, er ikke. Se tidslinjen, og ret den dér.",
    changed: "Der er skrevet i forløbet, siden du begyndte.", see: "Se det", rule: "Sagens regler siger nej", empty: "Skriv noget først.",
  },
  {
    when: "When did it happen?", whenHint: "The time of day may stay empty.", more: "More fields", audience: "Who may see it beside you?", citizen: "The citizen", partner: "Partners",
    save: "Store", saving: "Storing …", discard: "Throw the draft away", stored: (what: string) => `Stored: ${what}`, missingWhen: "Write when it happened.",
    unsure: "Not stored yet. What you have written is here, and it is tried again in a moment.", now: "Try now",
    sentBefore: "The first text you sent is stored. What you changed since is not. See the timeline, and correct it there.",
    changed: "Somebody has written in the case since you began.", see: "See it", rule: "The case's rules say no", empty: "Write something first.",
  },
);

const againMs = 5_000;

/** What an event says now, when it is that event which is corrected; `spec` is then its type's. */
interface Correcting { payload: Values; personal: Value; audience: string[] }
interface Props { spec: FormSpec; of: CaseOverview; who: SignedIn; correcting?: Correcting }

const correction = "event.corrected";
const reason: FieldSpec = { name: "reason", kind: "code", vocabulary: "correction_reason", da: "Hvorfor rettes det?", en: "Why is it corrected?" };

function begin(spec: FormSpec, of: CaseOverview, action: Action | undefined, correcting: Correcting | undefined): Draft {
  if (correcting) return { day: isoDay(), clock: wallClock(), ...correcting, version: of.status.version, appendKey: freshKey() };
  const payload: Values = {};
  const names = new Set(spec.payload.map((field) => field.name));
  for (const [name, value] of Object.entries(action?.given ?? {})) payload[name] = typeof value === "string" ? value : [...value];
  for (const [name, value] of place.value.query) if (names.has(name)) payload[name] = value;  // a link that fills in: "use what there is"
  if (action?.newReference) payload[action.newReference[0]] = `${action.newReference[1]}-${freshKey().slice(-6)}`;
  return { day: isoDay(), clock: wallClock(), audience: [], payload, personal: {}, version: of.status.version, appendKey: freshKey() };
}

/** A draft about something else than the link that led here is not the one that is wanted. */
function fits(draft: Draft, spec: FormSpec, correcting: Correcting | undefined): boolean {
  return correcting ? draft.payload.target === correcting.payload.target : spec.payload.every((field) => !place.value.query.has(field.name) || draft.payload[field.name] === place.value.query.get(field.name));
}

export function Form({ spec, of, who, correcting }: Props) {
  const action = actionOf(spec.type);
  const type = correcting ? correction : spec.type;
  const [draft, change] = useState<Draft>(() => {
    const kept = draftOf(of.caseId, type);
    return kept && fits(kept, spec, correcting) ? kept : begin(spec, of, action, correcting);
  });
  const [sent, setSent] = useState<Sent | { state: "writing" } | { state: "sending" }>({ state: "writing" });
  const [missing, setMissing] = useState("");
  const partners = useAnswer<PartnerMap>(`/cases/${of.caseId}/partners`, of.caseId);
  const ledger = useAnswer<InformationLedger>(spec.type.startsWith("information.") ? `/cases/${of.caseId}/views/information` : "", of.caseId);
  const form = useRef<HTMLFormElement>(null);

  function edit(next: Draft): void {
    change(next);
    keepDraft(of.caseId, type, next);
  }

  async function store(now: Draft): Promise<void> {
    setSent({ state: "sending" });
    keepDraft(of.caseId, type, now);
    const outcome = await send(of.caseId, type, now, who);
    if (outcome.state === "stored") {
      dropDraft(of.caseId, type);
      changed([of.caseId]);
      tell(words().stored(labelText(spec)));
      go(`/cases/${of.caseId}${correcting ? "/timeline" : ""}`);
      return;
    }
    if (outcome.state === "refused") edit(withFreshKey(now));
    setSent(outcome);
  }

  function submit(event: Event): void {
    event.preventDefault();
    if (sent.state === "sending") return;
    const lacks = !draft.day ? words().missingWhen : Object.keys(draft.payload).length + Object.keys(draft.personal).length === 0 ? words().empty : "";
    setMissing(lacks);
    if (!lacks) void store(draft);
    else form.current?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  }

  // Sent again by itself while the outcome is not known: the key makes that safe.
  useEffect(() => {
    if (sent.state !== "unknown") return;
    const soon = setTimeout(() => void store(draft), (sent.problem.retryAfterSeconds ?? 0) * 1000 || againMs);
    return () => clearTimeout(soon);
  }, [sent]);

  // The field that the server names gets the focus.
  const problem = sent.state === "refused" ? sent.problem : undefined;
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLElement>("[aria-invalid=true], .form-problem")?.focus();
  }, [problem]);

  const state: FormState = {
    value: (path) => at(draft as unknown as Values, path),
    set: (path, value) => edit(put(draft as unknown as Values, path, value) as unknown as Draft),
    setAll: (all) => edit(all.reduce<Value>((now, [path, value]) => put(now, path, value), draft as unknown as Values) as unknown as Draft),
    payload: (name) => ({ path: correcting ? ["payload", "payload", name] : ["payload", name], spec: spec.payload.find((field) => field.name === name) }),
    error: (path) => fieldError(problem, path),
    label: (field, label) => questions()[`${spec.type}.${field}`] ?? label,
    choices: (field) => choicesFor(spec.type, field, of, { partners: partners.answer, ledger: ledger.answer }),
  };
  const [first, more] = arranged(spec, action, state, correcting && draft.personal);
  const period = at(draft.payload, ["period"]) as { from?: string; to?: string } | undefined;
  return (
    <form class="write-form" onSubmit={submit} noValidate ref={form}>
      {sent.state === "writing" && <Changed of={of} draft={draft} />}
      <div class={missing && !draft.day ? "form-group form-error" : "form-group"}>
        <label class="form-label" for="when">{words().when}</label>
        <span class="form-hint" id="when-hint">{words().whenHint}</span>
        {correcting ? <When id="when" label={words().when} value={String(draft.payload.occurredAt)} set={(moment) => state.set(["payload", "occurredAt"], moment)} aria={{ "aria-describedby": "when-hint" }} />
                    : <Occurred draft={draft} edit={edit} />}
      </div>
      {correcting && <Field spec={reason} path={["payload", "reason"]} form={state} />}
      {first.map(([path, each]) => (
        <Fragment key={path.join(".")}>
          <Field spec={each} path={path} form={state} />
          {spec.type === "information.requested" && each.name === "topic" && <AlreadyHeld caseId={of.caseId} topic={String(draft.payload.topic ?? "")} from={period?.from ?? ""} to={period?.to ?? ""} />}
        </Fragment>
      ))}
      {more.length > 0 && (
        <details class="write-more">
          <summary>{words().more} ({more.length})</summary>
          {more.map(([path, each]) => <Field key={path.join(".")} spec={each} path={path} form={state} />)}
        </details>
      )}
      {!correcting && <fieldset class="form-group">
        <legend class="form-label">{words().audience}</legend>
        {(["citizen", "partner"] as const).map((each) => (
          <label key={each} class="check">
            <input type="checkbox" checked={draft.audience.includes(each)}
                   onChange={(event) => edit({ ...draft, audience: event.currentTarget.checked ? [...draft.audience, each] : draft.audience.filter((other) => other !== each) })} /> {words()[each]}
          </label>
        ))}
      </fieldset>}
      {missing && <p class="form-error-message" role="alert">{missing}</p>}
      {problem && <div class="form-problem" tabIndex={-1}><Refused problem={problem} /></div>}
      {sent.state === "sentBefore" && <p class="old-answer" role="alert">{words().sentBefore}</p>}
      {sent.state === "unknown" && <p class="old-answer" role="status">{words().unsure} <button type="button" class="link-button" onClick={() => void store(draft)}>{words().now}</button></p>}
      {sent.state === "conflict" && (
        <Conflict caseId={of.caseId} version={draft.version} keep={() => void store({ ...withFreshKey(draft), version: sent.currentVersion || of.status.version })}
                  look={() => { edit({ ...withFreshKey(draft), version: sent.currentVersion || of.status.version }); setSent({ state: "writing" }); }} />
      )}
      {sent.state !== "conflict" && (
        <div class="form-actions">
          <button class="button button-primary" disabled={sent.state === "sending"}>{sent.state === "sending" ? words().saving : words().save}</button>
          <button type="button" class="button button-tertiary" onClick={() => { dropDraft(of.caseId, type); go(`/cases/${of.caseId}`); }}>{words().discard}</button>
        </div>
      )}
    </form>
  );
}

function Occurred({ draft, edit }: { draft: Draft; edit: (next: Draft) => void }) {
  const value = draft.clock ? `${draft.day}T${draft.clock}` : draft.day;
  return <When id="when" label={words().when} value={value} aria={{ "aria-describedby": "when-hint" }}
               set={(moment) => edit({ ...draft, day: moment.slice(0, 10), clock: moment.slice(11, 16) })} />;
}

/** Fields in the order of the action, the others after; what the page names by itself is not asked for. */
function arranged(spec: FormSpec, action: Action | undefined, form: FormState, parts: Value | undefined): [[Path, FieldSpec][], [Path, FieldSpec][]] {
  const worded = new Set(spec.personal.map((each) => codesOfWords[each.name]));  // written with their words
  const all: [Path, FieldSpec][] = [
    ...spec.payload.map((each): [Path, FieldSpec] => [form.payload(each.name).path, each]),
    ...spec.personal.map((each): [Path, FieldSpec] => [parts ? ["personal", partWith(parts, each.name), "fields", each.name] : ["personal", each.name], each]),
  ].filter(([, each]) => each.name !== action?.newReference?.[0] && !worded.has(each.name) && each.kind !== "void" && each.kind !== "id");
  if (!action) return [all, []];
  const first = action.first.flatMap((name) => all.filter(([, each]) => each.name === name));
  return [first, all.filter((each) => !first.includes(each))];
}

/** Text stands in parts, one for each person it is about: a field in the part that has it, a new one in the first. */
function partWith(parts: Value, name: string): number {
  return Math.max(0, Array.isArray(parts) ? parts.findIndex((_, index) => at(parts, [index, "fields", name]) !== undefined) : 0);
}

/** "payload.due" or "personal.what" of the server's answer, said where the field is. */
function fieldError(problem: Problem | undefined, path: Path): string | undefined {
  return problem?.field && problem.field === path.join(".") ? problem.detail || problem.title : undefined;
}

function Refused({ problem }: { problem: Problem }) {
  if (problem.status !== 422 && problem.status !== 400) return <Trouble problem={problem} />;
  return (
    <div class="alert alert-error" role="alert">
      <div class="alert-body"><p class="alert-heading">{words().rule}</p><p class="alert-text">{problem.detail || problem.title}</p></div>
    </div>
  );
}

/** Told while one writes, not only when one stores: the case moved on. */
function Changed({ of, draft }: { of: CaseOverview; draft: Draft }) {
  const [open, setOpen] = useState(false);
  changes.value.get(of.caseId);  // the overview is asked anew then, and has a later version
  if (BigInt(of.status.version || "0") <= BigInt(draft.version || "0")) return null;
  return (
    <div class="old-answer" role="status">
      {words().changed} <button type="button" class="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>{words().see}</button>
      {open && <Meanwhile caseId={of.caseId} version={draft.version} />}
    </div>
  );
}
