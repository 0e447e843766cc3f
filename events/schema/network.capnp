@0x9e779d9aa7cbe575;
# The people and organisations around the citizen, and how the citizen wants to be met.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".class;
using import "annotations.capnp".verbatim;
using import "envelope.capnp".Id16;
using import "envelope.capnp".Moment;
using import "envelope.capnp".Answer;
using import "terms.capnp".Sector;
using import "terms.capnp".ParticipantKind;

struct PartnerAdded $label(da = "Samarbejdspart tilføjet", en = "Partner added") {
  party @0 :Text $label(da = "part", en = "party");
  kind @1 :Text $label(da = "parttype", en = "kind");  # "mother", "bank", "housing_association", "jobcentre", "psychiatry"
  sector @2 :Sector $label(da = "sektor", en = "sector");
  unit @3 :Text $verbatim $label(da = "enhed", en = "unit");
  organisation @4 :Text $label(da = "organisation", en = "organisation");
  role @5 :Text $label(da = "rolle", en = "role");
  profession @6 :Text $label(da = "faglighed", en = "profession");
  legalBasis @7 :List(LegalBasisPeriod) $label(da = "lovgrundlag", en = "legal basis");
  coLocated @8 :Answer $label(da = "samme hus", en = "co-located");
  buyIn @9 :Answer $label(da = "opbakning", en = "buy-in");
  person @10 :Text $verbatim $label(da = "fagperson", en = "professional");  # pseudonym, for "professionals met" (M22)
  identity @11 :Id16 $label(da = "personstrøm", en = "person stream");
}
struct PartnerAddedPersonal $label(da = "Samarbejdspart tilføjet, personlige oplysninger", en = "Partner added, personal") {
  name @0 :Text $label(da = "navn", en = "name") $class(identity);
  contact @1 :Text $label(da = "kontaktoplysninger", en = "contact details") $class(identity);
  note @2 :Text $label(da = "bemærkning", en = "note") $class(narrative);
}

struct PartnerChanged $label(da = "Samarbejdspart ændret", en = "Partner changed") {
  # The whole link as it stands from now on, with the same fields as PartnerAdded: what is absent is not said any more.
  party @0 :Text $label(da = "part", en = "party");
  kind @1 :Text $label(da = "parttype", en = "kind");  # "mother", "bank", "housing_association", "jobcentre", "psychiatry"
  sector @2 :Sector $label(da = "sektor", en = "sector");
  unit @3 :Text $verbatim $label(da = "enhed", en = "unit");
  organisation @4 :Text $label(da = "organisation", en = "organisation");
  role @5 :Text $label(da = "rolle", en = "role");
  profession @6 :Text $label(da = "faglighed", en = "profession");
  legalBasis @7 :List(LegalBasisPeriod) $label(da = "lovgrundlag", en = "legal basis");
  coLocated @8 :Answer $label(da = "samme hus", en = "co-located");
  buyIn @9 :Answer $label(da = "opbakning", en = "buy-in");
  person @10 :Text $verbatim $label(da = "fagperson", en = "professional");  # pseudonym, for "professionals met" (M22)
  identity @11 :Id16 $label(da = "personstrøm", en = "person stream");
  reason @12 :Text $label(da = "årsag", en = "reason");
}
struct PartnerChangedPersonal $label(da = "Samarbejdspart ændret, personlige oplysninger", en = "Partner changed, personal") {
  name @0 :Text $label(da = "navn", en = "name") $class(identity);
  contact @1 :Text $label(da = "kontaktoplysninger", en = "contact details") $class(identity);
  note @2 :Text $label(da = "bemærkning", en = "note") $class(narrative);
}

struct PartnerRemoved $label(da = "Samarbejdspart fratrådt", en = "Partner removed") {
  party @0 :Text $label(da = "part", en = "party");
  reason @1 :Text $label(da = "årsag", en = "reason");
}
struct PartnerRemovedPersonal $label(da = "Samarbejdspart fratrådt, personlige oplysninger", en = "Partner removed, personal") {
  note @0 :Text $label(da = "bemærkning", en = "note") $class(narrative);
}

struct LegalBasisPeriod $label(da = "lovgrundlag i en periode", en = "dated legal basis") {
  law @0 :Text $label(da = "lov", en = "law");
  paragraph @1 :Text $label(da = "paragraf", en = "paragraph");
  subsection @2 :Text $label(da = "stykke", en = "subsection");
  validFrom @3 :Moment $label(da = "fra", en = "from");
  validTo @4 :Moment $label(da = "til", en = "to");  # exclusive
}

struct CommunicationPreferenceSet $label(da = "Ønsker til kommunikation", en = "Communication preference set") {
  # Shown before everything else: how to reach and understand this citizen. The newest one counts.
  channel @0 :Text $label(da = "foretrukken kanal", en = "preferred channel");  # "sms", "phone", "in_person"
  avoid @1 :List(Text) $label(da = "undgå", en = "avoid");
  aids @2 :List(Text) $label(da = "hjælpemidler", en = "aids");
  pace @3 :Text $label(da = "tempo", en = "pace");  # "slow", "short_meetings"
  interpreter @4 :Answer $label(da = "tolk", en = "interpreter");
  language @5 :Text $label(da = "sprog", en = "language");  # ISO 639-1, or a code such as "dansk_tegnsprog"
}
struct CommunicationPreferenceSetPersonal $label(da = "Ønsker til kommunikation, personlige oplysninger", en = "Communication preference set, personal") {
  ownWords @0 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
  needs @1 :Text $label(da = "særlige hensyn", en = "special needs") $class(health);
}

struct NetworkAssessed $label(da = "Netværk vurderet", en = "Network assessed") {
  # `weak` is the recorded judgement that the start criteria ask for, never derived from the number of persons.
  strength @0 :Text $label(da = "netværkets styrke", en = "network strength");  # vocabulary "network_strength"; "not_assessed" is a value
  weak @1 :Answer $label(da = "svagt netværk", en = "weak network");
  persons @2 :Int32 = -1 $label(da = "personer at trække på", en = "persons to draw on");
  parties @3 :List(Text) $label(da = "parter", en = "parties");
  method @4 :Text $label(da = "metode", en = "method");
  assessedBy @5 :ParticipantKind $label(da = "vurderet af", en = "assessed by");
}
struct NetworkAssessedPersonal $label(da = "Netværk vurderet, personlige oplysninger", en = "Network assessed, personal") {
  description @0 :Text $label(da = "beskrivelse", en = "description") $class(narrative);
  citizenWords @1 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
  health @2 :Text $label(da = "helbred", en = "health") $class(health);
}
