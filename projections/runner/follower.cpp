#include "projections/runner/follower.hpp"

#include "projections/runner/current_file.hpp"

namespace forloeb {
namespace {

// Steps of a rebuild that the live generation can be held up for: the rest is done beside it.
constexpr std::uint64_t swap_lag_max = 1000;

std::string description(const Engine& engine, const Projection& projection) {
    return std::string(projection.name()) + "/" + std::to_string(projection.version()) + "/" + engine.options().controller + "/" +
           engine.options().origin;
}

std::vector<std::string> digested() { return {std::string(row_keys::rows), std::string(row_keys::parked)}; }

/// Generations that nobody points to any more: left by a stop in the middle of a rebuild.
void remove_leftovers(const std::filesystem::path& folder, std::uint64_t live) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
        if (entry.is_directory() && entry.path().filename() != std::to_string(live)) std::filesystem::remove_all(entry.path(), ignored);
}

}  // namespace

Follower::Follower(const Engine& engine, std::filesystem::path folder, std::unique_ptr<Projection> projection)
    : engine_(engine), folder_(std::move(folder)), projection_(std::move(projection)), made_for_(description(engine, *projection_)) {}

Result<std::unique_ptr<Follower>> Follower::open(const Engine& engine, const std::filesystem::path& derived,
                                                 std::unique_ptr<Projection> projection) {
    const std::filesystem::path folder = derived / projection->name();
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return fail(ErrorKind::storage, "Cannot create the folder of projection " + folder.filename().string() + ".");
    std::unique_ptr<Follower> follower(new Follower(engine, folder, std::move(projection)));
    FORLOEB_TRY(follower->live_, follower->open_current());
    remove_leftovers(folder, follower->number_);
    return follower;
}

Result<std::shared_ptr<Generation>> Follower::open_current() {
    const auto current = read_current(folder_);
    if (current && *current) {
        number_ = **current;
        auto opened = Generation::open(directory_of(number_), made_for_);
        if (opened && belongs_to_log(**opened)) return std::move(*opened);
        if (!opened && opened.error().kind == ErrorKind::storage) return tl::make_unexpected(std::move(opened.error()));
    }
    // Damage here costs a rebuild, never data.
    ++number_;
    FORLOEB_TRY(auto built, build(number_, {}));
    FORLOEB_CHECK(make_current(number_));
    return built;
}

bool Follower::belongs_to_log(const Generation& generation) const {
    const Position applied = generation.applied();
    if (applied > engine_.head().next) return false;
    if (applied.value == 0) return true;
    const auto last = engine_.read_log({applied.value - 1}, {.events = 1});
    return last && !last->events.empty() && last->events.front().leaf().event_id == generation.last_applied();
}

Result<std::shared_ptr<Generation>> Follower::build(std::uint64_t number, const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
    const Position until = engine_.head().next;
    FORLOEB_TRY(auto generation, Generation::create(directory_of(number)));
    FORLOEB_CHECK(generation->fill(engine_, *projection_, made_for_, until, [&](std::uint64_t folded) {
        rebuilt_to_ = folded;
        if (progress) progress(folded, until.value);
    }));
    FORLOEB_CHECK(generation->flush());
    return generation;
}

Status Follower::make_current(std::uint64_t number) { return write_current(folder_, number); }

std::shared_ptr<Generation> Follower::live() const {
    const std::lock_guard lock(pointer_);
    return live_;
}

std::shared_ptr<const Generation> Follower::rows() const { return live(); }

Status Follower::catch_up() {
    const Position head = engine_.head().next;
    const std::lock_guard step(step_);
    const auto generation = live();
    while (generation->applied() < head) {
        const auto taken = generation->follow(engine_, *projection_);
        const std::lock_guard lock(pointer_);
        failure_ = taken ? std::string() : taken.error().message;
        if (!taken) return tl::make_unexpected(taken.error());
        if (*taken == 0) return {};
    }
    return {};
}

Status Follower::rebuild(const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
    if (rebuilding_.exchange(true))
        return fail(ErrorKind::conflict, "A rebuild of this projection is under way already: wait for it.");
    struct Done {
        std::atomic<bool>& flag;
        ~Done() { flag = false; }
    } const done{rebuilding_};

    const std::uint64_t number = [&] {
        const std::lock_guard lock(pointer_);
        return number_ + 1;
    }();
    FORLOEB_TRY(const auto next, build(number, progress));
    while (next->applied().value + swap_lag_max < engine_.head().next.value)
        FORLOEB_CHECK(next->follow(engine_, *projection_).map([](std::size_t) {}));

    const std::lock_guard step(step_);
    const Position reached = live()->applied();  // what was served must not be taken back
    while (next->applied() < reached) FORLOEB_CHECK(next->follow(engine_, *projection_).map([](std::size_t) {}));
    FORLOEB_CHECK(next->flush());
    FORLOEB_CHECK(make_current(number));
    const std::lock_guard lock(pointer_);
    live_->discard_when_released();
    live_ = next;
    number_ = number;
    failure_.clear();
    return {};
}

Status Follower::flush() { return live()->flush(); }

Result<FollowerStatus> Follower::status() const {
    FollowerStatus status;
    status.name = projection_->name();
    status.version = projection_->version();
    std::shared_ptr<Generation> generation;
    {
        const std::lock_guard lock(pointer_);
        generation = live_;
        status.generation = number_;
        status.failure = failure_;
    }
    const auto rows = generation->store().snapshot();
    FORLOEB_TRY(const auto checkpoint, rows->get(row_keys::checkpoint));
    FORLOEB_TRY(const Checkpoint at, decode_checkpoint(checkpoint.value_or("")));
    status.checkpoint = at.next;
    FORLOEB_CHECK(rows->scan(row_keys::rows, {}, [&](std::string_view, std::string_view) { return ++status.rows, true; }));
    FORLOEB_CHECK(rows->scan(row_keys::parked, {}, [&](std::string_view key, std::string_view value) {
        const auto parked = decode_parked(value);
        status.parked.push_back({row_keys::case_of(key), parked ? *parked : Parked{{}, parked.error().message}});
        return true;
    }));
    status.rebuilding = rebuilding_;
    status.rebuilt_to = rebuilt_to_;
    return status;
}

Result<std::string> Follower::digest() {
    const std::lock_guard step(step_);
    const auto generation = live();
    FORLOEB_CHECK(generation->flush());
    // A compaction in the background may take a file away between the reader's look at the list and its opening.
    auto digest = digest_of_rows(generation->directory(), digested());
    for (int again = 0; again < 2 && !digest; ++again) digest = digest_of_rows(generation->directory(), digested());
    return digest;
}

Result<std::filesystem::path> live_generation_directory(const std::filesystem::path& derived, std::string_view projection) {
    FORLOEB_TRY(const auto current, read_current(derived / projection));
    if (!current) return fail(ErrorKind::not_found, "There is no projection of this name here.");
    return derived / projection / std::to_string(*current);
}

Result<std::string> digest_of_projection(const std::filesystem::path& derived, std::string_view projection) {
    FORLOEB_TRY(const auto directory, live_generation_directory(derived, projection));
    return digest_of_rows(directory, digested());
}

}  // namespace forloeb
