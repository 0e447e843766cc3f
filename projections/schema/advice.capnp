@0xa0ab59939e17d364;
# Decision support (beslutningsstøtte): which rules there are, what they say of a case, and who already holds what is about
# to be asked for. Advice, never a refusal: nothing happens because of it. How answers are made: answers.capnp.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb::answers");
using import "/events/schema/annotations.capnp".Label;
using import "/events/schema/envelope.capnp".Answer;
using import "/events/schema/envelope.capnp".Id16;
using import "/events/schema/envelope.capnp".LegalBasis;
using import "/events/schema/envelope.capnp".Moment;
using import "answers.capnp".AsOf;
using import "answers.capnp".Threshold;

struct AdviceRules {
  rules @0 :List(AdviceRule);
}

struct AdviceRule {
  id @0 :Text;
  version @1 :UInt32;
  title @2 :Label;
  says @3 :Label;                    # the rule in words
  thresholds @4 :List(Threshold);    # by default, each with its source
  reach @5 :Text;                    # what is read: "one_case", "citizen" (the citizen's other cases), "all_cases"
}

struct AdviceQuery {
  caseId @0 :Id16;
  rules @1 :List(Text);              # empty = all
  thresholds @2 :List(GivenThreshold);
}

struct GivenThreshold {
  rule @0 :Text;
  name @1 :Text;
  value @2 :Text;
}

enum AdviceState {
  nothing @0;
  unknown @1;  # something is missing, and it says what; never taken for nothing
  advise @2;
}

struct CaseAdvice {
  asOf @0 :AsOf;
  caseId @1 :Id16;
  advice @2 :List(RuleAdvice);       # in the order of the rules
  casesRead @3 :UInt32;              # beside this one
  version @4 :UInt64;                # newest stream version considered
}

struct RuleAdvice {
  rule @0 :Text;
  version @1 :UInt32;
  title @2 :Label;
  state @3 :AdviceState;
  findings @4 :List(AdviceFinding);
  criteria @5 :List(AdviceCriterion);  # R1 only: requirements, then indicators
  score :union {
    none @6 :Void;                   # no weights were given
    range @7 :ScoreRange;
  }
  thresholds @8 :List(Threshold);    # as used
  says @9 :Label;
}

struct ScoreRange {
  low @0 :Int64;   # an unknown indicator counts as no
  high @1 :Int64;  # as yes
}

struct AdviceFinding {
  code @0 :Text;
  state @1 :AdviceState;
  says @2 :Label;
  evidence @3 :List(AdviceEvidence);
}

struct AdviceCriterion {
  code @0 :Text;
  requirement @1 :Bool;              # else an indicator
  met @2 :Answer;
  label @3 :Label;
  because @4 :Label;
  evidence @5 :List(AdviceEvidence);
}

struct AdviceEvidence {
  # An event the advice rests on.
  position @0 :UInt64;
  eventId @1 :Id16;
  type @2 :Text;                     # empty for an event of another of the citizen's cases
  label @3 :Label;
  occurred @4 :Moment;
}

struct InformationQuery {
  # Before a request is sent. The citizen is that of the case.
  caseId @0 :Id16;
  topic @1 :Text;
  from @2 :Moment;  # of the period wanted; unknown = not said
  to @3 :Moment;    # exclusive
}

struct InformationHeld {
  asOf @0 :AsOf;
  topic @1 :Text;
  held @2 :List(HeldInformation);    # oldest first in each case
  casesRead @3 :UInt32;              # of the citizen, this one included
}

struct HeldInformation {
  # What a unit of the municipality holds: where it is, never what it says.
  caseId @0 :Id16;
  unit @1 :Text;                     # the holder
  covers @2 :Answer;                 # the period wanted; unknown where one of the two names no period
  received @3 :Moment;
  from @4 :Moment;
  to @5 :Moment;
  by @6 :Text;                       # the party that gave it
  legalBasis @7 :LegalBasis;         # on which it was given
  consent @8 :Text;                  # a reference
  document @9 :Text;                 # a reference
  eventId @10 :Id16;                 # for information.reused
  position @11 :UInt64;
}
