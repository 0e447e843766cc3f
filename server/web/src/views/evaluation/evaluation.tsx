// The evaluation of a project: what a reader must know first, then practice by quarter, before and after, effort, monitoring.
import { useAnswer } from "../../api/asked";
import type { View } from "../../app/view";
import type { MeasureResult } from "../../graphics/figures";
import { plain } from "../../language/codes";
import { day } from "../../language/dates";
import { labelText, number, spoken, type Label } from "../../language/language";
import { Answered } from "../../parts/answered";
import { Heading } from "../../parts/heading";
import { Icon } from "../../parts/icon";
import { Effort, Monitoring } from "./curves";
import { Paired, type Instrument } from "./paired";
import { Practice } from "./practice";
import "./evaluation.scss";

interface Report {
  asOf: { known: string; answeredAt: string };
  project: { code: string; title: string; design: string; evaluator: string; evaluatorIsPartner: string; from: string; to: string };
  instruments?: Instrument[]; surveys?: MeasureResult[]; practice?: MeasureResult[]; limits?: Label[];
  seminars?: { seminar: string; kind: string; held: string; participants: number }[];
  lessons?: { phase: string; problem: string; count: number }[];
}

const words = spoken(
  { title: "Evaluering", limits: "Læs dette først", period: "Perioden", partner: "evaluator er partner i projektet", seminars: "Seminarer", lessons: "Erfaringer",
    participants: "deltagere", based: (events: string) => `Bygger på loggens første ${events} hændelser.`, key: "Kryds: for få personer til at vise. Streg: intet at vise endnu.",
    designs: { before_after: "før- og eftermåling", monitoring: "løbende monitorering", comparison: "med sammenligningsgruppe" } as Record<string, string> },
  { title: "Evaluation", limits: "Read this first", period: "The period", partner: "the evaluator is a partner in the project", seminars: "Seminars", lessons: "Lessons",
    participants: "participants", based: (events: string) => `Rests on the first ${events} events of the log.`, key: "Cross: too few persons to show. Dash: nothing to show yet.",
    designs: { before_after: "before and after", monitoring: "running monitoring", comparison: "with a comparison group" } as Record<string, string> },
);

export const evaluationView: View =
  { path: "/evaluation", title: () => words().title, within: "work", wide: true, show: () => <Evaluation /> };

const of = (results: MeasureResult[] | undefined, measure: string) => results?.find((result) => result.receipt.measure === measure);

function Limits({ limits }: { limits: Label[] }) {
  return (
    <section class="card limits">
      <h2><Icon name="warning" /> {words().limits}</h2>
      <ul>{limits.map((limit, index) => <li key={index}>{labelText(limit)}</li>)}</ul>
    </section>
  );
}

function Said({ report }: { report: Report }) {
  return (
    <div class="pair">
      {report.seminars?.length ? <section class="card"><h2>{words().seminars}</h2><ul>{report.seminars.map((each) => (
        <li key={each.seminar}>{day(each.held)}: {plain(each.kind)}{each.participants >= 0 && `, ${number(each.participants)} ${words().participants}`}</li>))}</ul></section> : null}
      {report.lessons?.length ? <section class="card"><h2>{words().lessons}</h2><ul>{report.lessons.map((each) => (
        <li key={each.phase + each.problem}>{plain(each.phase)}{each.problem && `: ${plain(each.problem)}`} ({number(each.count)})</li>))}</ul></section> : null}
    </div>
  );
}

function Evaluation() {
  const asked = useAnswer<Report>("/evaluation/report", undefined, { project: "" });
  const project = asked.answer?.project;
  return (
    <>
      <Heading sub={project && `${project.title} · ${words().designs[project.design] ?? plain(project.design)}`}>{words().title}</Heading>
      <Answered of={asked}>{(report) => (
        <div class="stack">
          <p class="small">{words().period} {day(report.project.from)} – {day(report.project.to)} · {report.project.evaluator}
            {report.project.evaluatorIsPartner === "yes" && `, ${words().partner}`} · {words().based(number(Number(report.asOf.known)))}</p>
          {report.limits?.length ? <Limits limits={report.limits} /> : null}
          <Paired result={of(report.surveys, "E2")} instruments={report.instruments ?? []} />
          <Effort result={of(report.practice, "M20")} />
          <Monitoring result={of(report.surveys, "E5")} />
          <p class="small">{words().key}</p>
          <Practice results={(report.practice ?? []).filter((result) => result.receipt.measure !== "M20")} />
          <Said report={report} />
        </div>
      )}</Answered>
    </>
  );
}
