@0xffc3f82e0a03cb5f;
# Who may do what: explanations of decisions, tokens, break-glass, policy. Part of the protocol: see
# server/protocol/protocol.capnp for the frames that carry these.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb::wire::access");

struct Request {
  union {
    none @0 :Void;  # an empty request; refused
    me @1 :Void;  # who the server takes the caller for
  }
}

struct Reply {
  union {
    none @0 :Void;
    me @1 :Text;
  }
}
