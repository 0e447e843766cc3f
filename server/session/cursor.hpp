// Where a subscription stands in the log, what it wants of it, and that it is on record. Values; copied between threads.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include "engine/audit/read_receipt.hpp"
#include "events/schema/envelope.capnp.h"
#include "events/vocabulary/ids.hpp"
#include "server/protocol/framing.hpp"

namespace forloeb {

using TypeIds = std::set<std::uint64_t>;  // Cap'n Proto type ids of payload structs, as in the leaf

/// An event is wanted if it passes every part that is not empty; all empty = everything.
struct SubscriptionFilter {
    std::set<StreamId> streams;
    TypeIds types;
    std::set<std::string> units;     // responsible for the case, as it stands when the event is pushed
    std::set<std::string> partners;  // organisations or units that take part in it then
    std::optional<Audience> audience;

    bool operator==(const SubscriptionFilter&) const = default;
    [[nodiscard]] bool is_everything() const { return streams.empty() && types.empty() && units.empty() && partners.empty() && !audience; }
};

/// A remembered subscription while a consumer has it: given back when the last copy of its cursor goes.
struct ConsumerTurn;

struct LogCursor {
    std::shared_ptr<const SubscriptionFilter> filter;
    Position next;             // everything below has been looked at
    StreamVersion next_version;  // where the filter is one stream: the version to read next; 0 = not looked up yet
    std::string purpose;         // as the subscription said
    std::shared_ptr<const ReadReceipt> on_record;  // of the subscription, made by its first pull
    std::shared_ptr<const ConsumerTurn> turn;      // of a subscription that the server remembers by name
};

/// What one pull found: a ready `events` frame (empty if nothing matched) and where the cursor stands after it.
struct Pulled {
    WireFrame push;
    std::size_t events = 0;
    LogCursor cursor;
};

}  // namespace forloeb
