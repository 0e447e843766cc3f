// What was promised and what is due: what to look at first, then all of it on one line of time, then in full.
import { useAnswer } from "../../api/asked";
import { useCase } from "../../app/case_frame";
import type { View } from "../../app/view";
import { dueStrip, type Due } from "../../graphics/due_strip";
import { code, legalBasis, plain } from "../../language/codes";
import { day, fromToday } from "../../language/dates";
import { spoken } from "../../language/language";
import { Answered } from "../../parts/answered";
import { NowLine, TimeAxis } from "../../parts/axis";
import { Heading } from "../../parts/heading";
import { Icon } from "../../parts/icon";
import { Personal, type PersonalText } from "../../parts/personal";
import { Table, Twin, type Column } from "../../parts/twin";
import { said } from "../case_words";
import "./promises.scss";

interface Common { reference: string; what: PersonalText; risks?: string[]; standing: string; due: string; firstDue: string; settled: string; moved: number; reason: string }
interface Promised extends Common { to: string; made: string; withinCompetence: string; backingDecision: string }
interface Deadline extends Common { kind: string; statutory: string; set: string; unit: string; legalBasis?: { law?: string; paragraph?: string } }
export interface Promises { asOf: { asOfOccurred?: string; answeredAt: string }; promises: { atRisk: number; soonDays: number; promises?: Promised[]; deadlines?: Deadline[] } }

const words = spoken(
  { title: "Løfter og frister", promises: "Løfter", deadlines: "Frister", none: "Intet er lovet, og ingen frist er sat.", strip: "Løfter og frister over tid",
    first: "Skal ses på først", calm: "Intet at se på lige nu.", to: "til", statutory: "lovbestemt", moved: (from: string) => `flyttet fra ${from}`,
    what: "Hvad", kind: "Slags", who: "Til / enhed", made: "Lovet / sat", due: "Senest", settled: "Afgjort", standing: "Stand", look: "Se på", reason: "Årsag" },
  { title: "Promises and deadlines", promises: "Promises", deadlines: "Deadlines", none: "Nothing is promised, and no deadline is set.", strip: "Promises and deadlines over time",
    first: "To be looked at first", calm: "Nothing to look at just now.", to: "to", statutory: "statutory", moved: (from: string) => `moved from ${from}`,
    what: "What", kind: "Kind", who: "To / unit", made: "Made / set", due: "Due", settled: "Settled", standing: "Standing", look: "Look at", reason: "Reason" },
);

export const promisesView: View =
  { path: "/cases/:case/promises", title: () => words().title, within: "case", wide: true, show: () => <PromisesView /> };

interface Row extends Due { what: PersonalText; text: string; who: string; legal: string; statutory: boolean; risks: string[]; reason: string }

function rowsOf(of: Promises): Row[] {
  const common = (each: Common) => ({ due: each.due, firstDue: each.firstDue, settled: each.settled, standing: each.standing,
                                      risks: each.risks ?? [], reason: each.reason, what: each.what });
  return [
    ...(of.promises.promises ?? []).map((each): Row => ({ ...common(each), key: `p-${each.reference}`, lane: words().promises, made: each.made,
      text: each.what?.text || each.reference, who: plain(each.to), legal: "", statutory: false })),
    ...(of.promises.deadlines ?? []).map((each): Row => ({ ...common(each), key: `d-${each.reference}`, lane: words().deadlines, made: each.set,
      text: code("deadline_kind", each.kind), who: each.unit, legal: legalBasis(each.legalBasis), statutory: each.statutory === "yes" })),
  ];
}

const cellsOf = (row: Row): string[] => [
  row.text, row.lane, row.who || "–", row.made ? day(row.made) : "–",
  row.due ? day(row.due) + (row.firstDue && row.firstDue !== row.due ? ` (${words().moved(day(row.firstDue))})` : "") : "–",
  row.settled ? day(row.settled) : "–", said("standing", row.standing) + (row.reason ? ` (${code("delay_reason", row.reason)})` : ""),
  row.risks.map((risk) => said("risk", risk)).join(", ") || "–",
];

const settledWell = (standing: string) => standing === "inTime" || standing === "doneUndated";

function Strip({ rows, now }: { rows: Row[]; now: string }) {
  const strip = dueStrip(rows, now);
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return (
    <div class="graphic-scroll" tabIndex={0} role="region" aria-label={words().strip}>
      <svg class="due-strip" viewBox={`-8 -16 ${strip.width + 250} ${strip.height + 34}`} role="group" aria-label={words().strip}>
        <TimeAxis axis={strip.axis} y={strip.height} />
        {strip.lanes.map((lane) => <text key={lane.lane} class="group-text" x={0} y={lane.y} aria-hidden="true">{lane.lane}</text>)}
        <NowLine x={strip.nowX} top={0} bottom={strip.height} />
        {strip.marks.map((mark) => {
          const row = byKey.get(mark.key)!;
          return (
            <g key={mark.key} role="img" data-row={mark.key} class={`due due-${mark.standing}`} aria-label={cellsOf(row).join(" · ")}>
              <line class="due-line" x1={mark.x1} y1={mark.y} x2={mark.x2} y2={mark.y} />
              {mark.dueX !== undefined && mark.dueX > mark.x2 && <line class="due-rest" x1={mark.x2} y1={mark.y} x2={mark.dueX} y2={mark.y} />}
              {mark.firstDueX !== undefined && <path class="due-first" d={`M${mark.firstDueX} ${mark.y - 6}v12`} />}
              {mark.dueX !== undefined && <path class="due-day" d={`M${mark.dueX} ${mark.y - 8}v16`} />}
              {!mark.open && (settledWell(mark.standing)
                ? <circle class="due-end" cx={mark.x2} cy={mark.y} r="5" />
                : <path class="due-cross" d={`M${mark.x2 - 5} ${mark.y - 5}l10 10m0 -10l-10 10`} />)}
              <text class="due-text" x={Math.max(mark.x2, mark.dueX ?? 0) + 12} y={mark.y + 4}>{row.text.length > 34 ? `${row.text.slice(0, 33)}…` : row.text}</text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

function First({ rows }: { rows: Row[] }) {
  const looked = rows.filter((row) => row.standing === "open" || row.standing === "overdue")
    .sort((one, other) => (one.due || "9").localeCompare(other.due || "9"));
  return (
    <section class="card">
      <h2><Icon name="deadline" /> {words().first}</h2>
      {looked.length === 0 ? <p class="nothing">{words().calm}</p> : (
        <ul class="due-list">
          {looked.map((row) => (
            <li key={row.key}>
              <p class="due-when"><strong>{row.due ? day(row.due) : "–"}</strong> {row.due && fromToday(row.due)}</p>
              <p><Personal of={row.what} otherwise={row.text} /> <span class="due-who">{row.lane === words().promises ? `${words().to} ${row.who}` : [row.text, row.who, row.legal].filter(Boolean).join(" · ")}</span></p>
              <p>{row.statutory && <span class="mark">{words().statutory}</span>} {row.risks.map((risk) =>
                <span key={risk} class={risk === "dueSoon" ? "mark mark-soon" : "mark mark-alarm"}>{said("risk", risk)}</span>)}</p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Shown({ of }: { of: Promises }) {
  const rows = rowsOf(of);
  const now = (of.asOf.asOfOccurred || of.asOf.answeredAt).slice(0, 10);
  if (rows.length === 0) return <p class="nothing">{words().none}</p>;
  const { what, kind, who, made, due, settled, standing, look } = words();
  const columns = [what, kind, who, made, due, settled, standing, look].map((title, index): Column<Row> =>
    ({ title, head: index === 0, cell: (row) => cellsOf(row)[index] }));
  return (
    <div class="stack">
      <First rows={rows} />
      <section class="card">
        <Twin label={words().strip} graphic={() => <Strip rows={rows} now={now} />}
          table={() => <Table caption={words().strip} hideCaption rows={rows} rowKey={(row) => row.key} columns={columns} />} />
      </section>
    </div>
  );
}

function PromisesView() {
  const { caseId } = useCase();
  const asked = useAnswer<Promises>(`/cases/${caseId}/views/promises`, caseId);
  return (
    <>
      <Heading>{words().title}</Heading>
      <Answered of={asked}>{(of) => <Shown of={of} />}</Answered>
    </>
  );
}
