// What is done: services by legal basis as bars of time, plans, and the way of each decision.
import { spanChart, type Span } from "../../graphics/span_chart";
import { code, legalBasis, plain } from "../../language/codes";
import { day } from "../../language/dates";
import { number, spoken } from "../../language/language";
import { NowLine, TimeAxis } from "../../parts/axis";
import { OwnWords, type PersonalText } from "../../parts/personal";
import { Table, Twin, type Column } from "../../parts/twin";
import { said } from "../case_words";
import { useGoalNames } from "../goal_names";

interface Basis { law?: string; paragraph?: string; subsection?: string }
interface Service { reference: string; type: string; state: string; unit: string; minutesPerWeek: number; weekly?: string[]; from: string; to: string; goals?: string[]; reason: string }
interface Plan { reference: string; kind: string; state: string; offered: string; created: string; revised: number; declined: string; goals?: string[] }
interface Appeal { appealed: string; body: string; answers?: { body: string; result: string; occurred: string }[] }
interface Decision { reference: string; services?: string[]; outcome: string; risks?: string[]; drafted: string; discussed: string; heard: string;
                     hearingExemption: string; issued: string; appealUntil: string; appeals?: Appeal[]; unit: string }
export interface Services {
  asOf: { asOfOccurred?: string; answeredAt: string };
  services: { bases?: { legalBasis: Basis; services?: Service[] }[]; plans?: Plan[]; decisions?: Decision[];
              declined?: { type: string; ownWords: PersonalText; occurred: string }[] };
}

const words = spoken(
  { title: "Planer og indsatser efter lovgrundlag", none: "Der er ingen indsatser endnu.", basis: "Lovgrundlag", service: "Indsats", state: "Tilstand", unit: "Enhed",
    week: "Timer om ugen", from: "Fra", to: "Til", goals: "Mål", running: "fortsat", plans: "Planer", decisions: "Afgørelser og deres vej",
    steps: { drafted: "udkast", discussed: "drøftet internt", heard: "borgeren hørt", issued: "meddelt", appealUntil: "klagefrist" },
    exempt: "undtaget fra høring", appealed: "klaget", revised: (times: number) => times === 1 ? "revideret én gang" : `revideret ${times} gange`,
    declined: "Tilbud, borgeren har sagt nej til", noBasis: "uden lovgrundlag" },
  { title: "Plans and services by legal basis", none: "There are no services yet.", basis: "Legal basis", service: "Service", state: "State", unit: "Unit",
    week: "Hours a week", from: "From", to: "To", goals: "Goals", running: "continuing", plans: "Plans", decisions: "Decisions and their way",
    steps: { drafted: "draft", discussed: "discussed internally", heard: "citizen heard", issued: "issued", appealUntil: "appeal until" },
    exempt: "exempt from hearing", appealed: "appealed", revised: (times: number) => times === 1 ? "revised once" : `revised ${times} times`,
    declined: "Offers the citizen declined", noBasis: "no legal basis" },
);

interface Row extends Span { service: Service; goals: string }

const rowsOf = (of: Services, goalNames: ReturnType<typeof useGoalNames>): Row[] => (of.services.bases ?? []).flatMap((ground) => (ground.services ?? []).map((service) => ({
  service, key: service.reference, group: legalBasis(ground.legalBasis) || words().noBasis, from: service.from, to: service.to, state: service.state,
  goals: goalNames(service.goals),
})));

function cellsOf(row: Row): string[] {
  const { service } = row;
  const week = service.minutesPerWeek < 0 ? "–" : number(service.minutesPerWeek / 60, service.minutesPerWeek % 60 ? 1 : 0);
  return [code("service_type", service.type), row.group, said("running", service.state), service.unit || "–", week,
          service.from ? day(service.from) : "–", service.to ? day(service.to) : words().running, row.goals || "–"];
}

function Bars({ rows, now }: { rows: Row[]; now: string }) {
  const chart = spanChart(rows, now);
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return (
    <div class="graphic-scroll" tabIndex={0} role="region" aria-label={words().title}>
      <svg class="span-chart" viewBox={`0 -14 ${chart.width + 4} ${chart.height + 32}`} role="group" aria-label={words().title}>
        <TimeAxis axis={chart.axis} y={chart.height} />
        {chart.groups.map((group) => <text key={group.group} class="group-text" x={0} y={group.y} aria-hidden="true">{group.group}</text>)}
        {chart.bars.map((bar) => {
          const cells = cellsOf(byKey.get(bar.key)!);
          const inside = bar.x2 - bar.x1 > 120;
          return (
            <g key={bar.key} role="img" data-row={bar.key} aria-label={cells.join(" · ")}>
              <rect class={`span-bar span-${bar.state}`} x={bar.x1} y={bar.y} width={Math.max(3, bar.x2 - bar.x1)} height="20" rx="4" />
              <text class={inside ? "span-text span-text-inside" : "span-text"} x={inside ? bar.x1 + 8 : bar.x2 + 6} y={bar.y + 14.5}>{cells[0]}</text>
            </g>
          );
        })}
        <NowLine x={chart.nowX} top={0} bottom={chart.height} />
      </svg>
    </div>
  );
}

function Decisions({ decisions }: { decisions: Decision[] }) {
  const steps = ["drafted", "discussed", "heard", "issued", "appealUntil"] as const;
  return (
    <section class="card">
      <h3>{words().decisions}</h3>
      {decisions.map((decision) => (
        <div key={decision.reference} class="decision">
          <p><strong>{(decision.services ?? []).map((type) => code("service_type", type)).join(", ") || decision.reference}</strong>
            {": "}{said("outcome", decision.outcome)}{decision.unit && ` · ${decision.unit}`}</p>
          <ol class="way">
            {steps.map((step) => {
              const exempt = step === "heard" && !decision.heard && decision.hearingExemption;
              return (
                <li key={step} class={decision[step] || exempt ? "way-done" : "way-open"}>
                  <span>{words().steps[step]}</span>
                  <span>{exempt ? `${words().exempt}: ${plain(decision.hearingExemption)}` : decision[step] ? day(decision[step]) : "–"}</span>
                </li>
              );
            })}
          </ol>
          {decision.appeals?.map((appeal) => (
            <p key={appeal.appealed}>{words().appealed} {day(appeal.appealed)}, {said("appealBody", appeal.body)}
              {appeal.answers?.map((answer) => <span key={answer.occurred}>: <strong>{said("appealResult", answer.result)}</strong> {day(answer.occurred)}</span>)}</p>
          ))}
          {decision.risks?.map((risk) => <span key={risk} class="mark mark-alarm">{said("risk", risk)}</span>)}
        </div>
      ))}
    </section>
  );
}

function Plans({ plans }: { plans: Plan[] }) {
  const goalNames = useGoalNames();
  return (
    <section class="card">
      <h3>{words().plans}</h3>
      <ul>
        {plans.map((plan) => (
          <li key={plan.reference}><strong>{code("plan_kind", plan.kind)}</strong>: {said("plan", plan.state)} {day(plan.created || plan.declined || plan.offered)}
            {plan.revised > 0 && `, ${words().revised(plan.revised)}`}{plan.goals?.length ? ` · ${words().goals}: ${goalNames(plan.goals)}` : ""}</li>
        ))}
      </ul>
    </section>
  );
}

export function ServicesPart({ services, now }: { services: Services; now: string }) {
  const { plans, decisions, declined } = services.services;
  const rows = rowsOf(services, useGoalNames());
  const titles = [words().service, words().basis, words().state, words().unit, words().week, words().from, words().to, words().goals];
  const columns = titles.map((title, index): Column<Row> => ({ title, head: index === 0, numeric: index === 4, cell: (row) => cellsOf(row)[index] }));
  return (
    <section class="services">
      <h2>{words().title}</h2>
      {rows.length === 0 ? <p class="nothing">{words().none}</p> : (
        <div class="card">
          <Twin label={words().title} graphic={() => <Bars rows={rows} now={now} />}
            table={() => <Table caption={words().title} hideCaption rows={rows} rowKey={(row) => row.key} columns={columns} />} />
        </div>
      )}
      <div class="pair">
        {decisions?.length ? <Decisions decisions={decisions} /> : null}
        {plans?.length ? <Plans plans={plans} /> : null}
      </div>
      {declined?.length ? (
        <section class="card">
          <h3>{words().declined}</h3>
          {declined.map((each) => <p key={each.occurred}>{code("service_type", each.type)}, {day(each.occurred)}: <OwnWords of={each.ownWords} /></p>)}
        </section>
      ) : null}
    </section>
  );
}
