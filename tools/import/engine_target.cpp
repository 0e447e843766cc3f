#include "tools/import/engine_target.hpp"

#include <atomic>
#include <chrono>
#include <thread>

#include "tools/import/flight.hpp"

namespace forloeb {
namespace {

constexpr std::chrono::milliseconds pause_when_overloaded{20};

/// The engine takes the checked events; a second try after `overloaded` checks the proposals anew.
Result<AppendRequest> make_request(ImportAppend& append, bool again) {
    AppendRequest request;
    request.append_id = append.append_id;
    request.imported = true;
    for (StreamWrite& write : append.writes) {
        if (write.expected) request.expectations.push_back({write.stream, *write.expected});
        if (write.binding) request.bindings.push_back(*write.binding);
        StreamEvents events{write.stream, {}};
        for (ReadyEvent& event : write.events) {
            if (again) {
                MessageReader reader(event.proposal);
                FORLOEB_TRY(event.checked, check_proposal(reader.root<ProposedEvent>(), write.stream.kind));
            }
            events.events.push_back(std::move(event.checked));
        }
        request.writes.push_back(std::move(events));
    }
    return request;
}

}  // namespace

EngineTarget::EngineTarget(Engine& engine)
    : engine_(engine), flight_(std::make_shared<Flight>()), thread_([this] { hand_over_all(); }) {}

EngineTarget::~EngineTarget() {
    static_cast<void>(drain());
    {
        const std::lock_guard lock(mutex_);
        ended_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

Result<std::vector<std::optional<StreamId>>> EngineTarget::find_streams(const std::string& scope,
                                                                        const std::vector<std::string>& identifiers) {
    std::vector<std::optional<StreamId>> out;
    for (const std::string& identifier : identifiers) {
        FORLOEB_TRY(auto stream, engine_.lookup(scope, identifier));
        out.push_back(stream);
    }
    return out;
}

Result<RecordedCase> EngineTarget::recorded(StreamId stream, const std::string& system) {
    RecordedCase out;
    out.stream = stream;
    const std::vector<Uuid> retracted = engine_.retracted_imports(engine_.head().next);
    for (StreamVersion from{1};;) {
        FORLOEB_TRY(const Page page, engine_.read_stream(stream, from, Direction::forwards, {}));
        for (const EventView& event : page.events)
            out.note(event.leaf().version, event.type(), event.envelope(), event.payload(), system, retracted);
        if (page.at_end) return out;
        from = page.events.back().leaf().version.next();
    }
}

Result<std::vector<std::string>> EngineTarget::pseudonyms(const std::string& scope,
                                                          const std::vector<std::string>& names) {
    std::vector<std::string> out;
    for (const std::string& name : names) out.push_back(engine_.pseudonym(scope, name));
    return out;
}

Result<std::vector<std::uint64_t>> EngineTarget::digests(const std::vector<std::string>& inputs) {
    std::vector<std::uint64_t> out;
    for (const std::string& input : inputs) out.push_back(engine_.keyed_digest(as_bytes(input)));
    return out;
}

Uuid EngineTarget::new_id() { return engine_.new_id(); }
Instant EngineTarget::now() { return engine_.now(); }

Status EngineTarget::append(ImportAppend append) {
    FORLOEB_CHECK(flight_->begin(append.bytes()));
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(std::move(append));
    }
    wake_.notify_one();
    return flight_->status();
}

void EngineTarget::hand_over_all() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [this] { return ended_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        ImportAppend next = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        hand_over(std::move(next));
        lock.lock();
    }
}

void EngineTarget::hand_over(ImportAppend append) {
    const std::size_t bytes = append.bytes();
    if (Status failed = flight_->status(); !failed) return flight_->land(tl::make_unexpected(std::move(failed.error())), bytes);
    for (bool again = false;; again = true) {
        auto request = make_request(append, again);
        if (!request) return flight_->land(tl::make_unexpected(request.error()), bytes);
        // `overloaded` is only ever answered at once, on this thread: then this append is not under way.
        const auto overloaded = std::make_shared<std::atomic<bool>>(false);
        engine_.append(std::move(*request), [flight = flight_, bytes, overloaded](const AppendOutcome& outcome) {
            *overloaded = !outcome && outcome.error().kind == ErrorKind::overloaded;
            if (!*overloaded) flight->land(outcome, bytes);
        });
        if (!*overloaded) return;
        // Somebody else fills the queue.
        std::this_thread::sleep_for(pause_when_overloaded);
    }
}

Status EngineTarget::drain() { return flight_->wait_for_all(); }

std::uint64_t EngineTarget::stored_events() const { return flight_->stored_events(); }

Result<bool> EngineTarget::has_batch(const Uuid& batch) {
    for (Position from{0};;) {
        FORLOEB_TRY(const Page page, engine_.read_log(from, {}));
        for (const EventView& event : page.events) {
            const auto id = event.envelope().getSource().getBatch();
            if (id.getHigh() == batch.high() && id.getLow() == batch.low()) return true;
        }
        if (page.at_end) return false;
        from = page.events.back().leaf().position.next();
    }
}

Result<std::vector<Uuid>> EngineTarget::retracted_batches() { return engine_.retracted_imports(engine_.head().next); }

}  // namespace forloeb
