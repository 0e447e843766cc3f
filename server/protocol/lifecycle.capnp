@0xc9793d7834096509;
# Forgetting and keeping: restriction, holds, archive exports, shredding, purging, rotation of keys. Part of the protocol: see
# server/protocol/protocol.capnp for the frames that carry these.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb::wire::lifecycle");

struct Request {
  union {
    none @0 :Void;  # an empty request; refused
    rotate @1 :Void;  # a new epoch key now
  }
}

struct Reply {
  union {
    none @0 :Void;
    rotated @1 :UInt32;  # the epoch
  }
}
