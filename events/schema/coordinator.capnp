@0x8f9b6e09f0a70014;
# The coordinator: whether one is needed, who it is, who knows it, and how complex the case is.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".class;
using import "annotations.capnp".verbatim;
using import "envelope.capnp".Id16;
using import "envelope.capnp".Answer;

struct CoordinatorNeedAssessed $label(da = "Behov for koordinator vurderet", en = "Coordinator need assessed") {
  criteriaSet @0 :Text $label(da = "kriteriesæt", en = "criteria set");
  results @1 :List(CriterionResult) $label(da = "vurderinger", en = "results");
  advice @2 :Answer $label(da = "anbefalet", en = "advised");
  decision @3 :Answer $label(da = "besluttet", en = "decided");  # is a coordinator needed?
  decidedBy @4 :Text $verbatim $label(da = "besluttet af", en = "decided by");
  reason @5 :Text $label(da = "årsag", en = "reason");
  considerablyReduced @6 :Answer $label(da = "betydeligt nedsat funktionsevne", en = "considerably reduced function");
  # The recorded judgement itself, never derived from levels.
  method @7 :Text $label(da = "metode", en = "method");
}
struct CoordinatorNeedAssessedPersonal $label(da = "Behov for koordinator vurderet, personlige oplysninger", en = "Coordinator need assessed, personal") {
  explanation @0 :Text $label(da = "begrundelse", en = "explanation") $class(narrative);
}

struct CriterionResult $label(da = "kriterium", en = "criterion") {
  criterion @0 :Text $label(da = "kriterium", en = "criterion");
  kind @1 :Kind $label(da = "art", en = "kind");
  met @2 :Answer $label(da = "opfyldt", en = "met");
  evidence @3 :List(Id16) $label(da = "belæg", en = "evidence");  # event ids

  enum Kind {
    unknown @0 $label(da = "uoplyst", en = "unknown");
    requirement @1 $label(da = "krav", en = "requirement");
    indicator @2 $label(da = "indikator", en = "indicator");
  }
}

struct CoordinatorAssigned $label(da = "Koordinator udpeget", en = "Coordinator assigned") {
  person @0 :Text $verbatim $label(da = "koordinator", en = "coordinator");  # the actor pseudonym of the coordinator
  kind @1 :Text $label(da = "koordinatortype", en = "kind");  # "koordinerende_kontaktperson", "handicapkoordinator"
  homeUnit @2 :Text $verbatim $label(da = "hjemmeenhed", en = "home unit");
  competenceScope @3 :List(Text) $label(da = "beslutningskompetence", en = "competence scope");
  experienceBand @4 :Text $label(da = "erfaring", en = "experience");  # "0-6m", "7-24m", "over24m"
  identity @5 :Id16 $label(da = "personstrøm", en = "person stream");
}

struct CoordinatorAnnounced $label(da = "Koordinator meddelt", en = "Coordinator announced") {
  party @0 :Text $label(da = "part", en = "party");
  channel @1 :Text $label(da = "kanal", en = "channel");
}

struct CoordinatorAcknowledged $label(da = "Koordinator bekræftet", en = "Coordinator acknowledged") {
  # The party said that it knows who coordinates: what "known coordinator" (M3) rests on.
  party @0 :Text $label(da = "part", en = "party");
}

struct CoordinatorReleased $label(da = "Koordinator fratrådt", en = "Coordinator released") {
  person @0 :Text $verbatim $label(da = "koordinator", en = "coordinator");
  reason @1 :Text $label(da = "årsag", en = "reason");
  successor @2 :Text $verbatim $label(da = "afløser", en = "successor");
}
struct CoordinatorReleasedPersonal $label(da = "Koordinator fratrådt, personlige oplysninger", en = "Coordinator released, personal") {
  handoverNote @0 :Text $label(da = "overleveringsnotat", en = "handover note") $class(narrative);
}

struct ComplexityAssessed $label(da = "Kompleksitet vurderet", en = "Complexity assessed") {
  model @0 :Text $label(da = "model", en = "model");
  modelVersion @1 :Text $label(da = "modelversion", en = "model version");
  grade @2 :Text $label(da = "kompleksitetsgrad", en = "grade");
  dimensions @3 :List(Dimension) $label(da = "dimensioner", en = "dimensions");
  evidence @4 :List(Id16) $label(da = "belæg", en = "evidence");

  struct Dimension $label(da = "dimension", en = "dimension") {
    code @0 :Text $label(da = "dimension", en = "dimension");
    grade @1 :Text $label(da = "grad", en = "grade");
  }
}
struct ComplexityAssessedPersonal $label(da = "Kompleksitet vurderet, personlige oplysninger", en = "Complexity assessed, personal") {
  reasoning @0 :Text $label(da = "begrundelse", en = "reasoning") $class(narrative);
  health @1 :Text $label(da = "helbred", en = "health") $class(health);
}

struct OnboardingRecorded $label(da = "Oplæring registreret", en = "Onboarding recorded") {
  # What it takes to learn the work: procedures, methods, tools. Its minutes are never added to time.registered's.
  person @0 :Text $verbatim $label(da = "medarbejder", en = "member of staff");  # an actor pseudonym
  topic @1 :Text $label(da = "emne", en = "topic");  # "procedure", "method", "tool"
  minutes @2 :Int32 = -1 $label(da = "minutter", en = "minutes");
  experienceBand @3 :Text $label(da = "erfaring", en = "experience");
  unit @4 :Text $verbatim $label(da = "enhed", en = "unit");
}
