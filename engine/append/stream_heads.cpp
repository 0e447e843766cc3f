#include "engine/append/stream_heads.hpp"

#include <algorithm>

#include "engine/proof/merkle.hpp"

namespace forloeb {

Result<StreamHead*> StreamHeads::load(StreamId stream) {
    if (const auto found = heads_.find(stream); found != heads_.end()) {
        found->second.last_used = ++uses_;
        return &found->second;
    }
    StreamHead head;
    head.state = CaseState::from(stream.kind, std::span<const EventView>{}, retracted_imports_);
    head.last_used = ++uses_;
    for (;;) {
        FORLOEB_TRY(const Page page, reader_.stream(stream, head.version.next(), Direction::forwards, {limits::read_events_max, limits::read_bytes_max}));
        for (const EventView& event : page.events) head.state.apply(ProposedView::of(event));
        if (!page.events.empty()) {
            std::string leaf;
            encode_leaf(page.events.back().leaf(), leaf);
            head.newest_leaf = leaf_hash(as_bytes(leaf));
            head.version = page.events.back().leaf().version;
        }
        if (page.at_end) break;
    }
    return &heads_.emplace(stream, std::move(head)).first->second;
}

Result<StreamVersion> StreamHeads::version(StreamId stream) {
    if (const auto found = heads_.find(stream); found != heads_.end()) return found->second.version;
    FORLOEB_TRY(const auto leaf, reader_.newest_leaf(stream));
    return leaf ? leaf->version : StreamVersion{0};
}

void StreamHeads::trim() {
    // Counting takes a look at every head: once for as many uses as there are heads.
    if (uses_ < count_after_) return;
    count_after_ = uses_ + heads_.size();
    std::size_t facts = 0;
    for (const auto& [stream, head] : heads_) facts += 1 + head.state.size();
    if (facts <= limits::case_facts_cached_max) return;
    std::vector<std::uint64_t> uses;
    uses.reserve(heads_.size());
    for (const auto& [stream, head] : heads_) uses.push_back(head.last_used);
    // Half at a time, so that the cost is spread over many appends.
    const auto middle = uses.begin() + static_cast<std::ptrdiff_t>(uses.size() / 2);
    std::nth_element(uses.begin(), middle, uses.end());
    const std::uint64_t oldest_kept = *middle;
    std::erase_if(heads_, [oldest_kept](const auto& entry) { return entry.second.last_used < oldest_kept; });
}

void StreamHeads::set_retracted_imports(std::vector<Uuid> batches) {
    retracted_imports_ = std::move(batches);
    heads_.clear();
}

}  // namespace forloeb
