#include "projections/runner/runner.hpp"

#include <algorithm>
#include <map>
#include <ranges>

#include "projections/runner/at_once.hpp"
#include "projections/runner/follow.hpp"

namespace forloeb {
namespace {

// What a successor may lack when the live generation is held up for the swap, and how often it tries to come that close: a
// log that grows as fast as it is followed must not put off the swap for ever.
constexpr std::uint64_t swap_lag_max = 1000;
constexpr int approaches_max = 10;

constexpr auto gather = std::chrono::milliseconds(5);  // a tenth of what live rows may lag

/// By the engine's clock, which this layer has instead of one of its own.
Lag::Time time_of(const Engine& engine) { return Lag::Time(std::chrono::microseconds(engine.now().micros)); }

Result<Checkpoint> checkpoint_at_head(const Engine& engine) {
    const Position next = engine.head().next;
    if (next.value == 0) return Checkpoint{};
    FORLOEB_TRY(const auto last, engine.read_leaves({next.value - 1}, 1));
    return Checkpoint{next, last.front().event_id};
}

/// Fills those that are not filled yet; those that go on from an earlier rebuild may be filled to another position.
Status fill_all(const Engine& engine, const std::vector<Target>& targets, const FillProgress& progress, const std::stop_token& stop) {
    std::map<Checkpoint, std::vector<Target>> by_end;
    for (const Target& target : targets)
        if (const auto& filling = target.generation->filling()) by_end[filling->until].push_back(target);
    for (const auto& [until, together] : by_end) FORLOEB_CHECK(fill(engine, together, progress, stop));
    return {};
}

}  // namespace

Result<std::unique_ptr<Runner>> Runner::open(Engine& engine, const std::filesystem::path& derived,
                                             std::vector<std::unique_ptr<Projection>> projections) {
    std::unique_ptr<Runner> runner(new Runner(engine));
    for (auto& projection : projections) {
        FORLOEB_TRY(auto follower, Follower::open(engine, derived, std::move(projection)));
        runner->followers_.push_back(std::move(follower));
    }
    std::vector<Follower*> without_rows = runner->all();
    std::erase_if(without_rows, [](const Follower* follower) { return follower->rows() != nullptr; });
    if (!without_rows.empty()) {
        FORLOEB_CHECK(runner->build(without_rows, {}, {}));
    }
    return runner;
}

Runner::~Runner() { stop(); }

void Runner::start() {
    if (thread_.joinable()) return;
    listener_ = engine_.add_head_listener([this](const LogHead& head) {
        {
            const std::lock_guard lock(mutex_);
            seen_head_ = head.next.value;
            lag_.durable(head.next, time_of(engine_));
        }
        changed_.notify_all();
    });
    thread_ = std::thread([this] { follow(); });
}

void Runner::stop() {
    if (thread_.joinable()) {
        engine_.remove_head_listener(listener_);
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        changed_.notify_all();
        stop_.notify_all();
        thread_.join();
        stopping_ = false;
    }
    for (const auto& follower : followers_)
        if (const auto rows = follower->live()) static_cast<void>(rows->flush());  // unflushed rows are pulled again
}

Status Runner::catch_up() {
    Status first;
    Position applied;
    {
        const std::lock_guard step(step_);
        const Position head = engine_.head().next;
        std::vector<Target> targets;
        for (const auto& follower : followers_) targets.push_back({&follower->projection(), follower->live()});
        // Together as long as all goes well; else each by itself, so that one that cannot go on holds up nobody.
        const bool together = follow_to(engine_, targets, head).has_value();
        for (std::size_t i = 0; i < targets.size(); ++i) {
            Status status = together ? Status() : follow_to(engine_, {&targets[i], 1}, head);
            followers_[i]->following(status);
            if (!status && first) first = std::move(status);
        }
        applied = least_applied(targets);
    }
    {
        const std::lock_guard lock(mutex_);
        lag_.visible(applied, time_of(engine_));
    }
    changed_.notify_all();
    return first;
}

void Runner::follow() {
    std::uint64_t done = 0;
    while (true) {
        // A projection that failed says so in its status and is tried again when the log has grown.
        static_cast<void>(catch_up());
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return stopping_ || seen_head_ > done; });
        // Under load the next groups are right behind, and a case's rows are made anew once for all that are taken together.
        // A question does not wait for this: it catches up by itself.
        stop_.wait_for(lock, gather, [&] { return stopping_; });
        if (stopping_) return;
        done = seen_head_;
    }
}

Status Runner::rebuild(const std::vector<Follower*>& which, const FillProgress& progress) {
    std::stop_token stop;
    {
        const std::lock_guard lock(mutex_);
        if (rebuild_) return fail(ErrorKind::conflict, "A rebuild is under way already: wait for it, or cancel it.");
        stop = rebuild_.emplace().get_token();
    }
    Status built = build(which, progress, stop);
    const std::lock_guard lock(mutex_);
    rebuild_.reset();
    return built;
}

Lag::Figures Runner::lag() {
    const std::lock_guard lock(mutex_);
    return lag_.figures();
}

void Runner::cancel_rebuild() {
    const std::lock_guard lock(mutex_);
    if (rebuild_) rebuild_->request_stop();
}

Status Runner::build(const std::vector<Follower*>& which, const FillProgress& progress, const std::stop_token& stop) {
    struct Ended {
        const std::vector<Follower*>& which;
        ~Ended() {
            for (Follower* follower : which) follower->end_rebuild();
        }
    } const ended{which};
    FORLOEB_TRY(const Checkpoint until, checkpoint_at_head(engine_));
    std::vector<Target> successors(which.size());
    FORLOEB_CHECK(at_once(which.size(), [&](std::size_t i) -> Status {
        FORLOEB_TRY(auto generation, which[i]->begin_rebuild(until));
        successors[i] = {&which[i]->projection(), std::move(generation)};
        return {};
    }));
    const auto tell = [&](std::uint64_t done, std::uint64_t of) {
        for (Follower* follower : which) follower->rebuilt(done, of);
        if (progress) progress(done, of);
    };
    FORLOEB_CHECK(fill_all(engine_, successors, tell, stop));

    for (int approach = 0; approach < approaches_max; ++approach) {
        const Position head = engine_.head().next;
        if (least_applied(successors).value + swap_lag_max >= head.value) break;
        FORLOEB_CHECK(follow_to(engine_, successors, head));
    }

    // Nobody waits for this; with `step_` held, following does.
    FORLOEB_CHECK(at_once(which.size(), [&](std::size_t i) { return successors[i].generation->flush(); }));
    const std::lock_guard step(step_);
    for (std::size_t i = 0; i < which.size(); ++i) {
        const auto live = which[i]->live();  // what was served must not be taken back
        if (live) {
            FORLOEB_CHECK(follow_to(engine_, {&successors[i], 1}, live->applied()));
        }
        FORLOEB_CHECK(which[i]->make_live(std::move(successors[i].generation)));
    }
    return {};
}

std::vector<Follower*> Runner::all() const {
    std::vector<Follower*> all;
    for (const auto& follower : followers_) all.push_back(follower.get());
    return all;
}

bool Runner::wait_for(Position position, std::chrono::milliseconds timeout) {
    const auto there = [&] {
        return std::all_of(followers_.begin(), followers_.end(), [&](const auto& follower) {
            return follower->rows()->applied() >= position;
        });
    };
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, timeout, there);
}

Result<Follower*> Runner::find(std::string_view projection) {
    std::string names;
    for (const auto& follower : followers_) {
        if (follower->projection().name() == projection) return follower.get();
        names += (names.empty() ? "" : ", ") + std::string(follower->projection().name());
    }
    return fail(ErrorKind::not_found, "There is no such projection. There are: " + names + ".", "projection");
}

}  // namespace forloeb
