@0xe4b1d07a63c95f28;
# Answers across cases for everyday work: a coordinator's caseload, the day, what is new, one partner in all its cases,
# and the lessons of all. The same conventions as in views.capnp.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb::answers");
using import "/events/schema/annotations.capnp".label;
using import "/events/schema/envelope.capnp".Id16;
using import "/events/schema/envelope.capnp".Moment;
using import "answers.capnp".AsOf;
using import "answers.capnp".PersonalText;
using import "answers.capnp".TimelineEntry;

# ---- a coordinator's cases ----

enum CoordinatorViewKind {
  caseload @0;
  day @1;
  news @2;
}

struct CoordinatorQuery {
  coordinator @0 :Text;  # pseudonym; empty = the one who asks
  view @1 :CoordinatorViewKind;
  soonDays @2 :UInt32;  # 0 = 7 (ours)
  contactDays @3 :UInt32;  # longer without contact both ways needs a look; 0 = 30 (ours)
  since @4 :Moment;  # of news: recorded after this ...
  sincePosition @5 :UInt64;  # ... or at this position of the log or later, if it is not 0
}

enum Attention {
  # The most urgent first.
  deadlineOverdue @0 $label(da = "frist overskredet", en = "deadline passed");
  promiseOverdue @1 $label(da = "løfte ikke indfriet", en = "promise not kept");
  meetingToday @2 $label(da = "møde i dag", en = "meeting today");
  handoverWaits @3 $label(da = "overlevering venter på svar", en = "handover waits for an answer");
  deadlineSoon @4 $label(da = "frist nærmer sig", en = "deadline is near");
  promiseSoon @5 $label(da = "løfte forfalder snart", en = "promise is soon due");
  meetingSoon @6 $label(da = "møde kommer", en = "meeting to come");
  meetingUnregistered @7 $label(da = "blev mødet holdt?", en = "was the meeting held?");
  applicationWaits @8 $label(da = "ansøgning venter på afgørelse", en = "application waits for a decision");
  attemptUnanswered @9 $label(da = "forsøgt kontakt uden svar", en = "tried to reach, no answer");
  requestUnanswered @10 $label(da = "venter på svar", en = "waiting for an answer");
  contactGap @11 $label(da = "længe siden kontakt", en = "long without contact");
  promiseWithoutDate @12 $label(da = "løfte uden dato", en = "promise without a date");
  consentEnding @13 $label(da = "samtykke udløber", en = "consent ends");
  disagreementOpen @14 $label(da = "uafklaret uenighed", en = "disagreement unsettled");
  uncertaintyOpen @15 $label(da = "uafklaret spørgsmål", en = "uncertainty unsettled");
  advice @16 $label(da = "råd", en = "advice");  # of the day only: `code` is the rule, `reference` what it found
}

struct AttentionItem {
  reason @0 :Attention $label(da = "", en = "");
  what @1 :PersonalText $label(da = "", en = "");
  code @2 :Text $label(da = "", en = "");  # kind of deadline, promise, meeting ...
  who @3 :Text $label(da = "", en = "");  # to whom, with whom, from whom
  due @4 :Moment $label(da = "senest", en = "due");
  since @5 :Moment $label(da = "siden", en = "since");
  daysLeft @6 :Int32;
  statutory @7 :Bool $label(da = "lovbestemt", en = "statutory");
  reference @8 :Text $label(da = "ref", en = "ref");
  position @9 :UInt64;
}

struct CaseloadCase {
  caseId @0 :Id16;
  name @1 :PersonalText;
  role @2 :Text;  # "coordinator", "substitute", "team"
  since @3 :Moment;
  phase @4 :Text;
  grade @5 :Text;
  unit @6 :Text;
  lastContact @7 :Moment;
  nextDue @8 :Moment;
  nextMeeting @9 :Moment;
  openPromises @10 :UInt32;
  openDeadlines @11 :UInt32;
  attention @12 :List(AttentionItem);  # most urgent first
}

struct Caseload {
  # One line a case, the case with the most urgent matter first. Of open cases only.
  asOf @0 :AsOf;
  coordinator @1 :Text;
  cases @2 :List(CaseloadCase);
  parked @3 :UInt32;  # cases whose rows could not be made: see projection status
}

struct MyDay {
  # One page: what is overdue, what is today, who waits for me, whom I wait for, what comes.
  asOf @0 :AsOf;
  coordinator @1 :Text;
  today @2 :Moment;
  overdue @3 :List(DayLine) $label(da = "Overskredet", en = "Overdue");
  meetings @4 :List(DayLine) $label(da = "Møder i dag", en = "Meetings today");
  waitForMe @5 :List(DayLine) $label(da = "Venter på mig", en = "Waits for me");
  soon @6 :List(DayLine) $label(da = "Kommer snart", en = "Coming soon");
  iWaitFor @7 :List(DayLine) $label(da = "Jeg venter på", en = "I wait for");
  lookAt @8 :List(DayLine) $label(da = "Se på", en = "Look at");
  cases @9 :UInt32;
}

struct DayLine {
  name @0 :PersonalText $label(da = "", en = "");
  item @1 :AttentionItem $label(da = "", en = "");
  caseId @2 :Id16;
}

struct News {
  # What was recorded since, case by case; the place to ask from next time is `next`.
  asOf @0 :AsOf;
  coordinator @1 :Text;
  since @2 :Moment;
  sincePosition @3 :UInt64;
  next @4 :UInt64;
  cases @5 :List(NewsCase);
}

struct NewsCase {
  caseId @0 :Id16;
  name @1 :PersonalText;
  entries @2 :List(TimelineEntry);  # in the order they were recorded, corrections and retractions among them
}

struct CoordinatorView {
  union {
    caseload @0 :Caseload;
    day @1 :MyDay;
    news @2 :News;
  }
}

# ---- across all cases ----

struct PartnerCases {
  # One partner organisation or unit, across cases, as of now.
  asOf @0 :AsOf;
  partner @1 :Text;
  total @2 :UInt32;
  knowCoordinator @3 :UInt32;
  cases @4 :List(PartnerCase);
}

struct PartnerCase {
  caseId @0 :Id16;
  party @1 :Text;
  kind @2 :Text;
  profession @3 :Text;
  unit @4 :Text;
  organisation @5 :Text;
  since @6 :Moment;
  lastContact @7 :Moment;
  knowsCoordinator @8 :Bool;
}

struct LessonIndex {
  asOf @0 :AsOf;
  phases @1 :List(LessonPhase);
  total @2 :UInt32;
}

struct LessonPhase {
  phase @0 :Text;
  lessons @1 :List(LessonLine);
}

struct LessonLine {
  text @0 :PersonalText $label(da = "", en = "");
  problems @1 :List(Text) $label(da = "om", en = "about");
  source @2 :Text $label(da = "fra", en = "from");
  occurred @3 :Moment $label(da = "", en = "");
  caseId @4 :Id16;
  position @5 :UInt64;
}
