// Meetings: why, who and with which stake, what was on the agenda and what became of it. To come first, then held.
import { useAnswer } from "../../api/asked";
import { useCase } from "../../app/case_frame";
import { href } from "../../app/router";
import type { View } from "../../app/view";
import { code, eventName, plain } from "../../language/codes";
import { day, dayAndClock, fromToday } from "../../language/dates";
import { spoken } from "../../language/language";
import { Answered } from "../../parts/answered";
import { Heading } from "../../parts/heading";
import { Icon } from "../../parts/icon";
import { hasText, OwnWords, Personal, type PersonalText } from "../../parts/personal";
import { said } from "../case_words";
import { useGoalNames } from "../goal_names";
import type { Promises } from "../promises/promises";
import { Stakes, type MeetingParty } from "./stakes";
import "./meetings.scss";

interface Agenda { item: string; topic: string; text: PersonalText; covered: string }
interface Agreement { reference: string; text: PersonalText; standing: string }
interface Meeting {
  reference: string; kind: string; planned: string; held: string; cancelled?: string; reason?: string; risks?: string[]; purpose: PersonalText;
  form: string; formReason: string; trigger?: { event?: string; occurred?: string }; convened: string; leader: string; leaderExperience: string;
  timeKept: string; agenda?: Agenda[]; parties?: MeetingParty[]; summary: PersonalText; citizenWords: PersonalText;
  agreements?: Agreement[]; minutesShared: string; goals?: string[]; nextMeeting: string;
}
interface Meetings { meetings: { planned?: Meeting[]; held?: Meeting[]; cancelled?: Meeting[] } }

const words = spoken(
  { title: "Møder", planned: "Kommende møder", held: "Afholdte møder", cancelled: "Aflyste møder", none: "Der er hverken holdt eller planlagt møder.",
    agenda: "Dagsorden", covered: { yes: "behandlet", no: "nåedes ikke", unknown: "" }, summary: "Referat", agreements: "Aftaler", because: "fordi",
    trigger: "Udløst af", leader: "Mødeleder", timeKept: { yes: "tiden holdt", no: "tiden skred", unknown: "" }, shared: "referat delt", goals: "Mål på mødet", promise: "Et løfte",
    cancelledOn: "aflyst", noSummary: "Der er ikke skrevet referat.", next: "næste møde", convened: "indkaldt" },
  { title: "Meetings", planned: "Meetings to come", held: "Meetings held", cancelled: "Meetings cancelled", none: "No meeting has been held or planned.",
    agenda: "Agenda", covered: { yes: "covered", no: "not reached", unknown: "" }, summary: "Summary", agreements: "Agreements", because: "because",
    trigger: "Triggered by", leader: "Chaired by", timeKept: { yes: "kept time", no: "ran over time", unknown: "" }, shared: "minutes shared", goals: "Goals at the meeting", promise: "A promise",
    cancelledOn: "cancelled", noSummary: "No summary is written.", next: "next meeting", convened: "convened" },
);

export const meetingsView: View =
  { path: "/cases/:case/meetings", title: () => words().title, within: "case", wide: true, show: () => <MeetingsView /> };

const answerKey = (answer: string): "yes" | "no" | "unknown" => answer === "yes" || answer === "no" ? answer : "unknown";

function AgendaList({ agenda }: { agenda: Agenda[] }) {
  return (
    <section>
      <h4>{words().agenda}</h4>
      <ol class="agenda">
        {agenda.map((item) => {
          const covered = answerKey(item.covered);
          return (
            <li key={item.item} class={`agenda-${covered}`}>
              <span>{code("agenda_topic", item.topic)}{hasText(item.text) && <>: <Personal of={item.text} /></>}</span>
              {covered !== "unknown" && <span class={covered === "yes" ? "mark mark-good" : "mark mark-soon"}>{words().covered[covered]}</span>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

type Promised = NonNullable<Promises["promises"]["promises"]>;

function Outcome({ meeting, caseId, promised }: { meeting: Meeting; caseId: string; promised: Promised }) {
  return (
    <section>
      <h4>{words().summary}</h4>
      {hasText(meeting.summary) ? <p class="meeting-summary"><Personal of={meeting.summary} /></p> : <p class="nothing">{words().noSummary}</p>}
      <OwnWords of={meeting.citizenWords} large />
      {meeting.agreements?.length ? (
        <>
          <h4>{words().agreements}</h4>
          <ul class="agreements">
            {meeting.agreements.map((each) => (
              <li key={each.reference}><a href={href(`/cases/${caseId}/promises`)}>{each.text?.text || promised.find((one) => one.reference === each.reference)?.what.text || words().promise}</a>
                {" "}<span class={`mark ${each.standing === "inTime" ? "mark-good" : each.standing === "open" ? "" : "mark-alarm"}`}>{said("standing", each.standing)}</span></li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

function Facts({ meeting }: { meeting: Meeting }) {
  const goalNames = useGoalNames();
  const facts = [
    said("form", meeting.form) + (meeting.formReason ? ` (${words().because} ${plain(meeting.formReason)})` : ""),
    meeting.leader && `${words().leader} ${meeting.leader}`, meeting.held && words().timeKept[answerKey(meeting.timeKept)],
    meeting.minutesShared && `${words().shared} ${day(meeting.minutesShared)}`, !meeting.held && meeting.convened && `${words().convened} ${day(meeting.convened)}`,
    meeting.trigger?.event && `${words().trigger}: ${eventName(meeting.trigger.event)}, ${day(meeting.trigger.occurred)}`,
    meeting.goals?.length ? `${words().goals}: ${goalNames(meeting.goals)}` : "", meeting.nextMeeting && `${words().next} ${day(meeting.nextMeeting)}`,
  ];
  return <p class="meeting-facts">{facts.filter(Boolean).join(" · ")}</p>;
}

function MeetingCard({ meeting, caseId, promised }: { meeting: Meeting; caseId: string; promised: Promised }) {
  const when = meeting.held || meeting.planned;
  const called = code("meeting_kind", meeting.kind);
  return (
    <article class="card meeting">
      <header>
        <p class="meeting-when"><strong>{dayAndClock(when)}</strong> {!meeting.held && !meeting.cancelled && fromToday(when)}
          {meeting.cancelled && <span class="mark mark-soon">{words().cancelledOn} {day(meeting.cancelled)}: {code("meeting_cancellation", meeting.reason)}</span>}
          {meeting.risks?.map((risk) => <span key={risk} class="mark mark-alarm"><Icon name="warning" size={16} /> {said("risk", risk)}</span>)}</p>
        <h3>{called.charAt(0).toUpperCase() + called.slice(1)}</h3>
        {hasText(meeting.purpose) && <p class="meeting-purpose"><Personal of={meeting.purpose} /></p>}
        <Facts meeting={meeting} />
      </header>
      <div class="meeting-body">
        <div>
          {meeting.agenda?.length ? <AgendaList agenda={meeting.agenda} /> : null}
          {meeting.held && <Outcome meeting={meeting} caseId={caseId} promised={promised} />}
        </div>
        {meeting.parties?.length ? <Stakes parties={meeting.parties} held={Boolean(meeting.held)} reference={meeting.reference} /> : null}
      </div>
    </article>
  );
}

function MeetingsView() {
  const { caseId } = useCase();
  const asked = useAnswer<Meetings>(`/cases/${caseId}/views/meetings`, caseId);
  // What was agreed stands as promises of their own: their words are asked for where a meeting has any.
  const agreed = asked.answer?.meetings.held?.some((meeting) => meeting.agreements?.length);
  const promised = useAnswer<Promises>(agreed ? `/cases/${caseId}/views/promises` : "", caseId).answer?.promises.promises ?? [];
  return (
    <>
      <Heading>{words().title}</Heading>
      <Answered of={asked}>{({ meetings }) => {
        const groups = (["planned", "held", "cancelled"] as const).filter((group) => meetings[group]?.length);
        if (groups.length === 0) return <p class="nothing">{words().none}</p>;
        return groups.map((group) => (
          <section key={group} class="stack-group">
            <h2>{words()[group]}</h2>
            {meetings[group]!.map((meeting) => <MeetingCard key={meeting.reference} meeting={meeting} caseId={caseId} promised={promised} />)}
          </section>
        ));
      }}</Answered>
    </>
  );
}
