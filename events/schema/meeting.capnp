@0xa6d372025d4194a8;
# Coordination meetings: called with a purpose, held with those who matter.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".class;
using import "annotations.capnp".verbatim;
using import "envelope.capnp".Id16;
using import "envelope.capnp".Moment;
using import "envelope.capnp".Answer;
using import "terms.capnp".ParticipantKind;
using import "terms.capnp".CodedText;

struct MeetingConvened $label(da = "Møde indkaldt", en = "Meeting convened") {
  meeting @0 :Text $label(da = "møde", en = "meeting");
  kind @1 :Text $label(da = "mødetype", en = "kind");  # "coordinating", "joint_visit", "network", "discharge"
  form @2 :Form $label(da = "mødeform", en = "form");
  formReason @3 :Text $label(da = "grund til mødeform", en = "reason for the form");
  triggerEvent @4 :Id16 $label(da = "udløst af", en = "triggered by");
  planned @5 :Moment $label(da = "planlagt til", en = "planned for");
  agenda @6 :List(AgendaItem) $label(da = "dagsorden", en = "agenda");
  invitees @7 :List(Invitee) $label(da = "indkaldte", en = "invitees");
  goals @8 :List(Text) $label(da = "mål", en = "goals");
  leader @9 :Text $verbatim $label(da = "mødeleder", en = "leader");
  leaderExperience @10 :Text $label(da = "mødelederens erfaring", en = "leader's experience");
  coLeader @11 :Text $verbatim $label(da = "medmødeleder", en = "co-chair");

  enum Form {
    unknown @0 $label(da = "uoplyst", en = "unknown");
    working @1 $label(da = "arbejdsmøde", en = "working meeting");
    withCitizen @2 $label(da = "møde med borger", en = "with the citizen");
    withRelatives @3 $label(da = "møde med pårørende", en = "with relatives");
  }
  struct AgendaItem $label(da = "dagsordenspunkt", en = "agenda item") {
    item @0 :Text $label(da = "punkt", en = "item");
    topic @1 :Text $label(da = "emne", en = "topic");
  }
  struct Invitee $label(da = "indkaldt", en = "invitee") {
    party @0 :Text $label(da = "part", en = "party");
    kind @1 :ParticipantKind $label(da = "deltagertype", en = "kind");
    stake @2 :Stake $label(da = "aktie", en = "stake");
  }
  enum Stake {
    # What the invitee is to get or give: nobody is to attend without a purpose.
    unknown @0 $label(da = "uoplyst", en = "unknown");
    large @1 $label(da = "stor aktie", en = "large");
    small @2 $label(da = "lille aktie", en = "small");
    learning @3 $label(da = "læring", en = "learning");
    contributesKnowledge @4 $label(da = "bidrager med viden", en = "contributes knowledge");
  }
}
struct MeetingConvenedPersonal $label(da = "Møde indkaldt, personlige oplysninger", en = "Meeting convened, personal") {
  purpose @0 :Text $label(da = "formål", en = "purpose") $class(narrative);
  agendaTexts @1 :List(CodedText) $label(da = "dagsordenens ord", en = "agenda texts") $class(narrative);
  place @2 :Text $label(da = "sted", en = "place") $class(identity);
}

struct MeetingHeld $label(da = "Møde afholdt", en = "Meeting held") {
  meeting @0 :Text $label(da = "møde", en = "meeting");
  kind @1 :Text $label(da = "mødetype", en = "kind");
  leader @2 :Text $verbatim $label(da = "mødeleder", en = "leader");
  leaderExperience @3 :Text $label(da = "mødelederens erfaring", en = "leader's experience");
  attendees @4 :List(Attendee) $label(da = "deltagere", en = "attendees");
  absentInput @5 :List(Text) $label(da = "fraværende med bidrag", en = "absent with input");
  covered @6 :List(Text) $label(da = "behandlede punkter", en = "items covered");
  timeKept @7 :Answer $label(da = "tiden holdt", en = "time kept");
  agreements @8 :List(Text) $label(da = "aftaler", en = "agreements");  # references, e.g. to commitments
  summaryAt @9 :Moment $label(da = "referat sendt", en = "summary sent");
  goals @10 :List(Text) $label(da = "mål", en = "goals");
  inPerson @11 :Answer $label(da = "personligt møde", en = "in person");
  minutes @12 :Int32 = -1 $label(da = "minutter", en = "minutes");
  nextMeeting @13 :Moment $label(da = "næste møde", en = "next meeting");
  coLeader @14 :Text $verbatim $label(da = "medmødeleder", en = "co-chair");

  struct Attendee $label(da = "deltager", en = "attendee") {
    party @0 :Text $label(da = "part", en = "party");
    kind @1 :ParticipantKind $label(da = "deltagertype", en = "kind");
    organisation @2 :Text $label(da = "organisation", en = "organisation");
    person @3 :Text $verbatim $label(da = "fagperson", en = "professional");
    unit @4 :Text $verbatim $label(da = "enhed", en = "unit");
  }
}
struct MeetingHeldPersonal $label(da = "Møde afholdt, personlige oplysninger", en = "Meeting held, personal") {
  summary @0 :Text $label(da = "referat", en = "summary") $class(narrative);
  agreementTexts @1 :List(CodedText) $label(da = "aftalernes ord", en = "agreement texts") $class(narrative);
  citizenWords @2 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
  health @3 :Text $label(da = "helbred", en = "health") $class(health);
}

struct MeetingCancelled $label(da = "Møde aflyst", en = "Meeting cancelled") {
  meeting @0 :Text $label(da = "møde", en = "meeting");
  reason @1 :Text $label(da = "årsag", en = "reason");
}
struct MeetingCancelledPersonal $label(da = "Møde aflyst, personlige oplysninger", en = "Meeting cancelled, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
}

struct MeetingAttendanceRated $label(da = "Mødets udbytte vurderet", en = "Meeting attendance rated") {
  # Whether it was useful for this attendee to be there (M10).
  meeting @0 :Text $label(da = "møde", en = "meeting");
  party @1 :Text $label(da = "part", en = "party");
  kind @2 :ParticipantKind $label(da = "deltagertype", en = "kind");
  useful @3 :Answer $label(da = "udbytterigt", en = "useful");
}
struct MeetingAttendanceRatedPersonal $label(da = "Mødets udbytte vurderet, personlige oplysninger", en = "Meeting attendance rated, personal") {
  comment @0 :Text $label(da = "kommentar", en = "comment") $class(narrative);
}

struct MeetingMinutesShared $label(da = "Referat delt", en = "Meeting minutes shared") {
  meeting @0 :Text $label(da = "møde", en = "meeting");
  to @1 :List(Text) $label(da = "til", en = "to");
  kinds @2 :List(ParticipantKind) $label(da = "modtagertyper", en = "kinds of recipients");
  channel @3 :Text $label(da = "kanal", en = "channel");
  document @4 :Text $label(da = "dokument", en = "document");
}
