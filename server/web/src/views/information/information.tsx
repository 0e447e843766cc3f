// Who holds which information, who asked for what, and what was asked for although it was there already.
import { useAnswer } from "../../api/asked";
import { useCase } from "../../app/case_frame";
import type { View } from "../../app/view";
import { code, legalBasis, plain, word } from "../../language/codes";
import { day } from "../../language/dates";
import { counted, spoken } from "../../language/language";
import { Answered } from "../../parts/answered";
import { Heading } from "../../parts/heading";
import { Icon } from "../../parts/icon";
import { Table } from "../../parts/twin";
import { said } from "../case_words";

interface Holding { topic: string; holder: string; from: string; since: string; periodFrom: string; periodTo: string; complete: string; position: string }
interface Request { reference: string; topic: string; state: string; risks?: string[]; from: string; by: string; requested: string; answered: string;
                    daysWaiting: number; purpose: string; heldBy?: string; heldSince?: string }
interface Share { to?: string[]; topic: string; occurred: string; channel: string; by: string; consent: string; legalBasis?: { law?: string }; risks?: string[] }
interface Consent { reference: string; scope?: string[]; parties?: string[]; state: string; given: string; validTo: string; withdrawn: string }
interface Knowledge { topic: string; contributed: boolean; specialist: string; profession: string; occurred: string }
interface Information { information: { askedTwice: number; holdings?: Holding[]; requests?: Request[]; shares?: Share[]; consents?: Consent[]; knowledge?: Knowledge[] } }

const words = spoken(
  { title: "Oplysninger", twice: (times: string) => `${times} er indhentet, selv om kommunen havde det i forvejen.`, time: "oplysning", times: "oplysninger",
    holdings: "Hvem har hvad", requests: "Indhentninger", shares: "Delt med andre", consents: "Samtykker", knowledge: "Viden brugt",
    topic: "Emne", holder: "Hos", from: "Fra", since: "Siden", period: "Om perioden", complete: "Fuldstændigt", asked: "Spurgt", by: "Af", on: "Den",
    answer: "Svar", purpose: "Formål", state: "Tilstand", had: (who: string, when: string) => `fandtes hos ${who} siden ${when}`, to: "Til", way: "Hvordan",
    basis: "Grundlag", consent: "samtykke", given: "Givet", until: "Gælder til", specialist: "Specialist", kind: "Hvordan brugt", contributed: "bidrog", sought: "blev spurgt",
    none: "Der er ikke registreret oplysninger, indhentet eller delt." },
  { title: "Information", twice: (times: string) => `${times} asked for although the municipality held it already.`, time: "item was", times: "items were",
    holdings: "Who holds what", requests: "Requests", shares: "Shared with others", consents: "Consents", knowledge: "Knowledge used",
    topic: "Topic", holder: "Held by", from: "From", since: "Since", period: "About the period", complete: "Complete", asked: "Asked", by: "By", on: "On",
    answer: "Answer", purpose: "Purpose", state: "State", had: (who: string, when: string) => `was held by ${who} since ${when}`, to: "To", way: "How",
    basis: "Basis", consent: "consent", given: "Given", until: "Valid until", specialist: "Specialist", kind: "How used", contributed: "contributed", sought: "was asked",
    none: "No information is on record as held, asked for or shared." },
);

export const informationView: View =
  { path: "/cases/:case/information", title: () => words().title, within: "case", wide: true, show: () => <InformationView /> };

const topic = (value: string) => code("information_topic", value);
const risksOf = (risks: string[] | undefined) => risks?.map((risk) => <span key={risk} class="mark mark-alarm">{said("risk", risk)}</span>);

function Ledger({ of }: { of: Information["information"] }) {
  const { holdings = [], requests = [], shares = [], consents = [], knowledge = [] } = of;
  if (holdings.length + requests.length + shares.length + consents.length + knowledge.length === 0) return <p class="nothing">{words().none}</p>;
  return (
    <div class="stack">
      {of.askedTwice > 0 && (
        <p class="old-answer"><Icon name="warning" /> {words().twice(counted(of.askedTwice, words().time, words().times))}</p>
      )}
      {holdings.length > 0 && <section class="card"><Table caption={words().holdings} rows={holdings} rowKey={(row) => row.position} columns={[
        { title: words().topic, head: true, cell: (row) => topic(row.topic) }, { title: words().holder, cell: (row) => row.holder },
        { title: words().from, cell: (row) => plain(row.from) }, { title: words().since, cell: (row) => day(row.since) },
        { title: words().period, cell: (row) => row.periodFrom ? `${day(row.periodFrom)} – ${row.periodTo ? day(row.periodTo) : ""}` : "–" },
        { title: words().complete, cell: (row) => word("answer", row.complete) }]} /></section>}
      {requests.length > 0 && <section class="card"><Table caption={words().requests} rows={requests} rowKey={(row) => row.reference} columns={[
        { title: words().topic, head: true, cell: (row) => topic(row.topic) }, { title: words().asked, cell: (row) => plain(row.from) },
        { title: words().by, cell: (row) => row.by }, { title: words().on, cell: (row) => day(row.requested) },
        { title: words().state, cell: (row) => <>{said("request", row.state)}{row.answered && ` ${day(row.answered)}`}
          {row.heldBy && <><br /><strong>{words().had(row.heldBy, day(row.heldSince))}</strong></>} {risksOf(row.risks)}</> },
        { title: words().purpose, cell: (row) => plain(row.purpose) }]} /></section>}
      {shares.length > 0 && <section class="card"><Table caption={words().shares} rows={shares} rowKey={(_, index) => index} columns={[
        { title: words().topic, head: true, cell: (row) => topic(row.topic) }, { title: words().to, cell: (row) => (row.to ?? []).map(plain).join(", ") },
        { title: words().on, cell: (row) => day(row.occurred) }, { title: words().way, cell: (row) => code("channel", row.channel) },
        { title: words().by, cell: (row) => row.by },
        { title: words().basis, cell: (row) => <>{row.consent ? words().consent : legalBasis(row.legalBasis) || "–"} {risksOf(row.risks)}</> }]} /></section>}
      {consents.length > 0 && <section class="card"><Table caption={words().consents} rows={consents} rowKey={(row) => row.reference} columns={[
        { title: words().topic, head: true, cell: (row) => (row.scope ?? []).map(topic).join(", ") },
        { title: words().to, cell: (row) => (row.parties ?? []).map(plain).join(", ") }, { title: words().state, cell: (row) => said("consent", row.state) },
        { title: words().given, cell: (row) => day(row.given) }, { title: words().until, cell: (row) => row.validTo ? day(row.validTo) : "–" }]} /></section>}
      {knowledge.length > 0 && <section class="card"><Table caption={words().knowledge} rows={knowledge} rowKey={(_, index) => index} columns={[
        { title: words().topic, head: true, cell: (row) => topic(row.topic) }, { title: words().specialist, cell: (row) => row.specialist },
        { title: words().kind, cell: (row) => row.contributed ? words().contributed : words().sought },
        { title: words().on, cell: (row) => day(row.occurred) }]} /></section>}
    </div>
  );
}

function InformationView() {
  const { caseId } = useCase();
  const asked = useAnswer<Information>(`/cases/${caseId}/views/information`, caseId);
  return (
    <>
      <Heading>{words().title}</Heading>
      <Answered of={asked}>{(of) => <Ledger of={of.information} />}</Answered>
    </>
  );
}
