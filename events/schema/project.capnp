@0xe6ee609c08dde087;
# Evaluation projects: the design, its waves and periods, who is asked, and the seminars. On project streams.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".class;
using import "annotations.capnp".verbatim;
using import "envelope.capnp".Moment;
using import "envelope.capnp".Answer;
using import "evaluation.capnp".RespondentGroup;

struct ProjectDesigned $label(da = "Evaluering tilrettelagt", en = "Project designed") {
  # Carries the whole design as it stands from now on; the newest one counts.
  project @0 :Text $label(da = "projekt", en = "project");
  title @1 :Text $verbatim $label(da = "titel", en = "title");
  design @2 :Text $label(da = "design", en = "design");  # "before_after", "monitoring", "comparison"
  evaluator @3 :Text $label(da = "evaluator", en = "evaluator");  # organisation
  evaluatorIsPartner @4 :Answer $label(da = "evaluator er projektpartner", en = "evaluator is a partner");  # said in every report
  units @5 :List(Text) $verbatim $label(da = "enheder", en = "units");
  coordinatorKinds @6 :List(Text) $label(da = "koordinatortyper", en = "kinds of coordinator");
  targetGroups @7 :List(Text) $label(da = "målgrupper", en = "target groups");
  methodVersions @8 :List(Text) $label(da = "metodeversioner", en = "method versions");
  validFrom @9 :Moment $label(da = "fra", en = "from");
  validTo @10 :Moment $label(da = "til", en = "to");  # exclusive
  instruments @11 :List(InstrumentUse) $label(da = "skemaer", en = "instruments");
  equalVersions @12 :List(EqualVersions) $label(da = "ligestillede versioner", en = "versions declared equal");

  struct InstrumentUse $label(da = "skema i brug", en = "instrument in use") {
    instrument @0 :Text $label(da = "skema", en = "instrument");
    version @1 :Text $label(da = "skemaversion", en = "instrument version");
    groups @2 :List(RespondentGroup) $label(da = "respondentgrupper", en = "respondent groups");
    waves @3 :List(Text) $label(da = "målinger", en = "waves");
  }
  struct EqualVersions $label(da = "ligestillede versioner", en = "equal versions") {
    # Only the design says that two wordings may be compared (E2).
    instrument @0 :Text $label(da = "skema", en = "instrument");
    version @1 :Text $label(da = "skemaversion", en = "instrument version");
    equalTo @2 :Text $label(da = "svarer til", en = "equal to");
  }
}
struct ProjectDesignedPersonal $label(da = "Evaluering tilrettelagt, personlige oplysninger", en = "Project designed, personal") {
  question @0 :Text $label(da = "evalueringsspørgsmål", en = "evaluation question") $class(narrative);
  theoryOfChange @1 :Text $label(da = "forandringsteori", en = "theory of change") $class(narrative);
  limits @2 :Text $label(da = "forbehold", en = "limits") $class(narrative);
}

struct WaveOpened $label(da = "Måling åbnet", en = "Wave opened") {
  # Only answers between `opens` and `closes` count (E1).
  wave @0 :Text $label(da = "måling", en = "wave");  # "baseline", "after"
  instrument @1 :Text $label(da = "skema", en = "instrument");
  version @2 :Text $label(da = "skemaversion", en = "instrument version");
  opens @3 :Moment $label(da = "åbner", en = "opens");
  closes @4 :Moment $label(da = "lukker", en = "closes");
  groups @5 :List(RespondentGroup) $label(da = "respondentgrupper", en = "respondent groups");
}

struct WaveClosed $label(da = "Måling lukket", en = "Wave closed") {
  wave @0 :Text $label(da = "måling", en = "wave");
  instrument @1 :Text $label(da = "skema", en = "instrument");
  reason @2 :Text $label(da = "årsag", en = "reason");
}

struct RespondentEnrolled $label(da = "Respondent tilmeldt", en = "Respondent enrolled") {
  # A respondent's pseudonym comes from its own key and is never an actor's.
  respondent @0 :Text $label(da = "respondent", en = "respondent");
  group @1 :RespondentGroup $label(da = "respondentgruppe", en = "respondent group");
  unit @2 :Text $verbatim $label(da = "enhed", en = "unit");
  waves @3 :List(Text) $label(da = "målinger", en = "waves");
  instruments @4 :List(Text) $label(da = "skemaer", en = "instruments");
  validFrom @5 :Moment $label(da = "fra", en = "from");
  validTo @6 :Moment $label(da = "til", en = "to");  # exclusive
  experienceBand @7 :Text $label(da = "erfaring", en = "experience");
}

struct RespondentLeft $label(da = "Respondent udtrådt", en = "Respondent left") {
  respondent @0 :Text $label(da = "respondent", en = "respondent");
  reason @1 :Text $label(da = "årsag", en = "reason");
}

struct PeriodExpected $label(da = "Periode forventes indberettet", en = "Period expected") {
  # Which reports and time registrations are expected for a period; none for it then means missing, not 0.
  period @0 :Text $label(da = "periode", en = "period");  # "2026-03"
  instrument @1 :Text $label(da = "skema", en = "instrument");
  version @2 :Text $label(da = "skemaversion", en = "instrument version");
  firstDay @3 :Moment $label(da = "første dag", en = "first day");
  lastDay @4 :Moment $label(da = "sidste dag", en = "last day");
  due @5 :Moment $label(da = "indberetningsfrist", en = "due");
  groups @6 :List(RespondentGroup) $label(da = "respondentgrupper", en = "respondent groups");
  registrars @7 :List(Text) $verbatim $label(da = "tidsregistrerende", en = "registrars");  # actor pseudonyms of those who register time
}

struct SeminarHeld $label(da = "Seminar afholdt", en = "Seminar held") {
  seminar @0 :Text $label(da = "seminar", en = "seminar");
  kind @1 :Text $label(da = "seminartype", en = "kind");  # "evaluation", "implementation"
  participants @2 :Int32 = -1 $label(da = "deltagere", en = "participants");
  groups @3 :List(RespondentGroup) $label(da = "deltagergrupper", en = "groups");
  organisations @4 :List(Text) $label(da = "organisationer", en = "organisations");
  topics @5 :List(Text) $label(da = "emner", en = "topics");
  minutes @6 :Int32 = -1 $label(da = "minutter", en = "minutes");
}
struct SeminarHeldPersonal $label(da = "Seminar afholdt, personlige oplysninger", en = "Seminar held, personal") {
  summary @0 :Text $label(da = "opsamling", en = "summary") $class(narrative);
}
