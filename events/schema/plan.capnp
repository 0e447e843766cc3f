@0x9493e5f39f507c85;
# Plans and running services. A plan is offered, then created or declined; a service runs from its start to its end.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".class;
using import "annotations.capnp".verbatim;
using import "envelope.capnp".Moment;
using import "envelope.capnp".Answer;
using import "envelope.capnp".LegalBasis;
using import "terms.capnp".ParticipantKind;
using import "terms.capnp".CodedText;
using import "terms.capnp".ServiceSpecification;

struct PlanOffered $label(da = "Plan tilbudt", en = "Plan offered") {
  # Serviceloven § 141 obliges to offer; the citizen may decline.
  plan @0 :Text $label(da = "plan", en = "plan");
  kind @1 :Text $label(da = "plantype", en = "kind");  # vocabulary "plan_kind"
  legalBasis @2 :LegalBasis $label(da = "lovgrundlag", en = "legal basis");
  assessment @3 :Text $label(da = "udredning", en = "assessment");
  kinds @4 :List(ParticipantKind) $label(da = "tilbudt til", en = "offered to");
  channel @5 :Text $label(da = "kanal", en = "channel");
}
struct PlanOfferedPersonal $label(da = "Plan tilbudt, personlige oplysninger", en = "Plan offered, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
}

struct PlanCreated $label(da = "Plan udarbejdet", en = "Plan created") {
  plan @0 :Text $label(da = "plan", en = "plan");
  kind @1 :Text $label(da = "plantype", en = "kind");
  legalBasis @2 :LegalBasis $label(da = "lovgrundlag", en = "legal basis");
  assessment @3 :Text $label(da = "udredning", en = "assessment");  # the assessment it rests on (M6)
  goals @4 :List(Text) $label(da = "mål", en = "goals");
  services @5 :List(Text) $label(da = "ydelser", en = "services");
  actions @6 :List(PlanAction) $label(da = "indsatser", en = "actions");
  validFrom @7 :Moment $label(da = "fra", en = "from");
  validTo @8 :Moment $label(da = "til", en = "to");  # exclusive
  nextFollowUp @9 :Moment $label(da = "næste opfølgning", en = "next follow-up");
  responsible @10 :Text $verbatim $label(da = "ansvarlig", en = "responsible");
  unit @11 :Text $verbatim $label(da = "enhed", en = "unit");
  citizenEndorses @12 :Answer $label(da = "borgeren er med", en = "citizen endorses");
  wholePerson @13 :Answer $label(da = "helhedsorienteret plan", en = "whole-person plan");  # one plan across units (§ 141, stk. 7)
}
struct PlanCreatedPersonal $label(da = "Plan udarbejdet, personlige oplysninger", en = "Plan created, personal") {
  purpose @0 :Text $label(da = "formål", en = "purpose") $class(narrative);
  actionTexts @1 :List(CodedText) $label(da = "indsatsernes ord", en = "action texts") $class(narrative);
  otherMatters @2 :Text $label(da = "særlige forhold", en = "other matters") $class(narrative);
  citizenWords @3 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
  health @4 :Text $label(da = "helbred", en = "health") $class(health);
}

struct PlanRevised $label(da = "Plan revideret", en = "Plan revised") {
  # The whole plan as it stands from now on: what is absent is not part of it any more.
  plan @0 :Text $label(da = "plan", en = "plan");
  kind @1 :Text $label(da = "plantype", en = "kind");
  legalBasis @2 :LegalBasis $label(da = "lovgrundlag", en = "legal basis");
  assessment @3 :Text $label(da = "udredning", en = "assessment");
  goals @4 :List(Text) $label(da = "mål", en = "goals");
  services @5 :List(Text) $label(da = "ydelser", en = "services");
  actions @6 :List(PlanAction) $label(da = "indsatser", en = "actions");
  validFrom @7 :Moment $label(da = "fra", en = "from");
  validTo @8 :Moment $label(da = "til", en = "to");  # exclusive
  nextFollowUp @9 :Moment $label(da = "næste opfølgning", en = "next follow-up");
  responsible @10 :Text $verbatim $label(da = "ansvarlig", en = "responsible");
  unit @11 :Text $verbatim $label(da = "enhed", en = "unit");
  citizenEndorses @12 :Answer $label(da = "borgeren er med", en = "citizen endorses");
  wholePerson @13 :Answer $label(da = "helhedsorienteret plan", en = "whole-person plan");
  reason @14 :Text $label(da = "årsag", en = "reason");
  followUp @15 :FollowUp $label(da = "opfølgning", en = "follow-up");
}
struct PlanRevisedPersonal $label(da = "Plan revideret, personlige oplysninger", en = "Plan revised, personal") {
  purpose @0 :Text $label(da = "formål", en = "purpose") $class(narrative);
  actionTexts @1 :List(CodedText) $label(da = "indsatsernes ord", en = "action texts") $class(narrative);
  otherMatters @2 :Text $label(da = "særlige forhold", en = "other matters") $class(narrative);
  citizenWords @3 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
  health @4 :Text $label(da = "helbred", en = "health") $class(health);
}

struct PlanDeclined $label(da = "Plan ikke ønsket", en = "Plan declined") {
  plan @0 :Text $label(da = "plan", en = "plan");
  kind @1 :Text $label(da = "plantype", en = "kind");
  assessment @2 :Text $label(da = "udredning", en = "assessment");
  declinedBy @3 :ParticipantKind $label(da = "fravalgt af", en = "declined by");
  reason @4 :Text $label(da = "årsag", en = "reason");
}
struct PlanDeclinedPersonal $label(da = "Plan ikke ønsket, personlige oplysninger", en = "Plan declined, personal") {
  citizenWords @0 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
}

struct PlanAction $label(da = "indsats", en = "action") {
  # Each action has one who is responsible.
  action @0 :Text $label(da = "indsats", en = "action");
  kind @1 :Text $label(da = "indsatstype", en = "kind");
  responsible @2 :Text $label(da = "ansvarlig part", en = "responsible party");
  goal @3 :Text $label(da = "mål", en = "goal");
  due @4 :Moment $label(da = "senest", en = "due");
}

enum FollowUp {
  # What a follow-up came to, as FFB has it.
  unknown @0 $label(da = "uoplyst", en = "unknown");
  continue @1 $label(da = "fortsæt", en = "continue");
  end @2 $label(da = "afslut", en = "end");
  endAndRefer @3 $label(da = "afslut og henvis på ny", en = "end and re-refer");
}

struct ServiceStarted $label(da = "Ydelse iværksat", en = "Service started") {
  # It runs from specification.validFrom, or from when this occurred, to validTo or service.ended.
  specification @0 :ServiceSpecification $label(da = "ydelse", en = "specification");
  decision @1 :Text $label(da = "afgørelse", en = "decision");
  plan @2 :Text $label(da = "plan", en = "plan");
  reason @3 :Text $label(da = "årsag", en = "reason");
}
struct ServiceStartedPersonal $label(da = "Ydelse iværksat, personlige oplysninger", en = "Service started, personal") {
  description @0 :Text $label(da = "beskrivelse", en = "description") $class(narrative);
  citizenWords @1 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
  health @2 :Text $label(da = "helbred", en = "health") $class(health);
}

struct ServiceChanged $label(da = "Ydelse ændret", en = "Service changed") {
  # The whole service as it runs from now on.
  specification @0 :ServiceSpecification $label(da = "ydelse", en = "specification");
  decision @1 :Text $label(da = "afgørelse", en = "decision");
  plan @2 :Text $label(da = "plan", en = "plan");
  reason @3 :Text $label(da = "årsag", en = "reason");  # "coordination" = fitted to the other efforts
}
struct ServiceChangedPersonal $label(da = "Ydelse ændret, personlige oplysninger", en = "Service changed, personal") {
  description @0 :Text $label(da = "beskrivelse", en = "description") $class(narrative);
  citizenWords @1 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
  health @2 :Text $label(da = "helbred", en = "health") $class(health);
}

struct ServiceEnded $label(da = "Ydelse ophørt", en = "Service ended") {
  service @0 :Text $label(da = "ydelse", en = "service");
  reason @1 :Text $label(da = "årsag", en = "reason");
  decision @2 :Text $label(da = "afgørelse", en = "decision");
  followUp @3 :FollowUp $label(da = "opfølgning", en = "follow-up");
}
struct ServiceEndedPersonal $label(da = "Ydelse ophørt, personlige oplysninger", en = "Service ended, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
  citizenWords @1 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
}
