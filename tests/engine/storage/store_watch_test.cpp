#include "engine/storage/store_watch.hpp"

#include <doctest/doctest.h>

#include <condition_variable>
#include <mutex>

#include "engine/storage/store.hpp"
#include "tests/engine/temporary_directory.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

class Failures {
  public:
    StoreCare care() {
        return {space_floor_min, [this](const Error& error) {
                    const std::lock_guard lock(mutex_);
                    all_.push_back(error);
                    heard_.notify_all();
                }};
    }
    Error first() {
        std::unique_lock lock(mutex_);
        heard_.wait(lock, [this] { return !all_.empty(); });
        return all_.front();
    }
    std::size_t count() {
        const std::lock_guard lock(mutex_);
        return all_.size();
    }

  private:
    std::mutex mutex_;
    std::condition_variable heard_;
    std::vector<Error> all_;
};

// Rows 0..7 of one round, in a key range that overlaps with every other round's; more than a memtable.
void write_round(Store& store, Table table, int round) {
    const std::string value(40'000, 'v');
    for (int row = 0; row < 8; ++row) {
        Batch batch(store);
        batch.put(table, "key " + std::to_string(row) + " of round " + std::to_string(round), value);
        REQUIRE(store.write(batch, false).has_value());
    }
}

}  // namespace

TEST_CASE("a compaction that writes fewer rows of the log than it read is a storage failure that names both counts") {
    const TemporaryDirectory directory;
    Failures failures;
    auto store = Store::open(directory.path() / "log", nullptr, true, failures.care());
    REQUIRE(store.has_value());
    // The same rows again and again: merging them drops all but the newest, which must never happen to rows of the log.
    while (failures.count() == 0) write_round(**store, Table::log, 0);
    const Error error = failures.first();
    CHECK(error.kind == ErrorKind::damaged);
    CHECK(error.message.find("compaction of the table log") != std::string::npos);
    CHECK(error.message.find("and wrote 8.") != std::string::npos);
}

TEST_CASE("a compaction that keeps every row, or one of rows that may be replaced, is no failure") {
    const TemporaryDirectory directory;
    Failures failures;
    auto store = Store::open(directory.path() / "log", nullptr, true, failures.care());
    REQUIRE(store.has_value());
    const auto deepest_tables = [&store] {
        const auto files = (*store)->files();
        REQUIRE(files.has_value());
        std::size_t files_of_tables = 0;
        for (const StoredFile& file : *files) files_of_tables += file.table == "log" || file.table == "meta";
        return files_of_tables;
    };
    std::size_t flushed = 0, merges = 0;
    for (int round = 0; merges < 3; ++round) {
        write_round(**store, Table::log, round);   // other rows each time
        write_round(**store, Table::meta, 0);      // the same rows, as a head record is
        const std::size_t now = deepest_tables();
        merges += now < flushed;  // fewer files than before: some were merged
        flushed = now;
    }
    CHECK(failures.count() == 0);
}
