// What comes: deadlines, promises and meetings in one order of time, the overdue first. A coordinator asks "what must I do
// and when", not "of which kind is it".
import type { CaseOverview } from "../../api/answers";
import type { PersonalText } from "../../parts/personal";
import { useCase } from "../../app/case_frame";
import { href } from "../../app/router";
import { code, plain } from "../../language/codes";
import { clock, daysFromToday, fromToday, instant, longDay, type Moment } from "../../language/dates";
import { counted, spoken } from "../../language/language";
import { Icon, type IconName } from "../../parts/icon";
import { Personal } from "../../parts/personal";

const words = spoken(
  {
    title: "Det næste", none: "Ingen frister, løfter eller møder står åbne.", all: "Løfter og frister",
    promised: (to: string) => `lovet ${to}`, citizen: "borgeren", deadline: (kind: string) => `Frist: ${kind}`, meeting: (kind: string) => `Møde: ${kind}`,
    undated: "uden dato", outside: "ligger uden for egen kompetence", statutory: "lovbestemt", lastContact: "Seneste kontakt",
    never: "Der er ikke skrevet om kontakt med borgeren endnu.", handover: (to: string) => `Overlevering til ${to}`,
    waits: (count: number) => `Venter på svar på ${counted(count, "anmodning om oplysninger", "anmodninger om oplysninger")}`,
    friction: (count: number) => counted(count, "uafklaret uenighed eller uklarhed", "uafklarede uenigheder eller uklarheder"),
  },
  {
    title: "What comes", none: "No deadlines, promises or meetings are open.", all: "Promises and deadlines",
    promised: (to: string) => `promised ${to}`, citizen: "the citizen", deadline: (kind: string) => `Deadline: ${kind}`, meeting: (kind: string) => `Meeting: ${kind}`,
    undated: "no date", outside: "outside one's own competence", statutory: "statutory", lastContact: "Latest contact",
    never: "No contact with the citizen has been written down yet.", handover: (to: string) => `Handover to ${to}`,
    waits: (count: number) => `Waiting for answers to ${counted(count, "request for information", "requests for information")}`,
    friction: (count: number) => counted(count, "disagreement or uncertainty unsettled", "disagreements or uncertainties unsettled"),
  },
);

interface Step { key: string; icon: IconName; when: Moment | undefined; what?: PersonalText; said: string; note?: string }

function stepsOf(of: CaseOverview): Step[] {
  const deadlines = [...of.overdueDeadlines, ...(of.nextDeadline?.reference ? [of.nextDeadline] : [])];
  const steps: Step[] = [
    ...deadlines.map((each): Step => ({
      key: `d${each.reference}`, icon: "deadline", when: each.due, said: words().deadline(code("deadline_kind", each.kind)),
      ...(each.statutory === "yes" ? { note: words().statutory } : {}),
    })),
    ...of.openCommitments.map((each): Step => ({
      key: `c${each.reference}`, icon: "promise", when: each.due, what: each.what,
      said: words().promised(each.to === "borger" ? words().citizen : plain(each.to)),
      ...(each.withinCompetence === "no" ? { note: words().outside } : {}),
    })),
    ...(of.nextMeeting?.reference ? [{
      key: `m${of.nextMeeting.reference}`, icon: "meeting" as const, when: of.nextMeeting.planned, said: words().meeting(code("meeting_kind", of.nextMeeting.kind)),
    }] : []),
    ...of.handovers.map((each): Step => ({ key: `h${each.handover}`, icon: "transition", when: undefined, said: words().handover(each.to) })),
  ];
  return steps.sort((a, b) => (instant(a.when) || Infinity) - (instant(b.when) || Infinity));
}

export function NextSteps({ of }: { of: CaseOverview }) {
  const { caseId } = useCase();
  const steps = stepsOf(of);
  return (
    <section class="card">
      <h2><Icon name="deadline" /> {words().title} <a class="card-more no-print" href={href(`/cases/${caseId}/promises`)}>{words().all}</a></h2>
      {steps.length === 0 && <p class="nothing">{words().none}</p>}
      <ol class="steps">{steps.map((step) => <StepLine key={step.key} step={step} />)}</ol>
      <p class="small steps-foot">
        {of.lastContact ? <>{words().lastContact}: {fromToday(of.lastContact)} ({longDay(of.lastContact)})</> : words().never}
        {of.waitingFor > 0 && <><br />{words().waits(of.waitingFor)}</>}
        {of.friction > 0 && <><br />{words().friction(of.friction)}</>}
      </p>
    </section>
  );
}

function StepLine({ step }: { step: Step }) {
  const days = step.when ? daysFromToday(step.when) : undefined;
  const urgency = days === undefined ? "" : days < 0 ? "mark-alarm" : days <= 7 ? "mark-soon" : "";
  return (
    <li class="step">
      <Icon name={step.icon} />
      <div>
        {step.what ? <><Personal of={step.what} /> <span class="small">({step.said})</span></> : step.said}
        {step.note && <span class="small"> · {step.note}</span>}
        <p><span class={`mark ${urgency}`}>{step.when ? fromToday(step.when) : words().undated}</span>
          {step.when && <span class="small"> {longDay(step.when)} {clock(step.when)}</span>}</p>
      </div>
    </li>
  );
}
