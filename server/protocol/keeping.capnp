@0xd4a1c7e0935b2f68;
# Keeping what is stored: verification, what the background reading found, and the export that backups are made of. Part of
# the protocol: see server/protocol/protocol.capnp for the frames that carry these.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb::wire");

struct Start {
  # What the start found before it served the log (engine/log/start_report.hpp).
  stoppedCleanly @0 :Bool;
  droppedEvents @1 :UInt64;  # torn off by a power cut before anybody was answered for them; as far as they can be counted
  tornTail @2 :Bool;         # a write-ahead log ended in bytes that were no record
  manifestBytesDropped @3 :UInt64;  # of a torn MANIFEST, after everything without them had been read and proven
  anchors @4 :UInt64;        # tiles of 4,096 events that stand for the log below the newest segment
  eventsRead @5 :UInt64;
  anchorsWritten @6 :Bool;   # the directory had none yet
}

struct Scrub {
  reading @0 :Text;        # "files", "log", "streams", "appends", "identifiers"; empty while it rests or is off
  bytes @1 :UInt64;        # read in this round
  bytesOf @2 :UInt64;      # about how much a round reads
  rounds @3 :UInt64;       # finished since the server started
  finishedAt @4 :Int64;    # of the newest round, microseconds since 1970-01-01T00:00:00Z; 0 if there was none
  findings @5 :UInt64;     # of the newest round, and of verifications asked for since
  finding @6 :Finding;     # the newest, if there are findings
  periodSeconds @7 :UInt64;  # a round is spread over as long; 0: nothing is read in the background
}

enum VerifyLevel {
  # Each with the ones before it.
  checksums @0;  # every file is, byte for byte, what was written
  log @1;        # the whole log: no hole, checksums, each stream's chain, each group's root, the recomputed root
  full @2;       # the copies by stream, append and identifier are those of the log; projections equal a fold of it
}

struct Verify {
  # Reads everything there is at the time of the request, which takes its time; appends go on.
  level @0 :VerifyLevel;
}

struct Finding {
  file @0 :Text;    # its name, where it is known
  table @1 :Text;   # "log", "streams", "appends", "identifiers", "meta", "projection"; empty for a file
  first @2 :UInt64;  # the positions concerned are [first, end); none if they are equal
  end @3 :UInt64;
  what @4 :Text;    # a full sentence. Names nobody
}

struct VerifyReport {
  level @0 :VerifyLevel;
  head @1 :UInt64;  # the log was read up to here
  root @2 :Text;    # as the head names it, in hex
  files @3 :UInt64;
  bytes @4 :UInt64;
  events @5 :UInt64;
  streams @6 :UInt64;
  appends @7 :UInt64;
  identifiers @8 :UInt64;
  projections @9 :UInt32;  # compared with a fold; fewer than there are if appends never paused
  finished @10 :Bool;      # false: the server stopped first
  findingsCount @11 :UInt64;
  findings @12 :List(Finding);  # at most 1,000 of them
  purged @13 :UInt64;      # of the events: leaf proven, sealed parts gone by order, what is left proven by payload.purged
}

struct ExportLog {
  # The log as it is stored, for backups: the values of its rows in order, each group header followed by its runs
  # (engine/storage/layout.hpp). Sealed text stays sealed. Start with 0 and false, go on with `next` and `inside`.
  from @0 :UInt64;
  inside @1 :Bool;
  end @2 :UInt64;  # a head that a statusReply or logRootReply told; the copy is the prefix [0, end)
  reads @3 :Bool;  # of the log of who read what, instead
}

struct LogExport {
  values @0 :List(Data);
  next @1 :UInt64;  # equal to `end`: that was all
  inside @2 :Bool;
}

struct Status {
  server @0 :Text;
  controller @1 :Text;
  origin @2 :Text;
  format @3 :Text;         # the data directory's description of itself
  head @4 :UInt64;
  recordedAt @5 :Int64;    # of the newest event, microseconds since 1970-01-01T00:00:00Z; 0 if the log is empty
  root @6 :Data;           # RFC 6962 root over [0, head)
  connections @7 :UInt32;
  subscriptions @8 :UInt32;
  requestsInFlight @9 :UInt32;
  upSeconds @10 :UInt64;
  freeBytes @11 :UInt64;   # on the disk of the data directory; 0 if it did not say
  spaceFloor @12 :UInt64;  # with fewer free bytes appends are answered `storageFull`
  clockJumps @13 :UInt64;  # since the server started: the clock leapt or was set back. Order never depends on it
  restored @14 :Text;      # what this directory was restored from; empty if it never was
  scrub @15 :Scrub;        # the reading of everything in the background
  start @16 :Start;
  compactionHeld @17 :Text;  # why files are no longer put in order: one met damage, and is named. Empty while all is well
  policy @18 :Text;        # the access policy in force, "name/version"; "local/1": none but the built-in one
}

struct LogRoot {
  size @0 :UInt64;      # 0 = the whole log as it stands
  recompute @1 :Bool;   # from the stored leaves, not from the tree kept while appending
  reads @2 :Bool;       # of the log of who read what, instead
}

struct LogRootReply {
  size @0 :UInt64;
  root @1 :Data;
  origin @2 :Text;
  format @3 :Text;  # the description of the log's directory
}
