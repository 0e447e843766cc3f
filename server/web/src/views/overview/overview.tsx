// The overview of one case: the person first (own words, how to speak with them, what they want), then what happens next and
// who keeps it together, then the rest; diagnoses last and folded away. The order is the answer's own.
import type { CaseOverview } from "../../api/answers";
import { useCase } from "../../app/case_frame";
import type { View } from "../../app/view";
import { dayAndClock } from "../../language/dates";
import { number, spoken } from "../../language/language";
import { Answered } from "../../parts/answered";
import { Heading } from "../../parts/heading";
import { Icon } from "../../parts/icon";
import { AdviceCard } from "./advice_card";
import { CaseCard, CoordinatorCard, HealthCard, NetworkCard, ServicesCard } from "./around";
import { GoalsCard } from "./goals_card";
import { News } from "./news";
import { NextSteps } from "./next_steps";
import { Communication, Said } from "./person";
import "./overview.scss";

const words = spoken(
  { title: "Overblik", print: "Udskriv", basis: (when: string, events: string) => `Som det var ${when}. Bygger på loggens første ${events} hændelser.` },
  { title: "Overview", print: "Print", basis: (when: string, events: string) => `As of ${when}. Rests on the first ${events} events of the log.` },
);

export const overviewView: View = { path: "/cases/:case", title: () => words().title, within: "case", show: () => <Overview /> };

function Overview() {
  const { overview } = useCase();
  return (
    <Answered of={overview}>
      {(of) => (
        <>
          <div class="overview-tools">
            <Heading>{words().title}</Heading>
            <button type="button" class="button button-tertiary no-print" onClick={() => print()}><Icon name="print" /> {words().print}</button>
          </div>
          <Sheet of={of} />
          <p class="small overview-basis">{words().basis(dayAndClock(of.asOf.answeredAt), number(Number(of.asOf.known)))}</p>
        </>
      )}
    </Answered>
  );
}

function Sheet({ of }: { of: CaseOverview }) {
  return (
    <div class="overview">
      <Said of={of} />
      <div class="overview-main">
        <GoalsCard of={of} />
        <NetworkCard of={of} />
        <ServicesCard of={of} />
        <AdviceCard caseId={of.caseId} />
      </div>
      <div class="overview-side">
        <Communication of={of} />
        <NextSteps of={of} />
        <News of={of} />
        <CoordinatorCard of={of} />
        <CaseCard of={of} />
      </div>
      <HealthCard of={of} />
    </div>
  );
}
