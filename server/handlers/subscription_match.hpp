// Which events a subscription's filter lets through. For one pull: what it has found out of a case it does not find out again.
// One thread.
#pragma once

#include <map>

#include "engine/storage/layout.hpp"
#include "server/access/access_control.hpp"
#include "server/session/cursor.hpp"

namespace forloeb {

class SubscriptionMatch {
  public:
    /// Both must outlive it.
    SubscriptionMatch(const SubscriptionFilter& filter, const AccessControl& access) : filter_(filter), access_(access) {}

    /// Fails where the case, or the event's audience, cannot be read: nothing is left out because of damage.
    [[nodiscard]] Result<bool> wants(const layout::Record& record);

  private:
    [[nodiscard]] bool wants_type(const LeafRecord& leaf) const;
    [[nodiscard]] Result<bool> is_for_audience(const layout::Record& record) const;
    [[nodiscard]] Result<bool> wants_case(const StreamId& stream);

    const SubscriptionFilter& filter_;
    const AccessControl& access_;
    std::map<StreamId, bool> cases_;
};

}  // namespace forloeb
