@0xf34ddf367d564a3b;
# How the record itself is governed: policy, restriction, holds, retention, archive, and forgetting. On governance streams.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".verbatim;
using import "annotations.capnp".SensitivityClass;
using import "envelope.capnp".Id16;
using import "envelope.capnp".Moment;
using import "envelope.capnp".Answer;
using import "envelope.capnp".LegalBasis;
using import "envelope.capnp".Kle;

struct PolicyChanged $label(da = "Adgangspolitik ændret", en = "Policy changed") {
  policy @0 :Text $label(da = "politik", en = "policy");
  version @1 :Text $label(da = "version", en = "version");
  sha256 @2 :Text $label(da = "aftryk", en = "SHA-256");  # of the policy file
  previousSha256 @3 :Text $label(da = "tidligere aftryk", en = "previous SHA-256");
  approvedBy @4 :List(Text) $verbatim $label(da = "godkendt af", en = "approved by");
  reason @5 :Text $label(da = "årsag", en = "reason");
}

struct SubjectRestricted $label(da = "Behandling begrænset", en = "Subject restricted") {
  # Restriction (GDPR art. 18). `restricted` no lifts it.
  subject @0 :Id16 $label(da = "person", en = "subject");
  restricted @1 :Answer $label(da = "begrænset", en = "restricted");
  classes @2 :List(SensitivityClass) $label(da = "følsomhedsklasser", en = "sensitivity classes");  # empty = all
  reason @3 :Text $label(da = "årsag", en = "reason");
  legalBasis @4 :LegalBasis $label(da = "lovgrundlag", en = "legal basis");
  until @5 :Moment $label(da = "indtil", en = "until");
  approvedBy @6 :List(Text) $verbatim $label(da = "godkendt af", en = "approved by");
  purposes @7 :List(Text) $label(da = "tilladte formål", en = "permitted purposes");  # what may still be read for; empty = nothing
}

struct HoldPlaced $label(da = "Sletning standset", en = "Hold placed") {
  # While a hold stands nothing it covers is destroyed or purged.
  hold @0 :Text $label(da = "spærring", en = "hold");
  caseStream @1 :Id16 $label(da = "sag", en = "case");
  subject @2 :Id16 $label(da = "person", en = "subject");
  reason @3 :Text $label(da = "årsag", en = "reason");
  legalBasis @4 :LegalBasis $label(da = "lovgrundlag", en = "legal basis");
  authority @5 :Text $verbatim $label(da = "myndighed", en = "authority");
  until @6 :Moment $label(da = "indtil", en = "until");
}

struct HoldLifted $label(da = "Standsning ophævet", en = "Hold lifted") {
  hold @0 :Text $label(da = "spærring", en = "hold");
  reason @1 :Text $label(da = "årsag", en = "reason");
  approvedBy @2 :List(Text) $verbatim $label(da = "godkendt af", en = "approved by");
}

struct RetentionExpired $label(da = "Opbevaringsfrist udløbet", en = "Retention expired") {
  caseStream @0 :Id16 $label(da = "sag", en = "case");
  subject @1 :Id16 $label(da = "person", en = "subject");
  rule @2 :Text $label(da = "regel", en = "rule");
  ruleVersion @3 :Text $label(da = "regelversion", en = "rule version");
  expiredAt @4 :Moment $label(da = "udløbet", en = "expired");
  kle @5 :Kle $label(da = "KLE-emne", en = "KLE subject");
}

struct ArchiveExported $label(da = "Afleveret til arkiv", en = "Archive exported") {
  archive @0 :Text $label(da = "aflevering", en = "archive export");
  receiver @1 :Text $verbatim $label(da = "modtager", en = "receiver");
  standard @2 :Text $label(da = "standard", en = "standard");
  cases @3 :List(Id16) $label(da = "sager", en = "cases");
  sha256 @4 :Text $label(da = "aftryk", en = "SHA-256");
  receipt @5 :Text $label(da = "kvittering", en = "receipt");
  validFrom @6 :Moment $label(da = "fra", en = "from");
  validTo @7 :Moment $label(da = "til", en = "to");  # exclusive
  subjects @8 :List(Id16) $label(da = "personer", en = "subjects");
  logSize @9 :UInt64 $label(da = "loggens længde", en = "length of the log");  # the package holds what was known there
}

struct SubjectKeyDestroyed $label(da = "Nøgle destrueret", en = "Subject key destroyed") {
  # What was sealed with it cannot be read again by anybody; events and proofs stay. Every start destroys these keys again,
  # so that restored older keys revive nobody.
  subject @0 :Id16 $label(da = "person", en = "subject");
  classes @1 :List(SensitivityClass) $label(da = "følsomhedsklasser", en = "sensitivity classes");
  keyIds @2 :List(Text) $label(da = "nøgle-id'er", en = "key ids");
  authority @3 :Text $verbatim $label(da = "myndighed", en = "authority");
  legalBasis @4 :LegalBasis $label(da = "lovgrundlag", en = "legal basis");
  reason @5 :Text $label(da = "årsag", en = "reason");
  approvedBy @6 :List(Text) $verbatim $label(da = "godkendt af", en = "approved by");
  archive @7 :Text $label(da = "aflevering", en = "archive export");  # the export that preceded it
  noArchive @8 :Text $label(da = "ingen aflevering fordi", en = "no archive export because");
  archiveRule @9 :Text $label(da = "arkivregel", en = "archive rule");  # as it was evaluated, before the data it needs were gone
  ruleKeeps @10 :Answer $label(da = "arkivreglen bevarer", en = "kept by the archive rule");
  stream @11 :Id16 $label(da = "strøm", en = "stream");
  events @12 :List(Id16) $label(da = "hændelser", en = "events");  # of that stream, and only these; empty = all that the keys seal
  cases @13 :List(Id16) $label(da = "sager", en = "cases");  # whose own keys went too: what was told before the case named its citizen
}

struct PayloadPurged $label(da = "Indhold fjernet", en = "Payload purged") {
  # The sealed boxes of these events are gone from the store; their leaves stay. What is left of each, its clear fields, has
  # the digest named here in the same place, so that it is proven by this event instead of its own leaf.
  stream @0 :Id16 $label(da = "strøm", en = "stream");
  events @1 :List(Id16) $label(da = "hændelser", en = "events");
  reason @2 :Text $label(da = "årsag", en = "reason");
  legalBasis @3 :LegalBasis $label(da = "lovgrundlag", en = "legal basis");
  approvedBy @4 :List(Text) $verbatim $label(da = "godkendt af", en = "approved by");
  streamKind @5 :Text $label(da = "strømmens art", en = "kind of stream");
  remainders @6 :List(Text) $label(da = "restens aftryk", en = "SHA-256 of the remainder");
  archive @7 :Text $label(da = "aflevering", en = "archive export");
  noArchive @8 :Text $label(da = "ingen aflevering fordi", en = "no archive export because");
}
