@0xb7f31c6a90d2e845;
# What evaluators ask: the report of a project, why a figure counts what it counts, and a single pseudonymised case. All
# aggregates have been through disclosure control; how answers are made: answers.capnp.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb::answers");
using import "/events/schema/annotations.capnp".Label;
using import "/events/schema/envelope.capnp".Answer;
using import "/events/schema/envelope.capnp".Id16;
using import "/events/schema/envelope.capnp".Moment;
using import "/events/schema/evaluation.capnp".RespondentGroup;
using import "answers.capnp".AsOf;
using import "answers.capnp".Cohort;
using import "answers.capnp".Figure;
using import "answers.capnp".MeasureQuery;
using import "answers.capnp".MeasureResult;
using import "answers.capnp".Reference;
using import "answers.capnp".Threshold;

# ---- the report of a project ----

struct EvaluationQuery {
  project @0 :Text;  # its code or the id of its stream; empty = the only one there is
}

struct EvaluationReport {
  asOf @0 :AsOf;
  project @1 :EvaluationProject;
  instruments @2 :List(EvaluationInstrument);
  waves @3 :List(EvaluationWave);
  surveys @4 :List(MeasureResult);   # E1 to E7, of this project alone
  practice @5 :List(MeasureResult);  # F1 and M1 to M28, by quarter
  cohort @6 :Cohort;                 # of `practice`
  seminars @7 :List(EvaluationSeminar);
  lessons @8 :List(LessonCount);     # from seminars and cases, by phase and problem
  limits @9 :List(Label);            # what a reader must know before the figures are believed
}

struct EvaluationProject {
  id @0 :Id16;
  code @1 :Text;
  title @2 :Text;
  design @3 :Text;
  evaluator @4 :Text;
  evaluatorIsPartner @5 :Answer;
  units @6 :List(Text);
  coordinatorKinds @7 :List(Text);
  targetGroups @8 :List(Text);
  methodVersions @9 :List(Text);
  from @10 :Moment;
  to @11 :Moment;            # exclusive
  designed @12 :Moment;
  periodsExpected @13 :UInt32;
}

struct EvaluationInstrument {
  instrument @0 :Text;
  version @1 :Text;
  language @2 :Text;
  title @3 :Text;
  attribution @4 :Text;
  groups @5 :List(RespondentGroup);
  items @6 :List(EvaluationItem);
  equalTo @7 :List(Text);    # versions the design says may be compared with this one
}

struct EvaluationItem {
  item @0 :Text;
  wording @1 :Text;
  scale @2 :Text;
  minimum @3 :Int32;
  maximum @4 :Int32;
  reversed @5 :Bool;
}

struct EvaluationWave {
  wave @0 :Text;
  instrument @1 :Text;
  version @2 :Text;
  opens @3 :Moment;
  closes @4 :Moment;         # the last day on which answers count; unknown = not closed yet
  groups @5 :List(RespondentGroup);
}

struct EvaluationSeminar {
  seminar @0 :Text;
  kind @1 :Text;
  held @2 :Moment;
  participants @3 :Int32;    # -1 = not told, or too few to say
  topics @4 :List(Text);
}

struct LessonCount {
  phase @0 :Text;
  problem @1 :Text;          # empty = none named
  count @2 :UInt32;
}

# ---- why a figure counts what it counts ----

struct ExplainQuery {
  measure @0 :MeasureQuery;
  caseId @1 :Id16;           # nil = only the definition
}

struct MeasureExplanation {
  asOf @0 :AsOf;
  measure @1 :Text;
  version @2 :UInt32;
  title @3 :Label;
  definition @4 :Label;
  parameters @5 :List(Threshold);
  rules @6 :List(FigureRule);
  caseId @7 :Id16;
  standing @8 :CaseStanding;
  reasons @9 :List(Label);           # why the case is left out, or only partly in
  figures @10 :List(ExplainedFigure);  # what this case alone comes to
  events @11 :List(ExplainedEvent);  # every event in force, in order of occurrence
  tooMany @12 :Bool;                 # the case has more events than are tried one by one: `events` is empty
}

enum CaseStanding {
  notAsked @0;   # no case was named
  counts @1;
  leftOut @2;    # the measure sees it and counts nothing of it
}

struct FigureRule {
  # How a figure is made. `test` says when it may be shown (G12).
  code @0 :Text;
  label @1 :Label;
  unit @2 :Text;
  rule @3 :Label;            # "numerator / denominator ..." in words
  test @4 :Label;
  recordedBy @5 :List(Text); # event types without which there is nothing to say (G8)
}

struct ExplainedFigure {
  figure @0 :Figure;
  valuesWithheld @1 :Bool;   # the figure is about more than this case: only that it changes is told
}

struct ExplainedEvent {
  reference @0 :Reference;
  type @1 :Text;
  label @2 :Label;
  counts @3 :Bool;           # some figure would be another without it
  changes @4 :List(FigureChange);
  reason @5 :Label;          # why it does not count
}

struct FigureChange {
  code @0 :Text;
  label @1 :Label;
  with @2 :Text;
  without @3 :Text;
}

# ---- cases, pseudonymised ----

struct EvaluationCases {
  # Only with at least five citizens in the project; pseudonyms hold within one project.
  asOf @0 :AsOf;
  project @1 :Text;
  cases @2 :List(EvaluationCase);
}

struct EvaluationCase {
  pseudonym @0 :Text;
  events @1 :UInt32;         # in force, rounded to tens
  months @2 :UInt32;         # begun, from the first event to the last
}

struct EvaluationReplayQuery {
  project @0 :Text;
  pseudonym @1 :Text;        # of the case, in this project
}

struct EvaluationReplay {
  # Clear codes, levels, minutes and answers only. Days count from the case's first event (day 0); places and persons are
  # pseudonyms of this project, and units are told as sides.
  asOf @0 :AsOf;
  project @1 :Text;
  pseudonym @2 :Text;
  entries @3 :List(ReplayEntry);
  leftOut @4 :UInt32;        # fields that are there but are not for evaluators
}

struct ReplayEntry {
  day @0 :Int32;
  dayUnknown @1 :Bool;       # known only to the month, or not at all
  type @2 :Text;
  label @3 :Label;
  actor @4 :Text;            # pseudonym
  side @5 :Text;             # "own_unit", "municipality", "outside", "unknown"
  fields @6 :List(ReplayField);
  recordedAfter @7 :Int32;   # days from occurring to being written down; -1 = unknown
}

struct ReplayField {
  name @0 :Text;
  label @1 :Label;
  value @2 :Text;
  valueLabel @3 :Label;
}

# ---- all of them, for other programs ----

struct EvaluationExportQuery {
  project @0 :Text;
  after @1 :Text;            # `next` of the page before; empty = the first
  cases @2 :UInt32;          # on a page; 0 = 500, at most 2,000. Large cases make a page shorter
}

struct EvaluationExport {
  # What a replay tells of each case, with the values kept apart: what XES and OCEL are written from. In the order of the
  # cases' pseudonyms. To get all pages of one log, ask as known at the first page's `asOf`.
  asOf @0 :AsOf;
  project @1 :Text;
  cases @2 :List(ExportedCase);
  next @3 :Text;             # `after` of the next page; empty: there is no more
  leftOut @4 :UInt32;        # fields of this page's cases that are there but are not for evaluators
  answersLeftOut @5 :UInt32; # events of this page's cases that are answers to surveys: they are not tied to a case
  unreadable @6 :UInt32;     # cases among these that cannot be read: of no project known
}

struct ExportedCase {
  pseudonym @0 :Text;
  citizen @1 :Text;          # pseudonym in the project: the same person in all cases; empty if none is named
  from @2 :UInt32;           # which entry is the first here, from 0; more than 0: the case goes on from the page before
  entries @3 :List(ExportedEntry);
}

struct ExportedEntry {
  day @0 :Int32;
  dayUnknown @1 :Bool;
  type @2 :Text;
  actor @3 :Text;
  side @4 :Text;
  recordedAfter @5 :Int32;   # as ReplayEntry's
  coordinator @6 :Text;      # pseudonym of who coordinates when this has happened; empty = nobody, or not known
  values @7 :List(ExportedValue);
}

struct ExportedValue {
  # One value of the clear payload: a field, one of a list, or a field of a struct within.
  name @0 :Text;             # "minutes", "specification.service", "with[]", "attendees[].kind"
  row @1 :Int32 = -1;        # which element of the first list in its name, from 0; -1 = there is none
  kind @2 :Kind;
  text @3 :Text;             # of a code or a reference; of a number with a fraction
  number @4 :Int64;          # of the others; yes is 1

  enum Kind {
    code @0;       # of a closed list or a shipped vocabulary
    reference @1;  # a pseudonym that holds within the case
    event @2;      # the entry of that number, from 1
    whole @3;
    decimal @4;
    yesNo @5;
    day @6;        # since the case's first event
  }
}
