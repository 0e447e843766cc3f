@0xd3a97c51e2f84b06;
# The views of everyday work: what was promised, what the goals are, who holds which information, what a coordinator must
# look at today. Answers like those of answers.capnp, in a file of their own.
#
# A view of one case is folded when asked, as of two clocks, for an audience. A field with a label is printed under it, in
# the order of the fields; one without is for programs. A `Risk` says what somebody should look at, never who is to blame.
# Fields are only added, at the end.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb::answers");
using import "/events/schema/annotations.capnp".label;
using import "/events/schema/envelope.capnp".Answer;
using import "/events/schema/envelope.capnp".Audience;
using import "/events/schema/envelope.capnp".Id16;
using import "/events/schema/envelope.capnp".LegalBasis;
using import "/events/schema/envelope.capnp".Moment;
using import "/events/schema/decision.capnp".AppealBody;
using import "/events/schema/decision.capnp".AppealResult;
using import "/events/schema/goal.capnp".GoalAgreed;
using import "/events/schema/goal.capnp".GoalClosed;
using import "/events/schema/meeting.capnp".MeetingConvened;
using import "/events/schema/terms.capnp".FunctionLevel;
using import "/events/schema/terms.capnp".ParticipantKind;
using import "/events/schema/transition.capnp".OpenItem;
using import "answers.capnp".AsOf;
using import "answers.capnp".CaseOverview;
using import "answers.capnp".Partner;
using import "answers.capnp".PersonalText;
using import "complexity.capnp".ComplexityHistory;

enum CaseViewKind {
  # In the order of the union of CaseView.
  overview @0;
  promises @1;
  goals @2;
  services @3;
  meetings @4;
  information @5;
  dossier @6;
  complexity @7;
  extract @8;
}

struct CaseViewQuery {
  caseId @0 :Id16;
  view @1 :CaseViewKind;
  audience @2 :Audience;  # internal = everything; else only events for this audience, without protected identities
  soonDays @3 :UInt32;  # due within so many days is "soon"; 0 = 7 (ours)
  topics @4 :List(Text);  # of an extract: "communication", "goals", "promises", "services", "partners", "meetings", "handover", "health"
}

struct CaseView {
  asOf @0 :AsOf;
  caseId @1 :Id16;
  name @2 :PersonalText;
  audience @3 :Audience;
  union {
    overview @4 :CaseOverview $label(da = "Overblik", en = "Overview");
    promises @5 :Promises $label(da = "Løfter og frister", en = "Promises and deadlines");
    goals @6 :GoalBoard $label(da = "Måltavle", en = "Goal board");
    services @7 :Services $label(da = "Planer og indsatser efter lovgrundlag", en = "Plans and services by legal basis");
    meetings @8 :Meetings $label(da = "Møder", en = "Meetings");
    information @9 :Information $label(da = "Oplysninger: hvem har hvad", en = "Information: who holds what");
    dossier @10 :Dossier $label(da = "Overleveringsmappe", en = "Handover dossier");
    complexity @11 :ComplexityHistory $label(da = "Kompleksitet og adgang til koordinator", en = "Complexity and eligibility");
    extract @12 :Extract $label(da = "Uddrag", en = "Extract");
  }
}

enum Risk {
  overdue @0 $label(da = "overskredet", en = "overdue");
  dueSoon @1 $label(da = "snart forfalden", en = "due soon");
  noDue @2 $label(da = "ingen dato", en = "no date");
  outsideCompetence @3 $label(da = "uden for koordinatorens kompetence", en = "outside the coordinator's competence");
  noBackingDecision @4 $label(da = "ingen afgørelse bag", en = "no decision behind it");
  movedAfterDue @5 $label(da = "først udskudt efter fristen", en = "put off only after it was due");
  notEndorsed @6 $label(da = "borgeren er ikke med", en = "the citizen does not endorse it");
  nothingSupportsIt @7 $label(da = "ingen indsats støtter målet", en = "no service supports the goal");
  noGoal @8 $label(da = "intet mål", en = "no goal");
  askedTwice @9 $label(da = "der er spurgt om det før", en = "it was asked for before");
  heldAlready @10 $label(da = "kommunen havde det i forvejen", en = "the municipality held it already");
  noBasis @11 $label(da = "hverken samtykke eller lovgrundlag", en = "neither consent nor legal basis");
  expired @12 $label(da = "udløbet", en = "expired");
  noStake @13 $label(da = "indkaldt uden aktie", en = "invited without a stake");
  minutesNotShared @14 $label(da = "referat ikke delt", en = "minutes not shared");
  notHeard @15 $label(da = "borgeren er ikke hørt", en = "the citizen was not heard");
  notDiscussed @16 $label(da = "ikke drøftet internt først", en = "not discussed internally first");
}

# ---- promises and deadlines ----

enum Standing {
  open @0 $label(da = "åben", en = "open");
  overdue @1 $label(da = "overskredet", en = "overdue");
  inTime @2 $label(da = "til tiden", en = "in time");
  late @3 $label(da = "for sent", en = "late");
  broken @4 $label(da = "brudt", en = "broken");
  doneUndated @5 $label(da = "gjort, uden dato at måle mod", en = "done, without a date to measure against");
}

struct Promises {
  # What is open first, the most urgent on top; then what is settled, newest first.
  atRisk @0 :UInt32 $label(da = "Skal ses på", en = "To be looked at");
  soonDays @1 :UInt32;
  promises @2 :List(Promise) $label(da = "Løfter", en = "Promises");
  deadlines @3 :List(DueDate) $label(da = "Frister", en = "Deadlines");
}

struct Promise {
  what @0 :PersonalText $label(da = "", en = "");
  to @1 :Text $label(da = "til", en = "to");
  risks @2 :List(Risk) $label(da = "se på", en = "look at");
  standing @3 :Standing $label(da = "", en = "");
  due @4 :Moment $label(da = "senest", en = "due");
  settled @5 :Moment $label(da = "afgjort", en = "settled");
  reason @6 :Text $label(da = "årsag", en = "reason");
  made @7 :Moment $label(da = "lovet", en = "made");
  moved @8 :UInt32 $label(da = "gange genforhandlet", en = "times renegotiated");
  firstDue @9 :Moment;
  kind @10 :Text $label(da = "slags", en = "kind");
  backingDecision @11 :Text $label(da = "afgørelse", en = "decision");
  withinCompetence @12 :Answer;
  daysLeft @13 :Int32;  # local days from today to due, negative when passed; 0 without a date
  reference @14 :Text $label(da = "ref", en = "ref");
}

struct DueDate {
  what @0 :PersonalText $label(da = "", en = "");
  kind @1 :Text $label(da = "", en = "");
  risks @2 :List(Risk) $label(da = "se på", en = "look at");
  standing @3 :Standing $label(da = "", en = "");
  due @4 :Moment $label(da = "senest", en = "due");
  settled @5 :Moment $label(da = "gjort", en = "done");
  statutory @6 :Answer $label(da = "lovbestemt", en = "statutory");
  legalBasis @7 :LegalBasis $label(da = "", en = "");
  concerns @8 :Text $label(da = "vedrører", en = "concerns");
  unit @9 :Text $label(da = "enhed", en = "unit");
  moved @10 :UInt32 $label(da = "gange forlænget", en = "times extended");
  firstDue @11 :Moment;
  reason @12 :Text $label(da = "årsag", en = "reason");
  set @13 :Moment $label(da = "sat", en = "set");
  daysLeft @14 :Int32;
  reference @15 :Text $label(da = "ref", en = "ref");
}

# ---- goals ----

struct GoalBoard {
  open @0 :List(BoardGoal) $label(da = "Mål, der gælder", en = "Goals in force");
  proposed @1 :List(BoardGoal) $label(da = "Foreslåede mål", en = "Proposed goals");
  closed @2 :List(BoardGoal) $label(da = "Afsluttede mål", en = "Closed goals");
}

struct BoardGoal {
  text @0 :PersonalText $label(da = "", en = "");
  ownWords @1 :PersonalText $label(da = "borgerens ord", en = "the citizen's words");
  risks @2 :List(Risk) $label(da = "se på", en = "look at");
  result @3 :GoalClosed.Result $label(da = "resultat", en = "result");
  type @4 :GoalAgreed.Type $label(da = "", en = "");
  theme @5 :Text $label(da = "tema", en = "theme");
  expected @6 :FunctionLevel $label(da = "ventet niveau", en = "expected level");
  latest @7 :FunctionLevel $label(da = "senest vurderet", en = "latest rating");
  due @8 :Moment $label(da = "senest", en = "due");
  agreed @9 :Moment $label(da = "aftalt", en = "agreed");
  closed @10 :Moment $label(da = "afsluttet", en = "closed");
  citizenEndorses @11 :Answer $label(da = "borgeren er med", en = "the citizen endorses it");
  endorsers @12 :List(Endorser) $label(da = "bakkes op af", en = "endorsed by");
  ratings @13 :List(BoardRating) $label(da = "vurderinger", en = "ratings");
  services @14 :List(Text) $label(da = "indsatser", en = "services");  # types of the services running for it
  meetings @15 :UInt32 $label(da = "møder om målet", en = "meetings about it");
  reference @16 :Text $label(da = "ref", en = "ref");
}

struct Endorser {
  party @0 :Text $label(da = "", en = "");
  organisation @1 :Text $label(da = "", en = "");
  endorses @2 :Answer $label(da = "", en = "");
  since @3 :Moment $label(da = "", en = "");
}

struct BoardRating {
  occurred @0 :Moment $label(da = "", en = "");
  level @1 :FunctionLevel $label(da = "", en = "");
  ratedBy @2 :ParticipantKind $label(da = "af", en = "by");
  ownWords @3 :PersonalText $label(da = "borgerens ord", en = "the citizen's words");
}

# ---- plans and services ----

struct Services {
  bases @0 :List(LegalGround) $label(da = "Indsatser efter lovgrundlag", en = "Services by legal basis");
  plans @1 :List(PlanLine) $label(da = "Planer", en = "Plans");
  applications @2 :List(ApplicationLine) $label(da = "Ansøgninger", en = "Applications");
  decisions @3 :List(DecisionLine) $label(da = "Afgørelser", en = "Decisions");
  declined @4 :List(DeclinedLine) $label(da = "Tilbud, borgeren har sagt nej til", en = "Offers the citizen declined");
}

struct LegalGround {
  legalBasis @0 :LegalBasis $label(da = "", en = "");
  running @1 :UInt32 $label(da = "kører nu", en = "running now");
  services @2 :List(ServiceLine) $label(da = "", en = "");
}

enum Running {
  planned @0 $label(da = "kommer", en = "to come");
  running @1 $label(da = "kører", en = "running");
  ended @2 $label(da = "afsluttet", en = "ended");
}

struct ServiceLine {
  type @0 :Text $label(da = "", en = "");
  state @1 :Running $label(da = "", en = "");
  risks @2 :List(Risk) $label(da = "se på", en = "look at");
  unit @3 :Text $label(da = "enhed", en = "unit");
  serviceLevel @4 :Text $label(da = "serviceniveau", en = "service level");
  minutesPerWeek @5 :Int32 = -1 $label(da = "minutter om ugen", en = "minutes per week");
  weekly @6 :List(Text) $label(da = "ugentligt", en = "weekly");  # "mo 09:00-22:00"
  from @7 :Moment $label(da = "fra", en = "from");
  to @8 :Moment $label(da = "til", en = "to");
  goals @9 :List(Text) $label(da = "mål", en = "goals");
  decision @10 :Text $label(da = "afgørelse", en = "decision");
  changes @11 :UInt32 $label(da = "gange ændret", en = "times changed");
  reason @12 :Text $label(da = "årsag", en = "reason");
  reference @13 :Text $label(da = "ref", en = "ref");
  guidelines @14 :List(Text) $label(da = "retningslinjer", en = "guidelines");
}

struct PlanLine {
  kind @0 :Text $label(da = "", en = "");
  state @1 :Text $label(da = "", en = "");  # "offered", "created", "declined", "expired"
  offered @2 :Moment $label(da = "tilbudt", en = "offered");
  created @3 :Moment $label(da = "lavet", en = "created");
  revised @4 :UInt32 $label(da = "gange revideret", en = "times revised");
  declined @5 :Moment $label(da = "afslået", en = "declined");
  validTo @6 :Moment $label(da = "gælder til", en = "valid until");
  goals @7 :List(Text) $label(da = "mål", en = "goals");
  assessment @8 :Text $label(da = "udredning", en = "assessment");
  reference @9 :Text $label(da = "ref", en = "ref");
}

struct ApplicationLine {
  services @0 :List(Text) $label(da = "", en = "");
  received @1 :Moment $label(da = "modtaget", en = "received");
  decided @2 :Moment $label(da = "afgjort", en = "decided");
  daysWaiting @3 :Int32 = -1 $label(da = "dage ventet", en = "days waited");
  unit @4 :Text $label(da = "enhed", en = "unit");
  reference @5 :Text $label(da = "ref", en = "ref");
}

struct DecisionLine {
  services @0 :List(Text) $label(da = "", en = "");
  outcome @1 :Text $label(da = "udfald", en = "outcome");
  risks @2 :List(Risk) $label(da = "se på", en = "look at");
  drafted @3 :Moment $label(da = "udkast", en = "draft");
  discussed @4 :Moment $label(da = "drøftet", en = "discussed");
  heard @5 :Moment $label(da = "borgeren hørt", en = "citizen heard");
  hearingExemption @6 :Text $label(da = "undtaget fra høring", en = "exempt from hearing");
  issued @7 :Moment $label(da = "meddelt", en = "issued");
  appealUntil @8 :Moment $label(da = "klagefrist", en = "appeal until");
  appeals @9 :List(AppealLine) $label(da = "klager", en = "appeals");
  unit @10 :Text $label(da = "enhed", en = "unit");
  reference @11 :Text $label(da = "ref", en = "ref");
}

struct AppealLine {
  appealed @0 :Moment $label(da = "klaget", en = "appealed");
  body @1 :AppealBody $label(da = "til", en = "to");
  answers @2 :List(AppealAnswer) $label(da = "svar", en = "answers");
}

struct AppealAnswer {
  body @0 :AppealBody $label(da = "", en = "");
  result @1 :AppealResult $label(da = "", en = "");
  occurred @2 :Moment $label(da = "", en = "");
}

struct DeclinedLine {
  type @0 :Text $label(da = "", en = "");
  ownWords @1 :PersonalText $label(da = "", en = "");
  occurred @2 :Moment $label(da = "", en = "");
}

# ---- meetings ----

struct Meetings {
  planned @0 :List(MeetingLine) $label(da = "Kommende", en = "To come");
  held @1 :List(MeetingLine) $label(da = "Afholdte", en = "Held");
  cancelled @2 :List(MeetingLine) $label(da = "Aflyste", en = "Cancelled");
}

struct MeetingLine {
  kind @0 :Text $label(da = "", en = "");
  planned @1 :Moment $label(da = "planlagt", en = "planned");
  held @2 :Moment $label(da = "afholdt", en = "held");
  cancelled @3 :Moment $label(da = "aflyst", en = "cancelled");
  reason @4 :Text $label(da = "årsag", en = "reason");
  risks @5 :List(Risk) $label(da = "se på", en = "look at");
  purpose @6 :PersonalText $label(da = "formål", en = "purpose");
  form @7 :MeetingConvened.Form $label(da = "form", en = "form");
  formReason @8 :Text $label(da = "fordi", en = "because");
  trigger @9 :TriggerLine $label(da = "udløst af", en = "triggered by");
  convened @10 :Moment $label(da = "indkaldt", en = "convened");
  leader @11 :Text $label(da = "mødeleder", en = "leader");
  leaderExperience @12 :Text $label(da = "erfaring", en = "experience");
  inPerson @13 :Answer $label(da = "personligt møde", en = "in person");
  timeKept @14 :Answer $label(da = "tiden holdt", en = "time kept");
  agenda @15 :List(AgendaLine) $label(da = "dagsorden", en = "agenda");
  parties @16 :List(MeetingParty) $label(da = "deltagere", en = "participants");
  summary @17 :PersonalText $label(da = "referat", en = "summary");
  citizenWords @18 :PersonalText $label(da = "borgerens ord", en = "the citizen's words");
  agreements @19 :List(AgreementLine) $label(da = "aftaler", en = "agreements");
  minutesShared @20 :Moment $label(da = "referat delt", en = "minutes shared");
  goals @21 :List(Text) $label(da = "mål", en = "goals");
  nextMeeting @22 :Moment $label(da = "næste møde", en = "next meeting");
  reference @23 :Text $label(da = "ref", en = "ref");
}

struct TriggerLine {
  event @0 :Text $label(da = "", en = "");  # its type
  occurred @1 :Moment $label(da = "", en = "");
}

struct AgendaLine {
  text @0 :PersonalText $label(da = "", en = "");
  topic @1 :Text $label(da = "", en = "");
  covered @2 :Answer $label(da = "behandlet", en = "covered");
  item @3 :Text;
}

struct MeetingParty {
  party @0 :Text $label(da = "", en = "");
  kind @1 :ParticipantKind $label(da = "", en = "");
  stake @2 :MeetingConvened.Stake $label(da = "", en = "");
  attended @3 :Answer $label(da = "deltog", en = "attended");
  sentInput @4 :Bool $label(da = "bidrog uden at være der", en = "gave input from afar");
  useful @5 :Answer $label(da = "gav mening", en = "was useful");
}

struct AgreementLine {
  text @0 :PersonalText $label(da = "", en = "");
  standing @1 :Text $label(da = "", en = "");  # of the promise or deadline it names: a Standing
  reference @2 :Text $label(da = "ref", en = "ref");
}

# ---- information ----

struct Information {
  askedTwice @0 :UInt32 $label(da = "Spurgt om to gange", en = "Asked for twice");
  holdings @1 :List(Holding) $label(da = "Hvem har hvad", en = "Who holds what");
  requests @2 :List(RequestLine) $label(da = "Indhentninger", en = "Requests");
  shares @3 :List(ShareLine) $label(da = "Delt med andre", en = "Shared with others");
  consents @4 :List(ConsentLine) $label(da = "Samtykker", en = "Consents");
  knowledge @5 :List(KnowledgeLine) $label(da = "Viden brugt", en = "Knowledge used");
}

struct Holding {
  topic @0 :Text $label(da = "", en = "");
  holder @1 :Text $label(da = "hos", en = "held by");
  from @2 :Text $label(da = "fra", en = "from");
  since @3 :Moment $label(da = "siden", en = "since");
  periodFrom @4 :Moment $label(da = "om perioden fra", en = "about the period from");
  periodTo @5 :Moment $label(da = "til", en = "to");
  complete @6 :Answer $label(da = "fuldstændigt", en = "complete");
  position @7 :UInt64;
}

struct RequestLine {
  topic @0 :Text $label(da = "", en = "");
  state @1 :Text $label(da = "", en = "");  # "waiting", "answered", "partly_answered", "withdrawn", "reused"
  risks @2 :List(Risk) $label(da = "se på", en = "look at");
  from @3 :Text $label(da = "spurgt", en = "asked");
  by @4 :Text $label(da = "af", en = "by");
  requested @5 :Moment $label(da = "den", en = "on");
  answered @6 :Moment $label(da = "svar", en = "answer");
  daysWaiting @7 :Int32 = -1 $label(da = "dage", en = "days");
  purpose @8 :Text $label(da = "formål", en = "purpose");
  heldBy @9 :Text $label(da = "fandtes hos", en = "was held by");
  heldSince @10 :Moment $label(da = "siden", en = "since");
  reference @11 :Text $label(da = "ref", en = "ref");
}

struct ShareLine {
  to @0 :List(Text) $label(da = "til", en = "to");
  topic @1 :Text $label(da = "om", en = "about");
  occurred @2 :Moment $label(da = "", en = "");
  channel @3 :Text $label(da = "", en = "");
  by @4 :Text $label(da = "af", en = "by");
  consent @5 :Text $label(da = "samtykke", en = "consent");
  legalBasis @6 :LegalBasis $label(da = "", en = "");
  purpose @7 :Text $label(da = "formål", en = "purpose");
  risks @8 :List(Risk) $label(da = "se på", en = "look at");
}

struct ConsentLine {
  scope @0 :List(Text) $label(da = "om", en = "about");
  parties @1 :List(Text) $label(da = "til", en = "to");
  state @2 :Text $label(da = "", en = "");  # "in_force", "expired", "withdrawn"
  given @3 :Moment $label(da = "givet", en = "given");
  validTo @4 :Moment $label(da = "gælder til", en = "valid until");
  withdrawn @5 :Moment $label(da = "trukket tilbage", en = "withdrawn");
  reference @6 :Text $label(da = "ref", en = "ref");
}

struct KnowledgeLine {
  topic @0 :Text $label(da = "", en = "");
  contributed @1 :Bool $label(da = "bidraget", en = "contributed");
  specialist @2 :Text $label(da = "", en = "");
  profession @3 :Text $label(da = "", en = "");
  occurred @4 :Moment $label(da = "", en = "");
}

# ---- handover ----

struct Dossier {
  # What the next one needs, the person first.
  overview @0 :CaseOverview;
  transitions @1 :List(TransitionLine) $label(da = "Overgange", en = "Transitions");
  handovers @2 :List(HandoverLine) $label(da = "Overleveringer", en = "Handovers");
  promises @3 :List(Promise) $label(da = "Åbne løfter", en = "Open promises");
  deadlines @4 :List(DueDate) $label(da = "Åbne frister", en = "Open deadlines");
  services @5 :List(ServiceLine) $label(da = "Indsatser, der kører", en = "Services running");
  requests @6 :List(RequestLine) $label(da = "Ubesvarede indhentninger", en = "Requests without an answer");
  friction @7 :List(FrictionLine) $label(da = "Uafklaret", en = "Unsettled");
  consents @8 :List(ConsentLine) $label(da = "Samtykker, der gælder", en = "Consents in force");
  documents @9 :List(Text) $label(da = "Dokumenter", en = "Documents");
}

struct TransitionLine {
  from @0 :Text $label(da = "fra", en = "from");
  sectors @1 :List(Text) $label(da = "", en = "");
  unit @2 :Text $label(da = "til", en = "to");
  announced @3 :Moment $label(da = "varslet", en = "announced");
  expected @4 :Moment $label(da = "ventet", en = "expected");
  left @5 :Moment $label(da = "sket", en = "left");
  reference @6 :Text $label(da = "ref", en = "ref");
}

struct HandoverLine {
  from @0 :Text $label(da = "fra", en = "from");
  to @1 :Text $label(da = "til", en = "to");
  state @2 :Text $label(da = "", en = "");  # "proposed", "accepted", "rejected", "completed"
  proposed @3 :Moment $label(da = "foreslået", en = "proposed");
  accepted @4 :Moment $label(da = "modtaget", en = "accepted");
  rejected @5 :Moment $label(da = "afvist", en = "rejected");
  reason @6 :Text $label(da = "årsag", en = "reason");
  completed @7 :Moment $label(da = "gennemført", en = "completed");
  firstContact @8 :Moment $label(da = "første kontakt", en = "first contact");
  receiver @9 :Text $label(da = "modtager", en = "receiver");
  summary @10 :PersonalText $label(da = "", en = "");
  items @11 :List(HandoverItem) $label(da = "åbne punkter", en = "open items");
  documents @12 :List(Text) $label(da = "dokumenter", en = "documents");
  reference @13 :Text $label(da = "ref", en = "ref");
}

struct HandoverItem {
  text @0 :PersonalText $label(da = "", en = "");
  kind @1 :OpenItem.Kind $label(da = "", en = "");
  closed @2 :Answer $label(da = "lukket", en = "closed");
  due @3 :Moment $label(da = "senest", en = "due");
  item @4 :Text $label(da = "ref", en = "ref");
}

struct FrictionLine {
  kind @0 :Text $label(da = "", en = "");  # "disagreement", "uncertainty"
  about @1 :Text $label(da = "om", en = "about");
  between @2 :List(Text) $label(da = "mellem", en = "between");
  raised @3 :Moment $label(da = "siden", en = "since");
  reference @4 :Text $label(da = "ref", en = "ref");
}

# ---- a scoped extract ----

struct Extract {
  # Only the topics asked for. That it was given is an event of its own (information.shared), appended before it is shown.
  topics @0 :List(Text) $label(da = "om", en = "about");
  overview @1 :CaseOverview;  # only what the topics allow
  goals @2 :List(BoardGoal) $label(da = "Mål", en = "Goals");
  promises @3 :List(Promise) $label(da = "Åbne løfter", en = "Open promises");
  deadlines @4 :List(DueDate) $label(da = "Åbne frister", en = "Open deadlines");
  services @5 :List(ServiceLine) $label(da = "Indsatser, der kører", en = "Services running");
  meetings @6 :List(MeetingLine) $label(da = "Kommende møder", en = "Meetings to come");
  handovers @7 :List(HandoverLine) $label(da = "Overleveringer", en = "Handovers");
  partners @8 :List(Partner);
}
