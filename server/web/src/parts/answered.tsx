// What stands where an answer will be: while it is asked for, when it failed, when the reader may not see it. Every view
// shows its answer through this, so that these states look and sound the same everywhere.
import type { ComponentChildren } from "preact";
import type { Asked } from "../api/asked";
import type { Problem } from "../api/problem";
import { spoken } from "../language/language";
import { Icon } from "./icon";

const words = spoken(
  {
    asking: "Henter …", again: "Prøv igen",
    unreachable: "Serveren svarer ikke",
    unreachableDetail: "Måske er forbindelsen afbrudt. Det, du har skrevet, er her stadig.",
    noAccess: "Det har du ikke adgang til",
    logged: "At du prøvede, står nu i læseloggen.",
    rules: {
      relation: "Du har ingen tilknytning til forløbet, der giver adgang. Forløbet skal sige det først: som koordinator, stedfortræder, i teamet eller ved en overlevering.",
      operation: "Ingen af dine roller giver adgang til det.", event_type: "Din rolle må ikke skrive den slags hændelser.",
      audience: "Din rolle ser kun forløbet, som borgeren eller en samarbejdspart ser det.", unit: "Din rolle gælder andre enheder end den, der har forløbet.",
      kle: "Din rolle gælder andre sagsemner end forløbets.", purpose: "Din rolle giver ikke adgang til det formål.",
      restriction: "Behandlingen af borgerens oplysninger er begrænset.", grant: "Adgangspolitikken giver dig det ikke.",
    } as Record<string, string>,
    notFound: "Det findes ikke", notFoundDetail: "Måske er adressen forkert, eller forløbet hører til et andet sted.",
    busy: "Serveren har travlt lige nu", busyDetail: "Prøv igen om lidt.",
    failed: "Det gik galt", old: "Det viste er fra før, forbindelsen blev afbrudt.",
  },
  {
    asking: "Loading …", again: "Try again",
    unreachable: "The server does not answer",
    unreachableDetail: "The connection may be broken. What you have written is still here.",
    noAccess: "You have no access to this",
    logged: "That you tried now stands in the read log.",
    rules: {
      relation: "You have no relation to the case that gives access. The case must say so first: as coordinator, substitute, in the team or by a handover.",
      operation: "None of your roles gives access to this.", event_type: "Your role may not write events of this kind.",
      audience: "Your role sees the case only as the citizen or a partner sees it.", unit: "Your role is for other units than the one that has the case.",
      kle: "Your role is for other subjects than the case's.", purpose: "Your role gives no access for that purpose.",
      restriction: "The processing of the citizen's data is restricted.", grant: "The access policy does not give you this.",
    } as Record<string, string>,
    notFound: "There is no such thing", notFoundDetail: "The address may be wrong, or the case belongs elsewhere.",
    busy: "The server is busy just now", busyDetail: "Try again in a moment.",
    failed: "Something went wrong", old: "What is shown is from before the connection broke.",
  },
);

export function Answered<T>({ of: asked, children, waiting }:
    { of: Asked<T>; children: (answer: T) => ComponentChildren; waiting?: ComponentChildren }) {
  if (asked.answer !== undefined) {
    return (
      <>
        {asked.problem && <p class="old-answer" role="status">{words().old} <Again act={asked.again} /></p>}
        {children(asked.answer)}
      </>
    );
  }
  if (asked.problem) return <Trouble problem={asked.problem} again={asked.again} />;
  return asked.asking ? <>{waiting ?? <Waiting />}</> : null;
}

export function Waiting() {
  return <p class="waiting" role="status"><span class="waiting-mark" aria-hidden="true" />{words().asking}</p>;
}

/** Why access was refused, by the rule that refused it. */
export const ruleSaid = (rule: string | undefined): string => words().rules[rule?.replace("access.", "") ?? ""] ?? words().rules.grant!;

const Again = ({ act }: { act: () => void }) =>
  <button type="button" class="button button-secondary" onClick={act}>{words().again}</button>;

export function Trouble({ problem, again }: { problem: Problem; again?: () => void }) {
  const [kind, title, detail] = explained(problem);
  return (
    <div class={`alert alert-${kind}`} role={kind === "error" ? "alert" : "status"}>
      <div class="alert-body">
        <p class="alert-heading">{kind === "info" && <Icon name="lock" />} {title}</p>
        <p class="alert-text">{detail}</p>
        {again && problem.status !== 403 && problem.status !== 404 && <Again act={again} />}
      </div>
    </div>
  );
}

function explained(problem: Problem): ["info" | "warning" | "error", string, string] {
  const said = problem.detail || problem.title;
  switch (problem.status) {
    case 0: return ["warning", words().unreachable, words().unreachableDetail];
    case 403: return ["info", words().noAccess, `${ruleSaid(problem.rule)} ${words().logged}`];
    case 404: return ["info", words().notFound, words().notFoundDetail];
    case 429: case 503: return ["warning", words().busy, said || words().busyDetail];
    default: return ["error", words().failed, said];
  }
}
