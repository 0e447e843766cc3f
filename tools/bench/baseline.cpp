#include "tools/bench/baseline.hpp"

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <random>
#include <thread>

#include "events/vocabulary/bytes.hpp"

namespace forloeb::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t scan_value_bytes = 300;
constexpr std::size_t distinct_values = 64;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

tl::unexpected<Error> failed(const rocksdb::Status& status) {
    return fail(ErrorKind::storage, "RocksDB failed in the benchmark's folder: " + status.ToString());
}

Result<std::unique_ptr<rocksdb::DB>> open(const std::filesystem::path& folder) {
    rocksdb::Options options;
    options.create_if_missing = true;
    rocksdb::DB* db = nullptr;
    const rocksdb::Status status = rocksdb::DB::Open(options, folder.string(), &db);
    if (!status.ok()) return failed(status);
    return std::unique_ptr<rocksdb::DB>(db);
}

/// A few values of random bytes: sealed fields do not compress, and neither does this.
std::vector<std::string> random_values(std::size_t bytes) {
    std::mt19937_64 random(7);
    std::vector<std::string> values(distinct_values, std::string(bytes, '\0'));
    for (std::string& value : values)
        for (char& c : value) c = static_cast<char>(random());
    return values;
}

std::string key_of(std::uint64_t number) {
    std::string key;
    put_big_endian(key, number);
    return key;
}

/// A key that lies anywhere among the others, as ids do.
std::string scattered_key_of(std::uint64_t number) {
    std::string key;
    put_big_endian(key, number * 0x9e3779b97f4a7c15);  // odd, so every number has a key of its own
    put_big_endian(key, number);
    return key;
}

}  // namespace

Result<Timing> raw_synced_puts(const std::filesystem::path& folder, std::size_t threads, std::uint64_t puts,
                               std::size_t value_bytes, const Stop& stop) {
    FORLOEB_TRY(const std::unique_ptr<rocksdb::DB> db, open(folder));
    const std::vector<std::string> values = random_values(value_bytes);
    std::atomic<std::uint64_t> next{0};
    std::mutex mutex;  // guards the two below
    Timing timing;
    rocksdb::Status first_failure;

    const auto put_some = [&] {
        rocksdb::WriteOptions synced;
        synced.sync = true;
        std::vector<double> microseconds;
        rocksdb::Status status;
        for (std::uint64_t i = next++; i < puts && status.ok() && !stop(); i = next++) {
            const auto start = Clock::now();
            status = db->Put(synced, key_of(i), values[i % values.size()]);
            microseconds.push_back(seconds_since(start) * 1e6);
        }
        const std::lock_guard lock(mutex);
        timing.microseconds.insert(timing.microseconds.end(), microseconds.begin(), microseconds.end());
        if (!status.ok() && first_failure.ok()) first_failure = status;
    };
    const auto start = Clock::now();
    std::vector<std::thread> workers;
    for (std::size_t i = 0; i < threads; ++i) workers.emplace_back(put_some);
    for (std::thread& worker : workers) worker.join();
    timing.seconds = seconds_since(start);
    if (!first_failure.ok()) return failed(first_failure);
    timing.operations = timing.microseconds.size();
    return timing;
}

Result<Timing> raw_synced_batches(const std::filesystem::path& folder, std::size_t batch, std::uint64_t puts,
                                  std::size_t value_bytes, bool indexed, const Stop& stop) {
    FORLOEB_TRY(const std::unique_ptr<rocksdb::DB> db, open(folder));
    const std::vector<std::string> values = random_values(value_bytes);
    rocksdb::WriteOptions synced;
    synced.sync = true;
    Timing timing;
    const auto start = Clock::now();
    while (timing.operations < puts && !stop()) {
        rocksdb::WriteBatch writes;
        const auto begun = Clock::now();
        for (std::size_t i = 0; i < batch && timing.operations < puts; ++i, ++timing.operations) {
            const std::string place = key_of(timing.operations);
            rocksdb::Status status = writes.Put(place, values[timing.operations % values.size()]);
            if (status.ok() && indexed) status = writes.Put(scattered_key_of(timing.operations), place);
            if (!status.ok()) return failed(status);
        }
        if (const auto status = db->Write(synced, &writes); !status.ok()) return failed(status);
        timing.microseconds.push_back(seconds_since(begun) * 1e6);
    }
    timing.seconds = seconds_since(start);
    return timing;
}

Result<Timing> raw_scan(const std::filesystem::path& folder, std::uint64_t values_wanted) {
    FORLOEB_TRY(const std::unique_ptr<rocksdb::DB> db, open(folder));
    const std::vector<std::string> values = random_values(scan_value_bytes);
    for (std::uint64_t i = 0; i < values_wanted; ++i)
        if (const auto status = db->Put({}, key_of(i), values[i % values.size()]); !status.ok()) return failed(status);
    if (const auto status = db->CompactRange({}, nullptr, nullptr); !status.ok()) return failed(status);

    rocksdb::ReadOptions options;
    options.ignore_range_deletions = true;  // there are none; the house's rule for iterators
    Timing timing;
    std::uint64_t bytes = 0;
    const auto start = Clock::now();
    const std::unique_ptr<rocksdb::Iterator> at(db->NewIterator(options));
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
        bytes += at->value().size();
        ++timing.operations;
    }
    timing.seconds = seconds_since(start);
    if (!at->status().ok()) return failed(at->status());
    if (bytes != values_wanted * scan_value_bytes)
        return fail(ErrorKind::damaged, "The benchmark read back other bytes than it wrote.");
    return timing;
}

}  // namespace forloeb::bench
