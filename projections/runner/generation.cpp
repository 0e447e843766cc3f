#include "projections/runner/generation.hpp"

#include <algorithm>
#include <set>

#include "events/schema/correction.capnp.h"

namespace forloeb {
namespace {

constexpr std::size_t id_bytes = 16;
constexpr PageLimit follow_page{.events = limits::read_events_max};
constexpr std::size_t fill_streams = 256;                 // cases listed at a time
constexpr std::size_t fill_change_bytes = 4 * 1024 * 1024;  // rows written at a time while filling

std::string id_text(const Uuid& id) { return {reinterpret_cast<const char*>(id.bytes.data()), id_bytes}; }

Uuid id_at(std::string_view bytes) {
    Uuid id;
    std::copy_n(as_bytes(bytes).begin(), id_bytes, id.bytes.begin());
    return id;
}

tl::unexpected<Error> no_such_row(std::string_view what) {
    return fail(ErrorKind::damaged, "The projection's " + std::string(what) + " is not what was written. Rebuild the projection.");
}

bool changes_other_events(const EventView& event) { return event.is<EventCorrected>() || event.is<EventRetracted>(); }

// What a page of the log means for the rows.
struct Affected {
    std::set<StreamId> cases;
    bool imports = false;  // an import was retracted, or that was taken back
};

Affected affected_by(const Page& page, const Projection& projection) {
    Affected affected;
    for (const EventView& event : page.events) {
        const StreamKind kind = event.leaf().stream.kind;
        if (kind == StreamKind::governance && (event.is<ImportRetracted>() || changes_other_events(event))) affected.imports = true;
        if (kind == StreamKind::case_ && (changes_other_events(event) || projection.interested_in(event.type())))
            affected.cases.insert(event.leaf().stream);
    }
    return affected;
}

std::size_t size_of(const RowChange& change) {
    std::size_t bytes = 0;
    for (const auto& [key, value] : change.puts) bytes += key.size() + value.size();
    return bytes;
}

}  // namespace

namespace row_keys {

std::string of_case(std::string_view family, const Uuid& case_id) { return std::string(family) + id_text(case_id); }
Uuid case_of(std::string_view key) { return id_at(key.substr(rows.size())); }
std::string_view within_case(std::string_view key) { return key.substr(rows.size() + id_bytes); }

}  // namespace row_keys

Result<Checkpoint> decode_checkpoint(std::string_view bytes) {
    if (bytes.size() != 8 + id_bytes) return no_such_row("checkpoint");
    return Checkpoint{{get_big_endian<std::uint64_t>(as_bytes(bytes).data())}, id_at(bytes.substr(8))};
}

Result<Parked> decode_parked(std::string_view bytes) {
    if (bytes.size() < 8) return no_such_row("list of parked cases");
    return Parked{{get_big_endian<std::uint64_t>(as_bytes(bytes).data())}, std::string(bytes.substr(8))};
}

Result<std::shared_ptr<Generation>> Generation::open(const std::filesystem::path& directory, const std::string& made_for) {
    FORLOEB_TRY(auto store, RowStore::open(directory, RowStore::Access::write));
    std::shared_ptr<Generation> generation(new Generation(std::move(store)));
    FORLOEB_TRY(const auto checkpoint, generation->store_->get(row_keys::checkpoint));
    if (!checkpoint) return fail(ErrorKind::not_found, "This generation was never filled.");
    FORLOEB_TRY(const auto stored, generation->store_->get(row_keys::made_for));
    if (stored != made_for) return fail(ErrorKind::conflict, "These rows were made by another version, or for another log.");
    FORLOEB_TRY(const Checkpoint at, decode_checkpoint(*checkpoint));
    generation->next_ = at.next.value;
    generation->last_ = at.last;
    return generation;
}

Result<std::shared_ptr<Generation>> Generation::create(const std::filesystem::path& directory) {
    std::error_code ignored;
    std::filesystem::remove_all(directory, ignored);
    std::filesystem::create_directories(directory, ignored);
    FORLOEB_TRY(auto store, RowStore::open(directory, RowStore::Access::write));
    return std::shared_ptr<Generation>(new Generation(std::move(store)));
}

Generation::~Generation() {
    if (!discard_) return;
    const std::filesystem::path directory = store_->directory();
    store_.reset();
    std::error_code ignored;  // what stays is deleted at the next start
    std::filesystem::remove_all(directory, ignored);
}

Status Generation::fill(const Engine& engine, const Projection& projection, const std::string& made_for, Position until,
                        const std::function<void(std::uint64_t)>& progress) {
    const std::vector<Uuid> retracted = engine.retracted_imports(until);
    RowChange change;
    std::uint64_t folded = 0;
    Uuid after;
    while (true) {
        FORLOEB_TRY(const auto cases, engine.list_streams(StreamKind::case_, after, fill_streams));
        if (cases.empty()) break;
        after = cases.back().id;
        for (const StreamId& case_id : cases) {
            std::size_t events = 0;
            FORLOEB_CHECK(fold_into(change, engine, projection, case_id, until, retracted, &events));
            folded += events;
            if (size_of(change) < fill_change_bytes) continue;
            FORLOEB_CHECK(store_->apply(std::exchange(change, {})));
        }
        if (progress) progress(folded);
    }
    change.puts.emplace_back(row_keys::made_for, made_for);
    Checkpoint checkpoint{until, {}};
    if (until.value > 0) {
        FORLOEB_TRY(const Page last, engine.read_log({until.value - 1}, {.events = 1}));
        if (!last.events.empty()) checkpoint.last = last.events.front().leaf().event_id;
    }
    return commit(std::move(change), checkpoint);
}

Result<std::size_t> Generation::follow(const Engine& engine, const Projection& projection) {
    FORLOEB_TRY(const Page page, engine.read_log(applied(), follow_page));
    if (page.events.empty()) return 0;
    const LeafRecord& last = page.events.back().leaf();
    const Checkpoint checkpoint{last.position.next(), last.event_id};

    Affected affected = affected_by(page, projection);
    if (affected.imports) {
        FORLOEB_TRY(const auto imported, cases_with_imports());
        affected.cases.insert(imported.begin(), imported.end());
    }
    const std::vector<Uuid> retracted = engine.retracted_imports(checkpoint.next);
    RowChange change;
    for (const StreamId& case_id : affected.cases)
        FORLOEB_CHECK(fold_into(change, engine, projection, case_id, checkpoint.next, retracted, nullptr));
    FORLOEB_CHECK(commit(std::move(change), checkpoint));
    return page.events.size();
}

Status Generation::fold_into(RowChange& change, const Engine& engine, const Projection& projection, StreamId case_id,
                             Position known, std::span<const Uuid> retracted_imports, std::size_t* events) {
    auto stream = engine.read_whole_stream(case_id);
    CaseRows folded;
    if (stream) {
        if (events != nullptr) *events = stream->size();
        folded = fold_case(projection, case_id, std::move(*stream), known, retracted_imports);
    } else if (stream.error().kind == ErrorKind::damaged || stream.error().kind == ErrorKind::unsupported) {
        // The engine will not read this case: that is the case's trouble and nobody else's.
        folded.parked = Parked{{}, stream.error().message};
    } else {
        return tl::make_unexpected(std::move(stream.error()));
    }
    return replace_rows(change, case_id.id, folded);
}

Status Generation::replace_rows(RowChange& change, const Uuid& case_id, const CaseRows& folded) const {
    std::set<std::string> gone;
    const auto old = store_->snapshot();
    FORLOEB_CHECK(old->scan(row_keys::of_case(row_keys::rows, case_id), {}, [&](std::string_view key, std::string_view) {
        gone.emplace(key);
        return true;
    }));
    for (const Row& row : folded.rows) {
        std::string key = row_keys::of_case(row_keys::rows, case_id) + row.key;
        gone.erase(key);
        change.puts.emplace_back(std::move(key), row.value);
    }
    change.removals.insert(change.removals.end(), gone.begin(), gone.end());

    const std::string parked = row_keys::of_case(row_keys::parked, case_id);
    if (folded.parked) {
        std::string value;
        put_big_endian(value, folded.parked->position.value);
        change.puts.emplace_back(parked, value + folded.parked->reason);
    } else {
        change.removals.push_back(parked);
    }
    if (!folded.batches.empty()) {
        std::string value;
        for (const Uuid& batch : folded.batches) value += id_text(batch);
        change.puts.emplace_back(row_keys::of_case(row_keys::batches, case_id), std::move(value));
    }
    return {};
}

Result<std::vector<StreamId>> Generation::cases_with_imports() const {
    std::vector<StreamId> cases;
    FORLOEB_CHECK(store_->snapshot()->scan(row_keys::batches, {}, [&](std::string_view key, std::string_view) {
        cases.push_back({StreamKind::case_, row_keys::case_of(key)});
        return true;
    }));
    return cases;
}

Status Generation::commit(RowChange change, const Checkpoint& checkpoint) {
    std::string value;
    put_big_endian(value, checkpoint.next.value);
    change.puts.emplace_back(row_keys::checkpoint, value + id_text(checkpoint.last));
    FORLOEB_CHECK(store_->apply(change));
    last_ = checkpoint.last;
    next_ = checkpoint.next.value;
    return {};
}

}  // namespace forloeb
