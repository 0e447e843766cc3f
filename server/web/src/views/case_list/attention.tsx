// What needs a look in a case, in words and colours: red is passed, amber is near or missing.
import type { AttentionItem, CaseRow } from "../../api/answers";
import { code, plain } from "../../language/codes";
import { daysFromToday, fromToday } from "../../language/dates";
import { counted, spoken } from "../../language/language";
import { Icon } from "../../parts/icon";

export const quietDays = 30;  // longer without contact both ways needs a look; the server's own threshold
const soonDays = 7;

type Group = "deadline" | "contact" | "goal" | "other";

const words = spoken(
  {
    noContact: (days: number) => `${counted(days, "dag", "dage")} uden kontakt`, neverContact: "ingen kontakt endnu", noGoal: "intet fælles mål",
    reasons: {
      deadlineOverdue: "frist overskredet", promiseOverdue: "løfte ikke indfriet", meetingToday: "møde i dag", handoverWaits: "overlevering venter på svar",
      deadlineSoon: "frist nærmer sig", promiseSoon: "løfte forfalder snart", meetingSoon: "møde kommer", meetingUnregistered: "blev mødet holdt?",
      applicationWaits: "ansøgning venter på afgørelse", attemptUnanswered: "forsøgt kontakt uden svar", requestUnanswered: "venter på svar",
      contactGap: "længe siden kontakt", promiseWithoutDate: "løfte uden dato", consentEnding: "samtykke udløber", disagreementOpen: "uafklaret uenighed",
      uncertaintyOpen: "uafklaret spørgsmål", advice: "råd",
    } as Record<string, string>,
    dated: {
      deadlineOverdue: "frist", deadlineSoon: "frist", promiseOverdue: "løfte", promiseSoon: "løfte",
      meetingToday: "møde", meetingSoon: "møde", consentEnding: "samtykkets udløb",
    } as Record<string, string>,
    groups: { deadline: "Frister og løfter i fare", contact: "Længe uden kontakt", goal: "Uden fælles mål", other: "Andet at se på" },
  },
  {
    noContact: (days: number) => `${counted(days, "day", "days")} without contact`, neverContact: "no contact yet", noGoal: "no shared goal",
    reasons: {
      deadlineOverdue: "deadline passed", promiseOverdue: "promise not kept", meetingToday: "meeting today", handoverWaits: "handover waits for an answer",
      deadlineSoon: "deadline is near", promiseSoon: "promise is soon due", meetingSoon: "meeting to come", meetingUnregistered: "was the meeting held?",
      applicationWaits: "application waits for a decision", attemptUnanswered: "tried to reach, no answer", requestUnanswered: "waiting for an answer",
      contactGap: "long without contact", promiseWithoutDate: "promise without a date", consentEnding: "consent ends", disagreementOpen: "disagreement unsettled",
      uncertaintyOpen: "uncertainty unsettled", advice: "advice",
    } as Record<string, string>,
    dated: {
      deadlineOverdue: "deadline", deadlineSoon: "deadline", promiseOverdue: "promise", promiseSoon: "promise",
      meetingToday: "meeting", meetingSoon: "meeting", consentEnding: "end of consent",
    } as Record<string, string>,
    groups: { deadline: "Deadlines and promises in danger", contact: "Long without contact", goal: "Without a shared goal", other: "Other matters" },
  },
);

const groupOf: Record<string, Group> = {
  deadlineOverdue: "deadline", promiseOverdue: "deadline", deadlineSoon: "deadline", promiseSoon: "deadline", contactGap: "contact", attemptUnanswered: "contact",
};
const passed = new Set(["deadlineOverdue", "promiseOverdue"]);
const near = new Set(["deadlineSoon", "promiseSoon", "meetingToday", "handoverWaits", "contactGap"]);
const vocabularyOf: Record<string, string> = {
  deadlineOverdue: "deadline_kind", deadlineSoon: "deadline_kind", promiseOverdue: "promise_kind", promiseSoon: "promise_kind", promiseWithoutDate: "promise_kind",
  meetingToday: "meeting_kind", meetingSoon: "meeting_kind", meetingUnregistered: "meeting_kind", requestUnanswered: "information_topic",
  attemptUnanswered: "channel", disagreementOpen: "friction_topic", uncertaintyOpen: "friction_topic",
};

export function groupNames(): Record<Group, string> {
  return words().groups;
}

export function groupOfReason(reason: string): Group {
  return groupOf[reason] ?? "other";
}

export function AttentionMark({ item }: { item: Pick<AttentionItem, "reason" | "code" | "due" | "since"> }) {
  const list = vocabularyOf[item.reason];
  const about = list ? code(list, item.code) : plain(item.code);
  const when = item.due ? fromToday(item.due) : item.reason === "contactGap" && item.since ? words().noContact(-daysFromToday(item.since)) : "";
  const reason = words().dated[item.reason] && when ? words().dated[item.reason] : words().reasons[item.reason] ?? item.reason;
  const text = item.reason === "contactGap" && when ? when : [`${reason}${about && ` (${about})`}`, when].filter(Boolean).join(" ");
  return (
    <span class={`mark ${passed.has(item.reason) ? "mark-alarm" : near.has(item.reason) ? "mark-soon" : ""}`}>
      {passed.has(item.reason) && <Icon name="warning" size={14} />}{text}
    </span>
  );
}

export function NoGoal() {
  return <span class="mark mark-soon"><Icon name="goal" size={14} /> {words().noGoal}</span>;
}

const inOtherColumns = new Set(["deadlineOverdue", "deadlineSoon", "contactGap"]);

/** Why a row stands where it does, where its other columns do not say it. */
export function UrgentMark({ row }: { row: CaseRow }) {
  if (!row.urgentReason || inOtherColumns.has(row.urgentReason)) return null;
  return <AttentionMark item={{ reason: row.urgentReason, code: "", ...(row.urgentDate && words().dated[row.urgentReason] ? { due: row.urgentDate } : {}) }} />;
}

/** The same, of a row that knows dates only. */
export function DueMark({ due }: { due: string }) {
  const days = daysFromToday(due);
  return <span class={`mark ${days < 0 ? "mark-alarm" : days <= soonDays ? "mark-soon" : ""}`}>{days < 0 && <Icon name="warning" size={14} />}{fromToday(due)}</span>;
}

export function ContactMark({ row }: { row: CaseRow }) {
  if (row.state !== "open") return null;
  if (!row.lastContact) return <span class="mark">{words().neverContact}</span>;
  const days = -daysFromToday(row.lastContact);
  return days > quietDays ? <span class="mark mark-soon">{words().noContact(days)}</span> : <>{fromToday(row.lastContact)}</>;
}
