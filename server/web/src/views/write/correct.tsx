// Correcting an event: the form of its own type with what it says now, and why that is changed. What was first written stays
// readable; the correction says everything anew, so a reader who may not see all of its text is not asked for text at all.
import { useAnswer } from "../../api/asked";
import { useCase } from "../../app/case_frame";
import { href, place } from "../../app/router";
import { session } from "../../app/session";
import { spoken } from "../../language/language";
import { Answered } from "../../parts/answered";
import { Form } from "./form";
import type { FormSpec } from "./form_spec";
import type { Value, Values } from "./values";

const words = spoken(
  { gone: "Find hændelsen i tidslinjen, og vælg Ret.", timeline: "Til tidslinjen" },
  { gone: "Find the event in the timeline and choose Correct.", timeline: "To the timeline" },
);

interface Stored { type: string; eventId: string; payload?: Values; personal?: { subject?: string; fields: Values }[]; audience?: string[] }
interface History { events: { original: Stored; correction?: Stored & { payload: { payload?: Values } }; occurred: string }[] }

/** As a form has it: numbers are texts there. */
function typed(value: unknown): Value {
  if (Array.isArray(value)) return value.map(typed);
  if (typeof value === "object" && value) return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, typed(each)]));
  return typeof value === "number" ? String(value) : value as Value;
}

export function Correct() {
  const { caseId, overview } = useCase();
  const now = session.value;
  const query = place.value.query;
  const type = query.get("type") ?? "";
  const history = useAnswer<History>(type && `/cases/${caseId}/history?skip=${query.get("at")}&limit=1&personal=true`);
  const spec = useAnswer<FormSpec>(type && `/event-types/${type}`);
  const told = history.answer?.events[0];
  if (!type || (history.answer && told?.original.eventId !== query.get("target"))) {
    return <p class="nothing">{words().gone} <a href={href(`/cases/${caseId}/timeline`)}>{words().timeline}</a></p>;
  }
  return (
    <Answered of={overview}>
      {(of) => <Answered of={spec}>{(form) => <Answered of={history}>{() => {
        if (!told || now.state !== "in") return null;
        const { original, correction, occurred } = told;
        const wordless = query.get("text") === "no";
        const personal = wordless ? [] : typed(correction?.personal ?? original.personal ?? []);
        const target = { target: original.eventId, targetType: type, reason: "", occurredAt: occurred, payload: typed(correction?.payload.payload ?? original.payload ?? {}) };
        return <Form spec={wordless ? { ...form, personal: [] } : form} of={of} who={now.who} correcting={{ payload: target, personal, audience: original.audience ?? [] }} />;
      }}</Answered>}</Answered>}
    </Answered>
  );
}
