@0x8e90ab40d9c24a42;
# Contact with the citizen and around the citizen.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".class;
using import "annotations.capnp".verbatim;
using import "envelope.capnp".Id16;
using import "envelope.capnp".Answer;
using import "envelope.capnp".Moment;
using import "envelope.capnp".LegalBasis;
using import "terms.capnp".ParticipantKind;

struct ContactHeld $label(da = "Kontakt", en = "Contact held") {
  # Contact both ways; an attempt without answer is ContactAttempted. It counts as contact with the citizen (M11) if
  # `kinds` names the citizen or a representative, or `with` holds the reference "borger".
  with @0 :List(Text) $label(da = "med", en = "with");
  kinds @1 :List(ParticipantKind) $label(da = "deltagertyper", en = "kinds of participants");
  direction @2 :Direction $label(da = "retning", en = "direction");
  channel @3 :Text $label(da = "kanal", en = "channel");  # "in_person", "phone", "sms", "email", "video", "digital_post"
  inPerson @4 :Answer $label(da = "personligt møde", en = "in person");
  minutes @5 :Int32 = -1 $label(da = "minutter", en = "minutes");
  topics @6 :List(Text) $label(da = "emner", en = "topics");
  goals @7 :List(Text) $label(da = "mål", en = "goals");
  persons @8 :List(Text) $verbatim $label(da = "fagpersoner", en = "professionals");  # pseudonyms of those met, for M22

  enum Direction {
    unknown @0 $label(da = "uoplyst", en = "unknown");
    fromUs @1 $label(da = "udgående", en = "outgoing");
    toUs @2 $label(da = "indgående", en = "incoming");
  }
}
struct ContactHeldPersonal $label(da = "Kontakt, personlige oplysninger", en = "Contact held, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
  citizenWords @1 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
  health @2 :Text $label(da = "helbred", en = "health") $class(health);
}

struct ContactAttempted $label(da = "Forsøgt kontakt", en = "Contact attempted") {
  with @0 :List(Text) $label(da = "med", en = "with");
  kinds @1 :List(ParticipantKind) $label(da = "deltagertyper", en = "kinds of participants");
  channel @2 :Text $label(da = "kanal", en = "channel");
  reason @3 :Text $label(da = "årsag", en = "reason");  # "no_answer", "no_show", "wrong_number"
}
struct ContactAttemptedPersonal $label(da = "Forsøgt kontakt, personlige oplysninger", en = "Contact attempted, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
}

struct CitizenInformed $label(da = "Borger orienteret", en = "Citizen informed") {
  topic @0 :Text $label(da = "emne", en = "topic");  # "coordinator" = the coordinator's function
  channel @1 :Text $label(da = "kanal", en = "channel");
  kinds @2 :List(ParticipantKind) $label(da = "orienterede", en = "who was informed");
  concerns @3 :Text $label(da = "vedrører", en = "concerns");  # a reference: the decision, the service, ...
  message @4 :Text $label(da = "budskab", en = "message");
  # Code of what was said ("granted", "refused", "pending"): two units that say different things about the same contradict
  # each other.
  unit @5 :Text $verbatim $label(da = "enhed", en = "unit");
}
struct CitizenInformedPersonal $label(da = "Borger orienteret, personlige oplysninger", en = "Citizen informed, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
}

struct CitizenInvolved $label(da = "Borger inddraget", en = "Citizen involved") {
  step @0 :Id16 $label(da = "trin", en = "step");  # the id of the event the citizen was involved in
  degree @1 :Degree $label(da = "grad", en = "degree");
  how @2 :Text $label(da = "måde", en = "how");

  enum Degree {
    # In rising order.
    unknown @0 $label(da = "uoplyst", en = "unknown");
    notInvolved @1 $label(da = "ikke inddraget", en = "not involved");
    informed @2 $label(da = "orienteret", en = "informed");
    consulted @3 $label(da = "hørt", en = "consulted");
    coDecided @4 $label(da = "medbestemmende", en = "co-decided");
    led @5 $label(da = "ledte selv", en = "led");
  }
}
struct CitizenInvolvedPersonal $label(da = "Borger inddraget, personlige oplysninger", en = "Citizen involved, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
  citizenWords @1 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
}

struct CitizenViewRecorded $label(da = "Borgerens synspunkt", en = "Citizen's view recorded") {
  about @0 :Text $label(da = "om", en = "about");  # a reference or a topic code
  agrees @1 :Answer $label(da = "enig", en = "agrees");
  aboutEvent @2 :Id16 $label(da = "om hændelse", en = "about event");
  professionalsMetEarlier @3 :Int32 = -1 $label(da = "tidligere mødte fagpersoner", en = "professionals met earlier");
  # As told by the citizen; shown beside M22, never added to it.
}
struct CitizenViewRecordedPersonal $label(da = "Borgerens synspunkt, personlige oplysninger", en = "Citizen's view recorded, personal") {
  ownWords @0 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
  health @1 :Text $label(da = "helbred", en = "health") $class(health);
}

struct GuidanceGiven $label(da = "Vejledt rundt i systemet", en = "Guidance given") {
  toUnit @0 :Text $verbatim $label(da = "til enhed", en = "to unit");
  toOrganisation @1 :Text $label(da = "til organisation", en = "to organisation");
  topic @2 :Text $label(da = "emne", en = "topic");
  accompanied @3 :Answer $label(da = "ledsaget", en = "accompanied");
  channel @4 :Text $label(da = "kanal", en = "channel");
  kinds @5 :List(ParticipantKind) $label(da = "vejledte", en = "who was guided");
}
struct GuidanceGivenPersonal $label(da = "Vejledt rundt i systemet, personlige oplysninger", en = "Guidance given, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
  citizenWords @1 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
}

struct CitizenHeard $label(da = "Borger partshørt", en = "Citizen heard") {
  # Hearing of a party (partshøring) before a decision; involvement does not replace it. An exemption names its reason.
  decision @0 :Text $label(da = "afgørelse", en = "decision");
  exemption @1 :Text $label(da = "undtagelse", en = "exemption");  # reason code; empty = the hearing took place
  legalBasis @2 :LegalBasis $label(da = "lovgrundlag", en = "legal basis");
  channel @3 :Text $label(da = "kanal", en = "channel");
  responseDue @4 :Moment $label(da = "svarfrist", en = "response due");
  responded @5 :Answer $label(da = "har svaret", en = "responded");
  kinds @6 :List(ParticipantKind) $label(da = "hørte", en = "who was heard");
}
struct CitizenHeardPersonal $label(da = "Borger partshørt, personlige oplysninger", en = "Citizen heard, personal") {
  response @0 :Text $label(da = "partens svar", en = "response") $class(narrative);
  note @1 :Text $label(da = "notat", en = "note") $class(narrative);
}
