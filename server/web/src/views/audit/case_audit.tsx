// The audit of one case: its proof, and who did and saw what.
import { useState } from "preact/hooks";
import { useAnswer } from "../../api/asked";
import { request } from "../../api/request";
import { useCase } from "../../app/case_frame";
import { adjust } from "../../app/router";
import type { Shown, View } from "../../app/view";
import { number, spoken } from "../../language/language";
import { Answered } from "../../parts/answered";
import { Heading } from "../../parts/heading";
import { EntryTable, type Entries, type Entry } from "./entries";
import { Proof } from "./proof";
import "./audit.scss";

const words = spoken(
  { title: "Revision", all: "Alt", wrote: "Skrevet", saw: "Set", denied: "Afvist", show: "Vis", newest: "Hvem gjorde og så hvad", none: "Intet af den slags.",
    count: (shown: string) => `${shown} linjer`, more: "Hent flere", note: "At du så på denne side, står nu selv i læseloggen." },
  { title: "Audit", all: "All", wrote: "Written", saw: "Seen", denied: "Denied", show: "Show", newest: "Who did and saw what", none: "Nothing of that kind.",
    count: (shown: string) => `${shown} lines`, more: "Load more", note: "That you looked at this page stands in the read log by now." },
);

export const caseAuditView: View =
  { path: "/cases/:case/audit", title: () => words().title, within: "case", wide: true, show: (shown) => <CaseAudit {...shown} /> };

const kinds = {
  all: () => true, wrote: (entry: Entry) => entry.log === "events", saw: (entry: Entry) => entry.log === "reads" && !entry.denied, denied: (entry: Entry) => entry.denied,
};
type Kind = keyof typeof kinds;
const shownAtFirst = 50;

function List({ first, caseId, kind }: { first: Entries; caseId: string; kind: Kind }) {
  const [more, add] = useState<Entries[]>([]);
  const [most, show] = useState(shownAtFirst);
  const pages = [first, ...more];
  const next = pages[pages.length - 1]!.next;
  const entries = pages.flatMap((page) => page.entries ?? []).filter(kinds[kind]).reverse();
  const load = async () => {
    const page = await request<Entries>("/audit/ofCase", { method: "POST", body: { caseId, after: next } });
    if (page.ok) add((before) => [...before, page.answer]);
  };
  return (
    <>
      <p class="small">{words().count(number(entries.length))}. {words().note}</p>
      {entries.length === 0 ? <p class="nothing">{words().none}</p> : <EntryTable entries={entries.slice(0, most)} />}
      {entries.length > most && <button type="button" class="button button-secondary" onClick={() => show(most + 200)}>{words().more}</button>}
      {entries.length <= most && next && <button type="button" class="button button-secondary" onClick={() => void load()}>{words().more}</button>}
    </>
  );
}

function CaseAudit({ place }: Shown) {
  const { caseId } = useCase();
  const asked = useAnswer<Entries>("/audit/ofCase", undefined, { caseId });
  const wanted = place.query.get("show") ?? "all";
  const kind: Kind = wanted in kinds ? wanted as Kind : "all";
  return (
    <>
      <Heading>{words().title}</Heading>
      <div class="stack">
        <Proof caseId={caseId} />
        <section class="card">
          <h2>{words().newest}</h2>
          <div class="choices" role="group" aria-label={words().show}>
            {(Object.keys(kinds) as Kind[]).map((each) => <button key={each} type="button" aria-pressed={each === kind} onClick={() => adjust({ show: each === "all" ? undefined : each })}>{words()[each]}</button>)}
          </div>
          <Answered of={asked}>{(first) => <List first={first} caseId={caseId} kind={kind} />}</Answered>
        </section>
      </div>
    </>
  );
}
