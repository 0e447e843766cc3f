#include "server/session/committed.hpp"

#include "events/upcast/upcast.hpp"

namespace forloeb {
namespace {

/// Does one of the few look-ups hit at or after `next`? Goes through the smaller of the two.
template <typename Wanted, typename Newest>
bool any_since(const Wanted& wanted, const Newest& newest, Position next) {
    if (wanted.size() <= newest.size()) {
        for (const auto& one : wanted)
            if (const auto at = newest.find(one); at != newest.end() && at->second >= next) return true;
    } else {
        for (const auto& [one, position] : newest)
            if (position >= next && wanted.contains(one)) return true;
    }
    return false;
}

}  // namespace

Committed::Committed(Position from, Position to, const std::vector<LeafRecord>& leaves) : from_(from), to_(to) {
    for (const LeafRecord& leaf : leaves) {
        streams_[leaf.stream] = leaf.position;
        types_[leaf.type_id] = leaf.position;
        if (const EventType* lifted = find_upcast_type(leaf.type_id)) types_[lifted->type_id()] = leaf.position;
    }
}

bool Committed::may_match(const SubscriptionFilter& filter, Position next) const {
    return (filter.streams.empty() || any_since(filter.streams, streams_, next)) && (filter.types.empty() || any_since(filter.types, types_, next));
}

}  // namespace forloeb
