// Writing in a case: first what one wants to write, then its form.
import { useCase } from "../../app/case_frame";
import { useAnswer } from "../../api/asked";
import { href, place } from "../../app/router";
import { session } from "../../app/session";
import type { View } from "../../app/view";
import { eventTypes } from "../../language/codes";
import { labelText, spoken } from "../../language/language";
import { Answered } from "../../parts/answered";
import { Heading } from "../../parts/heading";
import { Icon } from "../../parts/icon";
import { actionOf, actions, actionWords } from "./actions";
import { Correct } from "./correct";
import { begun } from "./drafts";
import { Form } from "./form";
import type { FormSpec } from "./form_spec";
import "./write.scss";

const words = spoken(
  {
    title: "Skriv", lead: "Hvad vil du skrive?", drafts: "Du er i gang med", other: "Andet, der kan skrives i et forløb", back: "Skriv noget andet", about: "Det handler om:",
    groups: {
      intake: "Henvendelse", case: "Sagen", correction: "Rettelser", coordinator: "Koordinator", relation: "Tilknytning",
      network: "Netværk", contact: "Kontakt", meeting: "Møder", information: "Oplysninger", transition: "Overgange",
      assessment: "Udredning", goal: "Mål", plan: "Plan og indsatser", decision: "Afgørelser", promise: "Løfter og frister",
      friction: "Uenighed og uklarhed", evaluation: "Evaluering", learning: "Erfaring",
    } as Record<string, string>,
  },
  {
    title: "Write", lead: "What do you want to write?", drafts: "You have begun", other: "Other things that can be written in a case", back: "Write something else", about: "It is about:",
    groups: {
      intake: "Intake", case: "The case", correction: "Corrections", coordinator: "Coordinator", relation: "Relations",
      network: "Network", contact: "Contact", meeting: "Meetings", information: "Information", transition: "Transitions",
      assessment: "Assessment", goal: "Goals", plan: "Plan and services", decision: "Decisions",
      promise: "Promises and deadlines", friction: "Disagreement and uncertainty", evaluation: "Evaluation",
      learning: "Learning",
    } as Record<string, string>,
  },
);

export const writeView: View = { path: "/cases/:case/write", title: () => words().title, show: () => <Choose /> };
export const writeFormView: View = { path: "/cases/:case/write/:type", title: () => words().title, show: ({ parts }) => <WriteOne type={parts.type ?? ""} /> };

function titleOf(type: string): string {
  return actionWords()[type]?.title ?? labelText(eventTypes.value.get(type), type);
}

function Choose() {
  const { caseId } = useCase();
  const path = (type: string) => href(`/cases/${caseId}/write/${type}`);
  const drafts = begun(caseId);
  const others = [...eventTypes.value.values()].filter((each) => each.streams.includes("case") && !actionOf(each.type) && words().groups[each.group]);
  const groups = [...new Set(others.map((each) => each.group))];
  return (
    <>
      <Heading>{words().lead}</Heading>
      {drafts.length > 0 && (
        <p class="old-answer">
          {words().drafts}: {drafts.map((type) => <a key={type} class="draft-link" href={path(type)}>{titleOf(type)}</a>)}
        </p>
      )}
      <ul class="actions">
        {actions.map((action) => (
          <li key={action.type}>
            <a class="action card" href={path(action.type)}>
              <Icon name={action.icon} size={24} />
              <span><strong>{actionWords()[action.type]?.title}</strong><br /><small>{actionWords()[action.type]?.hint}</small></span>
            </a>
          </li>
        ))}
      </ul>
      <details class="write-more">
        <summary>{words().other}</summary>
        {groups.map((group) => (
          <section key={group} class="other-types">
            <h2>{words().groups[group]}</h2>
            <ul>{others.filter((each) => each.group === group).map((each) => <li key={each.type}><a href={path(each.type)}>{labelText(each)}</a></li>)}</ul>
          </section>
        ))}
      </details>
    </>
  );
}

function WriteOne({ type }: { type: string }) {
  const { caseId, overview } = useCase();
  const spec = useAnswer<FormSpec>(`/event-types/${encodeURIComponent(type)}`);
  const now = session.value;
  return (
    <>
      <Heading sub={<a href={href(`/cases/${caseId}/write`)}>{words().back}</a>}>{titleOf(type)}</Heading>
      {place.value.query.get("about") && <p class="write-about">{words().about} <strong>{place.value.query.get("about")}</strong></p>}
      {type === "event.corrected" ? <Correct /> : (
        <Answered of={overview}>
          {(of) => <Answered of={spec}>{(form) => now.state === "in" && <Form spec={form} of={of} who={now.who} />}</Answered>}
        </Answered>
      )}
    </>
  );
}
