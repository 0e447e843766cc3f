@0xc9793d7834096509;
# Forgetting and keeping: restriction, holds, archive exports, shredding, purging, rotation of keys. Part of the protocol: see
# server/protocol/protocol.capnp for the frames that carry these.
#
# Every order is an event on a governance stream and is answered with its receipt. An order is repeated with the same
# appendId. What the orders must carry is checked by the engine (engine/privacy/guards.hpp): two approvers, a legal basis, an
# archive export with its receipt or the reason why none is needed, and no hold.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb::wire::lifecycle");
using Envelope = import "/events/schema/envelope.capnp";
using Id16 = Envelope.Id16;
using SensitivityClass = import "/events/schema/annotations.capnp".SensitivityClass;

struct Order {
  appendId @0 :Id16;
  reason @1 :Text;  # a code
  legalBasis @2 :Envelope.LegalBasis;
  approvedBy @3 :List(Text);  # pseudonyms
  archive @4 :Text;
  noArchive @5 :Text;  # a code
}

struct Restrict {
  order @0 :Order;
  subject @1 :Id16;
  classes @2 :List(SensitivityClass);  # empty = all
  lift @3 :Bool;
  purposes @4 :List(Text);  # what may still be read for
}

struct Hold {
  order @0 :Order;
  hold @1 :Text;  # its name, a code
  lift @2 :Bool;
  subject @3 :Id16;
  caseStream @4 :Id16;
}

struct Archive {
  # First without a receipt, when the package is made; again under the same name with the archive's receipt.
  order @0 :Order;
  archive @1 :Text;
  receiver @2 :Text;
  subjects @3 :List(Id16);
  cases @4 :List(Id16);
  sha256 @5 :Text;
  receipt @6 :Text;
  logSize @7 :UInt64;
}

struct Shred {
  order @0 :Order;
  subject @1 :Id16;
  classes @2 :List(SensitivityClass);  # empty = all
  streamKind @3 :Text;  # with events
  stream @4 :Id16;
  events @5 :List(Id16);  # only these; empty = all that the keys seal
  archiveRule @6 :Text;  # its name, a code
  keptBirthDays @7 :List(UInt8);  # days of the month that the rule keeps all of; empty = all days
}

struct Purge {
  order @0 :Order;
  streamKind @1 :Text;
  stream @2 :Id16;
  events @3 :List(Id16);
}

struct RetainReads {
  # Records of reads are kept for as long as the policy in force says ([retention] in its file): of volumes of the read log
  # whose time is up the keys of the sealed parts are destroyed. The server does it by itself once a day.
  look @0 :Bool;  # only say what would go
}

struct RetainedReads {
  volumes @0 :List(Volume);  # whose time was up: retired now, or to be
  kept @1 :UInt64;           # volumes that still have time
  months @2 :UInt32;         # ordinary records are kept
  penalMonths @3 :UInt32;    # those of penal matters
  epoch @4 :UInt32;          # of the read log's keys; copies of older ones open nothing of this. 0: nothing was destroyed

  struct Volume {
    id @0 :Id16;
    penal @1 :Bool;
    records @2 :UInt64;
    newest @3 :Int64;  # microseconds since 1970-01-01T00:00:00Z
    event @4 :Id16;    # subject.key_destroyed in the read log; nil where it was only looked
  }
}

struct Receipt {
  event @0 :Id16;
  position @1 :UInt64;
  epoch @2 :UInt32;
  keyIds @3 :List(Text);
  identifiers @4 :UInt32;
  ruleKeeps @5 :Envelope.Answer;
  events @6 :UInt32;
  bytes @7 :UInt64;
}

struct ClassState {
  sensitivity @0 :SensitivityClass;
  key @1 :Key;
  restricted @2 :Bool;
  purposes @3 :List(Text);
  enum Key {
    neverHad @0;
    active @1;
    destroyed @2;
  }
}

struct State {
  subject @0 :Id16;
  classes @1 :List(ClassState);
  holds @2 :List(Text);  # that stand on the subject or on a case of theirs
  archives @3 :List(Text);  # exports that name the subject and have their receipt
}

struct Request {
  union {
    none @0 :Void;  # an empty request; refused
    rotate @1 :Void;  # a new epoch key now
    state @2 :Id16;  # of a subject
    restrict @3 :Restrict;
    hold @4 :Hold;
    archive @5 :Archive;
    shred @6 :Shred;
    purge @7 :Purge;
    retainReads @8 :RetainReads;
  }
}

struct Rotated {
  epoch @0 :UInt32;
  wrapped @1 :UInt64;  # subject keys
  micros @2 :UInt64;  # how long it took
}

struct Reply {
  union {
    none @0 :Void;
    rotated @1 :Rotated;
    state @2 :State;
    receipt @3 :Receipt;
    retainedReads @4 :RetainedReads;
  }
}
