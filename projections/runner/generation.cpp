#include "projections/runner/generation.hpp"

#include <algorithm>
#include <map>

namespace forloeb {
namespace {

constexpr std::size_t id_bytes = 16;
constexpr std::size_t checkpoint_bytes = 8 + id_bytes;

std::string id_text(const Uuid& id) { return {reinterpret_cast<const char*>(id.bytes.data()), id_bytes}; }

Uuid id_at(std::string_view bytes) {
    Uuid id;
    std::copy_n(as_bytes(bytes).begin(), id_bytes, id.bytes.begin());
    return id;
}

std::uint64_t number_at(std::string_view bytes) { return get_big_endian<std::uint64_t>(as_bytes(bytes).data()); }

tl::unexpected<Error> no_such_row(std::string_view what) {
    return fail(ErrorKind::damaged, "The projection's " + std::string(what) + " is not what was written. Rebuild the projection.");
}

std::string encode(const Checkpoint& checkpoint) {
    std::string value;
    put_big_endian(value, checkpoint.next.value);
    return value + id_text(checkpoint.last);
}

std::string encode(const Filling& filling) {
    std::string value = encode(filling.until) + id_text(filling.after);
    put_big_endian(value, filling.events);
    return value;
}

std::string encode(const Parked& parked) {
    std::string value;
    put_big_endian(value, parked.position.value);
    return value + parked.reason;
}

Result<Filling> decode_filling(std::string_view bytes) {
    if (bytes.size() != checkpoint_bytes + id_bytes + 8) return no_such_row("mark of its rebuild");
    FORLOEB_TRY(const Checkpoint until, decode_checkpoint(bytes.substr(0, checkpoint_bytes)));
    return Filling{until, id_at(bytes.substr(checkpoint_bytes)), number_at(bytes.substr(checkpoint_bytes + id_bytes))};
}

std::string index_entry(std::string_view row_key, const Uuid& case_id) { return row_keys::of_key(row_key) + id_text(case_id); }

void add_imports(RowChange& change, const Uuid& case_id, const FoldedCase& folded) {
    if (folded.imports().empty()) return;
    std::string value;
    for (const Uuid& import : folded.imports()) value += id_text(import);
    change.puts.emplace_back(row_keys::of_case(row_keys::imports, case_id), std::move(value));
}

}  // namespace

namespace row_keys {

std::string of_case(std::string_view family, const Uuid& case_id) { return std::string(family) + id_text(case_id); }
std::string of_key(std::string_view row_key) { return "i/" + std::string(row_key) + '\0'; }
Uuid indexed_case(std::string_view index_key) { return id_at(index_key.substr(index_key.size() - id_bytes)); }
Uuid case_of(std::string_view key) { return id_at(key.substr(rows.size())); }
std::string_view within_case(std::string_view key) { return key.substr(rows.size() + id_bytes); }

}  // namespace row_keys

Result<Checkpoint> decode_checkpoint(std::string_view bytes) {
    if (bytes.size() != checkpoint_bytes) return no_such_row("checkpoint");
    return Checkpoint{{number_at(bytes)}, id_at(bytes.substr(8))};
}

Result<Parked> decode_parked(std::string_view bytes) {
    if (bytes.size() < 8) return no_such_row("list of parked cases");
    return Parked{{number_at(bytes)}, std::string(bytes.substr(8))};
}

// ---- opening ----

Result<std::shared_ptr<Generation>> Generation::open(const std::filesystem::path& directory, const std::string& made_for) {
    FORLOEB_TRY(auto generation, resume(directory, made_for));
    if (generation->filling_) return fail(ErrorKind::not_found, "These rows were never filled to the end.");
    return generation;
}

Result<std::shared_ptr<Generation>> Generation::resume(const std::filesystem::path& directory, const std::string& made_for) {
    if (!std::filesystem::exists(directory)) return fail(ErrorKind::not_found, "There is no such generation.");
    FORLOEB_TRY(auto store, RowStore::open(directory, RowStore::Access::write));
    std::shared_ptr<Generation> generation(new Generation(std::move(store)));
    FORLOEB_CHECK(generation->read_state(made_for));
    return generation;
}

Status Generation::read_state(const std::string& made_for) {
    FORLOEB_TRY(const auto stored, store_->get(row_keys::made_for));
    if (!stored) return fail(ErrorKind::not_found, "There are no rows here.");
    if (stored != made_for) return fail(ErrorKind::conflict, "These rows were made by another version, or for another log.");
    FORLOEB_TRY(const auto filling, store_->get(row_keys::filling));
    if (filling) {
        FORLOEB_TRY(filling_, decode_filling(*filling));
        return {};
    }
    FORLOEB_TRY(const auto checkpoint, store_->get(row_keys::checkpoint));
    FORLOEB_TRY(const Checkpoint at, decode_checkpoint(checkpoint.value_or("")));
    next_ = at.next.value;
    last_ = at.last;
    return store_->snapshot()->scan(row_keys::parked, {}, [&](std::string_view key, std::string_view) {
        parked_.insert(row_keys::case_of(key));
        return true;
    });
}

Result<std::shared_ptr<Generation>> Generation::create(const std::filesystem::path& directory, const std::string& made_for,
                                                       const Checkpoint& until) {
    std::error_code ignored;
    std::filesystem::remove_all(directory, ignored);
    std::filesystem::create_directories(directory, ignored);
    FORLOEB_TRY(auto store, RowStore::open(directory, RowStore::Access::write));
    std::shared_ptr<Generation> generation(new Generation(std::move(store)));
    RowChange change;
    change.puts.emplace_back(row_keys::made_for, made_for);
    FORLOEB_CHECK(generation->fill(std::move(change), Filling{until, {}, 0}));
    return generation;
}

Generation::~Generation() {
    if (!discard_) return;
    const std::filesystem::path directory = store_->directory();
    store_.reset();
    std::error_code ignored;  // what stays is deleted at the next start
    std::filesystem::remove_all(directory, ignored);
}

// ---- filling ----

Status Generation::fill(RowChange rows, const Filling& reached) {
    rows.puts.emplace_back(row_keys::filling, encode(reached));
    FORLOEB_CHECK(store_->apply(rows));
    filling_ = reached;
    return {};
}

Status Generation::finish_filling() {
    const Checkpoint until = filling_->until;
    RowChange change;
    change.removals.emplace_back(row_keys::filling);
    change.puts.emplace_back(row_keys::checkpoint, encode(until));
    FORLOEB_CHECK(store_->apply(change));
    filling_.reset();
    next_ = until.next.value;
    last_ = until.last;
    return store_->snapshot()->scan(row_keys::parked, {}, [&](std::string_view key, std::string_view) {
        parked_.insert(row_keys::case_of(key));
        return true;
    });
}

void add_rows(RowChange& change, const Uuid& case_id, const FoldedCase& folded, const Projection& projection) {
    const RowsOrParked rows = folded.rows_of(projection);
    if (rows) {
        for (const Row& row : *rows) {
            change.puts.emplace_back(row_keys::of_case(row_keys::rows, case_id) + row.key, row.value);
            if (projection.index_by_key()) change.puts.emplace_back(index_entry(row.key, case_id), "");
        }
    } else {
        change.puts.emplace_back(row_keys::of_case(row_keys::parked, case_id), encode(rows.error()));
    }
    add_imports(change, case_id, folded);
}

// ---- following ----

Status Generation::replace(RowChange& change, const RowStore::Snapshot& now, const Uuid& case_id, const FoldedCase& folded, const Projection& projection) const {
    RowChange added;
    add_rows(added, case_id, folded, projection);
    std::map<std::string_view, std::string_view> wanted;
    for (const auto& [key, value] : added.puts) wanted.emplace(key, value);
    // Only what differs is written: most events leave most rows of their case as they were.
    std::set<std::string, std::less<>> same;
    FORLOEB_CHECK(now.scan(row_keys::of_case(row_keys::rows, case_id), {}, [&](std::string_view key, std::string_view value) {
        const auto found = wanted.find(key);
        const std::string index = projection.index_by_key() ? index_entry(row_keys::within_case(key), case_id) : std::string();
        if (found == wanted.end()) {
            change.removals.emplace_back(key);
            if (!index.empty()) change.removals.push_back(index);
        } else if (found->second == value) {
            same.emplace(key);
            same.emplace(index);
        }
        return true;
    }));
    const bool parks = std::ranges::any_of(added.puts, [](const auto& put) { return put.first.starts_with(row_keys::parked); });
    if (!parks && parked_.contains(case_id)) change.removals.push_back(row_keys::of_case(row_keys::parked, case_id));
    for (auto& put : added.puts)
        if (!same.contains(put.first)) change.puts.push_back(std::move(put));
    return {};
}

Status Generation::commit(RowChange change, const Checkpoint& checkpoint) {
    change.puts.emplace_back(row_keys::checkpoint, encode(checkpoint));
    FORLOEB_CHECK(store_->apply(change));
    held_->apply(change, checkpoint.next);
    last_ = checkpoint.last;
    for (const std::string& key : change.removals)
        if (key.starts_with(row_keys::parked)) parked_.erase(row_keys::case_of(key));
    for (const auto& [key, value] : change.puts)
        if (key.starts_with(row_keys::parked)) parked_.insert(row_keys::case_of(key));
    next_ = checkpoint.next.value;
    return {};
}

Result<std::vector<StreamId>> Generation::cases_with_imports() const {
    std::vector<StreamId> cases;
    FORLOEB_CHECK(store_->snapshot()->scan(row_keys::imports, {}, [&](std::string_view key, std::string_view) {
        cases.push_back({StreamKind::case_, row_keys::case_of(key)});
        return true;
    }));
    return cases;
}

}  // namespace forloeb
