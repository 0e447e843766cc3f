@0xe6070794ff6bb6aa;
# What makes coordination hard: disagreement on needs and goals, and uncertainty about entitlements and who does what.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".class;
using import "annotations.capnp".verbatim;
using import "envelope.capnp".Answer;
using import "envelope.capnp".LegalBasis;
using import "terms.capnp".ParticipantKind;

struct DisagreementRaised $label(da = "Uenighed rejst", en = "Disagreement raised") {
  disagreement @0 :Text $label(da = "uenighed", en = "disagreement");
  between @1 :List(Side) $label(da = "mellem", en = "between");
  about @2 :Text $label(da = "om", en = "about");  # "needs", "goals", "service", "competence", "economy"
  concerns @3 :Text $label(da = "vedrører", en = "concerns");  # a reference

  struct Side $label(da = "side", en = "side") {
    party @0 :Text $label(da = "part", en = "party");
    kind @1 :ParticipantKind $label(da = "deltagertype", en = "kind");
    organisation @2 :Text $label(da = "organisation", en = "organisation");
    unit @3 :Text $verbatim $label(da = "enhed", en = "unit");
  }
}
struct DisagreementRaisedPersonal $label(da = "Uenighed rejst, personlige oplysninger", en = "Disagreement raised, personal") {
  description @0 :Text $label(da = "beskrivelse", en = "description") $class(narrative);
  citizenWords @1 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
}

struct DisagreementResolved $label(da = "Uenighed løst", en = "Disagreement resolved") {
  disagreement @0 :Text $label(da = "uenighed", en = "disagreement");
  how @1 :Text $label(da = "måde", en = "how");  # "meeting", "decision", "compromise", "not_pursued"
  citizenAgrees @2 :Answer $label(da = "borgeren enig", en = "citizen agrees");
}
struct DisagreementResolvedPersonal $label(da = "Uenighed løst, personlige oplysninger", en = "Disagreement resolved, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
  citizenWords @1 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
}

struct UncertaintyRaised $label(da = "Uklarhed rejst", en = "Uncertainty raised") {
  # Nobody knows yet: which service, whose task, which law.
  uncertainty @0 :Text $label(da = "uklarhed", en = "uncertainty");
  about @1 :Text $label(da = "om", en = "about");  # "entitlement", "responsibility", "law", "economy"
  concerns @2 :Text $label(da = "vedrører", en = "concerns");  # a reference
  legalBasis @3 :LegalBasis $label(da = "lovgrundlag", en = "legal basis");
  unit @4 :Text $verbatim $label(da = "enhed", en = "unit");
}
struct UncertaintyRaisedPersonal $label(da = "Uklarhed rejst, personlige oplysninger", en = "Uncertainty raised, personal") {
  description @0 :Text $label(da = "beskrivelse", en = "description") $class(narrative);
  citizenWords @1 :Text $label(da = "borgerens egne ord", en = "citizen's own words") $class(narrative);
}

struct UncertaintyResolved $label(da = "Uklarhed afklaret", en = "Uncertainty resolved") {
  uncertainty @0 :Text $label(da = "uklarhed", en = "uncertainty");
  how @1 :Text $label(da = "måde", en = "how");
  answeredBy @2 :Text $verbatim $label(da = "afklaret af", en = "answered by");
}
struct UncertaintyResolvedPersonal $label(da = "Uklarhed afklaret, personlige oplysninger", en = "Uncertainty resolved, personal") {
  note @0 :Text $label(da = "notat", en = "note") $class(narrative);
}
