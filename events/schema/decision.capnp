@0xe45dce3535697f84;
# Applications, offers and decisions: drafted, discussed, issued, in that order.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".class;
using import "annotations.capnp".verbatim;
using import "envelope.capnp".Moment;
using import "envelope.capnp".Answer;
using import "envelope.capnp".LegalBasis;
using import "terms.capnp".ParticipantKind;
using import "terms.capnp".ServiceSpecification;

struct ApplicationReceived $label(da = "Ansøgning modtaget", en = "Application received") {
  application @0 :Text $label(da = "ansøgning", en = "application");
  services @1 :List(ServiceSpecification) $label(da = "ydelser", en = "services");
  unit @2 :Text $verbatim $label(da = "enhed", en = "unit");
  by @3 :ParticipantKind $label(da = "ansøger", en = "applicant");
}
struct ApplicationReceivedPersonal $label(da = "Ansøgning modtaget, personlige oplysninger", en = "Application received, personal") {
  citizenWords @0 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
  health @1 :Text $label(da = "helbred", en = "health") $class(health);
  economy @2 :Text $label(da = "økonomi", en = "economy") $class(economy);
}

struct OfferDeclined $label(da = "Tilbud ikke ønsket", en = "Offer declined") {
  # A wish, not a gap.
  type @0 :Text $label(da = "ydelsestype", en = "service type");
  service @1 :Text $label(da = "ydelse", en = "service");
  declinedBy @2 :ParticipantKind $label(da = "fravalgt af", en = "declined by");
  legalBasis @3 :LegalBasis $label(da = "lovgrundlag", en = "legal basis");
}
struct OfferDeclinedPersonal $label(da = "Tilbud ikke ønsket, personlige oplysninger", en = "Offer declined, personal") {
  ownWords @0 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
}

struct DecisionDrafted $label(da = "Afgørelse udarbejdet i udkast", en = "Decision drafted") {
  decision @0 :Text $label(da = "afgørelse", en = "decision");
  applications @1 :List(Text) $label(da = "ansøgninger", en = "applications");
  services @2 :List(ServiceSpecification) $label(da = "ydelser", en = "services");
  outcome @3 :Text $label(da = "udfald", en = "outcome");  # "granted", "partly_granted", "refused"
  unit @4 :Text $verbatim $label(da = "enhed", en = "unit");
}
struct DecisionDraftedPersonal $label(da = "Afgørelse udarbejdet i udkast, personlige oplysninger", en = "Decision drafted, personal") {
  text @0 :Text $label(da = "udkast", en = "draft") $class(narrative);
  health @1 :Text $label(da = "helbred", en = "health") $class(health);
  economy @2 :Text $label(da = "økonomi", en = "economy") $class(economy);
}

struct DecisionDiscussed $label(da = "Afgørelse drøftet", en = "Decision discussed") {
  # Internal discussion before the citizen gets the decision (M14).
  decision @0 :Text $label(da = "afgørelse", en = "decision");
  with @1 :List(Discussant) $label(da = "drøftet med", en = "discussed with");
  dissent @2 :Answer $label(da = "uenighed", en = "dissent");
  result @3 :Text $label(da = "resultat", en = "result");  # "unchanged", "changed", "postponed"

  struct Discussant $label(da = "drøftelsespart", en = "discussant") {
    party @0 :Text $label(da = "part", en = "party");
    unit @1 :Text $verbatim $label(da = "enhed", en = "unit");
    profession @2 :Text $label(da = "faglighed", en = "profession");
    specialist @3 :Answer $label(da = "specialist", en = "specialist");
  }
}
struct DecisionDiscussedPersonal $label(da = "Afgørelse drøftet, personlige oplysninger", en = "Decision discussed, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
}

struct DecisionIssued $label(da = "Afgørelse meddelt", en = "Decision issued") {
  decision @0 :Text $label(da = "afgørelse", en = "decision");
  applications @1 :List(Text) $label(da = "ansøgninger", en = "applications");
  services @2 :List(ServiceSpecification) $label(da = "ydelser", en = "services");
  outcome @3 :Text $label(da = "udfald", en = "outcome");
  reasonsGiven @4 :Answer $label(da = "begrundet", en = "reasons given");
  appealUntil @5 :Moment $label(da = "klagefrist", en = "appeal until");
  hearingExemption @6 :Text $label(da = "undtaget fra partshøring", en = "exempt from hearing");  # reason code
  unit @7 :Text $verbatim $label(da = "enhed", en = "unit");
  appealBody @8 :AppealBody $label(da = "klageinstans", en = "appeal body");
  channel @9 :Text $label(da = "kanal", en = "channel");
}
struct DecisionIssuedPersonal $label(da = "Afgørelse meddelt, personlige oplysninger", en = "Decision issued, personal") {
  text @0 :Text $label(da = "afgørelsens tekst", en = "text of the decision") $class(narrative);
  health @1 :Text $label(da = "helbred", en = "health") $class(health);
  economy @2 :Text $label(da = "økonomi", en = "economy") $class(economy);
}

struct DecisionAppealed $label(da = "Afgørelse påklaget", en = "Decision appealed") {
  appeal @0 :Text $label(da = "klage", en = "appeal");
  decision @1 :Text $label(da = "afgørelse", en = "decision");
  by @2 :ParticipantKind $label(da = "klager", en = "appellant");
  body @3 :AppealBody $label(da = "klageinstans", en = "appeal body");  # where it lies now: the municipality re-assesses first
}
struct DecisionAppealedPersonal $label(da = "Afgørelse påklaget, personlige oplysninger", en = "Decision appealed, personal") {
  grounds @0 :Text $label(da = "klagens begrundelse", en = "grounds") $class(narrative);
  citizenWords @1 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
  health @2 :Text $label(da = "helbred", en = "health") $class(health);
}

struct AppealResolved $label(da = "Klage afgjort", en = "Appeal resolved") {
  # Each body answers once: first the municipality's own re-assessment, then the board. Of a partial result the most
  # far-reaching part counts.
  appeal @0 :Text $label(da = "klage", en = "appeal");
  decision @1 :Text $label(da = "afgørelse", en = "decision");
  body @2 :AppealBody $label(da = "klageinstans", en = "appeal body");
  result @3 :AppealResult $label(da = "resultat", en = "result");
  partial @4 :Answer $label(da = "delvist", en = "partial");
}
struct AppealResolvedPersonal $label(da = "Klage afgjort, personlige oplysninger", en = "Appeal resolved, personal") {
  text @0 :Text $label(da = "afgørelsens tekst", en = "text of the answer") $class(narrative);
}

enum AppealBody {
  unknown @0 $label(da = "uoplyst", en = "unknown");
  reassessment @1 $label(da = "kommunens genvurdering", en = "the municipality's re-assessment");
  ankestyrelsen @2 $label(da = "Ankestyrelsen", en = "National Social Appeals Board");
  court @3 $label(da = "domstol", en = "court");
  other @4 $label(da = "anden instans", en = "other body");
}

enum AppealResult {
  unknown @0 $label(da = "uoplyst", en = "unknown");
  upheld @1 $label(da = "stadfæstet eller fastholdt", en = "upheld");
  changed @2 $label(da = "ændret", en = "changed");
  revoked @3 $label(da = "ophævet", en = "revoked");
  remitted @4 $label(da = "hjemvist", en = "remitted");
  dismissed @5 $label(da = "afvist", en = "dismissed");
  forwarded @6 $label(da = "henvist", en = "forwarded");
  lapsed @7 $label(da = "bortfaldet", en = "lapsed");
}
