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

TEST_CASE("a compaction that lost rows of the log is a storage failure that names both counts, one that dropped what was replaced is none") {
    std::vector<Error> heard;
    StoreWatch watch([&heard](const Error& error) { heard.push_back(error); }, [](const std::string&, const Error&) {});
    const auto rows = [](std::uint64_t count) {
        const auto properties = std::make_shared<rocksdb::TableProperties>();
        properties->num_entries = count;
        return properties;
    };
    rocksdb::CompactionJobInfo done;
    done.cf_name = "log";
    done.input_files = {"7.sst", "8.sst"};
    done.output_files = {"9.sst"};
    done.table_properties = {{"7.sst", rows(6)}, {"8.sst", rows(4)}, {"9.sst", rows(8)}};
    done.stats.num_records_replaced = 2;  // a purge wrote two runs anew
    watch.OnCompactionCompleted(nullptr, done);
    CHECK(heard.empty());
    done.stats.num_records_replaced = 0;
    watch.OnCompactionCompleted(nullptr, done);
    REQUIRE(heard.size() == 1);
    CHECK(heard.front().kind == ErrorKind::damaged);
    CHECK(heard.front().message.find("compaction of the table log read 10 rows and wrote 8.") != std::string::npos);
}

TEST_CASE("a compaction that keeps every row, or drops rows of the log that were written anew, is no failure") {
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
        write_round(**store, Table::log, 0);       // and some anew, as a purge does
        write_round(**store, Table::meta, 0);      // the same rows, as a head record is
        const std::size_t now = deepest_tables();
        merges += now < flushed;  // fewer files than before: some were merged
        flushed = now;
    }
    CHECK(failures.count() == 0);
}
