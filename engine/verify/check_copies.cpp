#include "engine/verify/check_copies.hpp"

#include <algorithm>

#include "engine/append/request.hpp"
#include "engine/proof/sha256.hpp"
#include "engine/read/reader.hpp"
#include "engine/verify/table_walk.hpp"

namespace forloeb {
namespace {

constexpr std::size_t stream_key_bytes = 25;
constexpr std::size_t append_key_bytes = 16;
constexpr std::size_t token_bytes = 32;

/// One stream's rows after another, in version order.
class StreamsCheck {
  public:
    StreamsCheck(const VerifyTarget& target, LogFacts& facts, Course& course) : target_(target), facts_(facts), course_(course) {}

    void take_row(std::string_view key, std::string_view value) {
        if (key.size() != stream_key_bytes) return found({}, "A row of the copy by stream has a key that no version writes.");
        const StreamId stream = layout::stream_of_key(key);
        if (stream != stream_) begin(stream);
        const auto records = layout::decode_run(value);
        if (!records) {
            broken_ = true;
            return course_.found({"", name_of(Table::streams), {}, {}, "Stream " + stream.id.text() + ": " + records.error().message});
        }
        if (records->front().leaf.version.value != get_big_endian<std::uint64_t>(as_bytes(key).data() + 17))
            found(records->front().leaf.position, "A run of the copy by stream holds other versions than its key says.");
        for (const layout::Record& record : *records)
            if (record.leaf.position < target_.head) take_event(record);
    }
    void lost(const Error& error) {
        course_.found(error, name_of(Table::streams));
        stream_ = {};
        broken_ = true;
    }
    void finish() {
        for (const auto& [stream, end] : facts_.streams)
            if (!end.met) found({}, "The copy of stream " + stream.id.text() + " lacks version " + std::to_string(end.version.value) + ".");
    }

  private:
    void begin(StreamId stream) {
        stream_ = stream;
        version_ = {0};
        leaf_ = {};
        broken_ = false;
        ++course_.report().streams;
    }
    void take_event(const layout::Record& record) {
        const LeafRecord& leaf = record.leaf;
        const bool follows = leaf.stream == stream_ && leaf.version == version_.next() && leaf.previous == leaf_;
        if (!follows && !broken_) found(leaf.position, "The copy of stream " + stream_.id.text() + " does not follow at version " + std::to_string(leaf.version.value) + ".");
        if (!is_same_event(record)) found(leaf.position, "An event in the copy by stream is not what its leaf says.");
        broken_ = false;
        std::string encoded;
        encode_leaf(leaf, encoded);
        leaf_ = leaf_hash(as_bytes(encoded));
        version_ = leaf.version;
        compare_with_log(leaf);
    }
    /// What the leaf commits to, or the same that a purge left in the log.
    [[nodiscard]] bool is_same_event(const layout::Record& record) const {
        const Hash hash = sha256(record.payload);
        if (hash == record.leaf.payload_hash) return true;
        const auto purged = facts_.purged.find(record.leaf.position);
        return purged != facts_.purged.end() && purged->second == hash;
    }
    void compare_with_log(const LeafRecord& leaf) {
        const auto known = facts_.streams.find(stream_);
        const bool beyond = known == facts_.streams.end() || leaf.version > known->second.version;
        if (beyond && !facts_.has_gaps) return found(leaf.position, "The copy by stream has an event that is not in the log.");
        if (beyond || leaf.version != known->second.version) return;
        known->second.met = true;
        if (leaf_ != known->second.leaf) found(leaf.position, "The copy of stream " + stream_.id.text() + " is not what the log says.");
    }
    void found(Position at, std::string what) {
        course_.found({"", name_of(Table::streams), at, at == Position{} ? at : at.next(), std::move(what)});
    }

    const VerifyTarget& target_;
    LogFacts& facts_;
    Course& course_;
    StreamId stream_;  // of the row before
    StreamVersion version_;
    Hash leaf_{};
    bool broken_ = false;  // what stands in front of the next event could not be read
};

/// Calls `visit` with each row, until told to stop.
template <typename Visit>
void for_each_row(const VerifyTarget& target, Table table, Course& course, Visit visit) {
    course.begin(name_of(table));
    TableWalk walk(target.store, table);
    while (course.go_on()) {
        if (walk.next()) {
            visit(walk.key(), walk.value());
            if (!course.read(walk.key().size() + walk.value().size())) return;
        } else if (walk.gap()) {
            course.found(walk.gap()->error, name_of(table));
        } else {
            return;
        }
    }
}

void check_appends(const VerifyTarget& target, Course& course) {
    const Reader reader(target.store);
    for_each_row(target, Table::appends, course, [&](std::string_view key, std::string_view value) {
        const auto row = layout::decode_append_row(as_bytes(value));
        if (key.size() != append_key_bytes || !row) return course.found({"", name_of(Table::appends), {}, {}, "An entry of an append is not readable."});
        if (row->first >= target.head) return;
        ++course.report().appends;
        Uuid append_id;
        std::copy_n(as_bytes(key).begin(), append_key_bytes, append_id.bytes.begin());
        // Its first event's id derives from it, so the log itself says whether there was such an append.
        const auto leaf = reader.leaf_at(row->first);
        if (leaf && leaf->event_id != derive_event_id(append_id, 0))
            course.found({"", name_of(Table::appends), row->first, row->first.next(), "There is an entry for an append that is not in the log."});
    });
}

std::vector<Hash> tokens_of_log_from(const VerifyTarget& target, Position first) {
    std::vector<Hash> tokens;
    Cursor cursor = target.store.cursor(Table::log);
    for (cursor.seek(layout::group_key(first)); cursor.valid(); cursor.next()) {
        if (cursor.key().empty() || cursor.key().back() != 0) continue;
        const auto header = layout::decode_group_header(as_bytes(cursor.value()));
        if (!header) continue;
        for (const layout::BindingEntry& binding : header->bindings) tokens.push_back(binding.token);
    }
    return tokens;
}

void check_identifiers(const VerifyTarget& target, LogFacts& facts, Course& course) {
    std::ranges::sort(facts.tokens);
    std::vector<Hash> strange;
    for_each_row(target, Table::identifiers, course, [&](std::string_view key, std::string_view value) {
        Hash token{};
        if (key.size() != token_bytes || !layout::decode_stream(as_bytes(value)))
            return course.found({"", name_of(Table::identifiers), {}, {}, "An entry of an identifier is not readable."});
        std::copy_n(as_bytes(key).begin(), token_bytes, token.begin());
        if (std::ranges::binary_search(facts.tokens, token)) {
            ++course.report().identifiers;
        } else {
            strange.push_back(token);
        }
    });
    if (strange.empty() || facts.has_gaps) return;
    const std::vector<Hash> since = tokens_of_log_from(target, target.head);  // bound while this was reading
    for (const Hash& token : strange)
        if (std::ranges::find(since, token) == since.end())
            course.found({"", name_of(Table::identifiers), {}, {}, "There is an entry for an identifier that the log does not bind."});
}

}  // namespace

void check_streams(const VerifyTarget& target, LogFacts& facts, Course& course) {
    course.begin(name_of(Table::streams));
    StreamsCheck check(target, facts, course);
    TableWalk walk(target.store, Table::streams);
    while (course.go_on()) {
        if (walk.next()) {
            check.take_row(walk.key(), walk.value());
            if (!course.read(walk.key().size() + walk.value().size())) return;
        } else if (walk.gap()) {
            check.lost(walk.gap()->error);
        } else {
            break;
        }
    }
    if (course.go_on()) check.finish();
}

void check_stray_entries(const VerifyTarget& target, LogFacts& facts, Course& course) {
    check_appends(target, course);
    if (course.go_on()) check_identifiers(target, facts, course);
}

}  // namespace forloeb
