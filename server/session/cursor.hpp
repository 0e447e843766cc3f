// Where a subscription stands in the log, what it wants of it, and that it is on record. Values; copied between threads.
#pragma once

#include <memory>
#include <set>
#include <variant>

#include "engine/audit/read_receipt.hpp"
#include "events/vocabulary/ids.hpp"
#include "server/protocol/framing.hpp"

namespace forloeb {

struct Everything {};
using TypeIds = std::set<std::uint64_t>;  // Cap'n Proto type ids of payload structs, as in the leaf
using SubscriptionFilter = std::variant<Everything, StreamId, TypeIds>;

struct LogCursor {
    std::shared_ptr<const SubscriptionFilter> filter;
    Position next;             // everything below has been looked at
    StreamVersion next_version;  // of a stream filter: the version to read next; 0 = not looked up yet
    std::string purpose;         // as the subscription said
    std::shared_ptr<const ReadReceipt> on_record;  // of the subscription, made by its first pull
};

/// What one pull found: a ready `events` frame (empty if nothing matched) and where the cursor stands after it.
struct Pulled {
    WireFrame push;
    std::size_t events = 0;
    LogCursor cursor;
};

}  // namespace forloeb
