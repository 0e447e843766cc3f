@0xed32bdf44659e9d5;
# The read log and what auditors ask: who did, saw and knew what. Part of the protocol: see
# server/protocol/protocol.capnp for the frames that carry these.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb::wire::audit");
using Envelope = import "/events/schema/envelope.capnp";

struct Request {
  union {
    none @0 :Void;  # an empty request; refused
    caseReads @1 :Envelope.Id16;  # who read a case
  }
}

struct Reply {
  union {
    none @0 :Void;
    reads @1 :Void;
  }
}
