#include "engine/read/case_subjects.hpp"

#include "events/schema/case.capnp.h"
#include "events/schema/correction.capnp.h"

namespace forloeb {
namespace {

Uuid named_by(CaseOpened::Reader opened) {
    return Uuid::from_halves(opened.getSubject().getHigh(), opened.getSubject().getLow());
}

}  // namespace

std::optional<Uuid> subject_named_by(const EventType& type, capnp::AnyPointer::Reader payload) {
    if (type.type_id() == capnp::typeId<CaseOpened>()) return named_by(payload.getAs<CaseOpened>());
    if (type.type_id() != capnp::typeId<EventCorrected>()) return std::nullopt;
    const auto correction = payload.getAs<EventCorrected>();
    if (correction.getTargetType() != "case.opened") return std::nullopt;
    return named_by(correction.getPayload().getAs<CaseOpened>());
}

Result<Uuid> CaseSubjects::of(StreamId stream) const {
    std::uint64_t corrections = 0;
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = subjects_.find(stream); found != subjects_.end()) return found->second;
        corrections = corrections_;
    }
    FORLOEB_TRY(const Found found, read(stream));
    const std::lock_guard lock(mutex_);
    // What was learnt while we read is newer than what we read.
    if (found.opened && corrections == corrections_ && !subjects_.contains(stream)) remember(stream, found.subject);
    return found.subject;
}

Result<CaseSubjects::Found> CaseSubjects::read(StreamId stream) const {
    Found found;
    for (StreamVersion from{1};;) {
        FORLOEB_TRY(const Page page, reader_.stream(stream, from, Direction::forwards, {}));
        for (const EventView& event : page.events) {
            found.opened = found.opened || event.is<CaseOpened>();
            if (const auto named = subject_named_by(event.type(), event.payload())) found.subject = *named;
        }
        if (page.at_end) return found;
        from = page.events.back().leaf().version.next();
    }
}

void CaseSubjects::expect(StreamId stream, const Uuid& subject) const {
    const std::lock_guard lock(mutex_);
    if (!subjects_.contains(stream)) remember(stream, subject);
}

void CaseSubjects::learn(StreamId stream, const Uuid& subject) {
    const std::lock_guard lock(mutex_);
    remember(stream, subject);
}

void CaseSubjects::learn(const Group& group) {
    for (const GroupEvent& event : group.events) {
        const bool corrects = event.leaf.type_id == capnp::typeId<EventCorrected>();
        if (!corrects && event.leaf.type_id != capnp::typeId<CaseOpened>()) continue;
        const std::lock_guard lock(mutex_);
        if (corrects) {
            // Whatever it corrects: the next one to ask reads the case again.
            ++corrections_;
            subjects_.erase(event.leaf.stream);
        } else if (auto view = EventView::open(event.leaf, event.payload)) {
            remember(event.leaf.stream, named_by(view->as<CaseOpened>()));
        }
    }
}

void CaseSubjects::remember(StreamId stream, const Uuid& subject) const {
    if (subjects_.size() >= limits::case_subjects_remembered_max) subjects_.clear();
    subjects_.insert_or_assign(stream, subject);
}

}  // namespace forloeb
