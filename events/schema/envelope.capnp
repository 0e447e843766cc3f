@0xc0d1ff0e7b5a4e10;
# What every event carries, whatever its type. The mental model:
#
#   A client proposes a ProposedEvent: clear payload, and personal parts in plain text.
#   The engine checks it, seals the personal parts, and stores a StoredEvent: exactly these bytes are hashed, and they
#   never change. What the engine assigns (position, stream version, recordedAt, the previous leaf) stands in the
#   LeafRecord beside it, not inside (decisions A2, A3).
#
# Compatibility: fields are only added, at the end, and mean "not said" when absent. A meaning that changes is a new type.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".verbatim;
using import "annotations.capnp".SensitivityClass;

struct Id16 {
  # A UUID as two big-endian halves; in JSON the 36-character text. All zero means "none".
  high @0 :UInt64;
  low @1 :UInt64;
}

enum Precision { unknown @0; instant @1; day @2; month @3; }

enum Answer {
  # "Unknown" is a value of its own, never false.
  unknown @0 $label(da = "uoplyst", en = "unknown");
  no @1 $label(da = "nej", en = "no");
  yes @2 $label(da = "ja", en = "yes");
}

struct Moment {
  # When something was, as precisely as it was told; in JSON an ISO 8601 text. For day and month precision `micros` is
  # local midnight of the (first) day.
  micros @0 :Int64;         # since 1970-01-01T00:00:00Z
  offsetMinutes @1 :Int16;  # the written offset from UTC
  precision @2 :Precision;
}

enum Audience { internal @0; partner @1; citizen @2; evaluator @3; }

struct Actor $label(da = "aktør", en = "actor") {
  # Who acted, pseudonymously; the identity is on the person stream.
  pseudonym @0 :Text $verbatim;
  role @1 :Text $verbatim;          # e.g. "coordinator", "caseworker"
  unit @2 :Text $verbatim;          # organisational unit
  organisation @3 :Text;
}

struct Source $label(da = "kilde", en = "source") {
  # Where an imported event came from.
  system @0 :Text;         # id of the source log, chosen at import
  batch @1 :Id16;          # one import run
  position @2 :UInt32;     # 1-based place within the case in the source, 0 = synthesised
  digest @3 :UInt64;       # keyed digest of the source event, to tell a changed source from a repeated one
  synthesised @4 :Bool;    # written by the importer, not by the source (an opening, a mapped deadline)
  zoneAssumed @5 :Bool;    # the source gave no zone
  eventId @6 :Text $verbatim;  # the source's own id, only where the mapping lists it as clear
}

struct LegalBasis $label(da = "lovgrundlag", en = "legal basis") {
  law @0 :Text;         # e.g. "serviceloven"
  paragraph @1 :Text;   # e.g. "96"
  subsection @2 :Text;  # stk.
  validFrom @3 :Moment;
}

struct Kle $label(da = "KLE", en = "KLE subject") {
  subject @0 :Text;  # NN.NN.NN
  facet @1 :Text;    # e.g. "P35"
}

struct Envelope {
  occurredAt @0 :Moment $label(da = "skete", en = "occurred");
  enteredAt @1 :Moment $label(da = "indtastet i kildesystemet", en = "entered in the source system");
  actor @2 :Actor $label(da = "udført af", en = "actor");
  onBehalfOf @3 :Actor $label(da = "på vegne af", en = "on behalf of");
  source @4 :Source $label(da = "kilde", en = "source");
  legalBasis @5 :LegalBasis $label(da = "lovgrundlag", en = "legal basis");
  kle @6 :Kle $label(da = "KLE-emne", en = "KLE subject");
  purpose @7 :Text $label(da = "formål", en = "purpose");
  audience @8 :List(Audience) $label(da = "målgruppe", en = "audience");  # empty = internal
  correlation @9 :Id16 $label(da = "samhørende", en = "correlation");
  causation @10 :Id16 $label(da = "udløst af hændelse", en = "causation");  # an event id
  methodVersion @11 :Text $label(da = "metodeversion", en = "method version");
}

struct PersonalPart {
  # The personal fields that concern one person. `fields` is the personal struct of the event's type (for
  # event.corrected: of the target's type).
  subject @0 :Id16;  # the person's stream id; none = the case's citizen, or the person stream's own person
  fields @1 :AnyPointer;
}

struct ProposedEvent {
  type @0 :Text;  # stored name, e.g. "contact.held"
  envelope @1 :Envelope;
  payload @2 :AnyPointer;  # the clear struct of the type
  personal @3 :List(PersonalPart);
}

struct Segment {
  # One sealed box: the fields of one class about one subject.
  subject @0 :Id16;
  class @1 :SensitivityClass;
  algorithm @2 :UInt8;    # 1 = XChaCha20-Poly1305 (libsodium)
  generation @3 :UInt32;  # of the subject's key for this class
  keyId @4 :Data;         # 16 bytes: keyed BLAKE2b of the key, since the cipher does not commit to it
  nonce @5 :Data;         # 24 random bytes
  box @6 :Data;           # sealed canonical bytes of the personal struct with only this class's fields, padded
}

struct StoredEvent {
  envelope @0 :Envelope;
  payload @1 :AnyPointer;
  salt @2 :Data;  # 16 random bytes, so that a leaf without segments cannot be guessed
  segments @3 :List(Segment);
}
