@0xdb3254bc9741177b;
# Who stands in for whom and who belongs to the team: the relations that give access to a case, with their dates.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".class;
using import "annotations.capnp".verbatim;
using import "envelope.capnp".Id16;
using import "envelope.capnp".Moment;
using import "envelope.capnp".LegalBasis;

struct SubstituteAppointed $label(da = "Stedfortræder udpeget", en = "Substitute appointed") {
  # Acts for a coordinator who is away. The coordinator stays the coordinator.
  person @0 :Text $verbatim $label(da = "stedfortræder", en = "substitute");  # an actor pseudonym
  forPerson @1 :Text $verbatim $label(da = "for", en = "for");  # the actor pseudonym of the one who is away
  unit @2 :Text $verbatim $label(da = "enhed", en = "unit");
  competenceScope @3 :List(Text) $label(da = "beslutningskompetence", en = "competence scope");
  validFrom @4 :Moment $label(da = "fra", en = "from");
  validTo @5 :Moment $label(da = "til", en = "to");  # exclusive
  reason @6 :Text $label(da = "årsag", en = "reason");
  identity @7 :Id16 $label(da = "personstrøm", en = "person stream");
}

struct SubstituteEnded $label(da = "Stedfortræder ophørt", en = "Substitute ended") {
  person @0 :Text $verbatim $label(da = "stedfortræder", en = "substitute");
  forPerson @1 :Text $verbatim $label(da = "for", en = "for");
  reason @2 :Text $label(da = "årsag", en = "reason");
}

struct RepresentativeAppointed $label(da = "Repræsentant udpeget", en = "Representative appointed") {
  # A guardian (værge), party representative or bisidder of the citizen.
  representative @0 :Text $label(da = "repræsentant", en = "representative");  # a reference
  kind @1 :Text $label(da = "repræsentanttype", en = "kind");  # vocabulary "representative_kind"
  scope @2 :List(Text) $label(da = "omfang", en = "scope");
  legalBasis @3 :LegalBasis $label(da = "lovgrundlag", en = "legal basis");
  consent @4 :Text $label(da = "samtykke", en = "consent");
  validFrom @5 :Moment $label(da = "fra", en = "from");
  validTo @6 :Moment $label(da = "til", en = "to");  # exclusive
  identity @7 :Id16 $label(da = "personstrøm", en = "person stream");
}
struct RepresentativeAppointedPersonal $label(da = "Repræsentant udpeget, personlige oplysninger", en = "Representative appointed, personal") {
  name @0 :Text $label(da = "navn", en = "name") $class(identity);
  contact @1 :Text $label(da = "kontaktoplysninger", en = "contact details") $class(identity);
  note @2 :Text $label(da = "bemærkning", en = "note") $class(narrative);
}

struct RepresentativeEnded $label(da = "Repræsentant ophørt", en = "Representative ended") {
  representative @0 :Text $label(da = "repræsentant", en = "representative");
  reason @1 :Text $label(da = "årsag", en = "reason");
}
struct RepresentativeEndedPersonal $label(da = "Repræsentant ophørt, personlige oplysninger", en = "Representative ended, personal") {
  note @0 :Text $label(da = "bemærkning", en = "note") $class(narrative);
}

struct TeamMemberAdded $label(da = "Teammedlem tilføjet", en = "Team member added") {
  person @0 :Text $verbatim $label(da = "medarbejder", en = "member of staff");  # an actor pseudonym
  role @1 :Text $label(da = "rolle", en = "role");
  unit @2 :Text $verbatim $label(da = "enhed", en = "unit");
  profession @3 :Text $label(da = "faglighed", en = "profession");
  experienceBand @4 :Text $label(da = "erfaring", en = "experience");
  validFrom @5 :Moment $label(da = "fra", en = "from");
  validTo @6 :Moment $label(da = "til", en = "to");  # exclusive
  identity @7 :Id16 $label(da = "personstrøm", en = "person stream");
}

struct TeamMemberRemoved $label(da = "Teammedlem fratrådt", en = "Team member removed") {
  person @0 :Text $verbatim $label(da = "medarbejder", en = "member of staff");
  reason @1 :Text $label(da = "årsag", en = "reason");
}
