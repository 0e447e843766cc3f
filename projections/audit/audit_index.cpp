#include "projections/audit/audit_index.hpp"

#include <algorithm>
#include <set>

#include "events/codec/id16.hpp"
#include "events/schema/audit.capnp.h"
#include "events/schema/case.capnp.h"
#include "events/vocabulary/stop_flag.hpp"
#include "projections/reading/late_entry.hpp"

namespace forloeb {
namespace {

constexpr std::uint32_t version = 3;
constexpr std::string_view along_log = "g/";
constexpr std::string_view made_for_key = "m/made_for";
constexpr std::size_t place_bytes = 17;

std::string_view checkpoint_key(AuditedLog log) { return log == AuditedLog::events ? "m/events" : "m/reads"; }

std::string encode(Position position) {
    std::string out;
    put_big_endian(out, position.value);
    return out;
}

std::string place_of(AuditedLog log, const LeafRecord& leaf) {
    std::string out;
    put_big_endian(out, static_cast<std::uint64_t>(leaf.recorded_at.micros));
    out.push_back(static_cast<char>(log));
    put_big_endian(out, leaf.position.value);
    return out;
}

Instant recorded_at(std::string_view place) { return {static_cast<std::int64_t>(get_big_endian<std::uint64_t>(as_bytes(place).data()))}; }

void put(RowChange& change, const AuditTopic& topic, const std::string& place, std::string value = {}) {
    change.puts.emplace_back(topic.prefix() + place, std::move(value));
}

std::string_view actor_of(const EventView& event) {
    const auto actor = event.envelope().getActor().getPseudonym();
    return {actor.begin(), actor.size()};
}

std::string cases_of(const Uuid& person) { return "o/" + std::string(as_text(person.bytes)); }

void add_event(RowChange& change, const EventView& event) {
    const std::string place = place_of(AuditedLog::events, event.leaf());
    put(change, AuditTopic::of_actor(actor_of(event)), place);
    if (event.is<CaseOpened>() && event.as<CaseOpened>().hasSubject())
        change.puts.emplace_back(cases_of(read_id(event.as<CaseOpened>().getSubject())) + std::string(as_text(event.leaf().stream.id.bytes)), std::string());
    EffectiveEvent as_told;
    as_told.original = &event;
    as_told.occurred = event.occurred();
    const LateEntry late = late_entry(as_told, 0);
    if (late.late != answers::Late::LATE) return;
    std::string days;
    put_big_endian(days, static_cast<std::uint32_t>(late.days));
    put(change, AuditTopic::late(), place, std::move(days));
}

void add_read(RowChange& change, const EventView& event) {
    if (!event.is<ReadRecorded>()) return;
    const std::string place = place_of(AuditedLog::reads, event.leaf());
    const auto record = event.as<ReadRecorded>();
    put(change, AuditTopic::of_actor(actor_of(event)), place);
    for (const auto one : record.getCases()) put(change, AuditTopic::of_case(read_id(one)), place);
    for (const auto one : record.getSubjects()) put(change, AuditTopic::of_subject(read_id(one)), place);
    if (record.getOutcome() == ReadOutcome::DENIED) put(change, AuditTopic::denied(), place);
    if (record.getBreakGlass().size() > 0) put(change, AuditTopic::broken_glass(), place);
    // A subscription goes on for as long as it lasts: what it had passed over in the end nobody knew when it began.
    const bool goes_on = record.getOperation() == "subscribe" && record.getCases().size() == 0;
    if (!goes_on && record.getFromPosition() >= record.getEndPosition()) return;
    if (record.getOutcome() == ReadOutcome::DENIED) return;
    change.puts.emplace_back(std::string(along_log) + place, encode({record.getFromPosition()}) + encode(goes_on ? Position{~std::uint64_t{0}} : Position{record.getEndPosition()}));
}

}  // namespace

AuditIndex::AuditIndex(const Engine& events, const Engine& reads, std::filesystem::path directory)
    : events_(events), reads_(reads), directory_(std::move(directory)) {}

AuditIndex::~AuditIndex() {
    if (rows_) (void)rows_->flush();  // what is not there is pulled again
}

Result<std::unique_ptr<AuditIndex>> AuditIndex::open(const Engine& events, const Engine& reads, std::filesystem::path directory) {
    auto index = std::unique_ptr<AuditIndex>(new AuditIndex(events, reads, std::move(directory)));
    FORLOEB_CHECK(index->open_rows());
    return index;
}

Status AuditIndex::open_rows() {
    const std::string made_for = "audit/" + std::to_string(version) + "/" + events_.options().origin;
    auto opened = RowStore::open(directory_, RowStore::Access::write);
    if (opened) {
        rows_ = std::move(*opened);
        const auto said = rows_->get(made_for_key);
        const auto events = checkpoint(AuditedLog::events), reads = checkpoint(AuditedLog::reads);
        if (said && *said && **said == made_for && events && reads && *events <= events_.head().next && *reads <= reads_.head().next) return {};
        rows_.reset();
    }
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
    std::filesystem::create_directories(directory_.parent_path(), ignored);
    FORLOEB_TRY(rows_, RowStore::open(directory_, RowStore::Access::write));
    RowChange change;
    change.puts.emplace_back(made_for_key, made_for);
    return rows_->apply(change);
}

Result<Position> AuditIndex::checkpoint(AuditedLog log) const {
    FORLOEB_TRY(const auto row, rows_->get(checkpoint_key(log)));
    if (!row || row->size() != sizeof(std::uint64_t)) return Position{0};
    return Position{get_big_endian<std::uint64_t>(as_bytes(*row).data())};
}

Status AuditIndex::follow(const Engine& engine, AuditedLog log) {
    FORLOEB_TRY(Position next, checkpoint(log));
    const Position head = engine.head().next;
    while (next < head) {
        FORLOEB_CHECK(still_wanted());
        FORLOEB_TRY(const Page page, engine.read_log(next, {limits::read_events_max, limits::read_bytes_max}));
        if (page.events.empty()) return fail(ErrorKind::damaged, "A log ends before its head.");
        RowChange change;
        for (const EventView& event : page.events) {
            if (log == AuditedLog::events)
                add_event(change, event);
            else
                add_read(change, event);
        }
        next = page.events.back().leaf().position.next();
        change.puts.emplace_back(checkpoint_key(log), encode(next));
        std::ranges::sort(change.puts);  // RocksDB takes neighbours in for a fraction of what scattered rows cost
        FORLOEB_CHECK(rows_->apply(change));
    }
    return {};
}

Status AuditIndex::catch_up() {
    const std::lock_guard lock(following_);
    FORLOEB_CHECK(follow(events_, AuditedLog::events));
    return follow(reads_, AuditedLog::reads);
}

Result<std::vector<LeafRecord>> AuditIndex::leaves_of(const StreamId& about) const {
    std::vector<StreamId> streams = {about};
    if (about.kind == StreamKind::person) {
        const std::string prefix = cases_of(about.id);
        FORLOEB_CHECK(rows_->snapshot()->scan(prefix, {}, [&](std::string_view key, std::string_view) {
            Uuid case_id;
            if (key.size() == prefix.size() + case_id.bytes.size()) {
                std::ranges::copy(as_bytes(key.substr(prefix.size())), case_id.bytes.begin());
                streams.push_back({StreamKind::case_, case_id});
            }
            return true;
        }));
    }
    std::vector<LeafRecord> leaves;
    for (const StreamId& stream : streams) {
        FORLOEB_TRY(const std::vector<EventView> events, events_.read_whole_stream(stream));
        for (const EventView& event : events) leaves.push_back(event.leaf());
    }
    std::ranges::sort(leaves, {}, &LeafRecord::position);
    return leaves;
}

Result<AuditPage> AuditIndex::find(const AuditTopic& topic, const AuditWindow& window) const {
    AuditPage page;
    FORLOEB_TRY(page.events, checkpoint(AuditedLog::events));
    FORLOEB_TRY(page.reads, checkpoint(AuditedLog::reads));
    if (!window.after.empty() && window.after.size() != place_bytes) return fail(ErrorKind::invalid, "That is not where a page ended; leave it empty to begin.", "after");
    std::string after = window.after;
    if (after.empty() && window.from) put_big_endian(after, static_cast<std::uint64_t>(window.from->micros));
    std::set<std::string> places;  // at most one more of each scan than there is room for, which says that there is more
    const auto rows = rows_->snapshot();
    const auto gather = [&](const std::string& prefix, const std::function<bool(std::string_view)>& is_wanted) {
        std::size_t gathered = 0;
        return rows->scan(prefix, after.empty() ? std::string() : prefix + after, [&](std::string_view key, std::string_view value) {
            const std::string_view place = key.substr(prefix.size());
            if (place.size() != place_bytes) return true;
            if (window.to && recorded_at(place) > *window.to) return false;
            if (!is_wanted(value)) return true;
            places.emplace(place);
            return ++gathered <= window.limit;
        });
    };
    FORLOEB_CHECK(gather(topic.prefix(), [&](std::string_view value) { return value.size() != sizeof(std::uint32_t) || get_big_endian<std::uint32_t>(as_bytes(value).data()) > window.late_days; }));
    if (topic.about()) {
        FORLOEB_TRY(const std::vector<LeafRecord> leaves, leaves_of(*topic.about()));
        FORLOEB_CHECK(gather(std::string(along_log), [&](std::string_view range) {
            if (range.size() != 2 * sizeof(std::uint64_t)) return false;
            const Position from{get_big_endian<std::uint64_t>(as_bytes(range).data())}, end{get_big_endian<std::uint64_t>(as_bytes(range).data() + 8)};
            const auto first = std::ranges::lower_bound(leaves, from, {}, &LeafRecord::position);
            return first != leaves.end() && first->position < end;
        }));
        for (const LeafRecord& leaf : leaves) {
            if (topic.about()->kind != StreamKind::case_ || leaf.position >= page.events) break;
            if (std::string place = place_of(AuditedLog::events, leaf); place > after && !(window.to && leaf.recorded_at > *window.to)) places.insert(std::move(place));
        }
    }
    std::string last;
    for (const std::string& place : places) {
        if (page.places.size() == window.limit) {
            page.next = last;
            break;
        }
        page.places.push_back({static_cast<AuditedLog>(place[8]), {get_big_endian<std::uint64_t>(as_bytes(place).data() + 9)}});
        last = place;
    }
    return page;
}

}  // namespace forloeb
