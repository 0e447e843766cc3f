#include "engine/verify/check_log.hpp"

#include "engine/append/request.hpp"
#include "engine/log/remainder.hpp"
#include "engine/proof/sha256.hpp"
#include "engine/read/reader.hpp"
#include "engine/verify/table_walk.hpp"
#include "events/schema/governance.capnp.h"

namespace forloeb {
namespace {

constexpr std::size_t log_key_bytes = 9;

Error hole() { return {ErrorKind::damaged, "Events are missing from the log. Restore from a backup.", {}, {}}; }

}  // namespace

LogFacts LogCheck::run() {
    course_.begin("log");
    TableWalk walk(target_.store, Table::log);
    while (course_.go_on() && !(expected_ >= target_.head && !lost_)) {
        if (walk.next()) {
            if (walk.key().size() == log_key_bytes && Position{get_big_endian<std::uint64_t>(as_bytes(walk.key()).data())} >= target_.head) break;
            take_row(walk.key(), walk.value());
            if (!course_.read(walk.key().size() + walk.value().size())) break;
        } else if (walk.gap()) {
            lost_from(expected_, walk.gap()->error);
        } else {
            break;
        }
    }
    if (!course_.go_on()) return std::move(facts_);
    resume_at(target_.head);
    if (!facts_.has_gaps) check_purged();
    if (!facts_.has_gaps && edge_.root() != target_.root)
        course_.found({"", name_of(Table::meta), {0}, target_.head, "The root over the stored events is not the one the head names. Restore from a backup."});
    return std::move(facts_);
}

void LogCheck::take_row(std::string_view key, std::string_view value) {
    const bool is_header = key.size() == log_key_bytes && key.back() == 0;
    const bool is_run = key.size() == log_key_bytes && key.back() == 1;
    if (!is_header && !is_run) return found(expected_, "A row of the log has a key that no version writes.");
    const Position first{get_big_endian<std::uint64_t>(as_bytes(key).data())};
    if (first < expected_) return found(first, "A row of the log stands where it does not belong.");
    if (is_header)
        take_header(first, value);
    else
        take_run(first, value);
}

void LogCheck::take_header(Position first, std::string_view value) {
    resume_at(first);
    if (group_ && group_->events != group_->header.count) found(first, "A group of the log ends before its last event.");
    group_.reset();
    auto header = layout::decode_group_header(as_bytes(value));
    if (!header) return course_.found(header.error(), name_of(Table::log), first, first.next());
    if (!facts_.has_gaps && header->root_before != edge_.root()) found(first, "A group does not follow from the events before it: its root is another.");
    std::uint64_t events = 0;
    for (const layout::AppendEntry& entry : header->appends) events += entry.count;
    if (events != header->count) found(first, "A group's appends do not add up to its events.");
    facts_.appends += header->appends.size();
    for (const layout::BindingEntry& binding : header->bindings) facts_.tokens.push_back(binding.token);
    if (entries_) check_entries(first, *header);
    group_ = OpenGroup{std::move(*header)};
}

void LogCheck::take_run(Position first, std::string_view value) {
    const auto records = layout::decode_run(value);
    if (!records) return lost_from(first, records.error());
    for (std::size_t i = 0; i < records->size(); ++i)
        if ((*records)[i].leaf.position.value != first.value + i)
            return lost_from(first, {ErrorKind::damaged, "A run of the log holds other positions than its key says.", {}, {}});
    resume_at(first);
    for (const layout::Record& record : *records) take_event(record);
}

void LogCheck::take_event(const layout::Record& record) {
    const LeafRecord& leaf = record.leaf;
    std::string encoded;
    encode_leaf(leaf, encoded);
    const Hash hash = leaf_hash(as_bytes(encoded));
    if (sha256(record.payload) != leaf.payload_hash) take_purged(record);
    if (leaf.type_id == capnp::typeId<PayloadPurged>()) learn_purge(record);
    if (leaf.recorded_at < newest_) found(leaf.position, "An event was recorded before the one in front of it.");
    newest_ = leaf.recorded_at;
    check_chain(leaf, hash);
    check_event_id(leaf);
    edge_.append(hash);
    expected_ = leaf.position.next();
    ++course_.report().events;
}

void LogCheck::take_purged(const layout::Record& record) {
    if (!is_remainder(record.payload)) return found(record.leaf.position, "An event is not what its leaf says.");
    facts_.purged[record.leaf.position] = sha256(record.payload);
    purged_events_[record.leaf.position] = record.leaf.event_id;
    ++course_.report().purged;
}

void LogCheck::learn_purge(const layout::Record& record) {
    const auto event = EventView::open(record.leaf, record.payload);
    if (!event || !event->is<PayloadPurged>()) return;
    const auto purge = event->as<PayloadPurged>();
    const auto events = purge.getEvents();
    const auto remainders = purge.getRemainders();
    for (unsigned i = 0; i < events.size() && i < remainders.size(); ++i)
        remainders_[Uuid::from_halves(events[i].getHigh(), events[i].getLow())] = remainders[i].cStr();
}

// A purge stands behind what it purged, so this is for the end; one may also have come while this was reading.
void LogCheck::check_purged() {
    if (!purged_events_.empty()) {
        const auto row = target_.store.get(Table::meta, layout::head_key);
        const auto head = row && *row ? layout::decode_head(as_bytes(**row)) : Result<layout::HeadRecord>(layout::HeadRecord{});
        const Status read = Reader(target_.store).runs(target_.head, head ? head->next : target_.head, [this](const std::vector<layout::Record>& records) -> Result<bool> {
            for (const layout::Record& record : records)
                if (record.leaf.type_id == capnp::typeId<PayloadPurged>()) learn_purge(record);
            return true;
        });
        if (!read) course_.found(read.error(), name_of(Table::log), target_.head, target_.head.next());
    }
    for (const auto& [position, event] : purged_events_) {
        const auto named = remainders_.find(event);
        if (named == remainders_.end()) found(position, "The sealed parts of an event are gone, and no payload.purged says so.");
        else if (named->second != to_hex(facts_.purged[position])) found(position, "What is left of a purged event is not what payload.purged says is left.");
    }
}

void LogCheck::check_chain(const LeafRecord& leaf, const Hash& hash) {
    StreamEnd& end = facts_.streams[leaf.stream];
    const bool follows = leaf.version == end.version.next() && leaf.previous == end.leaf;
    const bool may_follow_lost = facts_.has_gaps && leaf.version > end.version.next();
    if (!follows && !may_follow_lost) found(leaf.position, "An event of stream " + leaf.stream.id.text() + " does not follow from the one before it.");
    end = {leaf.version, hash};
}

void LogCheck::check_event_id(const LeafRecord& leaf) {
    if (!group_) return;
    ++group_->events;
    while (group_->append < group_->header.appends.size() && group_->ordinal == group_->header.appends[group_->append].count) {
        ++group_->append;
        group_->ordinal = 0;
    }
    if (group_->append == group_->header.appends.size()) return found(leaf.position, "An event belongs to no append of its group.");
    if (leaf.event_id != derive_event_id(group_->header.appends[group_->append].append_id, group_->ordinal++))
        found(leaf.position, "An event's id does not derive from its append.");
}

void LogCheck::check_entries(Position first, const layout::GroupHeader& header) {
    for (const layout::AppendEntry& entry : header.appends) {
        const auto row = target_.store.get(Table::appends, as_text(entry.append_id.bytes));
        const Position end{first.value + entry.count};
        const std::string expected = layout::encode_append_row({first, entry.count, entry.digest});
        if (!row)
            course_.found(row.error(), name_of(Table::appends), first, end);
        else if (*row != expected)
            course_.found({"", name_of(Table::appends), first, end, "The entry of an append is missing or another than its group says: a retry would not be recognised."});
        first = end;
        if (!course_.read(expected.size())) return;
    }
    for (const layout::BindingEntry& binding : header.bindings) {
        const auto row = target_.store.get(Table::identifiers, as_text(binding.token));
        const std::string expected = layout::encode_stream(binding.stream);
        if (!row)
            course_.found(row.error(), name_of(Table::identifiers), first, first);
        else if (*row != expected)
            course_.found({"", name_of(Table::identifiers), first, first, "The entry of a bound identifier is missing or names another stream than " + binding.stream.id.text() + "."});
        if (!course_.read(expected.size())) return;
    }
}

void LogCheck::lost_from(Position first, Error error) {
    if (lost_) return;
    resume_at(first);
    lost_ = Lost{first, std::move(error)};
}

// The rows go on at `position`: whatever lies between there and what was expected is a finding.
void LogCheck::resume_at(Position position) {
    if (!lost_ && position <= expected_) return;
    if (!lost_) lost_ = Lost{expected_, hole()};
    course_.found(lost_->error, name_of(Table::log), lost_->first, position);
    lost_.reset();
    facts_.has_gaps = true;
    group_.reset();
    expected_ = position;
}

void LogCheck::found(Position at, std::string what) { course_.found({"", name_of(Table::log), at, at.next(), std::move(what)}); }

}  // namespace forloeb
