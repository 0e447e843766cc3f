@0x9a3f6de2c81b5047;
# The view of a case's complexity and of the need for a coordinator over time. The same conventions as in views.capnp.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb::answers");
using import "/events/schema/annotations.capnp".label;
using import "/events/schema/assessment.capnp".AssessmentCompleted;
using import "/events/schema/envelope.capnp".Answer;
using import "/events/schema/envelope.capnp".Moment;
using import "answers.capnp".PersonalText;

struct ComplexityHistory {
  grades @0 :List(ComplexityGrade) $label(da = "Kompleksitet", en = "Complexity");
  needs @1 :List(CoordinatorNeed) $label(da = "Behov for koordinator", en = "Need for a coordinator");
  coordinators @2 :List(CoordinatorSpell) $label(da = "Koordinatorer", en = "Coordinators");
  assessments @3 :List(AssessmentLine) $label(da = "Udredninger", en = "Assessments");
}

struct ComplexityGrade {
  grade @0 :Text $label(da = "grad", en = "grade");
  occurred @1 :Moment $label(da = "", en = "");
  model @2 :Text $label(da = "model", en = "model");
  reasoning @3 :PersonalText $label(da = "", en = "");
  dimensions @4 :List(GradedDimension) $label(da = "dimensioner", en = "dimensions");
  evidence @5 :UInt32 $label(da = "hændelser som belæg", en = "events as evidence");
  by @6 :Text $label(da = "vurderet af", en = "assessed by");
}

struct GradedDimension {
  code @0 :Text $label(da = "", en = "");
  grade @1 :Text $label(da = "", en = "");
}

struct CoordinatorNeed {
  decision @0 :Answer $label(da = "besluttet", en = "decided");
  advice @1 :Answer $label(da = "anbefalet", en = "advised");
  occurred @2 :Moment $label(da = "", en = "");
  explanation @3 :PersonalText $label(da = "", en = "");
  reason @4 :Text $label(da = "årsag", en = "reason");
  considerablyReduced @5 :Answer $label(da = "funktionsevne betydeligt nedsat", en = "function considerably reduced");
  criteriaSet @6 :Text $label(da = "kriterier", en = "criteria");
  by @7 :Text $label(da = "registreret af", en = "recorded by");
  criteria @8 :List(Criterion) $label(da = "krav og indikatorer", en = "requirements and indicators");
}

struct Criterion {
  criterion @0 :Text $label(da = "", en = "");
  requirement @1 :Bool $label(da = "krav", en = "requirement");
  met @2 :Answer $label(da = "", en = "");
  evidence @3 :UInt32;
}

struct CoordinatorSpell {
  person @0 :Text $label(da = "", en = "");
  kind @1 :Text $label(da = "", en = "");
  unit @2 :Text $label(da = "", en = "");
  since @3 :Moment $label(da = "fra", en = "from");
  until @4 :Moment $label(da = "til", en = "to");
  reason @5 :Text $label(da = "årsag", en = "reason");
}

struct AssessmentLine {
  method @0 :Text $label(da = "", en = "");
  purpose @1 :Text $label(da = "", en = "");
  started @2 :Moment $label(da = "begyndt", en = "started");
  completed @3 :Moment $label(da = "afsluttet", en = "completed");
  supportNeed @4 :AssessmentCompleted.SupportNeed $label(da = "", en = "");
  themes @5 :UInt32 $label(da = "temaer vurderet", en = "themes scored");
  reference @6 :Text $label(da = "ref", en = "ref");
}
