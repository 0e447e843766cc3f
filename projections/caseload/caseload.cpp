#include "projections/caseload/caseload.hpp"

#include <capnp/message.h>

#include <algorithm>

#include "projections/case_overview/case_overview.hpp"
#include "projections/caseload/pending.hpp"
#include "projections/reading/filling.hpp"
#include "projections/runner/row_value.hpp"
#include "projections/schema/rows.capnp.h"

namespace forloeb {
namespace {

void fill_matter(rows::PendingMatter::Builder out, const Pending& matter) {
    out.setReason(matter.reason);
    out.setCode(matter.code);
    out.setWho(matter.who);
    write_moment(out.initDue(), matter.due);
    write_moment(out.initSince(), matter.since.when);
    out.setStatutory(matter.statutory);
    out.setReference(matter.reference);
    out.setPosition(matter.since.position.value);
    out.setVersion(matter.since.version.value);
}

/// The earliest date among the matters of these reasons.
void fill_earliest(Moment::Builder out, const std::vector<Pending>& pending, std::initializer_list<answers::Attention> reasons) {
    const Pending* earliest = nullptr;
    for (const Pending& matter : pending) {
        if (matter.due.is_unknown() || std::find(reasons.begin(), reasons.end(), matter.reason) == reasons.end()) continue;
        if (earliest == nullptr || matter.due.at < earliest->due.at) earliest = &matter;
    }
    if (earliest != nullptr) write_moment(out, earliest->due);
}

}  // namespace

RowsOrParked CaseloadProjection::rows(const History& history, const facts::CaseFacts& facts) const {
    return caseload_rows(facts, history.stored.back().leaf().position);
}

std::string row_of_matters(const Uuid& citizen, const std::vector<Pending>& matters) {
    capnp::MallocMessageBuilder message;
    auto row = message.initRoot<rows::CaseloadRow>();
    row.getCitizen().setHigh(citizen.high());
    row.getCitizen().setLow(citizen.low());
    fill_list(matters, [&](unsigned size) { return row.initPending(size); }, fill_matter);
    return row_value(row.asReader());
}

std::vector<Row> caseload_rows(const facts::CaseFacts& facts, Position newest) {
    using answers::Attention;
    if (case_state(facts) != "open") return {};
    const std::vector<CaseWorker> workers = workers_on(facts);
    if (workers.empty()) return {};
    const std::vector<Pending> pending = pending_in(facts);
    std::vector<Row> rows;
    for (const CaseWorker& worker : workers) {
        capnp::MallocMessageBuilder message;
        auto row = message.initRoot<rows::CaseloadRow>();
        row.setRole(worker.role);
        write_moment(row.initSince(), worker.since);
        if (!facts.phases.empty()) row.setPhase(facts.phases.back().phase);
        if (!facts.complexities.empty()) row.setGrade(facts.complexities.back().grade);
        if (!facts.attributes.empty()) row.setUnit(facts.attributes.back().attributes.unit);
        if (const facts::Contact* contact = last_contact(facts)) write_moment(row.initLastContact(), contact->at.when);
        fill_earliest(row.initNextDue(), pending, {Attention::PROMISE_OVERDUE, Attention::DEADLINE_OVERDUE});
        fill_earliest(row.initNextMeeting(), pending, {Attention::MEETING_TODAY});
        const auto count = [&](auto... reasons) {
            return static_cast<std::uint32_t>(std::count_if(pending.begin(), pending.end(), [&](const Pending& matter) { return ((matter.reason == reasons) || ...); }));
        };
        row.setOpenPromises(count(Attention::PROMISE_OVERDUE, Attention::PROMISE_WITHOUT_DATE));
        row.setOpenDeadlines(count(Attention::DEADLINE_OVERDUE));
        row.getCitizen().setHigh(facts.citizen.high());
        row.getCitizen().setLow(facts.citizen.low());
        row.setNewest(newest.value);
        fill_list(pending, [&](unsigned size) { return row.initPending(size); }, fill_matter);
        rows.push_back({worker.person, row_value(row.asReader())});
    }
    return rows;
}

}  // namespace forloeb
