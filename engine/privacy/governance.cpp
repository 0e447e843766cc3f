#include "engine/privacy/governance.hpp"

#include <algorithm>
#include <array>

#include "engine/read/fold.hpp"
#include "engine/read/reader.hpp"
#include "engine/read/stream_cursor.hpp"
#include "events/codec/id16.hpp"
#include "events/schema/correction.capnp.h"
#include "events/schema/governance.capnp.h"

namespace forloeb {
namespace {


std::optional<Instant> read_until(Moment::Reader moment) {
    const WhenTold until = read_moment(moment);
    if (until.is_unknown()) return std::nullopt;
    return until.at;
}

bool has_passed(const std::optional<Instant>& until, Instant now) { return until && *until <= now; }

template <typename List>
std::vector<Uuid> read_uuids(List list) {
    std::vector<Uuid> ids;
    for (const Id16::Reader id : list) ids.push_back(read_id(id));
    return ids;
}

std::vector<std::string> read_texts(capnp::List<capnp::Text>::Reader list) {
    std::vector<std::string> texts;
    for (const auto text : list) texts.emplace_back(text.cStr(), text.size());
    return texts;
}

// Empty means all of them.
std::vector<SensitivityClass> read_classes(capnp::List<SensitivityClass>::Reader list) {
    std::vector<SensitivityClass> classes;
    for (const SensitivityClass one : list) classes.push_back(one);
    return classes.empty() ? sealed_classes() : classes;
}

}  // namespace

const std::vector<SensitivityClass>& sealed_classes() {
    static const std::vector<SensitivityClass> classes{SensitivityClass::IDENTITY, SensitivityClass::NARRATIVE, SensitivityClass::HEALTH, SensitivityClass::PENAL,
                                                       SensitivityClass::ECONOMY};
    return classes;
}

StreamId governing_stream() {
    StreamId stream{StreamKind::governance, {}};
    stream.id.bytes.fill(1);
    return stream;
}

bool Governance::concerned_by(const LeafRecord& leaf) {
    static constexpr std::array types = {capnp::typeId<SubjectRestricted>(), capnp::typeId<HoldPlaced>(), capnp::typeId<HoldLifted>(), capnp::typeId<ArchiveExported>(),
                                         capnp::typeId<SubjectKeyDestroyed>(), capnp::typeId<PayloadPurged>(), capnp::typeId<EventCorrected>(), capnp::typeId<EventRetracted>()};
    return leaf.stream.kind == StreamKind::governance && std::ranges::find(types, leaf.type_id) != types.end();
}

Result<Governance> Governance::load(const Store& store) {
    Governance out;
    FORLOEB_TRY(const auto streams, Reader(store).streams(StreamKind::governance, Uuid{}, limits::read_events_max));
    StreamFinder finder(store);
    std::vector<History> histories;
    std::vector<const EffectiveEvent*> effective;
    for (const StreamId& id : streams) {
        FORLOEB_TRY(const StoredStream stream, finder.find(id));
        DecodedStream decoded = decode_stream(stream, {~std::uint64_t{0}});
        if (decoded.unreadable) return tl::make_unexpected(std::move(decoded.unreadable->error));
        out.as_of_.push_back({id, {decoded.events.size()}});
        for (const EventView& event : decoded.events) out.learn_erasure(event);
        histories.push_back(fold_as_of(std::move(decoded.events), {}, std::nullopt));
    }
    // In the order they were recorded: the newest word on a subject holds, whichever stream it stands on.
    for (const History& history : histories)
        for (const EffectiveEvent& event : history.effective) effective.push_back(&event);
    std::ranges::sort(effective, {}, [](const EffectiveEvent* event) { return event->leaf().position; });
    for (const EffectiveEvent* event : effective) out.learn(*event);
    return out;
}

void Governance::learn_erasure(const EventView& event) {
    if (event.is<SubjectKeyDestroyed>()) {
        const auto destroyed = event.as<SubjectKeyDestroyed>();
        std::vector<Uuid> subjects = read_uuids(destroyed.getCases());
        subjects.insert(subjects.begin(), read_id(destroyed.getSubject()));
        destructions_.push_back({event.leaf().position, std::move(subjects), read_classes(destroyed.getClasses()), read_uuids(destroyed.getEvents())});
    }
    if (event.is<PayloadPurged>()) {
        const auto purged = event.as<PayloadPurged>();
        const auto kind = parse_stream_kind({purged.getStreamKind().cStr(), purged.getStreamKind().size()});
        purges_.push_back({event.leaf().position, {kind ? *kind : StreamKind::case_, read_id(purged.getStream())}, read_uuids(purged.getEvents())});
    }
}

void Governance::learn(const EffectiveEvent& event) {
    if (event.is<SubjectRestricted>()) {
        const auto said = event.as<SubjectRestricted>();
        for (const SensitivityClass one : read_classes(said.getClasses())) {
            const auto name = std::pair(read_id(said.getSubject()), one);
            if (said.getRestricted() == Answer::NO) restrictions_.erase(name);
            else restrictions_[name] = {event.leaf().event_id, read_texts(said.getPurposes()), read_until(said.getUntil())};
        }
    } else if (event.is<HoldPlaced>()) {
        const auto said = event.as<HoldPlaced>();
        const std::string name = said.getHold().cStr();
        holds_[name] = {name, read_id(said.getCaseStream()), read_id(said.getSubject()), read_until(said.getUntil())};
    } else if (event.is<HoldLifted>()) {
        holds_.erase(event.as<HoldLifted>().getHold().cStr());
    } else if (event.is<ArchiveExported>()) {
        const auto said = event.as<ArchiveExported>();
        ArchiveExport& archive = archives_[said.getArchive().cStr()];
        if (said.getReceipt().size() > 0) archive.receipt = said.getReceipt().cStr();
        for (const Uuid& id : read_uuids(said.getCases())) archive.cases.insert(id);
        for (const Uuid& id : read_uuids(said.getSubjects())) archive.subjects.insert(id);
    }
}

std::optional<Restriction> Governance::restriction(const Uuid& subject, SensitivityClass sensitivity, Instant now) const {
    const auto found = restrictions_.find({subject, sensitivity});
    if (found == restrictions_.end() || has_passed(found->second.until, now)) return std::nullopt;
    return found->second;
}

bool Governance::may_be_read(const Uuid& subject, SensitivityClass sensitivity, std::string_view purpose, Instant now) const {
    const auto found = restrictions_.find({subject, sensitivity});
    if (found == restrictions_.end() || has_passed(found->second.until, now)) return true;
    return std::ranges::find(found->second.purposes, purpose) != found->second.purposes.end();
}

std::vector<Hold> Governance::holds(Instant now) const {
    std::vector<Hold> standing;
    for (const auto& [name, hold] : holds_)
        if (!has_passed(hold.until, now)) standing.push_back(hold);
    return standing;
}

const ArchiveExport* Governance::archive(const std::string& name) const {
    const auto found = archives_.find(name);
    return found == archives_.end() ? nullptr : &found->second;
}

std::vector<std::string> Governance::archives_of(const Uuid& subject) const {
    std::vector<std::string> names;
    for (const auto& [name, archive] : archives_)
        if (!archive.receipt.empty() && archive.subjects.contains(subject)) names.push_back(name);
    return names;
}

}  // namespace forloeb
