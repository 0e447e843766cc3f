@0xd99d87ea843c14d3;
# contact.held as version 1 stored it. Frozen: never change it.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");

struct ContactHeldV1 @0xa1826d3b897e93d8 {
  with @0 :List(Text);
  direction @1 :Text;    # "in" or "out"
  channel @2 :Text;
  inPerson @3 :Bool;     # could not tell "no" from "not known"
  minutes @4 :UInt16;    # 0 = not known
  topic @5 :Text;
}
