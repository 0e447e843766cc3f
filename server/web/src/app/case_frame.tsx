// What stands around every view of one case: who it is about, the tabs, and the way to write. The overview is asked for
// once here, and views take it by useCase(); a change of the case asks again.
import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect } from "preact/hooks";
import type { CaseOverview } from "../api/answers";
import { useAnswer, type Asked } from "../api/asked";
import { newest, useFollowed } from "../api/stream";
import { code, eventName, word } from "../language/codes";
import { day } from "../language/dates";
import { spoken } from "../language/language";
import { Trouble } from "../parts/answered";
import { Heading } from "../parts/heading";
import { Icon } from "../parts/icon";
import { Personal } from "../parts/personal";
import { views } from "../views/views";
import { href, place } from "./router";
import { session } from "./session";
import { tell } from "./told";

const words = spoken(
  { unnamed: "Forløb uden navn", closed: "Forløbet vises ikke", tabs: "Forløbets sider", write: "Skriv", since: "siden", phase: "fase", wrote: (who: string, what: string) => `${who} har lige skrevet: ${what}` },
  { unnamed: "Case without a name", closed: "The case is not shown", tabs: "Pages of the case", write: "Write", since: "since", phase: "phase", wrote: (who: string, what: string) => `${who} has just written: ${what}` },
);

interface CaseShown { caseId: string; overview: Asked<CaseOverview> }
const Shown = createContext<CaseShown | undefined>(undefined);

/** The case of this page. Only within views of a case. */
export function useCase(): CaseShown {
  const shown = useContext(Shown);
  if (!shown) throw new Error("useCase outside a case");
  return shown;
}

export function CaseFrame({ caseId, children }: { caseId: string; children: ComponentChildren }) {
  const overview = useAnswer<CaseOverview>(`/cases/${caseId}`, caseId);
  // Who may not see the case is told so once; the audit has a right of its own.
  const refused = !overview.answer && [403, 404].includes(overview.problem?.status ?? 0) && !place.value.path.endsWith("/audit");
  useFollowed(refused ? [] : [caseId]);
  useTold(caseId);
  const of = overview.answer;
  if (refused) return <div class="view"><Heading>{words().closed}</Heading><Trouble problem={overview.problem!} /></div>;
  return (
    <Shown.Provider value={{ caseId, overview }}>
      <div class="case-head">
        <div class="case-title">
          <div>
            <p class="case-name">{of ? <Personal of={of.name} otherwise={words().unnamed} /> : " "}</p>
            {of && (
              <p class="case-facts">
                <span class={`state state-${of.status.state}`}>{word("state", of.status.state)}</span>
                {of.phase?.phase && <span>{words().phase}: {code("phase", of.phase.phase)}</span>}
                {of.status.unit && <span>{of.status.unit}</span>}
                {of.status.opened && <span>{words().since} {day(of.status.opened)}</span>}
              </p>
            )}
          </div>
          <a class="button button-primary case-write no-print" href={href(`/cases/${caseId}/write`)}><Icon name="plus" /> {words().write}</a>
        </div>
        <nav class="case-tabs" aria-label={words().tabs}>
          <ul>
            {views.filter((view) => view.within === "case").map((view) => {
              const path = view.path.replace(":case", caseId);
              return (
                <li key={path}>
                  <a href={href(path)} {...(place.value.path === path ? { "aria-current": "page" as const } : {})}>{view.title()}</a>
                </li>
              );
            })}
          </ul>
        </nav>
      </div>
      {children}
    </Shown.Provider>
  );
}

/** Says when somebody else writes in the case that is open: what, and who; the text is for whoever goes and looks. */
function useTold(caseId: string): void {
  const last = newest.value.findLast((event) => event.caseId === caseId);
  const me = session.value.state === "in" ? session.value.who.actor : "";
  useEffect(() => {
    if (last?.type && last.actor !== me) tell(words().wrote(last.actor, eventName(last.type)));
  }, [last?.position]);
}
