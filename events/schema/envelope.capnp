@0xc0d1ff0e7b5a4e10;
# What every event carries, whatever its type. The mental model:
#
#   A client proposes a ProposedEvent: clear payload, and personal parts in plain text.
#   The engine checks it, seals the personal parts, and stores a StoredEvent: exactly these bytes are hashed, and they
#   never change. What the engine assigns (position, stream version, recordedAt, the previous leaf) stands in the
#   LeafRecord beside it, not inside.
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

enum Precision {
  unknown @0 $label(da = "uoplyst", en = "unknown");
  instant @1 $label(da = "tidspunkt", en = "instant");
  day @2 $label(da = "dag", en = "day");
  month @3 $label(da = "måned", en = "month");
}

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

enum Audience {
  internal @0 $label(da = "internt", en = "internal");
  partner @1 $label(da = "samarbejdspart", en = "partner");
  citizen @2 $label(da = "borger", en = "citizen");
  evaluator @3 $label(da = "evaluator", en = "evaluator");
}

struct Actor $label(da = "aktør", en = "actor") {
  # Who acted, pseudonymously; the identity is on the person stream.
  pseudonym @0 :Text $verbatim $label(da = "pseudonym", en = "pseudonym");
  role @1 :Text $verbatim $label(da = "rolle", en = "role");  # e.g. "coordinator", "caseworker"
  unit @2 :Text $verbatim $label(da = "enhed", en = "unit");
  organisation @3 :Text $label(da = "organisation", en = "organisation");
}

struct Source $label(da = "kilde", en = "source") {
  # Where an imported event came from.
  system @0 :Text $label(da = "system", en = "system");       # id of the source log, chosen at import
  batch @1 :Id16 $label(da = "importkørsel", en = "batch");    # one import run
  position @2 :UInt32 $label(da = "plads", en = "position");   # 1-based place within the case in the source, 0 = synthesised
  digest @3 :UInt64 $label(da = "aftryk", en = "digest");      # keyed digest of the source event, to tell a changed source from a repeated one
  synthesised @4 :Bool $label(da = "skrevet af importen", en = "synthesised");  # an opening, a mapped deadline: not the source's
  zoneAssumed @5 :Bool $label(da = "tidszone antaget", en = "zone assumed");    # the source gave no zone
  eventId @6 :Text $verbatim $label(da = "kildens id", en = "source's id");     # only where the mapping lists it as clear
}

struct LegalBasis $label(da = "lovgrundlag", en = "legal basis") {
  law @0 :Text $label(da = "lov", en = "law");                     # e.g. "serviceloven"
  paragraph @1 :Text $label(da = "paragraf", en = "paragraph");     # e.g. "96"
  subsection @2 :Text $label(da = "stykke", en = "subsection");
  validFrom @3 :Moment $label(da = "fra", en = "from");
}

struct Kle $label(da = "KLE", en = "KLE subject") {
  subject @0 :Text $label(da = "emne", en = "subject");  # NN.NN.NN
  facet @1 :Text $label(da = "facet", en = "facet");     # e.g. "P35"
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
  algorithm @2 :UInt8;    # XChaCha20-Poly1305 (libsodium) under 1 = the subject's key, 2 = the event's own, derived from it
  generation @3 :UInt32;  # of the subject's key for this class
  keyId @4 :Data;         # 16 bytes: keyed BLAKE2b of the key, since the cipher does not commit to it
  nonce @5 :Data;         # 24 random bytes; empty once the box was purged
  box @6 :Data;           # sealed canonical bytes of the personal struct with only this class's fields, padded
}

struct StoredEvent {
  envelope @0 :Envelope;
  payload @1 :AnyPointer;
  salt @2 :Data;  # 16 random bytes, so that a leaf without segments cannot be guessed
  segments @3 :List(Segment);
}
