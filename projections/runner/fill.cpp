#include "projections/runner/fill.hpp"

#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace forloeb {
namespace {

constexpr std::size_t chunk_bytes = 512 * 1024;  // of stored events, read and written at a time
constexpr int lower_priority = 10;               // appends and questions go first

class Fill {
  public:
    Fill(const Engine& engine, std::span<const Target> targets, const FillProgress& progress, const std::stop_token& stop)
        : targets_(targets), progress_(progress), stop_(stop), reached_(start_of(targets)),
          retracted_(engine.retracted_imports(reached_.until.next)),
          cursor_(engine.stream_cursor(StreamKind::case_, reached_.after)) {}

    Status run() {
        {
            std::vector<std::jthread> folding;
            for (unsigned i = 0; i < workers_; ++i) folding.emplace_back([this] { work(); });
        }
        if (!status_) return status_;
        for (const Target& target : targets_) {
            FORLOEB_CHECK(all_read_ ? target.generation->finish_filling() : target.generation->flush());
        }
        if (all_read_) return {};
        return fail(ErrorKind::unavailable, "The rebuild was cancelled at " + std::to_string(reached_.events) + " of " +
                                                std::to_string(reached_.until.next.value) + " events. Start it again to go on from there.");
    }

  private:
    /// Some cases, and the rows made of them.
    struct Chunk {
        std::uint64_t number = 0;
        std::vector<StoredStream> cases;
        std::vector<RowChange> rows;  // of each target
        std::uint64_t events = 0;
    };

    // Rows that are in already are written again, the same: a pure fold of the same prefix.
    static Filling start_of(std::span<const Target> targets) {
        return *std::ranges::min_element(targets, {}, [](const Target& target) { return target.generation->filling()->after; })->generation->filling();
    }

    void work() {
        static_cast<void>(::nice(lower_priority));  // on Linux, of this thread
        while (!stop_.stop_requested()) {
            Result<Chunk> chunk = read();
            if (!chunk) return give_up(std::move(chunk.error()));
            if (chunk->cases.empty()) return;
            fold(*chunk);
            if (!write(std::move(*chunk))) return;
        }
    }

    Result<Chunk> read() {
        const std::lock_guard reading(reading_);
        Chunk chunk;
        chunk.number = chunks_read_;
        {
            std::unique_lock lock(writing_);
            written_.wait(lock, [&] { return !status_ || chunk.number < chunks_written_ + chunks_ahead_max_; });
            if (!status_) return chunk;
        }
        for (std::size_t bytes = 0; bytes < chunk_bytes;) {
            FORLOEB_TRY(auto stream, cursor_.next());
            if (!stream) {
                all_read_ = true;
                break;
            }
            bytes += stream->bytes();
            chunk.cases.push_back(std::move(*stream));
        }
        if (!chunk.cases.empty()) ++chunks_read_;
        return chunk;
    }

    void fold(Chunk& chunk) const {
        chunk.rows.resize(targets_.size());
        for (const StoredStream& stream : chunk.cases) {
            const FoldedCase folded(stream, reached_.until.next, retracted_);
            if (folded.empty()) continue;
            chunk.events += folded.events();
            for (std::size_t i = 0; i < targets_.size(); ++i)
                add_rows(chunk.rows[i], stream.id.id, folded, *targets_[i].projection);
        }
    }

    // False: there is nothing more to do.
    bool write(Chunk folded) {
        const std::lock_guard lock(writing_);
        waiting_.emplace(folded.number, std::move(folded));
        for (auto next = waiting_.begin(); status_ && next != waiting_.end() && next->first == chunks_written_; next = waiting_.erase(next)) {
            Chunk& chunk = next->second;
            reached_.after = chunk.cases.back().id.id;
            reached_.events += chunk.events;
            for (std::size_t i = 0; i < targets_.size() && status_; ++i) status_ = targets_[i].generation->fill(std::move(chunk.rows[i]), reached_);
            ++chunks_written_;
            if (progress_) progress_(reached_.events, reached_.until.next.value);
        }
        written_.notify_all();
        return status_.has_value();
    }

    void give_up(Error error) {
        const std::lock_guard lock(writing_);
        status_ = tl::make_unexpected(std::move(error));
        written_.notify_all();
    }

    const unsigned workers_ = std::max(1U, std::thread::hardware_concurrency());
    const std::uint64_t chunks_ahead_max_ = 2 * workers_;  // read before the next one that can be written: they hold memory, and go on after a cancel
    const std::span<const Target> targets_;
    const FillProgress& progress_;
    const std::stop_token& stop_;

    std::mutex writing_;  // guards what is written and how far that goes
    std::condition_variable written_;
    Status status_;
    std::map<std::uint64_t, Chunk> waiting_;  // folded, for their turn to be written
    std::uint64_t chunks_written_ = 0;
    Filling reached_;

    const std::vector<Uuid> retracted_;

    std::mutex reading_;  // guards what is read; taken before the other
    StreamCursor cursor_;
    std::uint64_t chunks_read_ = 0;
    bool all_read_ = false;
};

}  // namespace

Status fill(const Engine& engine, std::span<const Target> targets, const FillProgress& progress, const std::stop_token& stop) {
    return Fill(engine, targets, progress, stop).run();
}

}  // namespace forloeb
