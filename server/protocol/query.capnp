@0xf6453dce1f168103;
# What people ask: the questions that projections and measures answer, and as of when. Part of the protocol: see
# server/protocol/protocol.capnp for the frames that carry these.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb::wire");
using Envelope = import "/events/schema/envelope.capnp";
using Id16 = Envelope.Id16;
using Moment = Envelope.Moment;
using Answers = import "/projections/schema/answers.capnp";
using Views = import "/projections/schema/views.capnp";
using Caseload = import "/projections/schema/caseload.capnp";
using Advice = import "/projections/schema/advice.capnp";
using Evaluation = import "/projections/schema/evaluation.capnp";

enum Clock {
  recorded @0;  # known when the engine recorded it
  source @1;    # known when the source system says it was entered: claimed, not proven
}

struct AsOf {
  # Both bounds inclusive; precision `unknown` means now. A day means the end of that day in Europe/Copenhagen.
  occurredBy @0 :Moment;
  knownAt @1 :Moment;
  clock @2 :Clock;
}

struct Query {
  # What people ask. The answers are the structs of projections/schema/answers.capnp; each says as of when it holds.
  asOf @0 :AsOf;
  union {
    caseList @1 :CaseList;
    caseOverview @2 :Id16;
    caseTimeline @3 :CaseTimeline;
    partnerMap @4 :PartnerMap;
    derivedHandovers @5 :DerivedHandovers;
    caseHandovers @6 :CaseHandovers;
    measureList @7 :Void;
    measureRun @8 :Answers.MeasureQuery;
    caseView @9 :Views.CaseViewQuery;
    coordinator @10 :Caseload.CoordinatorQuery;
    partnerCases @11 :Text;  # an organisation or a unit
    lessons @12 :Void;
    adviceRules @13 :Void;
    advice @14 :Advice.AdviceQuery;
    informationHeld @15 :Advice.InformationQuery;  # R5, before a request is sent
    evaluationReport @16 :Evaluation.EvaluationQuery;
    measureExplain @17 :Evaluation.ExplainQuery;
    evaluationCases @18 :Evaluation.EvaluationQuery;
    evaluationReplay @19 :Evaluation.EvaluationReplayQuery;  # one pseudonymised case
    evaluationExport @20 :Evaluation.EvaluationExportQuery;  # all of them, page by page
  }

  struct CaseList {
    after @0 :Id16;   # nil = from the first
    limit @1 :UInt32;  # 0 = 100; at most 10,000
    unit @2 :Text;     # responsible unit; empty = any
    state @3 :Text;    # "open", "closed", "intake"; empty = any
    source @4 :Text;   # source system of imported history; empty = any
    coordinator @5 :Text;  # pseudonym; empty = any
    partnerUnit @6 :Text;  # cases in which this unit takes part now; empty = any
    citizen @7 :Id16;      # person stream, found by `lookup`; nil = any
    urgentFirst @8 :Bool;  # in the order of what is most urgent in each case, not of their ids
  }

  struct CaseTimeline {
    caseId @0 :Id16;
    skip @1 :UInt32;
    limit @2 :UInt32;      # 0 = 1,000; at most 10,000
    originals @3 :Bool;    # also what was corrected or retracted, as it was first told
    types @4 :List(Text);  # only these; empty = all
    lateDays @5 :UInt32;   # more days than these from occurring to being recorded is late; 0 = 7
    audience @6 :Envelope.Audience;  # internal = everything; else only what is for that audience, without protected identities
    phase @7 :Text;        # only what occurred in this phase; empty = all
    since @8 :Moment;      # only what was recorded after this: what is new
  }

  struct PartnerMap {
    caseId @0 :Id16;
    date @1 :Moment;  # unknown = asOf.occurredBy
  }

  struct DerivedHandovers {
    by @0 :Text;                  # "resource" (default) or "unit"
    missingWords @1 :List(Text);  # words that mean "nobody", e.g. "?"
    source @2 :Text;              # source system; empty = all imported histories
  }

  struct CaseHandovers {
    caseId @0 :Id16;
    by @1 :Text;
    missingWords @2 :List(Text);
  }
}

struct Answer {
  union {
    caseList @0 :Answers.CaseList;
    caseOverview @1 :Answers.CaseOverview;
    caseTimeline @2 :Answers.CaseTimeline;
    partnerMap @3 :Answers.PartnerMap;
    derivedHandovers @4 :Answers.DerivedHandovers;
    caseHandovers @5 :Answers.CaseHandovers;
    measureList @6 :Answers.MeasureList;
    measureRun @7 :Answers.MeasureResult;
    caseView @8 :Views.CaseView;
    coordinator @9 :Caseload.CoordinatorView;
    partnerCases @10 :Caseload.PartnerCases;
    lessons @11 :Caseload.LessonIndex;
    adviceRules @12 :Advice.AdviceRules;
    advice @13 :Advice.CaseAdvice;
    informationHeld @14 :Advice.InformationHeld;
    evaluationReport @15 :Evaluation.EvaluationReport;
    measureExplain @16 :Evaluation.MeasureExplanation;
    evaluationCases @17 :Evaluation.EvaluationCases;
    evaluationReplay @18 :Evaluation.EvaluationReplay;
    evaluationExport @19 :Evaluation.EvaluationExport;
  }
}
