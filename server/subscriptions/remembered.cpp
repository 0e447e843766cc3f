#include "server/subscriptions/remembered.hpp"

#include <algorithm>
#include <future>

#include "engine/storage/synced_file.hpp"
#include "events/vocabulary/limits.hpp"

namespace forloeb {
namespace {

Status check_name(const std::string& name) {
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'; };
    if (!name.empty() && name.size() <= limits::remembered_name_bytes_max && std::ranges::all_of(name, allowed)) return {};
    return fail(ErrorKind::invalid, "A subscription's name has 1 to 64 characters of a-z, 0-9, '-', '_' and '.'.", "name");
}

}  // namespace

RememberedSubscriptions::~RememberedSubscriptions() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (writer_.joinable()) writer_.join();
}

Result<RememberedSubscription> RememberedSubscriptions::create(RememberedSubscription wanted) {
    FORLOEB_CHECK(check_name(wanted.name));
    std::unique_lock lock(mutex_);
    FORLOEB_CHECK(load());
    const Key key(wanted.actor, wanted.name);
    if (const auto there = entries_.find(key); there != entries_.end()) {
        if (*there->second.subscription.filter != *wanted.filter)
            return fail(ErrorKind::conflict, "You have a subscription of that name with another filter; delete it first, or take another name.", "name");
    } else {
        const auto own = std::ranges::count_if(entries_, [&](const auto& entry) { return entry.first.first == wanted.actor; });
        if (static_cast<std::size_t>(own) >= limits::remembered_of_actor_max || entries_.size() >= limits::remembered_max)
            return fail(ErrorKind::overloaded, "There are as many remembered subscriptions as one may have; delete one first.");
        entries_.emplace(key, Entry{std::move(wanted), {}});
    }
    FORLOEB_CHECK(write_and_wait(lock));  // also of one that was there: its own write may have failed
    FORLOEB_TRY(Entry* const entry, find(key.first, key.second));
    return entry->subscription;
}

Result<std::vector<RememberedSubscription>> RememberedSubscriptions::of(const std::string& actor) {
    const std::lock_guard lock(mutex_);
    FORLOEB_CHECK(load());
    std::vector<RememberedSubscription> out;
    for (const auto& [key, entry] : entries_) {
        if (key.first != actor) continue;
        const auto turn = entry.turn.lock();
        out.push_back(entry.subscription);
        out.back().consumer = turn ? turn->connection : 0;
    }
    return out;
}

Status RememberedSubscriptions::remove(const std::string& actor, const std::string& name) {
    std::unique_lock lock(mutex_);
    FORLOEB_TRY(Entry* const entry, find(actor, name));
    if (const auto turn = entry->turn.lock()) turn->deleted = true;
    entries_.erase({actor, name});
    return write_and_wait(lock);
}

void RememberedSubscriptions::acknowledge(const std::string& actor, const std::string& name, Position next, std::function<void(Result<Position>)> done) {
    std::unique_lock lock(mutex_);
    const Result<Entry*> entry = find(actor, name);
    if (!entry) {
        lock.unlock();
        return done(tl::make_unexpected(entry.error()));
    }
    Position& stands = (*entry)->subscription.next;
    stands = std::max(stands, next);
    write_then([done = std::move(done), stands = stands](const Status& written) {
        done(written ? Result<Position>(stands) : Result<Position>(tl::unexpect, written.error()));
    });
}

Result<LogCursor> RememberedSubscriptions::take_turn(const std::string& actor, const std::string& name, std::uint64_t connection) {
    const std::lock_guard lock(mutex_);
    FORLOEB_TRY(Entry* const entry, find(actor, name));
    if (const auto turn = entry->turn.lock())
        return fail(ErrorKind::conflict, "Connection " + std::to_string(turn->connection) + " has that subscription; there is one consumer at a time.", "named");
    const auto turn = std::make_shared<const ConsumerTurn>(connection);
    entry->turn = turn;
    LogCursor cursor;
    cursor.filter = entry->subscription.filter;
    cursor.next = entry->subscription.next;
    cursor.turn = turn;
    return cursor;
}

Result<RememberedSubscriptions::Entry*> RememberedSubscriptions::find(const std::string& actor, const std::string& name) {
    FORLOEB_CHECK(load());
    const auto at = entries_.find({actor, name});
    if (at == entries_.end()) return fail(ErrorKind::not_found, "You have no remembered subscription of that name; make it first.", "name");
    return &at->second;
}

// ---- writing ----

void RememberedSubscriptions::write_then(Written done) {
    waiting_.push_back(std::move(done));
    if (!writer_.joinable()) writer_ = std::thread([this] { run(); });
    wake_.notify_all();
}

Status RememberedSubscriptions::write_and_wait(std::unique_lock<std::mutex>& lock) {
    std::promise<Status> written;
    write_then([&written](const Status& status) { written.set_value(status); });
    lock.unlock();
    Status status = written.get_future().get();
    lock.lock();
    return status;
}

void RememberedSubscriptions::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        const std::vector<Written> waiting = std::exchange(waiting_, {});
        const std::string bytes = encode();
        lock.unlock();
        Status written = replace_file(file_, bytes);
        if (!written) written = fail(ErrorKind::unavailable, written.error().message);  // the log is not concerned: the server goes on
        for (const Written& done : waiting) done(written);
        lock.lock();
    }
}

}  // namespace forloeb
