#include "engine/log/anchors.hpp"

#include <unordered_map>

#include "engine/log/remainder.hpp"
#include "engine/read/reader.hpp"
#include "engine/storage/layout.hpp"

namespace forloeb {
namespace {

constexpr const char* advice = " Restore from a backup; do not delete the data directory.";

tl::unexpected<Error> damaged(const std::string& what) { return fail(ErrorKind::damaged, what + advice); }

std::string range(Position first, Position end) {
    return std::to_string(first.value) + " to " + std::to_string(end.value - 1);
}

class AnchorWalk {
  public:
    AnchorWalk(Store& store, const MerkleEdge& end, const std::optional<KnownRoot>& known) : store_(store), end_(end), known_(known) {}

    Result<AnchorCheck> run(bool everything) {
        FORLOEB_CHECK(load());
        const std::uint64_t tiles = end_.size() / tile_leaves;
        out_.written = tiles > 0 && anchors_.empty();
        if (!out_.written && anchors_.size() != tiles)
            return damaged("The log has " + std::to_string(tiles) + " full tiles of events but " + std::to_string(anchors_.size()) + " anchors.");
        if (!everything && !out_.written) {
            for (std::uint64_t tile = 0; tile < segment_.value / tile_leaves; ++tile) edge_.append_tile(anchors_[tile].root);
            out_.anchors = edge_.size() / tile_leaves;
        }
        FORLOEB_CHECK(read_events());
        if (edge_ != end_)
            return damaged("The events at positions " + range(segment_, {end_.size()}) +
                           " and the anchors before them do not lead to the root that the head names.");
        FORLOEB_CHECK(check_streams());
        if (out_.written) FORLOEB_CHECK(write());
        return out_;
    }

  private:
    // The anchors as they are stored: from the first tile on, none left out.
    Status load() {
        Cursor cursor = store_.cursor(Table::meta);
        const std::string first_key = layout::anchor_key({0}), end_key = layout::anchor_key({~std::uint64_t{0}});
        for (cursor.seek(first_key); cursor.valid() && cursor.key() < end_key; cursor.next()) {
            const Position expected{anchors_.size() * tile_leaves};
            const auto anchor = layout::decode_anchor(as_bytes(cursor.value()));
            if (!anchor || anchor->first != expected || cursor.key() != layout::anchor_key(expected))
                return damaged("The anchor of positions " + range(expected, {expected.value + tile_leaves}) + " is missing or not what was written.");
            anchors_.push_back(*anchor);
        }
        return cursor.status();
    }

    Status read_events() {
        const Position from{edge_.size()}, end{end_.size()};
        FORLOEB_CHECK(compare_known());
        return Reader(store_).runs(from, end, [this](const std::vector<layout::Record>& records) -> Result<bool> {
            for (const layout::Record& record : records) FORLOEB_CHECK(take(record));
            return true;
        });
    }

    Status take(const layout::Record& record) {
        if (!is_what_its_leaf_says(record))
            return damaged("The event at position " + std::to_string(record.leaf.position.value) + " is not what its leaf says.");
        leaf_.clear();
        encode_leaf(record.leaf, leaf_);
        if (const auto tile = edge_.append(leaf_hash(as_bytes(leaf_)))) FORLOEB_CHECK(compare_tile(*tile));
        ++out_.events_read;
        if (record.leaf.position >= segment_) newest_[record.leaf.stream] = record.leaf;
        return compare_known();
    }

    Status compare_tile(const Hash& root) {
        const Position first{edge_.size() - tile_leaves};
        if (out_.written) {
            anchors_.push_back({first, root});
            return {};
        }
        ++out_.anchors;
        if (anchors_[first.value / tile_leaves].root != root)
            return damaged("The events at positions " + range(first, {edge_.size()}) + " are not those of their anchor.");
        return {};
    }

    Status compare_known() const {
        if (!known_ || known_->next.value != edge_.size() || known_->root == edge_.root()) return {};
        return damaged("The first " + std::to_string(edge_.size()) + " events are not the ones that HEAD-MARKER was written for: they have another root.");
    }

    // Each stream of the newest segment ends, in its own copy, with the event that the log ends it with.
    Status check_streams() const {
        for (const auto& [stream, leaf] : newest_) {
            const auto copied = Reader(store_).newest_leaf(stream);
            // A block that cannot be read is told to whoever asks for that case; it must not keep the others from being served.
            if (!copied && copied.error().kind == ErrorKind::damaged) continue;
            if (!copied) return tl::make_unexpected(copied.error());
            if (!*copied || **copied != leaf)
                return damaged("The copy by stream does not end with the event at position " + std::to_string(leaf.position.value) + ".");
        }
        return {};
    }

    Status write() {
        Batch batch(store_);
        for (const layout::Anchor& anchor : anchors_) batch.put(Table::meta, layout::anchor_key(anchor.first), layout::encode_anchor(anchor));
        return store_.write(batch, true);
    }

    Store& store_;
    const MerkleEdge& end_;
    const std::optional<KnownRoot>& known_;
    // The newest events, a whole tile if the last is full: never none.
    const Position segment_{end_.size() == 0 ? 0 : (end_.size() - 1) / tile_leaves * tile_leaves};
    MerkleEdge edge_;
    std::vector<layout::Anchor> anchors_;
    std::unordered_map<StreamId, LeafRecord> newest_;
    std::string leaf_;
    AnchorCheck out_;
};

}  // namespace

Result<AnchorCheck> check_anchors(Store& store, const MerkleEdge& end, bool everything, const std::optional<KnownRoot>& known) {
    return AnchorWalk(store, end, known).run(everything);
}

}  // namespace forloeb
