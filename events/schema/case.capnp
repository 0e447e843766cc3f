@0x802f411cb23bfe15;
# The case itself: how it came in, was opened and closed, which phase it is in, and what another system recorded.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".class;
using import "annotations.capnp".verbatim;
using import "envelope.capnp".Id16;
using import "envelope.capnp".Moment;
using import "envelope.capnp".Answer;

struct IntakeReceived $label(da = "Henvendelse modtaget", en = "Intake received") {
  # Somebody turned to the municipality (henvendelse, henvisning), whether or not a case follows.
  route @0 :Text $label(da = "indgang", en = "route");  # code: "citizen", "relative", "hospital", "underretning"
  fromOrganisation @1 :Text $label(da = "fra organisation", en = "from organisation");
  municipality @2 :Text $label(da = "kommune", en = "municipality");
  unit @3 :Text $verbatim $label(da = "enhed", en = "unit");
  topics @4 :List(Text) $label(da = "emner", en = "topics");
  urgent @5 :Answer $label(da = "haster", en = "urgent");
}
struct IntakeReceivedPersonal $label(da = "Henvendelse modtaget, personlige oplysninger", en = "Intake received, personal") {
  citizenWords @0 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
  reason @1 :Text $label(da = "anledning", en = "reason") $class(narrative);
  sender @2 :Text $label(da = "henvender", en = "sender") $class(identity);
}

struct IntakeDeclined $label(da = "Henvendelse afvist", en = "Intake declined") {
  reason @0 :Text $label(da = "årsag", en = "reason");
  referredTo @1 :Text $label(da = "henvist til", en = "referred to");
  guided @2 :Answer $label(da = "vejledt", en = "guided");
  intake @3 :Id16 $label(da = "henvendelse", en = "intake");  # the event id of the intake
}
struct IntakeDeclinedPersonal $label(da = "Henvendelse afvist, personlige oplysninger", en = "Intake declined, personal") {
  explanation @0 :Text $label(da = "begrundelse", en = "explanation") $class(narrative);
}

struct CaseOpened $label(da = "Sag åbnet", en = "Case opened") {
  # The measures' cohorts (unit, target group) are those of this event; the method version stands in the envelope.
  subject @0 :Id16 $label(da = "borger", en = "citizen");  # the citizen's person stream
  entryRoute @1 :Text $label(da = "indgang", en = "entry route");
  municipality @2 :Text $label(da = "kommune", en = "municipality");  # municipality code, e.g. "173"
  unit @3 :Text $verbatim $label(da = "enhed", en = "unit");
  targetGroups @4 :List(Text) $label(da = "målgrupper", en = "target groups");
  primaryTargetGroup @5 :Text $label(da = "primær målgruppe", en = "primary target group");
  intake @6 :Id16 $label(da = "henvendelse", en = "intake");  # the event id of the intake
  attributes @7 :List(Attribute) $label(da = "oplysninger", en = "attributes");  # an imported case's own
}
struct CaseOpenedPersonal $label(da = "Sag åbnet, personlige oplysninger", en = "Case opened, personal") {
  citizenWords @0 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
  reason @1 :Text $label(da = "anledning", en = "reason") $class(narrative);
  caseNumber @2 :Text $label(da = "sagsnummer", en = "case number") $class(identity);
  health @3 :Text $label(da = "helbred", en = "health") $class(health);
  attributes @4 :List(Attribute) $label(da = "forseglede oplysninger", en = "sealed attributes") $class(narrative);
}

struct CaseClosed $label(da = "Sag afsluttet", en = "Case closed") {
  reason @0 :Text $label(da = "årsag", en = "reason");
  outcome @1 :Text $label(da = "resultat", en = "outcome");
}
struct CaseClosedPersonal $label(da = "Sag afsluttet, personlige oplysninger", en = "Case closed, personal") {
  summary @0 :Text $label(da = "opsamling", en = "summary") $class(narrative);
  citizenWords @1 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
}

struct CaseReopened $label(da = "Sag genåbnet", en = "Case reopened") {
  reason @0 :Text $label(da = "årsag", en = "reason");
  unit @1 :Text $verbatim $label(da = "enhed", en = "unit");
}
struct CaseReopenedPersonal $label(da = "Sag genåbnet, personlige oplysninger", en = "Case reopened, personal") {
  explanation @0 :Text $label(da = "begrundelse", en = "explanation") $class(narrative);
}

struct PhaseEntered $label(da = "Fase påbegyndt", en = "Phase entered") {
  phase @0 :Text $label(da = "fase", en = "phase");  # code, e.g. VUM: "sagsaabning", "oplysning", "vurdering", "bestilling", "opfoelgning"
  from @1 :Text $label(da = "fra fase", en = "from phase");
  reason @2 :Text $label(da = "årsag", en = "reason");
}

struct ExternalRecorded $label(da = "Registreret i andet system", en = "Recorded in another system") {
  # An activity that another system recorded and that no type of ours says better. Every attribute of the source is
  # kept, with type and nesting: here if the import's mapping lists it as clear, else in the personal struct.
  activity @0 :Text $verbatim $label(da = "aktivitet", en = "activity");
  state @1 :Text $verbatim $label(da = "tilstand", en = "state");  # the source's lifecycle word
  attributes @2 :List(Attribute) $label(da = "oplysninger", en = "attributes");
}
struct ExternalRecordedPersonal $label(da = "Registreret i andet system, personlige oplysninger", en = "Recorded in another system, personal") {
  attributes @0 :List(Attribute) $label(da = "forseglede oplysninger", en = "sealed attributes") $class(narrative);
}

struct Attribute $label(da = "oplysning", en = "attribute") {
  # One attribute of a source, as XES has them.
  key @0 :Text $verbatim $label(da = "navn", en = "key");
  value :union $label(da = "værdi", en = "value") {
    none @1 :Void $label(da = "ingen", en = "none");
    text @2 :Text $verbatim $label(da = "tekst", en = "text");
    int @3 :Int64 $label(da = "heltal", en = "integer");
    float @4 :Float64 $label(da = "kommatal", en = "float");
    boolean @5 :Bool $label(da = "sandt/falsk", en = "boolean");
    date @6 :Moment $label(da = "tidspunkt", en = "date");
    id @7 :Text $verbatim $label(da = "id", en = "id");
    list @8 :List(Attribute) $label(da = "liste", en = "list");            # ordered, keys may repeat
    container @9 :List(Attribute) $label(da = "beholder", en = "container");
  }
  children @10 :List(Attribute) $label(da = "underoplysninger", en = "nested attributes");
  written @11 :Text $verbatim $label(da = "skrevet", en = "as written");
  # The source's own spelling, only where `value` cannot tell it back ("+007", nanoseconds, a time without zone).
  scope @12 :Scope $label(da = "hører til", en = "scope");

  enum Scope {
    event @0 $label(da = "hændelse", en = "event");
    trace @1 $label(da = "sag", en = "trace");
    log @2 $label(da = "log", en = "log");
  }
}

struct NoteRecorded $label(da = "Notat skrevet", en = "Note recorded") {
  # The duty to take notes (offentlighedsloven § 13). `about` names what it concerns: references or event ids as text.
  kind @0 :Text $label(da = "notattype", en = "kind");
  about @1 :List(Text) $label(da = "vedrører", en = "about");
  aboutEvents @2 :List(Id16) $label(da = "vedrører hændelser", en = "about events");
}
struct NoteRecordedPersonal $label(da = "Notat skrevet, personlige oplysninger", en = "Note recorded, personal") {
  text @0 :Text $label(da = "notat", en = "note") $class(narrative);
  health @1 :Text $label(da = "helbred", en = "health") $class(health);
  penal @2 :Text $label(da = "strafbare forhold", en = "penal matters") $class(penal);
  economy @3 :Text $label(da = "økonomi", en = "economy") $class(economy);
}

struct IntakeReferredOn $label(da = "Henvendelse sendt videre", en = "Intake referred on") {
  # The intake is another's: it was passed on, with or without a case here.
  intake @0 :Id16 $label(da = "henvendelse", en = "intake");  # the event id of the intake
  toOrganisation @1 :Text $label(da = "til organisation", en = "to organisation");
  toUnit @2 :Text $verbatim $label(da = "til enhed", en = "to unit");
  reason @3 :Text $label(da = "årsag", en = "reason");
  received @4 :Answer $label(da = "modtagelse bekræftet", en = "receipt confirmed");
  citizenInformed @5 :Answer $label(da = "borger orienteret", en = "citizen informed");
}
struct IntakeReferredOnPersonal $label(da = "Henvendelse sendt videre, personlige oplysninger", en = "Intake referred on, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
}

struct CaseLinked $label(da = "Sager forbundet", en = "Cases linked") {
  # What the other case records may be referred to from here on. Whoever links says so in both cases.
  otherCase @0 :Id16 $label(da = "anden sag", en = "other case");
  relation @1 :Text $label(da = "forbindelse", en = "relation");  # "same_citizen", "parent_case", "household", "earlier_case"
  reason @2 :Text $label(da = "årsag", en = "reason");
}
struct CaseLinkedPersonal $label(da = "Sager forbundet, personlige oplysninger", en = "Cases linked, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
}

struct DocumentLinked $label(da = "Dokument tilknyttet", en = "Document linked") {
  # The document stays elsewhere; its hash says which version was meant.
  document @0 :Text $label(da = "dokument", en = "document");
  kind @1 :Text $label(da = "dokumenttype", en = "kind");
  about @2 :List(Text) $label(da = "vedrører", en = "about");
  aboutEvents @3 :List(Id16) $label(da = "vedrører hændelser", en = "about events");
  sha256 @4 :Text $label(da = "aftryk", en = "SHA-256");  # 64 hex digits
  mediaType @5 :Text $label(da = "filtype", en = "media type");
  system @6 :Text $label(da = "system", en = "system");
  dated @7 :Moment $label(da = "dateret", en = "dated");
}
struct DocumentLinkedPersonal $label(da = "Dokument tilknyttet, personlige oplysninger", en = "Document linked, personal") {
  title @0 :Text $label(da = "titel", en = "title") $class(narrative);
  location @1 :Text $label(da = "placering", en = "location") $class(identity);
}
