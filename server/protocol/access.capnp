@0xffc3f82e0a03cb5f;
# Who may do what: explanations of decisions, tokens, break-glass, policy. Part of the protocol: see
# server/protocol/protocol.capnp for the frames that carry these.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb::wire::access");
using Envelope = import "/events/schema/envelope.capnp";
using Id16 = Envelope.Id16;
using Moment = Envelope.Moment;

struct Request {
  union {
    none @0 :Void;  # an empty request; refused
    me @1 :Void;    # who the server takes the caller for
    explain @2 :Explain;
    policy @3 :Void;  # the one in force
    policyChange @4 :PolicyChange;
    reload @5 :Void;  # read the policy file and the certificates again
    tokenCreate @6 :TokenCreate;
    tokenList @7 :Void;
    tokenRevoke @8 :TokenRevoke;
    breakGlass @9 :BreakGlass;
    reviews @10 :Bool;  # yes = also those that are done
    review @11 :Review;
  }
}

struct Reply {
  union {
    none @0 :Void;
    me @1 :Principal;
    explained @2 :Decision;
    policy @3 :Policy;
    policyChanged @4 :Policy;
    reloaded @5 :Policy;
    tokenCreated @6 :TokenCreated;
    tokens @7 :List(Token);
    tokenRevoked @8 :Void;
    breakGlass @9 :Right;
    reviews @10 :List(Right);
    reviewed @11 :Void;
  }
}

struct Principal {
  actor @0 :Text;  # pseudonym; empty = nobody knows
  unit @1 :Text;
  organisation @2 :Text;
  person @3 :Id16;
  roles @4 :List(Text);
  identified @5 :Text;  # "owner", "peer_credentials", "plain_loopback", "token", "certificate", "certificate_and_token"
  token @6 :Text;
  certificate @7 :Text;  # SHA-256, 64 hex digits
  policy @8 :Text;       # "local/1": name and version of the policy in force
}

struct Explain {
  # Would this be permitted? Nothing is read but what the decision rests on.
  actor @0 :Text;      # empty = the caller
  operation @1 :Text;  # "case.read"
  caseId @2 :Id16;     # nil = about no case
  purpose @3 :Text;    # empty = the first that fits
  audience @4 :Envelope.Audience;
  eventType @5 :Text;  # of an append
}

struct Decision {
  permitted @0 :Bool;
  rule @1 :Text;
  reason @2 :Text;
  role @3 :Text;
  relation @4 :Text;
  purpose @5 :Text;
  policy @6 :Text;
  breakGlass @7 :Text;
  classes @8 :List(Text);         # that may be opened
  roles @9 :List(Text);           # all that the actor has now
  relations @10 :List(Relation);  # of the actor to the case, also those that do not hold now
}

struct Relation {
  relation @0 :Text;
  from @1 :Moment;
  to @2 :Moment;
  holds @3 :Bool;
  evidence @4 :UInt64;  # position of the event it rests on
}

struct Policy {
  name @0 :Text;
  version @1 :Text;
  sha256 @2 :Text;   # of the file; empty for the built-in one
  builtIn @3 :Bool;
  roles @4 :List(Role);
  members @5 :UInt32;
  since @6 :UInt64;  # position of its policy.changed

  struct Role {
    name @0 :Text;
    da @1 :Text;
    en @2 :Text;
    grants @3 :List(Text);  # one line each, as sentences of words
    members @4 :UInt32;
  }
}

struct PolicyChange {
  file @0 :Text;  # the text of the policy file; the server writes it where it reads its policy from
  approvedBy @1 :List(Text);  # pseudonyms of two people; the caller is one of them unless the built-in policy is in force
  approval @2 :Text;  # the token of the second one, by which the server knows that they do; not needed under the built-in policy
  reason @3 :Text;    # a code
}

struct TokenCreate {
  holder @0 :Text;  # empty = the caller
  operations @1 :List(Text);  # empty = all that the holder may
  certificate @2 :Text;  # SHA-256 of the client certificate it is bound to; empty = none
  days @3 :UInt32;  # 0 = 90; at most 366
  usage @4 :Text;   # a code
  signIn @5 :Bool;  # good once, within ten minutes, to sign in at the page (POST /api/v1/session); days and certificate are not said then
}

struct TokenCreated {
  token @0 :Token;
  secret @1 :Text;  # shown this once
}

struct Token {
  id @0 :Text;
  holder @1 :Text;
  operations @2 :List(Text);
  certificate @3 :Text;
  expires @4 :Moment;
  usage @5 :Text;
  state @6 :Text;  # "good", "expired", "revoked"
}

struct TokenRevoke {
  id @0 :Text;
  reason @1 :Text;  # a code
}

struct BreakGlass {
  caseId @0 :Id16;
  reason @1 :Text;    # in words; sealed
  category @2 :Text;  # "acute_danger", "cover", "complaint", "other"
  minutes @3 :UInt32; # 0 = as long as the policy allows
}

struct Right {
  id @0 :Text;
  holder @1 :Text;
  unit @2 :Text;
  caseId @3 :Id16;
  category @4 :Text;
  opened @5 :Moment;
  until @6 :Moment;
  state @7 :Text;    # "open" = to be reviewed, "reviewed"
  outcome @8 :Text;  # of the review
}

struct Review {
  id @0 :Text;
  outcome @1 :Text;  # "justified", "unjustified", "referred_on"
  note @2 :Text;     # in words; sealed
}
