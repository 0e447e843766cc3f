@0xc75c2575ffaa4b55;
# The adult assessment (voksenudredning, VUM) and its themes.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".class;
using import "envelope.capnp".Answer;
using import "terms.capnp".FunctionLevel;

struct AssessmentStarted $label(da = "Udredning påbegyndt", en = "Assessment started") {
  assessment @0 :Text $label(da = "udredning", en = "assessment");
  method @1 :Text $label(da = "metode", en = "method");  # "vum2", "funktionsevnemetoden"
  methodVersion @2 :Text $label(da = "metodeversion", en = "method version");
  purpose @3 :Text $label(da = "formål", en = "purpose");  # "first", "reassessment"
  application @4 :Text $label(da = "ansøgning", en = "application");
  levelExcludesSupport @5 :Answer $label(da = "niveau uden nuværende støtte", en = "level excludes current support");
  # Two assessments compare only if both follow the same rule (E6).
}

struct AssessmentThemeScored $label(da = "Udredningstema vurderet", en = "Assessment theme scored") {
  # FFB gives a level only under "Aktivitet og deltagelse"; elsewhere it stays notAssessed.
  assessment @0 :Text $label(da = "udredning", en = "assessment");
  theme @1 :Text $label(da = "tema", en = "theme");  # FFB code
  level @2 :FunctionLevel $label(da = "funktionsniveau", en = "function level");
}
struct AssessmentThemeScoredPersonal $label(da = "Udredningstema vurderet, personlige oplysninger", en = "Assessment theme scored, personal") {
  description @0 :Text $label(da = "beskrivelse", en = "description") $class(health);
  citizenWords @1 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
}

struct AssessmentCompleted $label(da = "Udredning afsluttet", en = "Assessment completed") {
  assessment @0 :Text $label(da = "udredning", en = "assessment");
  supportNeed @1 :SupportNeed $label(da = "støttebehov", en = "support need");
  targetGroups @2 :List(Text) $label(da = "målgrupper", en = "target groups");
  primaryTargetGroup @3 :Text $label(da = "primær målgruppe", en = "primary target group");

  enum SupportNeed {
    notAssessed @0 $label(da = "ikke vurderet", en = "not assessed");
    none @1 $label(da = "intet støttebehov", en = "none");
    slight @2 $label(da = "let støttebehov", en = "slight");
    moderate @3 $label(da = "moderat støttebehov", en = "moderate");
    severe @4 $label(da = "højt støttebehov", en = "high");
    complete @5 $label(da = "fuldstændigt støttebehov", en = "complete");
  }
}
struct AssessmentCompletedPersonal $label(da = "Udredning afsluttet, personlige oplysninger", en = "Assessment completed, personal") {
  summary @0 :Text $label(da = "samlet vurdering", en = "overall assessment") $class(narrative);
  health @1 :Text $label(da = "helbred", en = "health") $class(health);
}
