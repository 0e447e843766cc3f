#include "engine/verify/check_streams.hpp"

namespace forloeb {
namespace {

constexpr std::size_t stream_key_bytes = 25;

bool is_run_of_stream(std::string_view key) { return key.size() == stream_key_bytes; }

/// One stream's rows after another, in version order.
class StreamsCheck {
  public:
    StreamsCheck(const VerifyTarget& target, LogFacts& facts, Course& course) : target_(target), facts_(facts), course_(course) {}

    void take_row(const HashedRow& row) {
        if (!is_run_of_stream(row.key)) return found({}, "A row of the copy by stream has a key that no version writes.");
        const StreamId stream = layout::stream_of_key(row.key);
        if (stream != stream_) begin(stream);
        if (!row.readable) {
            broken_ = true;
            return course_.found({"", name_of(Table::streams), {}, {}, "Stream " + stream.id.text() + ": " + row.readable.error().message});
        }
        const LeafRecord& first = row.records.front().leaf;
        if (first.version.value != get_big_endian<std::uint64_t>(as_bytes(row.key).data() + 17))
            found(first.position, "A run of the copy by stream holds other versions than its key says.");
        for (std::size_t i = 0; i < row.records.size(); ++i)
            if (row.records[i].leaf.position < target_.head) take_event(row.records[i].leaf, row.payloads[i], row.leaves[i]);
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
    void take_event(const LeafRecord& leaf, const Hash& payload, const Hash& leaf_hash) {
        const bool follows = leaf.stream == stream_ && leaf.version == version_.next() && leaf.previous == leaf_;
        if (!follows && !broken_) found(leaf.position, "The copy of stream " + stream_.id.text() + " does not follow at version " + std::to_string(leaf.version.value) + ".");
        if (!is_same_event(leaf, payload)) found(leaf.position, "An event in the copy by stream is not what its leaf says.");
        broken_ = false;
        leaf_ = leaf_hash;
        version_ = leaf.version;
        compare_with_log(leaf);
    }
    /// What the leaf commits to, or the same that a purge left in the log.
    [[nodiscard]] bool is_same_event(const LeafRecord& leaf, const Hash& payload) const {
        if (payload == leaf.payload_hash) return true;
        const auto purged = facts_.purged.find(leaf.position);
        return purged != facts_.purged.end() && purged->second == payload;
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

}  // namespace

void check_streams(const VerifyTarget& target, LogFacts& facts, Course& course) {
    course.begin(name_of(Table::streams));
    StreamsCheck check(target, facts, course);
    HashedRows rows(target.store, Table::streams, is_run_of_stream);
    while (course.go_on()) {
        if (rows.next()) {
            check.take_row(rows.row());
            if (!course.read(rows.row().key.size() + rows.row().value.size())) return;
        } else if (rows.gap()) {
            check.lost(rows.gap()->error);
        } else {
            break;
        }
    }
    if (course.go_on()) check.finish();
}

}  // namespace forloeb
