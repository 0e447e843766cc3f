@0x98bc38c07f42d10b;
# Information between those who work on the case: who asked whom for what, who holds it, and what allows it to be passed on.
# A `topic` is a code of the vocabulary "information_topic"; the same topic and period asked twice is what M15 counts.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".class;
using import "annotations.capnp".verbatim;
using import "envelope.capnp".Id16;
using import "envelope.capnp".Moment;
using import "envelope.capnp".Answer;
using import "envelope.capnp".LegalBasis;
using import "terms.capnp".ParticipantKind;
using import "terms.capnp".Sector;
using import "terms.capnp".Period;

struct InformationRequested $label(da = "Oplysninger indhentes", en = "Information requested") {
  # Reminders are not new requests.
  request @0 :Text $label(da = "anmodning", en = "request");
  from @1 :Text $label(da = "hos part", en = "from party");
  fromOrganisation @2 :Text $label(da = "hos organisation", en = "from organisation");
  fromUnit @3 :Text $verbatim $label(da = "hos enhed", en = "from unit");
  fromSector @4 :Sector $label(da = "hos sektor", en = "from sector");
  topic @5 :Text $label(da = "emne", en = "topic");
  period @6 :Period $label(da = "periode", en = "period");
  purpose @7 :Text $label(da = "formål", en = "purpose");
  legalBasis @8 :LegalBasis $label(da = "lovgrundlag", en = "legal basis");
  consent @9 :Text $label(da = "samtykke", en = "consent");  # a reference
  updateWanted @10 :Answer $label(da = "opdatering ønskes", en = "update wanted");  # a newer answer is wanted on purpose
  due @11 :Moment $label(da = "svarfrist", en = "due");
  unit @12 :Text $verbatim $label(da = "spørgende enhed", en = "asking unit");
  sector @13 :Sector $label(da = "spørgende sektor", en = "asking sector");  # internal = a unit of this municipality
}
struct InformationRequestedPersonal $label(da = "Oplysninger indhentes, personlige oplysninger", en = "Information requested, personal") {
  question @0 :Text $label(da = "spørgsmål", en = "question") $class(narrative);
  health @1 :Text $label(da = "helbred", en = "health") $class(health);
}

struct InformationProvided $label(da = "Oplysninger modtaget", en = "Information provided") {
  # From here on `holder` holds it. An answer nobody asked for has no request.
  request @0 :Text $label(da = "anmodning", en = "request");
  by @1 :Text $label(da = "fra part", en = "by party");
  byOrganisation @2 :Text $label(da = "fra organisation", en = "by organisation");
  topic @3 :Text $label(da = "emne", en = "topic");
  period @4 :Period $label(da = "periode", en = "period");
  holder @5 :Text $verbatim $label(da = "opbevares hos", en = "holder");  # the unit that holds it now
  holderSector @6 :Sector $label(da = "opbevares i sektor", en = "holder's sector");
  complete @7 :Answer $label(da = "fuldstændigt svar", en = "complete");
  document @8 :Text $label(da = "dokument", en = "document");  # a reference
  legalBasis @9 :LegalBasis $label(da = "lovgrundlag", en = "legal basis");
  consent @10 :Text $label(da = "samtykke", en = "consent");
}
struct InformationProvidedPersonal $label(da = "Oplysninger modtaget, personlige oplysninger", en = "Information provided, personal") {
  content @0 :Text $label(da = "indhold", en = "content") $class(narrative);
  health @1 :Text $label(da = "helbred", en = "health") $class(health);
  penal @2 :Text $label(da = "strafbare forhold", en = "penal matters") $class(penal);
  economy @3 :Text $label(da = "økonomi", en = "economy") $class(economy);
}

struct InformationRequestWithdrawn $label(da = "Anmodning om oplysninger trukket tilbage", en = "Information request withdrawn") {
  request @0 :Text $label(da = "anmodning", en = "request");
  reason @1 :Text $label(da = "årsag", en = "reason");  # "already_held", "no_longer_needed", "consent_missing"
}

struct InformationReused $label(da = "Oplysninger genbrugt", en = "Information reused") {
  # What was needed was held already and nobody was asked again.
  request @0 :Text $label(da = "anmodning", en = "request");  # the request it answered, if there was one
  earlierEvent @1 :Id16 $label(da = "tidligere hændelse", en = "earlier event");  # the event that provided it
  topic @2 :Text $label(da = "emne", en = "topic");
  period @3 :Period $label(da = "periode", en = "period");
  unit @4 :Text $verbatim $label(da = "enhed", en = "unit");
}

struct InformationShared $label(da = "Oplysninger videregivet", en = "Information shared") {
  # Names a consent in force, or the law that allows it without.
  to @0 :List(Text) $label(da = "til", en = "to");
  toOrganisations @1 :List(Text) $label(da = "til organisationer", en = "to organisations");
  kinds @2 :List(ParticipantKind) $label(da = "modtagertyper", en = "kinds of recipients");
  topic @3 :Text $label(da = "emne", en = "topic");
  channel @4 :Text $label(da = "kanal", en = "channel");
  consent @5 :Text $label(da = "samtykke", en = "consent");
  legalBasis @6 :LegalBasis $label(da = "lovgrundlag", en = "legal basis");
  documents @7 :List(Text) $label(da = "dokumenter", en = "documents");
}
struct InformationSharedPersonal $label(da = "Oplysninger videregivet, personlige oplysninger", en = "Information shared, personal") {
  content @0 :Text $label(da = "indhold", en = "content") $class(narrative);
  health @1 :Text $label(da = "helbred", en = "health") $class(health);
  penal @2 :Text $label(da = "strafbare forhold", en = "penal matters") $class(penal);
  economy @3 :Text $label(da = "økonomi", en = "economy") $class(economy);
}

struct ConsentGiven $label(da = "Samtykke givet", en = "Consent given") {
  consent @0 :Text $label(da = "samtykke", en = "consent");
  scope @1 :List(Text) $label(da = "omfang", en = "scope");  # topics
  parties @2 :List(Text) $label(da = "parter", en = "parties");
  purpose @3 :Text $label(da = "formål", en = "purpose");
  validFrom @4 :Moment $label(da = "fra", en = "from");
  validTo @5 :Moment $label(da = "til", en = "to");  # exclusive
  by @6 :ParticipantKind $label(da = "givet af", en = "given by");
  form @7 :Text $label(da = "form", en = "form");  # "written", "oral", "digital"
  legalBasis @8 :LegalBasis $label(da = "lovgrundlag", en = "legal basis");
}
struct ConsentGivenPersonal $label(da = "Samtykke givet, personlige oplysninger", en = "Consent given, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
  citizenWords @1 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
}

struct ConsentWithdrawn $label(da = "Samtykke trukket tilbage", en = "Consent withdrawn") {
  # What was shared while it held stays shared.
  consent @0 :Text $label(da = "samtykke", en = "consent");
  by @1 :ParticipantKind $label(da = "trukket tilbage af", en = "withdrawn by");
  reason @2 :Text $label(da = "årsag", en = "reason");
}
struct ConsentWithdrawnPersonal $label(da = "Samtykke trukket tilbage, personlige oplysninger", en = "Consent withdrawn, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
  citizenWords @1 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
}

struct KnowledgeConsulted $label(da = "Viden indhentet", en = "Knowledge consulted") {
  # A specialist was asked (VISO, a brain injury coordinator, a colleague).
  specialist @0 :Text $verbatim $label(da = "specialist", en = "specialist");  # a pseudonym
  profession @1 :Text $label(da = "faglighed", en = "profession");
  organisation @2 :Text $label(da = "organisation", en = "organisation");
  unit @3 :Text $verbatim $label(da = "enhed", en = "unit");
  topic @4 :Text $label(da = "emne", en = "topic");
  channel @5 :Text $label(da = "kanal", en = "channel");
  minutes @6 :Int32 = -1 $label(da = "minutter", en = "minutes");
}
struct KnowledgeConsultedPersonal $label(da = "Viden indhentet, personlige oplysninger", en = "Knowledge consulted, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
}

struct KnowledgeContributed $label(da = "Viden bidraget", en = "Knowledge contributed") {
  # The other way round: somebody in the case gave others their knowledge.
  by @0 :Text $verbatim $label(da = "fra", en = "by");  # a pseudonym
  to @1 :List(Text) $label(da = "til", en = "to");
  profession @2 :Text $label(da = "faglighed", en = "profession");
  unit @3 :Text $verbatim $label(da = "enhed", en = "unit");
  topic @4 :Text $label(da = "emne", en = "topic");
  channel @5 :Text $label(da = "kanal", en = "channel");
}
struct KnowledgeContributedPersonal $label(da = "Viden bidraget, personlige oplysninger", en = "Knowledge contributed, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
}
