#include "engine/verify/check_log.hpp"

#include "engine/append/request.hpp"
#include "engine/log/remainder.hpp"
#include "engine/read/reader.hpp"
#include "events/schema/governance.capnp.h"

namespace forloeb {
namespace {

constexpr std::size_t log_key_bytes = 9;

bool is_run_of_log(std::string_view key) { return key.size() == log_key_bytes && key.back() == 1; }

Error hole() { return {ErrorKind::damaged, "Events are missing from the log. Restore from a backup.", {}, {}}; }

}  // namespace

LogFacts LogCheck::run() {
    course_.begin("log");
    HashedRows rows(target_.store, Table::log, is_run_of_log);
    while (course_.go_on() && !(expected_ >= target_.head && !lost_)) {
        if (rows.next()) {
            const std::string_view key = rows.row().key;
            if (key.size() == log_key_bytes && Position{get_big_endian<std::uint64_t>(as_bytes(key).data())} >= target_.head) break;
            take_row(rows.row());
            if (!course_.read(key.size() + rows.row().value.size())) break;
        } else if (rows.gap()) {
            lost_from(expected_, rows.gap()->error);
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

void LogCheck::take_row(const HashedRow& row) {
    const bool is_header = row.key.size() == log_key_bytes && row.key.back() == 0;
    if (!is_header && !is_run_of_log(row.key)) return found(expected_, "A row of the log has a key that no version writes.");
    const Position first{get_big_endian<std::uint64_t>(as_bytes(row.key).data())};
    if (first < expected_) return found(first, "A row of the log stands where it does not belong.");
    if (is_header)
        take_header(first, row.value);
    else
        take_run(first, row);
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
    if (entries_) gather_entries(first, *header);
    group_ = OpenGroup{std::move(*header)};
}

void LogCheck::take_run(Position first, const HashedRow& row) {
    if (!row.readable) return lost_from(first, row.readable.error());
    for (std::size_t i = 0; i < row.records.size(); ++i)
        if (row.records[i].leaf.position.value != first.value + i)
            return lost_from(first, {ErrorKind::damaged, "A run of the log holds other positions than its key says.", {}, {}});
    resume_at(first);
    for (std::size_t i = 0; i < row.records.size(); ++i) take_event(row.records[i], row.payloads[i], row.leaves[i]);
}

void LogCheck::take_event(const layout::Record& record, const Hash& payload, const Hash& leaf_hash) {
    const LeafRecord& leaf = record.leaf;
    if (payload != leaf.payload_hash) take_purged(record, payload);
    if (leaf.type_id == capnp::typeId<PayloadPurged>()) learn_purge(record);
    if (leaf.recorded_at < newest_) found(leaf.position, "An event was recorded before the one in front of it.");
    newest_ = leaf.recorded_at;
    check_chain(leaf, leaf_hash);
    check_event_id(leaf);
    edge_.append(leaf_hash);
    expected_ = leaf.position.next();
    ++course_.report().events;
}

void LogCheck::take_purged(const layout::Record& record, const Hash& payload) {
    if (!is_remainder(record.payload)) return found(record.leaf.position, "An event is not what its leaf says.");
    facts_.purged[record.leaf.position] = payload;
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

void LogCheck::gather_entries(Position first, const layout::GroupHeader& header) {
    for (const layout::BindingEntry& binding : header.bindings) facts_.bindings.push_back({binding, first});
    for (const layout::AppendEntry& entry : header.appends) {
        facts_.appends.add(entry.append_id.bytes, layout::encode_append_row({first, entry.count, entry.digest}));
        first = {first.value + entry.count};
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
