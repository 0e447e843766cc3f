#include "projections/runner/follower.hpp"

#include "projections/runner/current_file.hpp"

namespace forloeb {
namespace {

std::string description(const Engine& engine, const Projection& projection) {
    return std::string(projection.name()) + "/" + std::to_string(projection.version()) + "/" + engine.options().controller + "/" +
           engine.options().origin;
}

std::vector<std::string> digested() { return {std::string(row_keys::rows), std::string(row_keys::parked)}; }

/// Generations that nobody points to any more. The live one's successor stays: a rebuild goes on with it.
void remove_leftovers(const std::filesystem::path& folder, std::uint64_t live) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        if (entry.is_directory() && name != std::to_string(live) && name != std::to_string(live + 1)) std::filesystem::remove_all(entry.path(), ignored);
    }
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
    FORLOEB_CHECK(follower->open_current());
    remove_leftovers(folder, follower->number_);
    return follower;
}

Status Follower::open_current() {
    const auto current = read_current(folder_);
    if (!current || !*current) return {};
    number_ = **current;
    auto opened = Generation::open(directory_of(number_), made_for_);
    if (!opened && opened.error().kind == ErrorKind::storage) return tl::make_unexpected(std::move(opened.error()));
    // Damage here costs a rebuild, never data.
    if (opened && belongs_to_log({(*opened)->applied(), (*opened)->last_applied()})) live_ = std::move(*opened);
    return {};
}

bool Follower::belongs_to_log(const Checkpoint& checkpoint) const {
    if (checkpoint.next > engine_.head().next) return false;
    if (checkpoint.next.value == 0) return true;
    const auto last = engine_.read_leaves({checkpoint.next.value - 1}, 1);
    return last && last->front().event_id == checkpoint.last;
}

std::shared_ptr<Generation> Follower::live() const {
    const std::lock_guard lock(pointer_);
    return live_;
}

Result<std::shared_ptr<Generation>> Follower::begin_rebuild(const Checkpoint& until) {
    const std::uint64_t number = [&] {
        const std::lock_guard lock(pointer_);
        return number_ + 1;
    }();
    auto generation = Generation::resume(directory_of(number), made_for_);
    if (generation) {
        const auto& filling = (*generation)->filling();
        const Checkpoint of_rows{(*generation)->applied(), (*generation)->last_applied()};
        if (!belongs_to_log(filling ? filling->until : of_rows)) generation = fail(ErrorKind::conflict, "These rows are of another log.");
    }
    if (!generation) {
        FORLOEB_TRY(generation, Generation::create(directory_of(number), made_for_, until));
    }
    const auto& filling = (*generation)->filling();
    rebuilt(filling ? filling->events : until.next.value, until.next.value);
    rebuilding_ = true;
    return generation;
}

void Follower::rebuilt(std::uint64_t done, std::uint64_t of) {
    rebuilt_to_ = done;
    rebuild_of_ = of;
}

Status Follower::make_live(std::shared_ptr<Generation> successor) {
    FORLOEB_CHECK(successor->flush());
    const std::lock_guard lock(pointer_);
    FORLOEB_CHECK(write_current(folder_, number_ + 1));
    ++number_;
    if (live_) live_->discard_when_released();
    live_ = std::move(successor);
    failure_.clear();
    return {};
}

void Follower::following(const Status& status) {
    const std::lock_guard lock(pointer_);
    failure_ = status ? std::string() : status.error().message;
}

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
    FORLOEB_CHECK(rows->scan(row_keys::parked, {}, [&](std::string_view key, std::string_view value) {
        const auto parked = decode_parked(value);
        status.parked.push_back({row_keys::case_of(key), parked ? *parked : Parked{{}, parked.error().message}});
        return true;
    }));
    status.rebuilding = rebuilding_;
    status.rebuilt_to = rebuilt_to_;
    status.rebuild_of = rebuild_of_;
    return status;
}

Result<std::uint64_t> Follower::count_rows() const {
    std::uint64_t count = 0;
    FORLOEB_CHECK(live()->store().snapshot()->scan(row_keys::rows, {}, [&](std::string_view, std::string_view) { return ++count, true; }));
    return count;
}

Result<std::string> Follower::digest() {
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
