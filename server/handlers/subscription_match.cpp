#include "server/handlers/subscription_match.hpp"

#include <algorithm>

#include "events/codec/view.hpp"
#include "events/upcast/upcast.hpp"

namespace forloeb {

bool SubscriptionMatch::wants_type(const LeafRecord& leaf) const {
    if (filter_.types.empty() || filter_.types.contains(leaf.type_id)) return true;
    const EventType* lifted = find_upcast_type(leaf.type_id);  // written in an older version
    return lifted != nullptr && filter_.types.contains(lifted->type_id());
}

Result<bool> SubscriptionMatch::is_for_audience(const layout::Record& record) const {
    if (!filter_.audience) return true;
    FORLOEB_TRY(const EventView event, EventView::open(record.leaf, record.payload));
    for (const Audience named : event.envelope().getAudience())
        if (named == *filter_.audience) return true;
    return false;
}

// As it stands now: who has come in since sees the whole case from where its cursor is, and who has left sees no more.
Result<bool> SubscriptionMatch::wants_case(const StreamId& stream) {
    if (filter_.units.empty() && filter_.partners.empty()) return true;
    if (stream.kind != StreamKind::case_) return false;
    if (const auto known = cases_.find(stream); known != cases_.end()) return known->second;
    FORLOEB_TRY(const CaseAccess about, access_.about(stream));
    const auto takes_part = [&](const std::string& partner) {
        Principal somebody;
        somebody.unit = somebody.organisation = partner;
        return std::ranges::any_of(about.relations, [&](const CaseRelation& told) {
            return told.relation == Relation::partner && holds(told, somebody, access_.engine().now());
        });
    };
    const bool wanted = (filter_.units.empty() || filter_.units.contains(about.unit)) && (filter_.partners.empty() || std::ranges::any_of(filter_.partners, takes_part));
    cases_.emplace(stream, wanted);
    return wanted;
}

Result<bool> SubscriptionMatch::wants(const layout::Record& record) {
    if (!wants_type(record.leaf)) return false;
    if (!filter_.streams.empty() && !filter_.streams.contains(record.leaf.stream)) return false;
    FORLOEB_TRY(const bool in_case, wants_case(record.leaf.stream));
    return in_case ? is_for_audience(record) : Result<bool>(false);
}

}  // namespace forloeb
