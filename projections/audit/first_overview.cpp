#include "projections/audit/first_overview.hpp"

#include <map>

#include "events/codec/id16.hpp"
#include "events/schema/audit.capnp.h"
#include "events/vocabulary/limits.hpp"
#include "events/vocabulary/stop_flag.hpp"
#include "projections/case_facts/case_time.hpp"
#include "projections/measures/disclosed_output.hpp"
#include "projections/reading/every_case.hpp"

namespace forloeb {
namespace {

constexpr std::int64_t days_open_min = 30;
constexpr const char* overview_request = "query.caseOverview";

struct OverviewsSeen {
    std::map<std::pair<Uuid, std::string>, LocalDate> first;  // by case and actor
    std::optional<LocalDate> since;                           // the first record
};

Result<OverviewsSeen> overviews_in(const Engine& reads) {
    OverviewsSeen seen;
    for (Position next{0}; next < reads.head().next;) {
        FORLOEB_CHECK(still_wanted());
        FORLOEB_TRY(const Page page, reads.read_log(next, {limits::read_events_max, limits::read_bytes_max}));
        if (page.events.empty()) return fail(ErrorKind::damaged, "The read log ends before its head.");
        for (const EventView& event : page.events) {
            if (!event.is<ReadRecorded>()) continue;
            const LocalDate day = local_date(event.leaf().recorded_at);
            if (!seen.since) seen.since = day;
            const auto record = event.as<ReadRecorded>();
            if (record.getOutcome() != ReadOutcome::PERMITTED || record.getOperation() != overview_request) continue;
            const std::string actor = event.envelope().getActor().getPseudonym().cStr();
            for (const auto one : record.getCases()) seen.first.emplace(std::pair(read_id(one), actor), day);  // the log is in order
        }
        next = page.events.back().leaf().position.next();
    }
    return seen;
}

struct FirstLook {
    SampleFigures figures;
    Durations waits;
    Persons persons;

    void add(const facts::CaseFacts& facts, const OverviewsSeen& seen, const Observed& observed) {
        const Coordination coordination(facts, "");
        const facts::Assignment* const first = coordination.first();
        const LocalDate last_whole_day{observed.days_end.days - 1};
        if (first == nullptr || !open_days(facts).contains(last_whole_day)) return;
        if (days_between(facts.episodes.front().opened.date(), last_whole_day) < days_open_min) return;
        persons.insert(facts.person());
        if (first->at.imprecise()) {
            ++waits.imprecise;
            return;
        }
        const LocalDate assigned = first->at.date();
        if (!seen.since || assigned < *seen.since) {
            ++waits.missing;  // what was looked at before the log began is not known
            return;
        }
        if (const auto looked = seen.first.find({facts.case_id, first->person}); looked != seen.first.end()) return waits.reached(facts.person(), days_between(assigned, looked->second));
        const bool released = first->released && !first->released->imprecise();
        waits.still_waiting(facts.person(), days_between(assigned, released ? first->released->date() : observed.date));
    }
};

}  // namespace

Result<std::vector<Figure>> first_overviews(const Engine& events, const Engine& reads) {
    FORLOEB_TRY(const OverviewsSeen seen, overviews_in(reads));
    const Observed observed = Observed::until(events.now());
    FirstLook looks;
    AsOf today;
    today.occurred_by = observed.by;
    FORLOEB_TRY(const EveryCase all, visit_every_case(events, today, [&](const facts::CaseFacts& facts) { looks.add(facts, seen, observed); }));
    static_cast<void>(all);
    MeasureOutput output;
    add_durations(output.whole.figures, "first_overview", {"dage fra udpegning til koordinatoren først så overblikket", "days from assignment until the coordinator first saw the overview"}, looks.waits);
    output.whole.persons = looks.persons.size();
    disclose(output);
    return std::move(output.whole.figures);
}

}  // namespace forloeb
