@0xc3a3d0f8ab347768;
# What is learnt along the way: feedback, lessons, good practice, tools used, and what came of advice.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".class;
using import "envelope.capnp".Id16;
using import "envelope.capnp".Answer;
using import "terms.capnp".ParticipantKind;

struct FeedbackRecorded $label(da = "Tilbagemelding registreret", en = "Feedback recorded") {
  # Counted by theme, never scored.
  speaker @0 :ParticipantKind $label(da = "hvem sagde det", en = "speaker");
  party @1 :Text $label(da = "part", en = "party");
  toldTo @2 :Text $label(da = "sagt til", en = "told to");  # "caseworker", "evaluator", "leader"
  secondHand @3 :Answer $label(da = "gengivet", en = "second-hand");
  themes @4 :List(Text) $label(da = "temaer", en = "themes");
  aboutEvent @5 :Id16 $label(da = "om hændelse", en = "about event");
}
struct FeedbackRecordedPersonal $label(da = "Tilbagemelding registreret, personlige oplysninger", en = "Feedback recorded, personal") {
  ownWords @0 :Text $label(da = "egne ord", en = "own words") $class(narrative);
  note @1 :Text $label(da = "notat", en = "note") $class(narrative);
  health @2 :Text $label(da = "helbred", en = "health") $class(health);
}

struct LessonRecorded $label(da = "Erfaring registreret", en = "Lesson recorded") {
  lesson @0 :Text $label(da = "erfaring", en = "lesson");
  source @1 :Text $label(da = "kilde", en = "source");  # "seminar", "case", "survey", "monitoring"
  seminar @2 :Text $label(da = "seminar", en = "seminar");
  phase @3 :Text $label(da = "fase", en = "phase");
  problems @4 :List(Text) $label(da = "problemstillinger", en = "problems");
  worked @5 :Answer $label(da = "virkede", en = "worked");
  events @6 :List(Id16) $label(da = "hændelser", en = "events");
}
struct LessonRecordedPersonal $label(da = "Erfaring registreret, personlige oplysninger", en = "Lesson recorded, personal") {
  text @0 :Text $label(da = "erfaringen", en = "the lesson") $class(narrative);
}

struct PracticeHighlighted $label(da = "God praksis fremhævet", en = "Practice highlighted") {
  events @0 :List(Id16) $label(da = "hændelser", en = "events");
  phase @1 :Text $label(da = "fase", en = "phase");
  themes @2 :List(Text) $label(da = "temaer", en = "themes");
}
struct PracticeHighlightedPersonal $label(da = "God praksis fremhævet, personlige oplysninger", en = "Practice highlighted, personal") {
  why @0 :Text $label(da = "hvorfor", en = "why") $class(narrative);
}

struct ToolUsed $label(da = "Redskab anvendt", en = "Tool used") {
  tool @0 :Text $label(da = "redskab", en = "tool");
  version @1 :Text $label(da = "version", en = "version");
  phase @2 :Text $label(da = "fase", en = "phase");
  easesWork @3 :Answer $label(da = "letter arbejdet", en = "eases work");
  minutes @4 :Int32 = -1 $label(da = "minutter", en = "minutes");
}

struct AdviceShown $label(da = "Råd vist", en = "Advice shown") {
  # What decision support said, to whom it was shown, and on which events it rested.
  advice @0 :Text $label(da = "råd", en = "advice");  # a reference, for what came of it
  rule @1 :Text $label(da = "regel", en = "rule");  # "R1"
  ruleVersion @2 :Text $label(da = "regelversion", en = "rule version");
  result @3 :Text $label(da = "resultat", en = "result");
  evidence @4 :List(Id16) $label(da = "belæg", en = "evidence");
  missing @5 :List(Text) $label(da = "manglende belæg", en = "missing evidence");
  thresholds @6 :List(Threshold) $label(da = "grænser", en = "thresholds");

  struct Threshold $label(da = "grænse", en = "threshold") {
    name @0 :Text $label(da = "navn", en = "name");
    value @1 :Text $label(da = "værdi", en = "value");
  }
}

struct AdviceFollowed $label(da = "Råd fulgt", en = "Advice followed") {
  advice @0 :Text $label(da = "råd", en = "advice");
  rule @1 :Text $label(da = "regel", en = "rule");
  ruleVersion @2 :Text $label(da = "regelversion", en = "rule version");
  evidence @3 :List(Id16) $label(da = "belæg", en = "evidence");
  action @4 :Id16 $label(da = "handling", en = "action");  # the event that followed it
}

struct AdviceOverridden $label(da = "Råd fraveget", en = "Advice overridden") {
  # A person decided otherwise and says why; that is allowed and counted.
  advice @0 :Text $label(da = "råd", en = "advice");
  rule @1 :Text $label(da = "regel", en = "rule");
  ruleVersion @2 :Text $label(da = "regelversion", en = "rule version");
  evidence @3 :List(Id16) $label(da = "belæg", en = "evidence");
  reason @4 :Text $label(da = "årsag", en = "reason");
}
struct AdviceOverriddenPersonal $label(da = "Råd fraveget, personlige oplysninger", en = "Advice overridden, personal") {
  explanation @0 :Text $label(da = "begrundelse", en = "explanation") $class(narrative);
}
