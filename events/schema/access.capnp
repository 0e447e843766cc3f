@0xdbee53db40de26fb;
# Who was let in, and who was not: tokens, lock-outs, and access taken in an emergency. On governance streams.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".class;
using import "annotations.capnp".verbatim;
using import "envelope.capnp".Id16;
using import "envelope.capnp".Moment;

struct TokenCreated $label(da = "Adgangsnøgle udstedt", en = "Token created") {
  # Only the hash of the secret: whoever reads the log cannot use it.
  token @0 :Text $label(da = "adgangsnøgle", en = "token");  # its id
  sha256 @1 :Text $label(da = "aftryk", en = "SHA-256");     # of the 32 secret bytes, 64 hex digits
  holder @2 :Text $verbatim $label(da = "indehaver", en = "holder");  # an actor pseudonym
  operations @3 :List(Text) $verbatim $label(da = "handlinger", en = "operations");  # empty = all that the holder may
  certificate @4 :Text $label(da = "certifikat", en = "certificate");  # SHA-256 of the one it is bound to; empty = none
  expires @5 :Moment $label(da = "udløber", en = "expires");
  usage @6 :Text $label(da = "brug", en = "usage");  # what it is for: "journal_import"
}

struct TokenRevoked $label(da = "Adgangsnøgle tilbagekaldt", en = "Token revoked") {
  token @0 :Text $label(da = "adgangsnøgle", en = "token");
  reason @1 :Text $label(da = "årsag", en = "reason");
}

struct AccessLockedOut $label(da = "Adgang spærret", en = "Access locked out") {
  # Too many failed attempts to identify oneself, from one place.
  origin @0 :Text $verbatim $label(da = "sted", en = "place");  # pseudonym of the address or user they came from
  attempts @1 :Int32 = -1 $label(da = "forsøg", en = "attempts");
  until @2 :Moment $label(da = "indtil", en = "until");
  method @3 :Text $label(da = "måde", en = "method");  # "token", "certificate"
}

struct BreakGlassOpened $label(da = "Nødadgang taget", en = "Break-glass opened") {
  # Access to one case without a relation to it, for a short time, to be reviewed by somebody else.
  right @0 :Text $label(da = "nødadgang", en = "right");
  holder @1 :Text $verbatim $label(da = "indehaver", en = "holder");  # an actor pseudonym
  unit @2 :Text $verbatim $label(da = "enhed", en = "unit");
  caseStream @3 :Id16 $label(da = "sag", en = "case");
  category @4 :Text $label(da = "anledning", en = "category");  # "acute_danger", "cover", "complaint", "other"
  until @5 :Moment $label(da = "indtil", en = "until");
}
struct BreakGlassOpenedPersonal $label(da = "Nødadgang taget, personlige oplysninger", en = "Break-glass opened, personal") {
  reason @0 :Text $label(da = "begrundelse", en = "reason") $class(narrative);
}

struct BreakGlassReviewed $label(da = "Nødadgang gennemgået", en = "Break-glass reviewed") {
  right @0 :Text $label(da = "nødadgang", en = "right");
  outcome @1 :Text $label(da = "resultat", en = "outcome");  # "justified", "unjustified", "referred_on"
}
struct BreakGlassReviewedPersonal $label(da = "Nødadgang gennemgået, personlige oplysninger", en = "Break-glass reviewed, personal") {
  note @0 :Text $label(da = "bemærkning", en = "note") $class(narrative);
}
