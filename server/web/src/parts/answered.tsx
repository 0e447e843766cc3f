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
    noAccessDetail: "Adgang kræver en rolle og en tilknytning til forløbet, og at formålet passer. Et forsøg på at se det står nu i læseloggen.",
    rule: "Reglen er",
    notFound: "Det findes ikke", notFoundDetail: "Måske er adressen forkert, eller forløbet hører til et andet sted.",
    busy: "Serveren har travlt lige nu", busyDetail: "Prøv igen om lidt.",
    failed: "Det gik galt", old: "Det viste er fra før, forbindelsen blev afbrudt.",
  },
  {
    asking: "Loading …", again: "Try again",
    unreachable: "The server does not answer",
    unreachableDetail: "The connection may be broken. What you have written is still here.",
    noAccess: "You have no access to this",
    noAccessDetail: "Access takes a role, a relation to the case, and a purpose that fits. The attempt now stands in the read log.",
    rule: "The rule is",
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

const Again = ({ act }: { act: () => void }) =>
  <button type="button" class="button button-secondary" onClick={act}>{words().again}</button>;

export function Trouble({ problem, again }: { problem: Problem; again?: () => void }) {
  const [kind, title, detail] = explained(problem);
  return (
    <div class={`alert alert-${kind}`} role={kind === "error" ? "alert" : "status"}>
      <div class="alert-body">
        <p class="alert-heading">{kind === "info" && <Icon name="lock" />} {title}</p>
        <p class="alert-text">{detail}{problem.rule && <> {words().rule} <code>{problem.rule}</code>.</>}</p>
        {again && problem.status !== 403 && problem.status !== 404 && <Again act={again} />}
      </div>
    </div>
  );
}

function explained(problem: Problem): ["info" | "warning" | "error", string, string] {
  const said = problem.detail || problem.title;
  switch (problem.status) {
    case 0: return ["warning", words().unreachable, words().unreachableDetail];
    case 403: return ["info", words().noAccess, words().noAccessDetail];
    case 404: return ["info", words().notFound, words().notFoundDetail];
    case 429: case 503: return ["warning", words().busy, said || words().busyDetail];
    default: return ["error", words().failed, said];
  }
}
