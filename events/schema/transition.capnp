@0xb51125e7a4ed5d08;
# Moving from one place of care to another: overgang (transition) and overlevering (handover). Not to be confused with
# the *derived* handovers that projections read out of imported logs.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".class;
using import "annotations.capnp".verbatim;
using import "envelope.capnp".Moment;
using import "envelope.capnp".Answer;
using import "terms.capnp".CodedText;

struct TransitionAnnounced $label(da = "Overgang varslet", en = "Transition announced") {
  transition @0 :Text $label(da = "overgang", en = "transition");
  fromSectors @1 :List(Text) $label(da = "fra sektorer", en = "from sectors");  # "psychiatry", "prison_probation", "other_municipality"
  fromOrganisation @2 :Text $label(da = "fra organisation", en = "from organisation");
  toUnit @3 :Text $verbatim $label(da = "til enhed", en = "to unit");
  expected @4 :Moment $label(da = "forventet", en = "expected");
  municipality @5 :Text $label(da = "kommune", en = "municipality");
  meetingRequested @6 :Answer $label(da = "møde ønsket", en = "meeting requested");
  # A meeting.convened that names this event as its trigger answers the request.
}
struct TransitionAnnouncedPersonal $label(da = "Overgang varslet, personlige oplysninger", en = "Transition announced, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
  placeOfCare @1 :Text $label(da = "behandlingssted", en = "place of care") $class(health);
  placeOfImprisonment @2 :Text $label(da = "afsoningssted", en = "place of imprisonment") $class(penal);
  sentence @3 :Text $label(da = "dom", en = "sentence") $class(penal);
}

struct TransitionLeft $label(da = "Udskrevet, løsladt eller fraflyttet", en = "Transition: left") {
  # The citizen left the sending place; when, is when this occurred (M21 b).
  transition @0 :Text $label(da = "overgang", en = "transition");
  planned @1 :Answer $label(da = "planlagt", en = "planned");
}
struct TransitionLeftPersonal $label(da = "Udskrevet, løsladt eller fraflyttet, personlige oplysninger", en = "Transition: left, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
}

struct HandoverProposed $label(da = "Overlevering foreslået", en = "Handover proposed") {
  # One sender, one handover: a transition with several senders has several.
  handover @0 :Text $label(da = "overlevering", en = "handover");
  transition @1 :Text $label(da = "overgang", en = "transition");
  fromParty @2 :Text $label(da = "fra", en = "from");
  fromOrganisation @3 :Text $label(da = "fra organisation", en = "from organisation");
  toParty @4 :Text $label(da = "til", en = "to");
  toUnit @5 :Text $verbatim $label(da = "til enhed", en = "to unit");
  openItems @6 :List(OpenItem) $label(da = "åbne punkter", en = "open items");
  documents @7 :List(Text) $label(da = "dokumenter", en = "documents");
  fromSector @8 :Text $label(da = "fra sektor", en = "from sector");
  meetingRequested @9 :Answer $label(da = "møde ønsket", en = "meeting requested");
  consent @10 :Text $label(da = "samtykke", en = "consent");  # a reference; or the envelope's legal basis
}
struct HandoverProposedPersonal $label(da = "Overlevering foreslået, personlige oplysninger", en = "Handover proposed, personal") {
  summary @0 :Text $label(da = "opsamling", en = "summary") $class(narrative);
  openItemTexts @1 :List(CodedText) $label(da = "åbne punkters ord", en = "open item texts") $class(narrative);
  health @2 :Text $label(da = "helbred", en = "health") $class(health);
  penal @3 :Text $label(da = "strafbare forhold", en = "penal matters") $class(penal);
}

struct OpenItem $label(da = "åbent punkt", en = "open item") {
  # Something still to be done. `item` is the reference of the goal, commitment, deadline, application or decision; it is
  # closed when that is (M21 c). An item of kind `other` is closed by HandoverCompleted.closedItems.
  item @0 :Text $label(da = "punkt", en = "item");
  kind @1 :Kind $label(da = "art", en = "kind");
  due @2 :Moment $label(da = "frist", en = "due");

  enum Kind {
    unknown @0 $label(da = "uoplyst", en = "unknown");
    goal @1 $label(da = "mål", en = "goal");
    commitment @2 $label(da = "løfte", en = "commitment");
    deadline @3 $label(da = "frist", en = "deadline");
    application @4 $label(da = "ansøgning", en = "application");
    decision @5 $label(da = "afgørelse", en = "decision");
    other @6 $label(da = "andet", en = "other");
  }
}

struct HandoverAccepted $label(da = "Overlevering modtaget", en = "Handover accepted") {
  handover @0 :Text $label(da = "overlevering", en = "handover");
  openItems @1 :List(OpenItem) $label(da = "åbne punkter", en = "open items");
  # The open items as accepted; if absent, those of the proposal.
  receiver @2 :Text $verbatim $label(da = "modtager", en = "receiver");
  unit @3 :Text $verbatim $label(da = "enhed", en = "unit");
}
struct HandoverAcceptedPersonal $label(da = "Overlevering modtaget, personlige oplysninger", en = "Handover accepted, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
}

struct HandoverRejected $label(da = "Overlevering afvist", en = "Handover rejected") {
  handover @0 :Text $label(da = "overlevering", en = "handover");
  reason @1 :Text $label(da = "årsag", en = "reason");
}
struct HandoverRejectedPersonal $label(da = "Overlevering afvist, personlige oplysninger", en = "Handover rejected, personal") {
  explanation @0 :Text $label(da = "begrundelse", en = "explanation") $class(narrative);
}

struct HandoverCompleted $label(da = "Overlevering gennemført", en = "Handover completed") {
  handover @0 :Text $label(da = "overlevering", en = "handover");
  firstContact @1 :Moment $label(da = "første kontakt", en = "first contact");
  closedItems @2 :List(Text) $label(da = "lukkede punkter", en = "closed items");
}
struct HandoverCompletedPersonal $label(da = "Overlevering gennemført, personlige oplysninger", en = "Handover completed, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
}
