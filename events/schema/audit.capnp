@0xa8b555cb3ca1363f;
# Who read what: one event for each request that personal or pseudonymous case data were asked for, permitted or denied. In
# the read log only (engine/audit/read_log.hpp), a log of its own beside the case log, on streams of kind 4. Who asked stands
# in the envelope: actor (pseudonym, role, unit), onBehalfOf, purpose, and occurredAt. Codes, ids and counts are clear, so
# that the log can be searched without keys; names, search terms and reasons are sealed.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".verbatim;
using import "annotations.capnp".class;
using import "annotations.capnp".SensitivityClass;
using import "envelope.capnp".Id16;

enum ReadOutcome {
  unknown @0 $label(da = "uoplyst", en = "unknown");
  permitted @1 $label(da = "tilladt", en = "permitted");
  denied @2 $label(da = "afvist", en = "denied");
}

enum ReadRetention {
  # How long the sealed parts are kept. Stored: never renumber.
  ordinary @0 $label(da = "almindelig", en = "ordinary");
  penal @1 $label(da = "strafbare forhold", en = "penal matters");
}

struct ReadRecorded $label(da = "Opslag registreret", en = "Read recorded") {
  operation @0 :Text $label(da = "handling", en = "operation");  # the request's name in the protocol: "query.caseTimeline"
  outcome @1 :ReadOutcome $label(da = "udfald", en = "outcome");
  rule @2 :Text $verbatim $label(da = "regel", en = "rule");  # of the policy, that permitted or denied
  relation @3 :Text $verbatim $label(da = "relation", en = "relation");  # to the case, that the permission rests on
  cases @4 :List(Id16) $label(da = "sager", en = "cases");
  streams @5 :List(Id16) $label(da = "strømme", en = "streams");  # that are not cases
  subjects @6 :List(Id16) $label(da = "personer", en = "subjects");
  fromVersion @7 :UInt64 $label(da = "fra version", en = "from version");  # of the one case or stream, inclusive; 0 = none
  toVersion @8 :UInt64 $label(da = "til version", en = "to version");  # inclusive
  fromPosition @9 :UInt64 $label(da = "fra position", en = "from position");  # of the case log, where it was read along
  endPosition @10 :UInt64 $label(da = "til position", en = "end position");  # exclusive; none if equal
  classes @11 :List(SensitivityClass) $label(da = "følsomhedsklasser", en = "sensitivity classes");  # that might be opened
  events @12 :UInt64 $label(da = "hændelser", en = "events");  # at most so many were given out
  logSize @13 :UInt64 $label(da = "sagsloggens længde", en = "size of the case log");  # at the time
  policy @14 :Text $label(da = "politik", en = "policy");
  policyVersion @15 :Text $label(da = "politikkens version", en = "policy version");
  breakGlass @16 :Text $label(da = "nødadgang", en = "break-glass");  # its id
  recipient @17 :Text $verbatim $label(da = "modtager", en = "recipient");  # if it was disclosed to somebody else
  token @18 :Text $label(da = "adgangsnøgle", en = "token");  # id of the API token, never the token
  certificate @19 :Text $label(da = "certifikat", en = "certificate");  # SHA-256 of the client's certificate
  answers @20 :Id16 $label(da = "svar på", en = "answers");  # the record of the request, where a second says what was found
  retention @21 :ReadRetention $label(da = "opbevaring", en = "retention");
}
struct ReadRecordedPersonal $label(da = "Opslag registreret, personlige oplysninger", en = "Read recorded, personal") {
  actorName @0 :Text $label(da = "udført af", en = "actor's name") $class(identity);
  criteria @1 :Text $label(da = "søgt efter", en = "searched for") $class(identity);
  reason @2 :Text $label(da = "begrundelse", en = "reason") $class(narrative);
}
