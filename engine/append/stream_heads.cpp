#include "engine/append/stream_heads.hpp"

#include <algorithm>

#include "engine/proof/merkle.hpp"
#include "engine/read/case_subjects.hpp"

namespace forloeb {

Result<StreamHead*> StreamHeads::load(StreamId stream) {
    if (const auto found = heads_.find(stream); found != heads_.end()) return &use(stream, found->second);
    StreamHead head;
    head.state = CaseState::from(stream.kind, std::span<const EventView>{}, retracted_imports_);
    for (;;) {
        FORLOEB_TRY(const Page page, reader_.stream(stream, head.version.next(), Direction::forwards, {limits::read_events_max, limits::read_bytes_max}));
        for (const EventView& event : page.events) {
            head.state.apply(ProposedView::of(event));
            if (const auto named = subject_named_by(event.type(), event.payload())) head.subject = *named;
        }
        if (!page.events.empty()) {
            std::string leaf;
            encode_leaf(page.events.back().leaf(), leaf);
            head.newest_leaf = leaf_hash(as_bytes(leaf));
            head.version = page.events.back().leaf().version;
        }
        if (page.at_end) break;
    }
    return &use(stream, heads_.emplace(stream, std::move(head)).first->second);
}

StreamHead& StreamHeads::use(StreamId stream, StreamHead& head) {
    if (head.last_used <= uses_at_trim_) used_.push_back(stream);
    head.last_used = ++uses_;
    return head;
}

Result<StreamVersion> StreamHeads::version(StreamId stream) {
    if (const auto found = heads_.find(stream); found != heads_.end()) return found->second.version;
    FORLOEB_TRY(const auto leaf, reader_.newest_leaf(stream));
    return leaf ? leaf->version : StreamVersion{0};
}

void StreamHeads::trim() {
    for (const StreamId stream : used_) {
        StreamHead& head = heads_.at(stream);
        facts_ += 1 + head.state.size() - head.facts_counted;
        head.facts_counted = 1 + head.state.size();
    }
    used_.clear();
    uses_at_trim_ = uses_;
    while (facts_ > facts_max_) drop_older_half();
}

void StreamHeads::drop_older_half() {
    std::vector<std::uint64_t> uses;
    uses.reserve(heads_.size());
    for (const auto& [stream, head] : heads_) uses.push_back(head.last_used);
    const auto middle = uses.begin() + static_cast<std::ptrdiff_t>(uses.size() / 2);
    std::nth_element(uses.begin(), middle, uses.end());
    std::erase_if(heads_, [this, newest_dropped = *middle](const auto& entry) {
        if (entry.second.last_used > newest_dropped) return false;
        facts_ -= entry.second.facts_counted;
        return true;
    });
}

void StreamHeads::forget_all() {
    heads_.clear();
    used_.clear();
    facts_ = 0;
}

void StreamHeads::set_retracted_imports(std::vector<Uuid> batches) {
    retracted_imports_ = std::move(batches);
    forget_all();
}

}  // namespace forloeb
