@0xc0d1ff0e7b5a4f01;
# The socket protocol of Forløb: everything a client author needs. This file is the specification.
#
# MENTAL MODEL
#
#   A connection is two independent sequences of frames over TCP (loopback) or a Unix socket. A frame is one `Frame`
#   in Cap'n Proto's standard stream framing ("Serialization over a Stream"), never packed: a table of segment sizes,
#   then the segments. There is nothing else on the wire. At most 16 segments and 8 MiB a frame (64 KiB before
#   hello); build messages with one segment if your library lets you choose.
#
#   The client speaks first, with `hello`. After that it may send any number of requests without waiting. Each request
#   carries `corr`, a number of the client's own choosing; the reply carries the same number. Replies may come in
#   another order than requests: while one is slow the others go on. Two things keep their order: the appends of one
#   connection are queued in the order they were sent, and the pushes of one subscription come in log order.
#
#   Every request gets exactly one reply: the one named beside it below, or `error`. `append` has a third answer,
#   `outcomeUnknown`. `credit` and `cancel` have no reply. Frames that belong to a subscription carry the `corr` of its
#   `subscribe`.
#
#   The log is durable, so nothing is ever dropped for a slow reader. A subscription is a cursor in the log: the client
#   grants credits (a number of events), the server reads that far and stops. Out of credit it reads nothing, says
#   `fellBehind`, and goes on from the same place when credit comes. Every event carries its position, so a client that
#   lost its connection subscribes again from the one after the last it has dealt with.
#
# ERRORS AND HOSTILITY
#
#   A frame that cannot be split from the stream (too many segments, too large) is answered with `error` (corr 0) and
#   the connection is closed, for the server can no longer tell where the next frame starts. A frame whose content is
#   malformed is answered with `error`, and the connection goes on. A request this server does not know is answered
#   with `unsupported`, never with a disconnect.
#
# COMPATIBILITY
#
#   Fields and union members are only added, at the end; an absent field means "not said". A meaning that changes gets a
#   new member and a new name. `protocolVersion` grows only when an old client would misunderstand a new server; what is
#   merely new is found by trying (`unsupported`). Members never change their number, also when they fall out of use.
#
# WHO ASKS
#
#   Over TCP the connection is TLS 1.3 with a client certificate (ALPN is not used), except where a server was told to
#   take plain connections from its own machine. Behind the Unix socket the operating system says who it is. A token in
#   `hello` says it too; one that is bound to a certificate is good with that certificate only. What the caller may then
#   do is policy (server/access/access.hpp); what it may not is answered with `refused`, and `rule` says why.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb::wire");
using Envelope = import "/events/schema/envelope.capnp";
using Id16 = Envelope.Id16;
using Moment = Envelope.Moment;
using Answers = import "/projections/schema/answers.capnp";
using Keeping = import "/server/protocol/keeping.capnp";
using Proofs = import "/server/protocol/proofs.capnp";
using Audit = import "/server/protocol/audit.capnp";
using Access = import "/server/protocol/access.capnp";
using Lifecycle = import "/server/protocol/lifecycle.capnp";
using Questions = import "/server/protocol/query.capnp";
using Subscribing = import "/server/protocol/subscribing.capnp";

const protocolVersion :UInt16 = 1;

struct Frame {
  corr @0 :UInt64;
  # Chosen by the client, echoed in the reply. Unique among the client's requests without a reply and its open
  # subscriptions; a second request with a number in use is refused. 0 is kept for errors that concern no request.

  traceparent @1 :Text;
  # W3C Trace Context, optional: "00-<32 hex>-<16 hex>-<2 hex>". Appears in the server's log beside what went wrong
  # with this request. Anything else than that form is ignored.

  purpose @54 :Text;
  # What personal data are asked for: "casework", "coordination", "supervision", "complaint", "audit", "log_control",
  # "statistics", "archive" or "operations". Empty = the first that the caller's role allows. It stands in the read log.

  deadlineMs @55 :UInt32;
  # Milliseconds from the request's arrival, 0 = none. A request that has not begun by then, or a read that still runs, is
  # answered `unavailable`, retry `later`. An append that has begun is answered with what became of it, however late.

  atLeast @56 :UInt64;
  # For reads: answer from at least this many events of the log (position + count of an `appended`, `next` of a push).
  # The request waits until the log, and what questions are answered from, has come so far: to its deadline, else 5 s.

  union {
    none @2 :Void;  # an empty frame; refused
    error @3 :Problem;  # the reply to any request that failed; with corr 0: about the connection

    hello @4 :Hello;
    helloReply @5 :HelloReply;
    ping @6 :Void;
    pong @7 :Pong;

    append @8 :Append;
    appended @9 :Appended;
    outcomeUnknown @10 :Problem;
    # To `append` only: the server cannot say whether the events were stored (it was stopping, or the disk failed).
    # Send the same append again with the same appendId: it is stored once, whichever way it went.

    readStream @11 :ReadStream;
    readLog @12 :ReadLog;
    page @13 :Page;  # to readStream and readLog
    readHistory @14 :ReadHistory;
    history @15 :History;

    subscribe @16 :Subscribe;
    subscribed @17 :Subscribed;
    credit @18 :Credit;  # no reply
    unsubscribe @19 :Void;  # corr of the subscription; the reply is subscriptionEnded
    events @20 :Events;
    caughtUp @21 :Mark;
    # Everything durable when this was sent has been delivered; what follows is pushed as it is committed.
    fellBehind @22 :Mark;
    # There are events the server has not looked at for you, because your credits are used up or your connection is
    # full. Grant credits, or read the connection; caughtUp will say when you are level again.
    subscriptionEnded @23 :SubscriptionEnded;

    lookup @24 :Lookup;
    lookupReply @25 :LookupReply;
    listStreams @26 :ListStreams;
    streams @27 :Streams;
    pseudonyms @28 :Pseudonyms;
    pseudonymsReply @29 :List(Text);  # in the order of the names
    digests @30 :List(Data);
    # Keyed 64-bit digests of any bytes, by the data directory's own key: to tell changed source data from the same.
    digestsReply @31 :List(UInt64);

    status @32 :Void;
    statusReply @33 :Keeping.Status;
    logRoot @34 :Keeping.LogRoot;
    logRootReply @35 :Keeping.LogRootReply;

    query @36 :Questions.Query;
    answer @37 :Questions.Answer;
    projectionStatus @38 :ProjectionStatus;
    projectionStatusReply @39 :Answers.ProjectionStatusList;
    projectionRebuild @40 :ProjectionRebuild;
    projectionRebuildReply @41 :Answers.ProjectionStatusList;  # when the rebuilt rows have taken the place of the old

    verify @42 :Keeping.Verify;
    verifyReply @43 :Keeping.VerifyReport;
    exportLog @44 :Keeping.ExportLog;
    exportLogReply @45 :Keeping.LogExport;

    proofs @46 :Proofs.Request;
    proofsReply @47 :Proofs.Reply;
    audit @48 :Audit.Request;
    auditReply @49 :Audit.Reply;
    access @50 :Access.Request;
    accessReply @51 :Access.Reply;
    lifecycle @52 :Lifecycle.Request;
    lifecycleReply @53 :Lifecycle.Reply;

    cancel @57 :Void;
    # corr of the request that is no longer wanted; no reply of its own. That request still gets exactly one: `error`
    # with code `cancelled`, or its ordinary reply if that was faster, and always if it is an append that has begun. With
    # the corr of a subscription the same as unsubscribe; with a corr that is not in use nothing (they cross on the way).
    subscriptions @58 :Subscribing.Request;  # those that the server remembers by name
    subscriptionsReply @59 :Subscribing.Reply;
  }
}

# ---- opening ----

struct Hello {
  protocolVersion @0 :UInt16;  # the highest the client speaks
  client @1 :Text;  # name and version of the program, for the server's log: "forloeb 0.1.0". No personal data
  token @2 :Text;   # "forloeb_<64 hex>": an API token; empty = the certificate or the operating system's user is enough
}

struct HelloReply {
  protocolVersion @0 :UInt16;  # the one both will speak: never higher than asked for
  server @1 :Text;       # "forloeb 0.1.0"
  controller @2 :Text;   # the data controller (kommune) whose data this is
  origin @3 :Text;       # name of the log, as in its checkpoints
  head @4 :UInt64;       # number of durable events
  frameBytesMax @5 :UInt64;
  frameSegmentsMax @6 :UInt32;
  requestsInFlightMax @7 :UInt32;  # requests without a reply; one more is answered `overloaded`
  subscriptionsMax @8 :UInt32;
  connection @9 :UInt64;  # this connection's number, as it stands in the server's log and beside subscriptions
}

struct Pong { head @0 :UInt64; }  # number of durable events

# ---- errors ----

enum ErrorCode {
  # What happened; `retry` says what to do. A code you do not know: act on `retry`.
  invalid @0;      # the request is wrong
  notFound @1;     # nothing there by that id
  conflict @2;     # somebody was first: expected version, or the same appendId with other content
  refused @3;      # a case rule forbids it; `rule` names it, `message` says what would be accepted
  overloaded @4;   # a queue or limit is full
  unknown @5;      # only in outcomeUnknown
  unavailable @6;  # the server is stopping, or the part asked for is not running
  damaged @7;      # stored bytes are not what was written; nothing was skipped
  unsupported @8;  # this server does not know that request, field or event type
  storage @9;      # the disk failed; the server is stopping
  storageFull @10; # too little room on the server's disk; nothing was written, reads go on
  cancelled @11;   # you asked for it with `cancel`; nothing was done
}

enum Retry {
  no @0;         # the same bytes will never be accepted: correct them
  reload @1;     # read again, decide again
  later @2;      # the same request, after a pause
  sameId @3;     # the same append with the same appendId, until it is answered
  callHuman @4;  # an operator must look at the server
  upgrade @5;    # one side is too old
}

struct Problem {
  code @0 :ErrorCode;
  retry @1 :Retry;
  message @2 :Text;  # a full sentence: what is wrong and what to do. Names nobody
  field @3 :Text;    # path of the offending field ("payload.occurredAt"), or empty
  rule @4 :Text;     # the case rule that refused, or empty
  retryAfterMs @5 :UInt32;  # with `later`: wait this long before the next try; 0 = not known
  danish @6 :Text;   # the message in Danish, of a case rule or a refused access; or empty
}

# ---- streams ----

enum StreamKind {
  # Same numbers as in leaf records.
  unset @0;
  case @1;
  person @2;
  project @3;
  reserved @4;
  governance @5;
}

struct StreamRef { kind @0 :StreamKind; id @1 :Id16; }

# ---- append ----

struct Append {
  # All of it or nothing, in one place of the log. Answers: `appended` (it is on disk, synced), `error` (refused, and it
  # never appears later), `outcomeUnknown`.
  appendId @0 :Id16;
  # The idempotency key, best a UUIDv7: an append with the same id and content is stored once, for ever. The event ids
  # derive from it: event n (0-based over all streams in order) has the first 16 bytes of
  # SHA-256("forloeb event id v1" | appendId | n as 4 bytes, big-endian), marked as UUIDv8.
  streams @1 :List(StreamEvents);  # at most 1,000 events in all
  expectations @2 :List(Expectation);
  # At most 64. Also for streams that are not written, so that a decision can rest on what was read elsewhere. A stream
  # not named here may stand at any version.
  bindings @3 :List(Binding);  # at most 64
  imported @4 :Bool;  # imported history: where a case rule objects, the event is marked instead of refused
}

struct StreamEvents {
  stream @0 :StreamRef;
  events @1 :List(Envelope.ProposedEvent);
  # Personal parts in plain text; the server seals them before anything is stored. Unknown fields are refused by name,
  # never dropped. An event without an actor gets the connection's user as its actor, where there is one (Unix socket).
}

struct Expectation {
  stream @0 :StreamRef;
  union {
    any @1 :Void;
    noStream @2 :Void;    # nobody has written to it
    exact @3 :UInt64;     # exactly this many events; 0 is the same as noStream
  }
}

struct Binding {
  # Binds an identifier (a source's case number, a CPR) to a stream in the keyed index, in the same commit. Its text is
  # not stored. Refused with `conflict` if it is bound to another stream.
  scope @0 :Text;  # "xes:receipt", "cpr"
  identifier @1 :Text;
  stream @2 :StreamRef;
}

struct Appended {
  position @0 :UInt64;  # of the first event; the others follow without gap
  count @1 :UInt32;
  repeated @2 :Bool;    # this appendId was stored before; nothing new was written
  versions @3 :List(StreamVersion);
}

struct StreamVersion { stream @0 :StreamRef; version @1 :UInt64; }  # of the last event written; the expected version of the next append

# ---- read ----

struct EventRecord {
  # One event exactly as it is stored and hashed. Everything needed to check a proof is in `leaf` and `stored`.
  type @0 :Text;  # the stored name, e.g. "contact.held" (the leaf carries the payload struct's Cap'n Proto type id)
  leaf @1 :Data;
  # LeafRecord, 144 bytes, big-endian. What a reader needs most: position 8 bytes at 8, recordedAt in microseconds UTC
  # 8 at 16, event id 16 at 24, stream id 16 at 40, stream version 8 at 104. Drawn in events/codec/leaf.hpp.
  stored @2 :Data;
  # Envelope.StoredEvent as one canonical Cap'n Proto segment, without a segment table.
  personal @3 :List(Envelope.PersonalPart);
  # The sealed parts, opened; only where asked for. A part whose key is destroyed is absent.
}

struct ReadStream {
  stream @0 :StreamRef;
  from @1 :UInt64;       # version, inclusive. Forwards 0 = from the first; backwards 0 = from the newest
  backwards @2 :Bool;
  eventsMax @3 :UInt32;  # 0 = as many as a page holds (at most 10,000 events or about 4 MiB)
  personal @4 :Bool;
}

struct ReadLog {
  from @0 :UInt64;  # position, inclusive
  eventsMax @1 :UInt32;
}

struct Page {
  events @0 :List(EventRecord);
  atEnd @1 :Bool;   # nothing more in that direction now
  next @2 :UInt64;  # `from` of the next page (of no meaning backwards at the end)
}

struct ReadHistory {
  # One stream as of two clocks: corrections and retractions known by then applied, in order of occurrence.
  stream @0 :StreamRef;
  asOf @1 :Questions.AsOf;
  skip @2 :UInt32;       # effective events to leave out, for the next page
  eventsMax @3 :UInt32;  # 0 = as many as a page holds
  personal @4 :Bool;
}

struct History {
  events @0 :List(EffectiveEvent);
  atEnd @1 :Bool;
  total @2 :UInt32;      # effective events in all
  retracted @3 :UInt32;  # left out because they were retracted
  corrected @4 :UInt32;  # shown with a correction
  known @5 :UInt64;      # how much of the log was considered: the prefix [0, known)
}

struct EffectiveEvent {
  original @0 :EventRecord;
  correction @1 :EventRecord;  # the event.corrected whose payload is in force; null if there is none
  occurred @2 :Moment;         # as it holds now
}

# ---- projections ----

struct ProjectionStatus {
  digest @0 :Bool;  # also a SHA-256 over all rows: reads them all
}

struct ProjectionRebuild {
  name @0 :Text;    # empty = all, in one pass
  cancel @1 :Bool;  # instead: end the rebuild under way, if there is one, and answer at once. What is done of it stays:
                    # the next rebuild goes on from there
}

# ---- subscribe ----

struct Subscribe {
  union {
    everything @0 :Void;
    stream @1 :StreamRef;
    types @2 :List(Text);  # stored names; at most 256
    matching @6 :Subscribing.Filter;
    named @7 :Text;
    # One that the server remembers (`subscriptions.create`): its filter, and `from` the position that was acknowledged
    # last, whatever stands below. One consumer at a time: `conflict` while another connection has it.
  }
  from :union {
    position @3 :UInt64;  # inclusive; 0 = from the beginning
    now @4 :Void;         # only what is committed from now on
  }
  credits @5 :UInt32;  # granted at once
}

struct Subscribed { position @0 :UInt64; }  # where the cursor stands

struct Credit { events @0 :UInt32; }  # more events the client is ready to take; adds to what is left, at most 1,000,000 in all

struct Events {
  # A push. Costs one credit an event. Clear parts only: personal text is read per case.
  events @0 :List(EventRecord);
  next @1 :UInt64;  # subscribe from here to go on after the last event of this push
}

struct Mark { next @0 :UInt64; }  # the subscription's cursor: nothing of yours below it is missing

struct SubscriptionEnded {
  next @0 :UInt64;      # subscribe from here to go on
  reason @1 :Problem;   # null if you asked for it
}

# ---- identifiers ----

struct Lookup {
  # The streams bound to identifiers, through the keyed index.
  scope @0 :Text;
  identifiers @1 :List(Text);  # at most 1,000
}

struct LookupReply {
  streams @0 :List(StreamRef);  # in the order asked; kind `unset` where nothing is bound
}

struct ListStreams { kind @0 :StreamKind; after @1 :Id16; limit @2 :UInt32; }  # nil = from the first; 0 = 1,000; at most 10,000

struct Streams { streams @0 :List(Id16); }  # in order of id

struct Pseudonyms {
  # Stable pseudonyms "p-<16 hex>" for a source's own names of actors, by the data directory's pseudonym key.
  scope @0 :Text;
  names @1 :List(Text);  # at most 1,000
}
