@0xe48036db3fd1e452;
# What a subscription may leave out, and subscriptions that the server remembers by name: their filter, and how far their
# consumer has come. Part of the protocol: see server/protocol/protocol.capnp for the frames that carry these.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb::wire::subscribing");
using Envelope = import "/events/schema/envelope.capnp";
using Id16 = Envelope.Id16;

struct Filter {
  # An event is pushed if it passes every part that says something; of a list, one of its entries is enough. All empty =
  # everything. What a part does not let through costs no credit.
  cases @0 :List(Id16);  # at most 1,000
  types @1 :List(Text);  # stored names; at most 256
  units @2 :List(Text);
  # Events of cases that one of these units is responsible for, as the case stands when the event is pushed. At most 64.
  partners @3 :List(Text);
  # Events of cases in which one of these organisations or units takes part (a party that is linked to it), as the case
  # stands when the event is pushed: all of the case's events, not only those that name the partner. At most 64.
  audience @4 :Envelope.Audience;
  # `internal` = all; else only events that were recorded for this audience.
}

struct Request {
  # Each caller has names of their own; nobody sees or takes another's. Rights are asked for when it is created and again
  # before each push.
  union {
    none @0 :Void;  # an empty request; refused
    create @1 :Create;
    list @2 :Void;  # the caller's own, by name
    delete @3 :Text;  # its name; a consumer's subscription ends
    acknowledge @4 :Acknowledge;
  }
}

struct Create {
  # The same name with the same filter again: as it stands, wherever it is. With another filter: `conflict`.
  name @0 :Text;  # 1 to 64 of a-z, 0-9, "-", "_" and "."
  filter @1 :Filter;
  from :union {
    position @2 :UInt64;  # inclusive; 0 = from the beginning
    now @3 :Void;         # only what is committed from now on
  }
}

struct Acknowledge {
  # Everything below `next` is dealt with: the next consumer begins there. Answered when it is on the disk, so that what
  # was answered is never pushed again to a new consumer; what was not may be. Never goes back: below what stands it is
  # answered with what stands.
  name @0 :Text;
  next @1 :UInt64;  # `next` of a push or mark
}

struct Reply {
  union {
    none @0 :Void;
    created @1 :Remembered;
    list @2 :List(Remembered);
    deleted @3 :Void;
    acknowledged @4 :UInt64;  # where a new consumer begins
  }
}

struct Remembered {
  name @0 :Text;
  filter @1 :Filter;
  next @2 :UInt64;       # acknowledged: a new consumer begins here
  createdAt @3 :Int64;   # microseconds since 1970-01-01T00:00:00Z
  consumer @4 :UInt64;   # number of the connection that has it now; 0 = none
  behind @5 :UInt64;     # events of the log from `next` on
}

struct Kept {
  # All remembered subscriptions of a server, as its file holds them (server/subscriptions).
  entries @0 :List(KeptEntry);
}

struct KeptEntry {
  actor @0 :Text;  # whose it is
  subscription @1 :Remembered;  # without consumer and behind
}
