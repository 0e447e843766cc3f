@0xc8cae71124f86ac9;
# Goals: what all efforts aim at, and who stands behind it.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".class;
using import "annotations.capnp".verbatim;
using import "envelope.capnp".Moment;
using import "envelope.capnp".Answer;
using import "terms.capnp".ParticipantKind;
using import "terms.capnp".Sector;
using import "terms.capnp".FunctionLevel;

struct GoalAgreed $label(da = "Mål aftalt", en = "Goal agreed") {
  goal @0 :Text $label(da = "mål", en = "goal");
  theme @1 :Text $label(da = "tema", en = "theme");
  goalType @2 :Type $label(da = "måltype", en = "goal type");
  expectedLevel @3 :FunctionLevel $label(da = "forventet niveau", en = "expected level");
  due @4 :Moment $label(da = "frist", en = "due");
  endorsedBy @5 :List(Endorsement) $label(da = "tilsluttet af", en = "endorsed by");
  citizenEndorses @6 :Answer $label(da = "borgeren er med", en = "citizen endorses");
  shared @7 :Answer $label(da = "fælles mål", en = "shared goal");

  enum Type {
    unknown @0 $label(da = "uoplyst", en = "unknown");
    develop @1 $label(da = "udvikle", en = "develop");
    maintain @2 $label(da = "fastholde", en = "maintain");
    limitLoss @3 $label(da = "begrænse tab", en = "limit loss");
  }
}
struct GoalAgreedPersonal $label(da = "Mål aftalt, personlige oplysninger", en = "Goal agreed, personal") {
  text @0 :Text $label(da = "målet", en = "the goal") $class(narrative);
  citizenWords @1 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
  health @2 :Text $label(da = "helbred", en = "health") $class(health);
}

struct Endorsement $label(da = "tilslutning", en = "endorsement") {
  # Who stands behind a goal; organisation, unit and sector decide whether it counts for M4.
  party @0 :Text $label(da = "part", en = "party");
  organisation @1 :Text $label(da = "organisation", en = "organisation");
  unit @2 :Text $verbatim $label(da = "enhed", en = "unit");
  kind @3 :ParticipantKind $label(da = "deltagertype", en = "kind");
  sector @4 :Sector $label(da = "sektor", en = "sector");
}

struct GoalEndorsed $label(da = "Mål tiltrådt", en = "Goal endorsed") {
  goal @0 :Text $label(da = "mål", en = "goal");
  by @1 :Endorsement $label(da = "af", en = "by");
  endorses @2 :Answer $label(da = "tilslutter sig", en = "endorses");
}
struct GoalEndorsedPersonal $label(da = "Mål tiltrådt, personlige oplysninger", en = "Goal endorsed, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
}

struct GoalProgressRated $label(da = "Fremgang mod mål vurderet", en = "Goal progress rated") {
  goal @0 :Text $label(da = "mål", en = "goal");
  level @1 :FunctionLevel $label(da = "niveau", en = "level");
  progress @2 :Progress $label(da = "fremgang", en = "progress");
  ratedBy @3 :ParticipantKind $label(da = "vurderet af", en = "rated by");

  enum Progress {
    unknown @0 $label(da = "uoplyst", en = "unknown");
    setback @1 $label(da = "tilbagegang", en = "setback");
    unchanged @2 $label(da = "uændret", en = "unchanged");
    some @3 $label(da = "nogen fremgang", en = "some progress");
    reached @4 $label(da = "nået", en = "reached");
  }
}
struct GoalProgressRatedPersonal $label(da = "Fremgang mod mål vurderet, personlige oplysninger", en = "Goal progress rated, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
  citizenWords @1 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
}

struct GoalClosed $label(da = "Mål afsluttet", en = "Goal closed") {
  goal @0 :Text $label(da = "mål", en = "goal");
  result @1 :Result $label(da = "resultat", en = "result");
  level @2 :FunctionLevel $label(da = "niveau", en = "level");

  enum Result {
    unknown @0 $label(da = "uoplyst", en = "unknown");
    reached @1 $label(da = "nået", en = "reached");
    partlyReached @2 $label(da = "delvist nået", en = "partly reached");
    notReached @3 $label(da = "ikke nået", en = "not reached");
    abandoned @4 $label(da = "opgivet", en = "abandoned");
    replaced @5 $label(da = "erstattet", en = "replaced");
  }
}
struct GoalClosedPersonal $label(da = "Mål afsluttet, personlige oplysninger", en = "Goal closed, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
  citizenWords @1 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
}

struct GoalProposed $label(da = "Mål foreslået", en = "Goal proposed") {
  goal @0 :Text $label(da = "mål", en = "goal");
  theme @1 :Text $label(da = "tema", en = "theme");
  goalType @2 :GoalAgreed.Type $label(da = "måltype", en = "goal type");
  proposedBy @3 :ParticipantKind $label(da = "foreslået af", en = "proposed by");
  party @4 :Text $label(da = "part", en = "party");
  due @5 :Moment $label(da = "frist", en = "due");
}
struct GoalProposedPersonal $label(da = "Mål foreslået, personlige oplysninger", en = "Goal proposed, personal") {
  text @0 :Text $label(da = "målet", en = "the goal") $class(narrative);
  citizenWords @1 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
  health @2 :Text $label(da = "helbred", en = "health") $class(health);
}
