// Subscriptions that the server remembers by name: whose they are, what they want, and how far their consumer has come.
//
//   DATA.subscriptions = SHA-256 of what follows (32 bytes) | wire::subscribing::Kept in Cap'n Proto's stream framing
//
// Promise: what is answered is on the disk; a position never goes back; of one name at most one consumer has a turn. It is
// no part of the log, for acknowledgements are many and no facts of a case, and no derived state, for nobody could rebuild
// it. It is small (limits::remembered_max), so it is written whole, beside the old one: whoever waits when a write begins
// shares it. A backup has it not: without it a consumer begins where it says itself.
//
// Any thread. Not here: who may subscribe to what (the gate, before each push).
#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "events/vocabulary/time.hpp"
#include "server/session/cursor.hpp"

namespace forloeb {

struct ConsumerTurn {
    explicit ConsumerTurn(std::uint64_t number) : connection(number) {}
    const std::uint64_t connection;
    mutable std::atomic<bool> deleted{false};  // the subscription is gone: the turn ends
};

struct RememberedSubscription {
    std::string actor;
    std::string name;
    std::shared_ptr<const SubscriptionFilter> filter;
    Position next;  // acknowledged; where a new consumer begins
    Instant created;
    std::uint64_t consumer = 0;  // connection that has it now; 0 = none. Not kept
};

class RememberedSubscriptions {
  public:
    explicit RememberedSubscriptions(std::filesystem::path file) : file_(std::filesystem::absolute(file)) {}
    ~RememberedSubscriptions();  // after what waits has been written

    /// As it stands on the disk afterwards. The same name with the same filter is left as it is; `conflict` with another.
    [[nodiscard]] Result<RememberedSubscription> create(RememberedSubscription wanted);
    [[nodiscard]] Result<std::vector<RememberedSubscription>> of(const std::string& actor);
    /// `not_found` if there is none of that name. Its consumer's turn ends.
    [[nodiscard]] Status remove(const std::string& actor, const std::string& name);
    /// `done` is called once, when it is on the disk, with where a new consumer begins: on the writer's thread, or on this
    /// one if it is refused.
    void acknowledge(const std::string& actor, const std::string& name, Position next, std::function<void(Result<Position>)> done);
    /// A cursor at the acknowledged position, for as long as it is held. `conflict` names the connection that has it.
    [[nodiscard]] Result<LogCursor> take_turn(const std::string& actor, const std::string& name, std::uint64_t connection);

  private:
    struct Entry {
        RememberedSubscription subscription;
        std::weak_ptr<const ConsumerTurn> turn;
    };
    using Key = std::pair<std::string, std::string>;  // actor, name
    using Written = std::function<void(const Status&)>;

    [[nodiscard]] Status load();
    [[nodiscard]] Status decode(const std::string& bytes);
    [[nodiscard]] std::string encode() const;
    [[nodiscard]] Result<Entry*> find(const std::string& actor, const std::string& name);
    void write_then(Written done);
    [[nodiscard]] Status write_and_wait(std::unique_lock<std::mutex>& lock);
    void run();

    const std::filesystem::path file_;
    std::mutex mutex_;  // guards what follows
    bool loaded_ = false;
    std::map<Key, Entry> entries_;
    std::vector<Written> waiting_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread writer_;  // begun by the first that waits
};

}  // namespace forloeb
