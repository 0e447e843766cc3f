@0xc0d1ff0e7b5a5a02;
# The rows of the stored projections. Ids, codes, times, counts and positions only: never personal text.
# Stored in canonical form. When the meaning of a field changes, raise the projection's version: its rows are built anew.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb::rows");
using import "/events/schema/envelope.capnp".Answer;
using import "/events/schema/envelope.capnp".Id16;
using import "/events/schema/envelope.capnp".Moment;
using import "/events/schema/terms.capnp".Sector;
using import "caseload.capnp".Attention;

struct CaseOverviewRow {
  # case_overview: one per case, key empty. What a list of cases shows.
  state @0 :Text;  # "open", "closed", "intake", "empty"
  opened @1 :Moment;
  phase @2 :Text;
  coordinator @3 :Text;
  coordinatorKind @4 :Text;
  unit @5 :Text;
  targetGroup @6 :Text;
  nextDeadline @7 :Moment;  # the earliest not met
  openCommitments @8 :UInt32;
  lastOccurred @9 :Moment;
  events @10 :UInt32;
  source @11 :Text;
  citizen @12 :Id16;
  version @13 :UInt64;
  lastContact @14 :Moment;  # two-way, with the citizen or a representative
  sharedGoal @15 :Answer;   # as M4 has it, whenever it was
}

struct PartnerRow {
  # partner_map: one per party active now, key = party.
  kind @0 :Text;
  sector @1 :Sector;
  unit @2 :Text;
  organisation @3 :Text;
  profession @4 :Text;
  since @5 :Moment;
  knowsCoordinator @6 :Bool;
  position @7 :UInt64;
  lastContact @8 :Moment;
}

struct DerivedHandoverRow {
  # derived_handovers: key "r/<from>\0<to>" by resource, "u/<from>\0<to>" by unit. No word is taken as missing here.
  from @0 :Text;
  to @1 :Text;
  count @2 :UInt32;
}

struct SourceCaseRow {
  # derived_handovers: key "c", one per case with source events.
  source @0 :Text;
  first @1 :Moment;
  last @2 :Moment;
  events @3 :UInt32;
  handoversByResource @4 :UInt32;
  handoversByUnit @5 :UInt32;
}

struct CaseloadRow {
  # caseload: one per person who coordinates, stands in or is in the team now, key = pseudonym; of open cases only.
  role @0 :Text;
  since @1 :Moment;
  phase @2 :Text;
  grade @3 :Text;
  unit @4 :Text;
  lastContact @5 :Moment;
  nextDue @6 :Moment;      # the earliest date of what is open, passed or not
  nextMeeting @7 :Moment;  # the earliest planned and neither held nor cancelled, passed or not
  openPromises @8 :UInt32;
  openDeadlines @9 :UInt32;
  citizen @10 :Id16;
  newest @11 :UInt64;      # position of the newest event, so that news is found without reading the case
  pending @12 :List(PendingMatter);
}

struct PendingMatter {
  # Something open in a case. Whether it needs attention depends on the day, and is told when it is read.
  reason @0 :Attention;  # as if its date had come
  code @1 :Text;
  who @2 :Text;
  due @3 :Moment;
  since @4 :Moment;
  statutory @5 :Bool;
  reference @6 :Text;
  position @7 :UInt64;
  version @8 :UInt64;    # of the event in its stream
}

struct LessonRow {
  # lessons: one per lesson recorded on a case, key = stream version (8 bytes, big-endian).
  phase @0 :Text;
  problems @1 :List(Text);
  source @2 :Text;
  occurred @3 :Moment;
  position @4 :UInt64;
  version @5 :UInt64;
}

struct MeasureFactsRow {
  # measure_facts: one per case, key empty. What measures ask of a case, so that they need not read it.
  citizen @0 :Id16;
  source @1 :Text;
  lastOccurs @2 :Int64;  # microseconds, of what occurs last: as of an earlier day the row says too much
  parts @3 :List(Data);  # in the order of FactsPart; projections/measure_facts/facts_code.hpp says how they are written
}
