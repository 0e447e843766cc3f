@0xc0d1ff0e7b5a5a02;
# The rows of the stored projections. Ids, codes, times, counts and positions only: never personal text.
# Stored in canonical form. When the meaning of a field changes, raise the projection's version: its rows are built anew.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb::rows");
using import "/events/schema/envelope.capnp".Id16;
using import "/events/schema/envelope.capnp".Moment;
using import "/events/schema/terms.capnp".Sector;

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
