// The answers: one function per question, each filling a struct of projections/schema/answers.capnp. START HERE for
// handlers and commands.
//
// Answers about one case are folded when asked, so that they can be as of any two clocks; answers across cases read the
// stored rows where they can and fold every case otherwise (a question about the past, or a measure): that reads the
// whole log once. Personal text is unsealed here, at read time, through Engine::unseal, for a read that is on record, and only into fields meant for it;
// whose key is gone comes out as withheld.
//
// Errors: `not_found` for a case nobody has written to, `invalid` with the field's name, and what the engine answers.
// Any thread; not the append thread. Who may ask what is not decided here.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/audit/read_receipt.hpp"
#include "engine/engine.hpp"
#include "projections/runner/runner.hpp"
#include "projections/schema/answers.capnp.h"
#include "projections/schema/caseload.capnp.h"
#include "projections/schema/views.capnp.h"

namespace forloeb {

// ---- one case ----

/// For an audience other than internal, here and below: only events for it, and no text it may not see
/// (reading/audience_view.hpp).
[[nodiscard]] Status query_case_overview(const Engine& engine, const ReadReceipt& receipt, const Uuid& case_id, const AsOf& as_of,
                                         answers::CaseOverview::Builder out, Audience audience = Audience::INTERNAL);

struct TimelineQuery {
    std::uint32_t skip = 0;
    std::uint32_t limit = 0;         // 0 = all
    bool originals = false;          // also what was corrected or retracted, as it was first told
    std::vector<std::string> types;  // only these; empty = all
    std::uint32_t late_days = 7;     // R14's N; ours
    Audience audience = Audience::INTERNAL;  // any other never sees originals
    std::string phase = {};                  // only what occurred in this phase; empty = all
    std::optional<Position> since = {};      // only what was recorded, corrected or taken back at this position or later
};
[[nodiscard]] Status query_case_timeline(const Engine& engine, const ReadReceipt& receipt, const Uuid& case_id, const AsOf& as_of, const TimelineQuery& query,
                                         answers::CaseTimeline::Builder out);

/// `date`: the end of that local day; none = as_of.occurred_by, or now.
[[nodiscard]] Status query_partner_map(const Engine& engine, const ReadReceipt& receipt, const Uuid& case_id, const AsOf& as_of, std::optional<LocalDate> date,
                                       answers::PartnerMap::Builder out, Audience audience = Audience::INTERNAL);

struct CaseViewQuery {
    answers::CaseViewKind view = answers::CaseViewKind::OVERVIEW;
    Audience audience = Audience::INTERNAL;
    std::uint32_t soon_days = 7;            // ours
    std::vector<std::string> topics = {};   // of an extract
};
/// Promises, goals, services, meetings, information, handover, complexity: one file each in case_views/.
[[nodiscard]] Status query_case_view(const Engine& engine, const ReadReceipt& receipt, const Uuid& case_id, const AsOf& as_of, const CaseViewQuery& query,
                                     answers::CaseView::Builder out);

struct HandoverQuery {
    std::string by = "resource";  // or "unit"
    std::vector<std::string> missing_words;
    std::string source;           // source system; empty = all imported histories (not for one case)
};
[[nodiscard]] Status query_case_handovers(const Engine& engine, const Uuid& case_id, const AsOf& as_of, const HandoverQuery& query,
                                          answers::CaseHandovers::Builder out);

// ---- many cases ----

struct CaseListQuery {
    Uuid after;               // nil = from the first
    std::uint32_t limit = 100;
    std::string state;        // empty = any, here and below
    std::string unit;
    std::string source;
    std::string coordinator;
    std::string partner_unit;  // cases in which this unit takes part now
    Uuid citizen = {};         // cases of this person stream; nil = any
    bool urgent_first = false;  // by what is most urgent in each, as the caseload says it; else by id
};
/// As of now: from the stored rows, up to the projection's checkpoint. `after` is the last case of the page before, in
/// either order.
[[nodiscard]] Status query_case_list(const Engine& engine, Runner& runner, const CaseListQuery& query, answers::CaseList::Builder out);

struct CoordinatorQuery {
    std::string coordinator;  // pseudonym
    answers::CoordinatorViewKind view = answers::CoordinatorViewKind::CASELOAD;
    std::uint32_t soon_days = 7;      // ours
    std::uint32_t contact_days = 30;  // ours
    Position since{0};                // of news
};
/// The caseload with what needs attention, the day, or what is new. As of now from the rows of that coordinator alone; as
/// of another time every case is folded. Names are unsealed, and for the day what was promised: one read of each case
/// that has something dated.
[[nodiscard]] Status query_coordinator(const Engine& engine, const ReadReceipt& receipt, Runner& runner, const AsOf& as_of, const CoordinatorQuery& query,
                                       answers::CoordinatorView::Builder out);
/// One organisation or unit in all cases it takes part in now.
[[nodiscard]] Status query_partner_cases(const Engine& engine, Runner& runner, const std::string& partner, answers::PartnerCases::Builder out);
/// What was learnt, by phase and problem: lessons recorded on cases (as of now, from the rows) and on projects.
[[nodiscard]] Status query_lessons(const Engine& engine, const ReadReceipt& receipt, Runner& runner, answers::LessonIndex::Builder out);

[[nodiscard]] Status query_derived_handovers(const Engine& engine, Runner& runner, const AsOf& as_of, const HandoverQuery& query,
                                             answers::DerivedHandovers::Builder out);

/// Measures are answered from the rows of measure_facts where these know the answer, else every case is folded: the answer
/// is the same. `runner`: nullptr folds. The list says since when each unit records each type of event.
[[nodiscard]] Status query_measures(const Engine& engine, Runner* runner, const AsOf& as_of, answers::MeasureList::Builder out);
[[nodiscard]] Status run_measure(const Engine& engine, Runner* runner, const AsOf& as_of, answers::MeasureQuery::Reader query,
                                 answers::MeasureResult::Builder out);

// ---- the projections themselves ----

/// `digest` reads all rows from the disk.
[[nodiscard]] Status query_projections(const Engine& engine, Runner& runner, const std::vector<Follower*>& which, bool digest,
                                       answers::ProjectionStatusList::Builder out);

}  // namespace forloeb
