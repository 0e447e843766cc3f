@0xf0ae4d13193a090e;
# Proofs of the log: signed checkpoints, inclusion and consistency proofs, leaves. Part of the protocol: see
# server/protocol/protocol.capnp for the frames that carry these.
#
# Formats are public ones (engine/README.md, "Proofs"): RFC 6962 trees over leaf records; checkpoints, verifier keys and
# tiles of C2SP. Sizes are numbers of events. A proof path is its hashes of 32 bytes one after the other, the sibling of
# the leaf first. Nothing here is personal: hashes, and leaves (ids, times and types of events).

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb::wire::proofs");

enum Log { events @0; reads @1; }

struct Request {
  union {
    none @0 :Void;  # an empty request; refused
    checkpoint @1 :Log;
    # What is durable, signed. At most one is signed a second: until then the one before is the answer. Refused if the log
    # is behind what was signed last (an older copy), or is not its continuation.
    key @2 :Log;  # how the signatures are checked
    inclusion @3 :Inclusion;
    consistency @4 :Consistency;
    leaves @5 :Leaves;
    streamKeys @6 :StreamKeys;
  }
}

struct Reply {
  union {
    none @0 :Void;
    checkpoint @1 :Text;  # a signed note
    key @2 :Text;  # a verifier key: name+id+key
    inclusion @3 :List(Included);  # in the order asked for
    consistency @4 :Data;  # a path; empty if both sizes are equal
    leaves @5 :Data;  # leaf records of 144 bytes, one after the other
    streamKeys @6 :List(SegmentKey);
  }
}

struct Inclusion {
  log @0 :Log;
  size @1 :UInt64;  # of the tree that they are proven in; 0 = as it is now
  positions @2 :List(UInt64);  # at most 1,000
}
struct Included {
  leaf @0 :Data;  # the leaf record
  path @1 :Data;
}

struct Consistency {
  log @0 :Log;
  old @1 :UInt64;  # at least 1
  size @2 :UInt64;  # 0 = as it is now
}

struct Leaves {
  log @0 :Log;
  from @1 :UInt64;
  count @2 :UInt32;  # at most 20,000; fewer come where the log ends
}

struct StreamKeys {
  # Which keys the sealed parts of one stream need, and whether they are there.
  kind @0 :UInt8;
  high @1 :UInt64;
  low @2 :UInt64;
}
struct SegmentKey {
  subject @0 :Data;  # 16 bytes: the pseudonymous id of the person
  class @1 :Text;
  generation @2 :UInt32;
  id @3 :Data;
  state @4 :KeyState;
}
enum KeyState { active @0; destroyed @1; neverHad @2; }
