// The handover dossier: what the one who takes over must know, on paper as on the screen. The person first, then what is
// promised and due, then what is running; last the handovers themselves.
import type { CaseOverview } from "../../api/answers";
import { useAnswer } from "../../api/asked";
import { useCase } from "../../app/case_frame";
import type { View } from "../../app/view";
import { code, plain, word } from "../../language/codes";
import { day } from "../../language/dates";
import { spoken } from "../../language/language";
import { Answered } from "../../parts/answered";
import { Heading } from "../../parts/heading";
import { Icon } from "../../parts/icon";
import { OwnWords, Personal, type PersonalText } from "../../parts/personal";
import { said } from "../case_words";
import "./dossier.scss";

interface Item { item: string; kind: string; text: PersonalText; closed: string; due: string }
interface Handover { reference: string; from: string; to: string; state: string; proposed: string; accepted: string; rejected: string; reason: string;
                     completed: string; firstContact: string; receiver: string; summary: PersonalText; items?: Item[]; documents?: string[] }
interface Dossier {
  asOf: { asOfOccurred?: string; answeredAt: string };
  dossier: {
    overview: CaseOverview;
    transitions?: { reference: string; from: string; unit: string; announced: string; expected: string; left: string }[];
    handovers?: Handover[];
    promises?: { reference: string; what: PersonalText; to: string; due: string; risks?: string[] }[];
    deadlines?: { reference: string; what: PersonalText; kind: string; due: string; risks?: string[] }[];
    services?: { reference: string; type: string; unit: string; from: string; weekly?: string[]; goals?: string[] }[];
    requests?: { reference: string; topic: string; from: string; requested: string }[];
    friction?: { topic?: string; occurred?: string }[];
    consents?: { reference: string; scope?: string[]; parties?: string[]; validTo: string }[];
    documents?: string[];
  };
}

const words = spoken(
  { title: "Overlevering", print: "Udskriv mappen", asOf: "Mappen, som den ser ud", person: "Mennesket", communicate: "Sådan taler man sammen", health: "Helbred",
    goals: "Mål", promised: "Lovet og ikke gjort endnu", due: "Frister", services: "Indsatser, der kører", requests: "Afventer svar", consents: "Samtykker, der gælder",
    handovers: "Overleveringer", from: "fra", to: "til", items: "Åbne punkter", closed: "lukket", open: "åbent", documents: "Dokumenter", first: "første kontakt",
    nothing: "Intet.", none: "Der er ingen overlevering på forløbet.", wishes: "Har sagt nej til", own: "Egne ord", transition: "Overgang", left: "flyttet", expected: "ventet" },
  { title: "Handover", print: "Print the dossier", asOf: "The dossier as it is", person: "The person", communicate: "How to talk together", health: "Health",
    goals: "Goals", promised: "Promised and not yet done", due: "Deadlines", services: "Services running", requests: "Waiting for an answer", consents: "Consents in force",
    handovers: "Handovers", from: "from", to: "to", items: "Open items", closed: "closed", open: "open", documents: "Documents", first: "first contact",
    nothing: "Nothing.", none: "There is no handover in this case.", wishes: "Has declined", own: "Own words", transition: "Transition", left: "left", expected: "expected" },
);

export const dossierView: View =
  { path: "/cases/:case/dossier", title: () => words().title, within: "case", wide: true, show: () => <DossierView /> };

function Listed<T>({ title, of, children }: { title: string; of: readonly T[] | undefined; children: (each: T) => preact.ComponentChildren }) {
  return (
    <section class="card">
      <h2>{title}</h2>
      {of?.length ? <ul class="dossier-list">{of.map((each, index) => <li key={index}>{children(each)}</li>)}</ul> : <p class="nothing">{words().nothing}</p>}
    </section>
  );
}

function Person({ overview }: { overview: CaseOverview }) {
  const { communication } = overview;
  return (
    <section class="card">
      <h2><Icon name="person" /> {words().person}</h2>
      <OwnWords of={overview.ownWords?.[0]?.words} large />
      <h3>{words().communicate}</h3>
      <ul class="dossier-list">
        {communication?.channel && <li>{code("channel", communication.channel)}{communication.pace && `, ${word("pace", communication.pace)}`}</li>}
        {communication?.needs?.map((need: PersonalText, index: number) => <li key={index}><Personal of={need} /></li>)}
      </ul>
      {overview.health?.length ? (
        <>
          <h3>{words().health}</h3>
          <ul class="dossier-list">{overview.health.map((each: PersonalText, index: number) => <li key={index}><Personal of={each} /></li>)}</ul>
        </>
      ) : null}
    </section>
  );
}

function Handovers({ handovers }: { handovers: Handover[] }) {
  if (handovers.length === 0) return <p class="nothing">{words().none}</p>;
  return (
    <>
      {handovers.map((each) => (
        <article key={each.reference} class="card handover">
          <h3>{words().from} {plain(each.from)} {words().to} {plain(each.to)}: {word("handover", each.state)}</h3>
          <ol class="way">
            {(["proposed", each.rejected ? "rejected" : "accepted", ...(each.rejected ? [] : ["completed"])] as const).map((step) => {
              const when = each[step as "proposed" | "accepted" | "rejected" | "completed"];
              return <li key={step} class={when ? "way-done" : "way-open"}><span>{word("handover", step)}</span><span>{when ? day(when) : "–"}</span></li>;
            })}
          </ol>
          {each.reason && <p class="mark mark-soon">{code("handover_refusal", each.reason)}</p>}
          <p><Personal of={each.summary} /></p>
          {each.firstContact && <p class="meeting-facts">{words().first}: {day(each.firstContact)}{each.receiver && ` · ${each.receiver}`}</p>}
          {each.items?.length ? (
            <>
              <h4>{words().items}</h4>
              <ul class="dossier-list">{each.items.map((item) => (
                <li key={item.item}><Personal of={item.text} otherwise={plain(item.item)} /> <span class={`mark ${item.closed === "yes" ? "mark-good" : "mark-soon"}`}>
                  {item.closed === "yes" ? words().closed : words().open}</span></li>))}</ul>
            </>
          ) : null}
          {each.documents?.length ? <p class="meeting-facts">{words().documents}: {each.documents.map(plain).join(", ")}</p> : null}
        </article>
      ))}
    </>
  );
}

function Folder({ of }: { of: Dossier }) {
  const { overview, handovers, transitions, promises, deadlines, services, requests, consents, documents } = of.dossier;
  const open = (overview.goals ?? []).filter((goal) => goal.status === "open");
  return (
    <div class="stack">
      <div class="pair">
        <Person overview={overview} />
        <div class="stack dossier-side">
        <Listed title={words().goals} of={open}>{(goal) => <><Personal of={goal.text} /> <OwnWords of={goal.ownWords} /></>}</Listed>
        <Listed title={words().promised} of={promises}>{(each) => <><strong>{each.due ? day(each.due) : "–"}</strong> {words().to} {plain(each.to)}: <Personal of={each.what} /></>}</Listed>
        <Listed title={words().due} of={deadlines}>{(each) => <><strong>{each.due ? day(each.due) : "–"}</strong> {code("deadline_kind", each.kind)} <Personal of={each.what} />
          {each.risks?.map((risk) => <span key={risk} class="mark mark-soon">{said("risk", risk)}</span>)}</>}</Listed>
        </div>
      </div>
      <div class="pair">
        <Listed title={words().services} of={services}>{(each) => <><strong>{code("service_type", each.type)}</strong>, {each.unit}{each.from && `, ${day(each.from)}`}{each.weekly?.length ? `: ${each.weekly.join("; ")}` : ""}</>}</Listed>
        <Listed title={words().wishes} of={overview.wishes}>{(each) => <>{code("service_type", each.about)}: <OwnWords of={each.words} /></>}</Listed>
        <Listed title={words().requests} of={requests}>{(each) => <>{code("information_topic", each.topic)}, {plain(each.from)}, {day(each.requested)}</>}</Listed>
        <Listed title={words().consents} of={consents}>{(each) => <>{(each.scope ?? []).map((topic) => code("information_topic", topic)).join(", ")} {words().to} {(each.parties ?? []).map(plain).join(", ")}{each.validTo && `, ${day(each.validTo)}`}</>}</Listed>
        <Listed title={words().documents} of={documents}>{(each) => plain(each)}</Listed>
        <Listed title={words().transition} of={transitions}>{(each) => <>{words().from} {plain(each.from)} {words().to} {each.unit}: {words().expected} {day(each.expected)}{each.left && `, ${words().left} ${day(each.left)}`}</>}</Listed>
      </div>
      <section class="stack-group"><h2>{words().handovers}</h2><Handovers handovers={handovers ?? []} /></section>
    </div>
  );
}

function DossierView() {
  const { caseId } = useCase();
  const asked = useAnswer<Dossier>(`/cases/${caseId}/views/dossier`, caseId);
  return (
    <>
      <Heading sub={asked.answer && `${words().asOf} ${day(asked.answer.asOf.asOfOccurred || asked.answer.asOf.answeredAt)}`}>{words().title}</Heading>
      <div class="view-tools no-print">
        <button type="button" class="button button-tertiary" onClick={() => print()}><Icon name="print" /> {words().print}</button>
      </div>
      <Answered of={asked}>{(of) => <Folder of={of} />}</Answered>
    </>
  );
}
