@0xdefa6e1b409f3f0d;
# What a questionnaire or registration form asks, told in full on the project's stream, so that a figure made from its
# answers can be repeated with the log alone. A wording that changes is a new version; only the design says which
# versions may be compared (project.capnp, EqualVersions).

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".verbatim;
using import "evaluation.capnp".RespondentGroup;

struct InstrumentDefined $label(da = "Skema fastlagt", en = "Instrument defined") {
  instrument @0 :Text $label(da = "skema", en = "instrument");
  version @1 :Text $label(da = "skemaversion", en = "instrument version");
  language @2 :Text $label(da = "sprog", en = "language");  # ISO 639-1
  title @3 :Text $verbatim $label(da = "titel", en = "title");
  attribution @4 :Text $verbatim $label(da = "ophav", en = "attribution");  # whose wording it is
  groups @5 :List(RespondentGroup) $label(da = "respondentgrupper", en = "respondent groups");
  items @6 :List(Item) $label(da = "spørgsmål", en = "items");

  struct Item $label(da = "spørgsmål", en = "item") {
    item @0 :Text $label(da = "spørgsmål", en = "item");
    wording @1 :Text $verbatim $label(da = "ordlyd", en = "wording");
    kind @2 :Kind $label(da = "svartype", en = "kind of answer");
    scale @3 :Text $label(da = "skala", en = "scale");  # items of one scale are averaged; empty = stands alone
    minimum @4 :Int32 $label(da = "mindste værdi", en = "minimum");
    maximum @5 :Int32 $label(da = "største værdi", en = "maximum");
    reversed @6 :Bool $label(da = "vendt", en = "reversed");  # its high end is the bad one: turned before anything is computed
    choices @7 :List(Text) $label(da = "svarmuligheder", en = "choices");
  }
  enum Kind {
    unknown @0 $label(da = "uoplyst", en = "unknown");
    rating @1 $label(da = "vurdering på skala", en = "rating on a scale");
    number @2 $label(da = "antal", en = "number");  # a count or minutes: has no best end
    choice @3 $label(da = "valg", en = "choice");
  }
}
