@0xb19ba4f8e9126f82;
# Promises and deadlines. A commitment is what somebody promised; a deadline is what a law or an agreement demands.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".class;
using import "annotations.capnp".verbatim;
using import "envelope.capnp".Moment;
using import "envelope.capnp".Answer;
using import "envelope.capnp".LegalBasis;

struct CommitmentMade $label(da = "Løfte givet", en = "Commitment made") {
  commitment @0 :Text $label(da = "løfte", en = "commitment");
  to @1 :Text $label(da = "til", en = "to");
  toKind @2 :Recipient $label(da = "modtagertype", en = "recipient kind");
  kind @3 :Text $label(da = "løftetype", en = "kind of promise");  # "service", "grant", "contact", "information"
  due @4 :Moment $label(da = "senest", en = "due");
  withinCompetence @5 :Answer $label(da = "inden for kompetence", en = "within competence");
  backingDecision @6 :Text $label(da = "bagvedliggende afgørelse", en = "backing decision");
  meeting @7 :Text $label(da = "møde", en = "meeting");

  enum Recipient {
    unknown @0 $label(da = "uoplyst", en = "unknown");
    citizen @1 $label(da = "borger", en = "citizen");
    relative @2 $label(da = "pårørende", en = "relative");
    partner @3 $label(da = "samarbejdspart", en = "partner");
  }
}
struct CommitmentMadePersonal $label(da = "Løfte givet, personlige oplysninger", en = "Commitment made, personal") {
  what @0 :Text $label(da = "hvad", en = "what") $class(narrative);
}

struct CommitmentKept $label(da = "Løfte holdt", en = "Commitment kept") {
  commitment @0 :Text $label(da = "løfte", en = "commitment");
}

struct CommitmentBroken $label(da = "Løfte brudt", en = "Commitment broken") {
  commitment @0 :Text $label(da = "løfte", en = "commitment");
  reason @1 :Text $label(da = "årsag", en = "reason");  # "lack_of_time", "outside_competence", "citizen_moved"
  toldRecipient @2 :Answer $label(da = "modtager orienteret", en = "recipient told");
}
struct CommitmentBrokenPersonal $label(da = "Løfte brudt, personlige oplysninger", en = "Commitment broken, personal") {
  explanation @0 :Text $label(da = "forklaring", en = "explanation") $class(narrative);
}

struct DeadlineSet $label(da = "Frist sat", en = "Deadline set") {
  deadline @0 :Text $label(da = "frist", en = "deadline");
  kind @1 :Text $label(da = "fristtype", en = "kind");  # "sagsbehandlingsfrist", "klagefrist", "opfoelgning"
  due @2 :Moment $label(da = "senest", en = "due");
  basis @3 :Basis $label(da = "grundlag", en = "basis");
  legalBasis @4 :LegalBasis $label(da = "lovgrundlag", en = "legal basis");
  concerns @5 :Text $label(da = "vedrører", en = "concerns");  # a reference
  unit @6 :Text $verbatim $label(da = "enhed", en = "unit");

  enum Basis {
    unknown @0 $label(da = "uoplyst", en = "unknown");
    statutory @1 $label(da = "lovbestemt", en = "statutory");
    internal @2 $label(da = "intern", en = "internal");
    agreed @3 $label(da = "aftalt", en = "agreed");
  }
}
struct DeadlineSetPersonal $label(da = "Frist sat, personlige oplysninger", en = "Deadline set, personal") {
  what @0 :Text $label(da = "hvad", en = "what") $class(narrative);
}

struct DeadlineMet $label(da = "Frist overholdt", en = "Deadline met") {
  # What was due is done. Whether it was in time is derived from the clocks, not claimed here.
  deadline @0 :Text $label(da = "frist", en = "deadline");
}

struct CommitmentRenegotiated $label(da = "Løfte genforhandlet", en = "Commitment renegotiated") {
  # Counts as a new date only if it was made by the old one (M17).
  commitment @0 :Text $label(da = "løfte", en = "commitment");
  newDue @1 :Moment $label(da = "ny dato", en = "new due");
  reason @2 :Text $label(da = "årsag", en = "reason");  # "lack_of_time", "outside_competence", "citizen_wish"
  recipientAgrees @3 :Answer $label(da = "modtager er enig", en = "recipient agrees");
}
struct CommitmentRenegotiatedPersonal $label(da = "Løfte genforhandlet, personlige oplysninger", en = "Commitment renegotiated, personal") {
  explanation @0 :Text $label(da = "forklaring", en = "explanation") $class(narrative);
}

struct DeadlineExtended $label(da = "Frist forlænget", en = "Deadline extended") {
  deadline @0 :Text $label(da = "frist", en = "deadline");
  newDue @1 :Moment $label(da = "ny frist", en = "new due");
  reason @2 :Text $label(da = "årsag", en = "reason");
  legalBasis @3 :LegalBasis $label(da = "lovgrundlag", en = "legal basis");
  citizenInformed @4 :Answer $label(da = "borger orienteret", en = "citizen informed");
}
struct DeadlineExtendedPersonal $label(da = "Frist forlænget, personlige oplysninger", en = "Deadline extended, personal") {
  explanation @0 :Text $label(da = "forklaring", en = "explanation") $class(narrative);
}

struct TimeRegistered $label(da = "Tid registreret", en = "Time registered") {
  # The only source of minutes in the measures (G11).
  activityClass @0 :Text $label(da = "aktivitetsklasse", en = "activity class");  # vocabulary "time_class"
  minutes @1 :Int32 = -1 $label(da = "minutter", en = "minutes");
  period @2 :Text $label(da = "periode", en = "period");  # "2026-03", or empty: the day it occurred
  person @3 :Text $verbatim $label(da = "medarbejder", en = "member of staff");  # an actor pseudonym; empty = the actor
  unit @4 :Text $verbatim $label(da = "enhed", en = "unit");
}
