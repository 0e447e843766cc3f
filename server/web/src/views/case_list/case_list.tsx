// The cases: one's own with what needs attention first, or all that one may see, in pages. Both say the same three things
// of a case that a coordinator looks for: a deadline in danger, long without contact, no shared goal.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Caseload, CaseList } from "../../api/answers";
import { useAnswer } from "../../api/asked";
import { request, withQuery } from "../../api/request";
import { useFollowed } from "../../api/stream";
import { adjust, go, place } from "../../app/router";
import { session } from "../../app/session";
import type { View } from "../../app/view";
import { spoken } from "../../language/language";
import { Answered, Waiting } from "../../parts/answered";
import { Heading } from "../../parts/heading";
import { Icon } from "../../parts/icon";
import { All } from "./all_cases";
import { Own } from "./own_cases";
import "./case_list.scss";

const words = spoken(
  {
    title: "Forløb", mine: "Mine forløb", all: "Alle forløb", of: (who: string) => `Forløb hos ${who}`, which: "Hvilke forløb",
    find: "Find et forløb", findHint: "Sagsnummer, CPR-nummer eller navn", search: "Find",
    notFound: "Intet forløb, du må se, er bundet til det.", several: (count: number) => `${count} forløb er bundet til det: skriv et sagsnummer.`,
  },
  {
    title: "Cases", mine: "My cases", all: "All cases", of: (who: string) => `Cases of ${who}`, which: "Which cases",
    find: "Find a case", findHint: "Case number, CPR number or name", search: "Find",
    notFound: "No case that you may see is bound to it.", several: (count: number) => `${count} cases are bound to it: write a case number.`,
  },
);

export const caseListView: View = { path: "/", title: () => words().title, within: "work", show: () => <Cases /> };

const ownMost = 1_000;

function Cases() {
  const query = place.value.query;
  const me = session.value.state === "in" ? session.value.who.actor : "";
  const whose = query.get("coordinator") || me;
  const [own, setOwn] = useState<readonly string[]>([]);
  const load = useAnswer<{ caseload: Caseload }>(whose ? `/coordinators/${encodeURIComponent(whose)}/cases` : "", own);
  const rows = useAnswer<CaseList>(own.length ? withQuery("/cases", { coordinator: whose, limit: ownMost }) : "", own);
  useEffect(() => setOwn(load.answer?.caseload.cases.map((each) => each.caseId) ?? []), [load.answer]);
  useFollowed(own);

  // Who has no cases of their own comes to look at all of them, unless the address says otherwise.
  const chosen = query.get("list");
  const none = !whose || load.answer?.caseload.cases.length === 0 || load.problem !== undefined;
  const list = chosen === "all" || (chosen !== "mine" && none && !query.get("coordinator")) ? "all" : "mine";
  return (
    <>
      <div class="cases-top">
        <div>
          <Heading>{list === "all" ? words().all : whose === me ? words().mine : words().of(whose)}</Heading>
          <Which list={list} own={whose === me} />
        </div>
        <Find />
      </div>
      {!chosen && load.asking && !load.answer ? <Waiting />
        : list === "all" ? <All />
        : <Answered of={load}>{(answer) => <Own load={answer.caseload} rows={rows.answer?.rows ?? []} mine={whose === me} />}</Answered>}
    </>
  );
}

function Which({ list, own }: { list: "mine" | "all"; own: boolean }) {
  return (
    <div class="choices" role="group" aria-label={words().which}>
      <button type="button" aria-pressed={list === "mine" && own} onClick={() => adjust({ list: "mine", coordinator: undefined })}>{words().mine}</button>
      <button type="button" aria-pressed={list === "all"} onClick={() => adjust({ list: "all", coordinator: undefined })}>{words().all}</button>
    </div>
  );
}

/** The cases that an identifier is bound to: a case's own, else those of the citizen with that CPR number or name. */
async function lookUp(identifier: string): Promise<string[]> {
  for (const scope of ["case", "cpr", "name"]) {
    const outcome = await request<{ streams: { kind: string; id: string }[] }>("/lookup", { method: "POST", body: { scope, identifiers: [identifier] } });
    const stream = outcome.ok ? outcome.answer.streams[0] : undefined;
    if (stream?.kind === "case") return [stream.id];
    if (stream?.kind !== "person") continue;
    const list = await request<CaseList>(withQuery("/cases", { citizen: stream.id }));
    if (list.ok && list.answer.rows.length > 0) return list.answer.rows.map((row) => row.caseId);
  }
  return [];
}

/** Identifiers never stand in an address: they are asked for in a body, and what is shown is the case's random id. */
function Find() {
  const [said, say] = useState("");
  const field = useRef<HTMLInputElement>(null);

  async function find(event: Event): Promise<void> {
    event.preventDefault();
    const identifier = field.current?.value.trim();
    if (!identifier) return;
    const found = await lookUp(identifier);
    if (found.length === 1) {
      if (field.current) field.current.value = "";
      go(`/cases/${found[0]}`);
    } else {
      say(found.length ? words().several(found.length) : words().notFound);
      field.current?.focus();
    }
  }

  return (
    <form class="find" role="search" onSubmit={(event) => void find(event)}>
      <label class="form-label" for="find">{words().find}</label>
      <div class="find-row">
        <input class="form-input" id="find" ref={field} autoComplete="off" spellcheck={false} aria-describedby="find-hint" onInput={() => say("")} />
        <button class="button button-secondary"><Icon name="search" size={18} /> {words().search}</button>
      </div>
      <span class="small" id="find-hint">{words().findHint}</span>
      <p role="status" class="find-said">{said}</p>
    </form>
  );
}
