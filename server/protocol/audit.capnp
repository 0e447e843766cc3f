@0xed32bdf44659e9d5;
# What auditors ask: who did, saw and knew what. Part of the protocol: see server/protocol/protocol.capnp for the frames that
# carry these. Answered from indexes over both logs (projections/audit), and themselves reads that are put on record.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb::wire::audit");
using Envelope = import "/events/schema/envelope.capnp";
using Annotations = import "/events/schema/annotations.capnp";
using Answers = import "/projections/schema/answers.capnp";
using Id16 = Envelope.Id16;
using Moment = Envelope.Moment;

struct Request {
  after @0 :Data;   # `next` of the page before; empty = the first
  limit @1 :UInt32;  # 0 = 1,000; at most 10,000
  from @2 :Moment;  # recorded then or later; unknown = from the first. A day begins in Europe/Copenhagen
  to @3 :Moment;    # recorded before the end of it; unknown = up to now
  names @4 :Bool;   # also the sealed parts: names of staff, search terms, reasons. Stands in the record of this request

  union {
    none @5 :Void;  # an empty request; refused
    ofCase @6 :Id16;     # who did what on a case, and who looked at it
    ofActor @7 :Text;    # everything one actor did or saw; a pseudonym
    ofSubject @8 :Id16;  # who saw this citizen, and why; a person stream
    changes @9 :Changes;  # to an event or a goal over time
    knownAt @10 :KnownAt;  # what was known when a decision was issued
    late @11 :UInt32;    # entries recorded more days than these after they occurred; 0 = 7
    denied @12 :Void;
    brokenGlass @13 :Void;
    sample @14 :Sample;
    firstOverview @15 :Void;  # of no person: how soon those who are to coordinate look at the case (M27); no entries
  }
}

struct Changes {
  caseId @0 :Id16;
  union {
    event @1 :Id16;
    goal @2 :Text;  # the case's reference of it
  }
}

struct KnownAt {
  caseId @0 :Id16;
  decision @1 :Text;  # the case's reference of it
}

struct Sample {
  # Records of the read log chosen by a root that was signed before: whoever has the records and the root gets the same
  # sample. A record is in it if the first 8 bytes, big-endian, of SHA-256("forloeb audit sample v1" | root | its position
  # as 8 bytes, big-endian), modulo 1,000,000, are below perMillion (projections/audit/sample.hpp).
  size @0 :UInt64;  # of the tree that the root is of; 0 = as it is now
  root @1 :Data;    # 32 bytes; empty = of that size, as it is stored
  perMillion @2 :UInt32;
}

enum Log { events @0; reads @1; }

struct Entry {
  # One event of the case log or record of the read log. What does not apply is empty.
  log @0 :Log;
  position @1 :UInt64;
  recordedAt @2 :Int64;  # microseconds since 1970-01-01T00:00:00Z
  occurred @3 :Moment;
  id @4 :Id16;      # of the event
  actor @5 :Text;   # pseudonym
  role @6 :Text;
  unit @7 :Text;
  actingFor @8 :Text;
  actorName @9 :Text;  # only with `names`, as what else is sealed
  purpose @10 :Text;
  cases @11 :List(Id16);

  # of the case log
  type @12 :Text;
  version @13 :UInt64;
  lateDays @14 :UInt32;
  target @15 :Id16;   # the event that it corrects or retracts
  changes @16 :List(FieldChange);

  # of the read log
  operation @17 :Text;
  denied @18 :Bool;
  rule @19 :Text;
  relation @20 :Text;
  streams @21 :List(Id16);
  subjects @22 :List(Id16);
  fromVersion @23 :UInt64;
  toVersion @24 :UInt64;
  events @25 :UInt64;
  classes @26 :List(Annotations.SensitivityClass);
  logSize @27 :UInt64;
  policy @28 :Text;
  breakGlass @29 :Text;
  recipient @30 :Text;
  criteria @31 :Text;
  reason @32 :Text;
  answers @33 :Id16;  # the record of the request that this one says more about
}

struct FieldChange {
  # Clear fields only.
  field @0 :Text;
  before @1 :Text;
  after @2 :Text;
}

struct Reply {
  entries @0 :List(Entry);  # oldest first
  next @1 :Data;  # `after` of the next page; empty: there is no more
  eventsIndexed @2 :UInt64;  # events of the case log that the answer took in
  readsIndexed @3 :UInt64;   # records of the read log
  knownSize @4 :UInt64;      # of knownAt: events in the case log when the decision was issued
  laterSize @5 :UInt64;      # of knownAt: what the case was told since
  root @6 :Data;             # of sample: the seed
  figures @7 :List(Answers.Figure);  # of firstOverview, after disclosure control
}
