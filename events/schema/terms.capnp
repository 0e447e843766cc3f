@0xfb7922f824d29b2c;
# Words that several groups of events share.
#
# How to read a payload schema:
#   - A struct `T` holds the clear fields of an event type, `TPersonal` the ones that are sealed, each with its class.
#   - A Text in a clear struct is a code or a reference: letters, digits and . _ - : / § +, at most 64 bytes; or, where
#     it says $verbatim, a source's own word of at most 256 bytes. Sentences belong in the personal struct.
#   - References inside a case (party, meeting, goal, handover, ...) are codes the client chooses ("mor", "m1"). The
#     reference "borger" always means the case's citizen. Streams and events are Id16.
#   - Absent means "not said", never "no" and never 0: a number that may be 0 has -1 for "not said".

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".verbatim;
using import "envelope.capnp".Moment;
using import "envelope.capnp".LegalBasis;

enum ParticipantKind {
  # In what capacity somebody took part (measures M4, M7, M11). Stored: never renumber.
  unknown @0 $label(da = "uoplyst", en = "unknown");
  citizen @1 $label(da = "borger", en = "citizen");
  representative @2 $label(da = "repræsentant (værge, bisidder, partsrepræsentant)", en = "representative");
  relative @3 $label(da = "pårørende", en = "relative");
  professional @4 $label(da = "fagperson", en = "professional");
}

enum Sector {
  # Where a partner stands, seen from the municipality.
  unknown @0 $label(da = "uoplyst", en = "unknown");
  internal @1 $label(da = "intern (kommunen)", en = "internal (the municipality)");
  external @2 $label(da = "ekstern", en = "external");
  privateNetwork @3 $label(da = "privat netværk", en = "private network");
}

enum FunctionLevel {
  # FFB's function level (VUM 2.0). "Not assessed" is no level and never counts as 0; level = value - 1.
  notAssessed @0 $label(da = "ikke vurderet", en = "not assessed");
  none @1 $label(da = "ingen nedsat funktionsevne", en = "no reduction");
  slight @2 $label(da = "let nedsat", en = "slight");
  moderate @3 $label(da = "moderat nedsat", en = "moderate");
  severe @4 $label(da = "svært nedsat", en = "severe");
  complete @5 $label(da = "fuldstændig nedsat", en = "complete");
}

enum Weekday {
  unknown @0 $label(da = "uoplyst", en = "unknown");
  monday @1 $label(da = "mandag", en = "Monday");
  tuesday @2 $label(da = "tirsdag", en = "Tuesday");
  wednesday @3 $label(da = "onsdag", en = "Wednesday");
  thursday @4 $label(da = "torsdag", en = "Thursday");
  friday @5 $label(da = "fredag", en = "Friday");
  saturday @6 $label(da = "lørdag", en = "Saturday");
  sunday @7 $label(da = "søndag", en = "Sunday");
}

struct WeeklyTime $label(da = "ugentligt tidsrum", en = "weekly time") {
  weekday @0 :Weekday $label(da = "ugedag", en = "weekday");
  fromMinute @1 :UInt16 $label(da = "fra minut", en = "from minute");  # of the day, local time
  toMinute @2 :UInt16 $label(da = "til minut", en = "to minute");      # exclusive; 1440 = midnight
}

struct Period $label(da = "periode", en = "period") {
  # A stretch of time that something is about. An end that is absent is not said; it is never "for ever".
  from @0 :Moment $label(da = "fra", en = "from");
  to @1 :Moment $label(da = "til", en = "to");  # exclusive
}

struct CodedText $label(da = "tekst til punkt", en = "text of an item") {
  # Words that belong to one item of a clear list (an agenda item, an open item); always inside a personal struct.
  item @0 :Text $label(da = "punkt", en = "item");
  text @1 :Text $label(da = "tekst", en = "text");
}

struct ServiceSpecification $label(da = "ydelse", en = "service") {
  # One service as applied for, proposed or granted.
  service @0 :Text $label(da = "ydelse", en = "service");        # reference
  type @1 :Text $label(da = "ydelsestype", en = "service type");  # code, e.g. "bpa", "bostoette"
  legalBasis @2 :LegalBasis $label(da = "lovgrundlag", en = "legal basis");
  serviceLevel @3 :Text $label(da = "serviceniveau", en = "service level");
  minutesPerWeek @4 :Int32 = -1 $label(da = "minutter om ugen", en = "minutes per week");
  weeklyTimes @5 :List(WeeklyTime) $label(da = "ugentlige tidsrum", en = "weekly times");
  validFrom @6 :Moment $label(da = "fra", en = "from");
  validTo @7 :Moment $label(da = "til", en = "to");  # exclusive
  unit @8 :Text $verbatim $label(da = "enhed", en = "unit");
  goals @9 :List(Text) $label(da = "mål", en = "goals");
  outcome @10 :Text $label(da = "udfald", en = "outcome");  # code: "granted", "partly_granted", "refused"
  themes @11 :List(Text) $label(da = "temaer", en = "themes");  # the needs it serves
  provider @12 :Text $verbatim $label(da = "leverandør", en = "provider");
  guidelines @13 :List(Text) $label(da = "retningslinjer", en = "guidelines");  # what others expect of it, e.g. "referenceprogram"
}

struct ItemAnswer $label(da = "svar på spørgsmål", en = "answer to an item") {
  # One closed item of a questionnaire or registration form.
  item @0 :Text $label(da = "spørgsmål", en = "item");
  state @1 :State $label(da = "svarstatus", en = "state");
  value @2 :Int32 $label(da = "værdi", en = "value");    # only if `answered` and the item is a number
  choice @3 :Text $label(da = "valg", en = "choice");    # only if `answered` and the item is a code

  enum State {
    unanswered @0 $label(da = "ubesvaret", en = "unanswered");
    answered @1 $label(da = "besvaret", en = "answered");
    notRelevant @2 $label(da = "ikke relevant", en = "not relevant");
    doesNotKnow @3 $label(da = "ved ikke", en = "does not know");
  }
}
