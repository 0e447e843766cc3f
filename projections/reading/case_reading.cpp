#include "projections/reading/case_reading.hpp"

#include <algorithm>

#include "events/schema/case.capnp.h"
#include "projections/reading/audience_view.hpp"

namespace forloeb {
namespace {

Uuid citizen_of(const History& history) {
    Uuid citizen;
    for (const EffectiveEvent& event : history.effective) {
        if (!citizen.is_nil() || !event.is<CaseOpened>()) continue;
        const auto subject = event.as<CaseOpened>().getSubject();
        citizen = Uuid::from_halves(subject.getHigh(), subject.getLow());
    }
    return citizen;
}

}  // namespace

Result<History> history_below(const Engine& engine, StreamId stream, const AsOf& as_of, Position head) {
    StreamFinder finder = engine.stream_finder();
    return history_below(engine, finder, stream, as_of, head);
}

Result<History> history_below(const Engine& engine, StreamFinder& finder, StreamId stream, const AsOf& as_of, Position head) {
    if (as_of.clock == Clock::source) return engine.history(stream, as_of);
    Position known = head;
    if (as_of.known_at) {
        FORLOEB_TRY(known, engine.prefix_known_at(*as_of.known_at));
        known = std::min(known, head);
    }
    FORLOEB_TRY(const StoredStream stored, finder.find(stream));
    DecodedStream decoded = decode_stream(stored, known);
    if (decoded.unreadable) return tl::make_unexpected(std::move(decoded.unreadable->error));
    History history = fold_as_of(std::move(decoded.events), engine.retracted_imports(known), as_of.occurred_by);
    history.known = known;
    return history;
}

Result<CaseReading> CaseReading::open(const Engine& engine, const Uuid& case_id, const AsOf& as_of, Audience audience) {
    CaseReading reading;
    FORLOEB_TRY(reading.history_, history_below(engine, {StreamKind::case_, case_id}, as_of, engine.head().next));
    if (reading.history_.stored.empty())
        return fail(ErrorKind::not_found, "There is no case " + case_id.text() + ", or nothing of it was known then.", "caseId");
    const Uuid citizen = citizen_of(reading.history_);
    std::erase_if(reading.history_.effective, [&](const EffectiveEvent& event) { return !AudienceView::is_for(event, audience); });
    FORLOEB_TRY(reading.facts_, facts::facts_of(case_id, reading.history_));
    reading.facts_.citizen = citizen;  // also where the opening is not for the audience
    reading.observed_ = Observed::until(as_of.occurred_by.value_or(engine.now()));
    for (const EffectiveEvent& event : reading.history_.effective) reading.by_version_.emplace(event.leaf().version.value, &event);
    return reading;
}

const EffectiveEvent* CaseReading::event(const Told& told) const {
    const auto found = by_version_.find(told.version.value);
    return found == by_version_.end() ? nullptr : found->second;
}

void write_as_of(answers::AsOf::Builder out, const Engine& engine, const AsOf& as_of, Position known) {
    if (as_of.occurred_by) write_moment(out.initAsOfOccurred(), in_local_time(*as_of.occurred_by));
    if (as_of.known_at) write_moment(out.initAsKnownAt(), in_local_time(*as_of.known_at));
    out.setKnown(known.value);
    out.setClock(as_of.clock == Clock::source ? "source" : "recorded");
    write_moment(out.initAnsweredAt(), in_local_time(engine.now()));
}

}  // namespace forloeb
