@0xf0ae4d13193a090e;
# Proofs of the log: roots, signed checkpoints, inclusion and consistency proofs, tiles, bundles of one case. Part of the protocol: see
# server/protocol/protocol.capnp for the frames that carry these.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb::wire::proofs");

enum Log { events @0; reads @1; }

struct Request {
  union {
    none @0 :Void;  # an empty request; refused
    checkpoint @1 :Log;
  }
}

struct Reply {
  union {
    none @0 :Void;
    checkpoint @1 :Text;  # a signed note
  }
}
