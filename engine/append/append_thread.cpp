#include "engine/append/append_thread.hpp"

#include <algorithm>
#include <future>

#include "engine/log/take_over.hpp"

namespace forloeb {
namespace {

Error unknown_outcome() {
    return Error{ErrorKind::unknown, "It is not known whether this append was stored: the disk failed. Ask again with the same append id when the server is back.", {}, {}};
}

void answer_unknown(std::deque<PreparedAppend>& appends) {
    for (PreparedAppend& append : appends) append.done(tl::make_unexpected(unknown_outcome()));
    appends.clear();
}

std::uint64_t bytes_of(const std::deque<PreparedAppend>& waiting) {
    std::uint64_t bytes = 0;
    for (const PreparedAppend& append : waiting) bytes += append.bytes;
    return std::min<std::uint64_t>(bytes, limits::group_bytes_max + limits::append_bytes_max);  // one group's
}

// A disk that cannot be read while an append is decided has failed as much as one that cannot be written. Damage is
// another matter: the disk works, the bytes of one case are wrong, and the others are served.
const Error* disk_error_in(const std::vector<AppendOutcome>& outcomes) {
    for (const AppendOutcome& outcome : outcomes)
        if (!outcome && outcome.error().kind == ErrorKind::storage) return &outcome.error();
    return nullptr;
}

}  // namespace

AppendThread::AppendThread(Wiring wiring, MerkleEdge edge, Instant newest_recorded)
    : wiring_(std::move(wiring)), sequencer_(wiring_.store, std::move(edge), newest_recorded, wiring_.seal_again) {
    sequencer_.heads().set_retracted_imports(wiring_.retracted_imports());
    thread_ = std::thread([this] { run(); });
}

AppendThread::~AppendThread() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void AppendThread::submit(PreparedAppend append) {
    std::optional<Error> refusal;
    {
        const std::lock_guard lock(mutex_);
        if (stopping_ || wiring_.storage.has_failed()) {
            refusal = Error{ErrorKind::unavailable, "The server is stopping and takes no more appends. Retry with the same append id when it is back.", {}, {}};
        } else if (queue_.size() >= limits::append_queue_requests_max || queue_bytes_ + append.bytes > limits::append_queue_bytes_max) {
            refusal = Error{ErrorKind::overloaded, "Too many appends are waiting. Retry in a moment with the same append id.", {}, {}};
        } else {
            queue_bytes_ += append.bytes;
            queue_.push_back(std::move(append));
        }
    }
    if (refusal)
        append.done(tl::make_unexpected(std::move(*refusal)));
    else
        wake_.notify_one();
}

struct AppendThread::Errand {
    const std::function<Status(Batch&)>& fill;
    std::promise<Status> done;
};

Status AppendThread::write_between(const std::function<Status(Batch&)>& fill) {
    Errand errand{fill, {}};
    {
        const std::lock_guard lock(mutex_);
        if (stopping_ || wiring_.storage.has_failed()) return fail(ErrorKind::unavailable, "The server is stopping. Give the order again when it is back.");
        errands_.push_back(&errand);
    }
    wake_.notify_one();
    return errand.done.get_future().get();
}

void AppendThread::run_errands() {
    std::deque<Errand*> errands;
    {
        const std::lock_guard lock(mutex_);
        errands.swap(errands_);
    }
    for (Errand* errand : errands) errand->done.set_value(run_errand(errand->fill));
}

Status AppendThread::run_errand(const std::function<Status(Batch&)>& fill) {
    if (wiring_.storage.has_failed()) return fail(ErrorKind::unavailable, "The disk failed. Give the order again when the server is back.");
    FORLOEB_TRY(const auto head, wiring_.store.get(Table::meta, layout::head_key));
    if (!head) return fail(ErrorKind::not_found, "There is nothing in the log.");
    Batch batch(wiring_.store);
    batch.put(Table::meta, layout::head_key, *head);
    FORLOEB_CHECK(fill(batch));
    Status written = wiring_.store.write(batch, true);
    if (!written) wiring_.storage.report(written.error());
    return written;
}

void AppendThread::run() {
    for (;;) {
        std::deque<PreparedAppend> waiting = take_waiting();
        run_errands();
        if (waiting.empty() && is_stopping()) return;
        append_all(std::move(waiting));
    }
}

bool AppendThread::is_stopping() {
    const std::lock_guard lock(mutex_);
    return stopping_ && queue_.empty() && errands_.empty();
}

std::deque<PreparedAppend> AppendThread::take_waiting() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return stopping_ || !queue_.empty() || !errands_.empty(); });
    queue_bytes_ = 0;
    return std::exchange(queue_, {});
}

void AppendThread::append_all(std::deque<PreparedAppend> waiting) {
    while (!waiting.empty()) {
        Status room = wiring_.store.check_takes_rows();
        if (room) room = wiring_.space.before_writing(bytes_of(waiting));
        if (!room) {
            if (room.error().kind != ErrorKind::storage_full) return stop_for_good(room.error(), waiting);
            return refuse(waiting, room.error());
        }
        std::vector<AppendOutcome> outcomes;
        Commit result{};
        do {
            outcomes = sequence(waiting);
            if (const Error* unreadable = disk_error_in(outcomes)) return stop_for_good(*unreadable, waiting);
            result = commit();
        } while (result == Commit::overtaken);
        if (result == Commit::failed) return stop_for_good(failure_, waiting);
        for (AppendOutcome& outcome : outcomes) {
            waiting.front().done(std::move(outcome));
            waiting.pop_front();
        }
    }
}

void AppendThread::refuse(std::deque<PreparedAppend>& waiting, const Error& no_room) {
    for (PreparedAppend& append : waiting) {
        const auto repeated = sequencer_.find_repeated(append);
        if (!repeated)
            append.done(tl::make_unexpected(repeated.error()));
        else if (*repeated)
            append.done(**repeated);
        else
            append.done(tl::make_unexpected(no_room));
    }
}

std::vector<AppendOutcome> AppendThread::sequence(std::deque<PreparedAppend>& waiting) {
    std::array<Byte, 10> entropy;
    wiring_.environment.entropy(entropy.data(), entropy.size());
    const Instant now = wiring_.clock.read();
    sequencer_.begin(now, Uuid::v7(static_cast<std::uint64_t>(now.micros / 1000), entropy));
    std::vector<AppendOutcome> outcomes;
    for (PreparedAppend& append : waiting) {
        if (sequencer_.is_full()) break;
        outcomes.push_back(sequencer_.add(append));
    }
    return outcomes;
}

AppendThread::Commit AppendThread::commit() {
    const Group& group = sequencer_.group();
    if (group.events.empty()) return Commit::durable;
    if (wiring_.storage.has_failed()) return Commit::failed;  // behind our back, while this group was made
    // A key is on the disk before the first event sealed with it.
    if (Status keys = wiring_.keys.sync_new_keys(); !keys) {
        failure_ = keys.error();
        return Commit::failed;
    }
    Batch derived(wiring_.store);
    derive(group, derived);
    const LogResult result = wiring_.log.append(group, derived);
    if (std::holds_alternative<Appended>(result)) {
        accepted(group);
        sequencer_.committed();
        return Commit::durable;
    }
    if (const Unknown* unknown = std::get_if<Unknown>(&result)) {
        failure_ = unknown->reason;
        return Commit::failed;
    }
    if (Status caught_up = catch_up(); !caught_up) {
        failure_ = caught_up.error();
        return Commit::failed;
    }
    return Commit::overtaken;
}

Status AppendThread::catch_up() {
    LogEnd end{sequencer_.committed_edge(), sequencer_.newest_recorded()};
    FORLOEB_TRY(const std::size_t groups, take_over(wiring_.log, wiring_.store, end, [this](const Group& group) { accepted(group); }));
    if (groups == 0) return fail(ErrorKind::damaged, "The log refused a position but has nothing newer.");
    sequencer_.abandon(std::move(end.edge), end.recorded_at);
    return {};
}

void AppendThread::accepted(const Group& group) {
    if (wiring_.on_durable(group)) sequencer_.heads().set_retracted_imports(wiring_.retracted_imports());
}

void AppendThread::stop_for_good(const Error& reason, std::deque<PreparedAppend>& waiting) {
    wiring_.storage.report(reason);  // first: an answer may hang
    answer_unknown(waiting);
    std::deque<PreparedAppend> queued;
    {
        const std::lock_guard lock(mutex_);
        queued.swap(queue_);
    }
    answer_unknown(queued);
}

}  // namespace forloeb
