@0xc0d1ff0e7b5a5a01;
# The answers every frontend gets: the same structs on the wire, behind --json and on the page. The names are the API.
#
# Mental model: an answer is a fold over events as of two clocks, and it says so. Every answer echoes its AsOf. Stored
# rows hold ids, codes, times, counts and references; personal text is unsealed while the answer is built, never before
#, and stands only in fields of type PersonalText or marked `personal`.
#
# Compatibility: fields are only added, at the end. The order of fields is the order in which a person should read them.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb::answers");
using import "/events/schema/annotations.capnp".Label;
using import "/events/schema/annotations.capnp".SensitivityClass;
using import "/events/schema/envelope.capnp".Answer;
using import "/events/schema/envelope.capnp".Id16;
using import "/events/schema/envelope.capnp".LegalBasis;
using import "/events/schema/envelope.capnp".Moment;

struct AsOf {
  # What the answer rests on: what had occurred by one time, as known at another.
  asOfOccurred @0 :Moment;  # unknown = everything that is known
  asKnownAt @1 :Moment;     # unknown = now
  known @2 :UInt64;         # P(K): the answer used the events at positions below this
  clock @3 :Text;           # "recorded", or "source": when the source says it was entered (claimed, not proven)
  answeredAt @4 :Moment;    # the engine's clock
}

struct PersonalText {
  # Text about a person, unsealed for this answer.
  text @0 :Text;
  sensitivity @1 :SensitivityClass;
  position @2 :UInt64;  # of the event that holds it sealed
  withheld @3 :Bool;    # it is there, but its key is gone or the reader may not see it
}

struct Reference {
  # The event an item rests on.
  position @0 :UInt64;
  eventId @1 :Id16;
  occurred @2 :Moment;
}

# ---- one case ----

struct CaseOverview {
  # Person first: own words, what communication takes, and goals; what is promised and when; diagnosis last.
  asOf @0 :AsOf;
  caseId @1 :Id16;
  citizen @2 :Id16;                # the citizen's person stream; none for most imports
  name @3 :PersonalText;
  ownWords @4 :List(OwnWords);     # newest first
  communication @5 :Communication;
  goals @6 :List(Goal);            # open ones first
  coordinator @7 :Coordinator;
  phase @8 :Phase;
  nextDeadline @9 :Deadline;       # the earliest that is neither met nor passed; `reference` empty if none
  overdueDeadlines @10 :List(Deadline);
  openCommitments @11 :List(Commitment);
  wishes @12 :List(OwnWords);      # offers the citizen declined: a wish, not a gap
  partners @13 :PartnerCounts;
  nextMeeting @14 :Meeting;
  lastContact @15 :Moment;         # two-way, with the citizen or a representative
  complexity @16 :Complexity;
  handovers @17 :List(OpenHandover);  # proposed and not yet answered, or accepted and not completed
  status @18 :CaseStatus;
  health @19 :List(PersonalText);  # diagnoses and function, access-limited: never first
  services @20 :List(RunningService);
  waitingFor @21 :UInt32;          # requests for information without an answer
  friction @22 :UInt32;            # disagreements and uncertainties not settled
  representatives @23 :List(Text); # parties
  substitutes @24 :List(Text);     # who acts for the coordinator now: pseudonyms
  network @25 :NetworkStrength;
}

struct RunningService {
  type @0 :Text;
  unit @1 :Text;
  legalBasis @2 :LegalBasis;
  since @3 :Moment;
}

struct NetworkStrength {
  # Whom the citizen can draw on, as assessed; and how many professionals the citizen has met.
  strength @0 :Text;                  # empty = not assessed
  assessed @1 :Moment;
  professionals @2 :UInt32;           # distinct, since the case was first opened; an organisation without a person counts one
  professionalsEarlier @3 :Int32 = -1;  # in all the years before, as the citizen tells; never added
}

struct OwnWords {
  words @0 :PersonalText;
  about @1 :Text;  # what it was about: a code or a reference within the case
  occurred @2 :Moment;
}

struct Communication {
  recorded @0 :Bool;
  channel @1 :Text;         # code, e.g. "sms"
  channelLabel @2 :Label;
  aids @3 :List(Text);      # codes
  pace @4 :Text;            # code
  needs @5 :List(PersonalText);
  occurred @6 :Moment;
  avoid @7 :List(Text);     # codes
  interpreter @8 :Answer;
  language @9 :Text;
}

struct Goal {
  goal @0 :Text;            # reference within the case
  text @1 :PersonalText;
  ownWords @2 :PersonalText;
  theme @3 :Text;
  goalType @4 :Text;
  status @5 :Text;          # "open", "closed"
  agreed @6 :Moment;
  due @7 :Moment;
  citizenEndorses @8 :Answer;
  endorsements @9 :UInt32;  # distinct parties endorsing it
  latestLevel @10 :Text;
  result @11 :Text;
}

struct Coordinator {
  assigned @0 :Bool;
  pseudonym @1 :Text;
  name @2 :PersonalText;
  kind @3 :Text;
  unit @4 :Text;
  since @5 :Moment;
  need @6 :Text;            # the latest decision on the need: "yes", "no", "undecided", or empty
  knownBy @7 :UInt32;       # active non-private parties that acknowledged this coordinator
  of @8 :UInt32;
  othersAssigned @9 :UInt32;  # more than one at a time: somebody should look
}

struct Phase { phase @0 :Text; since @1 :Moment; }

struct Deadline {
  reference @0 :Text;
  kind @1 :Text;
  due @2 :Moment;
  daysLeft @3 :Int32;  # local days from asOfOccurred (or now) to due; negative when passed
  statutory @4 :Answer;
}

struct Commitment {
  reference @0 :Text;
  to @1 :Text;
  what @2 :PersonalText;
  kind @3 :Text;
  due @4 :Moment;          # unknown = none was given
  overdue @5 :Bool;
  withinCompetence @6 :Answer;
  made @7 :Moment;
}

struct PartnerCounts { internal @0 :UInt32; external @1 :UInt32; privateNetwork @2 :UInt32; unknown @3 :UInt32; }

struct Meeting { reference @0 :Text; kind @1 :Text; planned @2 :Moment; }

struct Complexity { assessed @0 :Bool; model @1 :Text; grade @2 :Text; occurred @3 :Moment; }

struct OpenHandover {
  handover @0 :Text;
  from @1 :Text;
  to @2 :Text;
  state @3 :Text;  # "proposed", "accepted"
  since @4 :Moment;
  openItems @5 :UInt32;
}

struct CaseStatus {
  state @0 :Text;         # "open", "closed", "intake", "empty"
  opened @1 :Moment;      # first
  closed @2 :Moment;      # last, if closed now
  targetGroup @3 :Text;
  unit @4 :Text;
  methodVersion @5 :Text;
  events @6 :UInt32;      # in force
  corrected @7 :UInt32;
  retracted @8 :UInt32;
  lateRecorded @9 :UInt32;
  ruleObjections @10 :UInt32;  # imported events a case rule would have refused
  source @11 :Text;       # the source system of imported history
  version @12 :UInt64;    # newest stream version considered: the expected version of a next append
}

struct CaseTimeline {
  asOf @0 :AsOf;
  caseId @1 :Id16;
  entries @2 :List(TimelineEntry);  # in order of occurrence
  total @3 :UInt32;                 # entries before filter and limit
  lateThresholdDays @4 :UInt32;     # R14's N
  version @5 :UInt64;
  incomplete @6 :List(Gap); # why this history may not be the whole one
  audience @7 :Text;        # "internal": everything; else only what is for that audience
}

struct Gap {
  # "imported": begins with another system's history; "not_opened": nobody told of the opening; "imprecise": entries known
  # only to the month; "withheld": entries with text that is not shown; "references": entries about what nobody told of.
  code @0 :Text;
  count @1 :UInt32;  # entries
}

struct TimelineEntry {
  position @0 :UInt64;
  version @1 :UInt64;
  eventId @2 :Id16;
  type @3 :Text;
  label @4 :Label;
  occurred @5 :Moment;
  recorded @6 :Moment;
  entered @7 :Moment;
  actor @8 :Text;
  role @9 :Text;
  unit @10 :Text;
  onBehalfOf @11 :Text;
  fields @12 :List(TimelineField);
  late @13 :Late;
  lateDays @14 :Int32;      # recorded minus occurred in local days (imports: entered minus occurred); 0 if unknown
  ruleObjection @15 :Text;  # imported history only: the rule that would have refused it
  corrected @16 :Bool;
  correctedBy @17 :Reference;
  retracted @18 :Bool;      # only shown with originals asked for
  retractedBy @19 :Reference;
  sourceSystem @20 :Text;
  sourcePosition @21 :UInt32;
  synthesised @22 :Bool;
  causation @23 :Id16;
  legalBasis @24 :LegalBasis;
  audience @25 :List(Text);
  personalWithheld @26 :Bool;  # it has sealed parts that could not or may not be opened
  phase @27 :Text;      # of the case, when it occurred
  imprecise @28 :Bool;  # known only to the month, or not at all: its place in the order is a guess
}

enum Late {
  unknown @0;      # no clock to compare with, or no time of occurrence
  inTime @1;
  late @2;
  futureDated @3;  # occurred after it was recorded
}

struct TimelineField {
  name @0 :Text;
  label @1 :Label;
  value @2 :Text;
  valueLabel @3 :Label;  # for closed lists; empty otherwise
  personal @4 :Bool;
  sensitivity @5 :SensitivityClass;
  subject @6 :Id16;
}

struct PartnerMap {
  asOf @0 :AsOf;
  caseId @1 :Id16;
  date @2 :Moment;
  coordinator @3 :Coordinator;
  internal @4 :List(Partner);
  external @5 :List(Partner);
  privateNetwork @6 :List(Partner);
  unknownSide @7 :List(Partner);
  network @8 :NetworkStrength;
}

struct Partner {
  party @0 :Text;
  person @1 :Id16;
  name @2 :PersonalText;
  kind @3 :Text;
  kindLabel @4 :Label;
  sector @5 :Text;
  unit @6 :Text;
  role @7 :Text;
  profession @8 :Text;
  legalBasis @9 :LegalBasis;
  since @10 :Moment;
  lastContact @11 :Moment;
  announced @12 :Bool;          # told of the current coordinator
  knowsCoordinator @13 :Answer; # acknowledged since the current coordinator's assignment; unknown without coordinator
  coLocated @14 :Answer;
  buyIn @15 :Text;
  organisation @16 :Text;
  legalBases @17 :List(LegalBasis);  # all of them
}

# ---- many cases ----

struct CaseList {
  asOf @0 :AsOf;
  rows @1 :List(CaseRow);
  more @2 :Bool;       # there are more after the last row
  total @3 :UInt32;    # cases in the projection
  projection @4 :ProjectionStatus;
}

struct CaseRow {
  caseId @0 :Id16;
  state @1 :Text;
  opened @2 :Moment;
  phase @3 :Text;
  coordinator @4 :Text;
  unit @5 :Text;
  targetGroup @6 :Text;
  nextDeadline @7 :Moment;
  openCommitments @8 :UInt32;
  lastOccurred @9 :Moment;
  events @10 :UInt32;
  source @11 :Text;
  parked @12 :Bool;    # the row is not up to date: see ProjectionStatus
  lastContact @13 :Moment;  # two-way, with the citizen or a representative
  sharedGoal @14 :Answer;   # do the citizen and two organisations stand behind one goal (M4)? unknown = it cannot be told
  urgentReason @15 :Text;   # the most urgent of what is pending in an open case (Attention); empty = nothing, or not asked for
  urgentDate @16 :Moment;   # when that was or is due; of a silence, since when
}

struct DerivedHandovers {
  # Process mining's sense: consecutive events of a case whose value differs. A projection, never an event.
  asOf @0 :AsOf;
  by @1 :Text;                    # "resource" or "unit"
  missingWords @2 :List(Text);    # taken as missing and skipped
  cases @3 :UInt32;
  casesWithAny @4 :UInt32;
  total @5 :UInt64;
  pairs @6 :List(HandoverPair);   # most frequent first
  projection @7 :ProjectionStatus;
}

struct HandoverPair { from @0 :Text; to @1 :Text; count @2 :UInt64; cases @3 :UInt32; }

struct CaseHandovers {
  # The derived handovers of one case, folded on read.
  asOf @0 :AsOf;
  caseId @1 :Id16;
  by @2 :Text;
  missingWords @3 :List(Text);
  steps @4 :List(HandoverStep);
  distinct @5 :UInt32;
}

struct HandoverStep { from @0 :Text; to @1 :Text; fromPosition @2 :UInt64; toPosition @3 :UInt64; occurred @4 :Moment; }

# ---- figures ----

struct Cohort {
  # Which cases (G5). An empty text or unknown moment does not restrict.
  from @0 :Moment;         # period [from, to): local dates
  to @1 :Moment;
  at @2 :Moment;           # the date of stocks (M3, M4); default the last day of the period, else of asOfOccurred
  unit @3 :Text;
  kind @4 :Text;           # coordinator kind
  targetGroup @5 :Text;
  methodVersion @6 :Text;
  sourceSystem @7 :Text;   # imported histories of one source
  by @8 :Text;             # strata: "", "unit", "kind", "targetGroup", "methodVersion"
}

struct Parameter { name @0 :Text; value @1 :Text; }

struct MeasureQuery {
  measure @0 :Text;
  cohort @1 :Cohort;
  parameters @2 :List(Parameter);  # thresholds and options by name; unknown names are refused
}

struct MeasureResult {
  asOf @0 :AsOf;
  title @1 :Label;
  definition @2 :Label;
  strata @3 :List(Stratum);      # the first is the whole cohort
  parameters @4 :List(Threshold);
  notes @5 :List(Label);
  receipt @6 :Receipt;
}

struct Stratum {
  by @0 :Text;      # empty for the whole cohort
  value @1 :Text;
  figures @2 :List(Figure);
  hidden @3 :Bool;  # too few persons in it, or it would tell how many are in one that has too few (G12, E7)
}

enum FigureState {
  shown @0;
  hidden @1;       # too few persons to show (G12)
  empty @2;        # denominator 0: there is no figure, which is not 0
  notReached @3;   # the survival curve does not come down to it (G6)
  notRecorded @4;  # before the first event of its kind here
}

struct Figure {
  # One number with what it rests on. Counts are figures too.
  code @0 :Text;             # "opened_to_assigned.median"
  label @1 :Label;
  unit @2 :Text;             # "days", "share", "per_year", "count", "hours", "index"
  state @3 :FigureState;
  value @4 :Float64;
  text @5 :Text;             # the value as it is to be printed, or the state in words (English codes)
  intervalMethod @6 :Text;   # "wilson_95", "poisson_exact_95"; empty = none
  low @7 :Float64;
  high @8 :Float64;
  numerator @9 :Float64;     # of ratios
  denominator @10 :Float64;
  n @11 :Int32;              # distinct citizens
  missing @12 :Int32;        # -1 = hidden (G12), here and below
  imprecise @13 :Int32;      # month precision, left out of days
  censored @14 :Int32;
  quantile @15 :Float64;     # for quantiles, 0.5 or 0.9
  recordedSince @16 :Moment; # the unit's first event of what the figure is made of (G8); unknown = it asks for none, or never
}

struct Threshold {
  name @0 :Text;
  value @1 :Text;
  source @2 :Text;  # where the number is from; "ours" where no source gives one
}

struct Receipt {
  # G14: with this, anyone with the log can repeat the figure.
  measure @0 :Text;
  version @1 :UInt32;
  cohort @2 :Cohort;
  asOfOccurred @3 :Moment;
  known @4 :UInt64;
  root @5 :Text;          # hex: RFC 6962 root over the first `known` leaves
  n @6 :Int32;            # distinct citizens in the cohort; -1 = hidden, here and below
  cases @7 :Int32;
  missing @8 :Int32;
  imprecise @9 :Int32;
  censored @10 :Int32;
  hidden @11 :UInt32;     # figures hidden by G12
  unreadable @12 :UInt32; # cases that could not be folded: named in the notes
  tzdata @13 :Text;
  clock @14 :Text;
  command @15 :Text;
}

struct MeasureList { measures @0 :List(MeasureInfo); recorded @1 :List(RecordedSince); }  # by type, then unit

struct RecordedSince {
  # Since when a unit records a type of event (G8): before that, figures made of it are "not recorded", not 0.
  type @0 :Text;
  label @1 :Label;
  unit @2 :Text;    # of the case then; empty = none was said
  since @3 :Moment;
}

struct MeasureInfo {
  id @0 :Text;
  version @1 :UInt32;
  title @2 :Label;
  definition @3 :Label;
  parameters @4 :List(Threshold);
  imported @5 :Bool;   # a log measure, over imported histories
}

# ---- the projections themselves ----

struct ProjectionStatus {
  name @0 :Text;
  version @1 :UInt32;
  generation @2 :UInt64;
  checkpoint @3 :UInt64;    # events at positions below this are in the rows
  head @4 :UInt64;          # of the log when asked
  rows @5 :UInt64;
  parked @6 :List(ParkedCase);
  rebuilding @7 :Bool;
  rebuiltTo @8 :UInt64;     # progress of the rebuild
  digest @9 :Text;          # hex SHA-256 over the rows in key order; only when asked for
  failure @10 :Text;        # why it stopped following, or empty
  rebuildOf @11 :UInt64;    # events to go through in the rebuild
}

struct ParkedCase {
  caseId @0 :Id16;
  position @1 :UInt64;  # of the event that could not be applied
  reason @2 :Text;      # names no person
}

struct ProjectionStatusList {
  projections @0 :List(ProjectionStatus);
  head @1 :UInt64;
  lag @2 :ProjectionLag;
}

struct ProjectionLag {
  # How long events on the disk waited until the rows of all projections had them, since the server was started.
  groups @0 :UInt32;       # measured: the newest groups of events synced together
  p50Micros @1 :UInt64;
  p99Micros @2 :UInt64;
  maxMicros @3 :UInt64;
}
