// forloeb_layout_bench EVENTS DIRECTORY: the four figures by which the log's layout was chosen (engine/README.md), for
// four candidates on the same RocksDB, the same bytes, the same groups:
//
//   value per position     log: position -> event;  index: case, version -> position
//   chunks                 log: runs of 32 KiB;     index: case, version -> position
//   chunks + copy          log: runs of 32 KiB;     copy: case, version -> this case's events of the group
//   copy + position index  copy as above;           index: position -> case, version
//
// Figures: synced appends in events per second; reading one case of 100 and one of 10,000 events; scanning everything in
// order of position; bytes on disk per event. One row per candidate. Not part of the product: it only measures.
#include <rocksdb/db.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace {

constexpr std::size_t payload_bytes = 500;
constexpr std::size_t group_events = 256;
constexpr std::size_t run_bytes = 32 * 1024;
constexpr std::uint64_t long_case = 0;  // gets 10,000 events; the others about 100

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

std::string big_endian(std::uint64_t value) {
    std::string out(8, '\0');
    for (int i = 0; i < 8; ++i) out[static_cast<std::size_t>(i)] = static_cast<char>(value >> (56 - 8 * i));
    return out;
}
std::string case_key(std::uint64_t case_number, std::uint64_t version) {
    // Case ids are random: spread them over the key space.
    return big_endian(case_number * 0x9e3779b97f4a7c15ULL) + big_endian(case_number) + big_endian(version);
}

struct Event {
    std::uint64_t position, case_number, version;
    std::string bytes;
};

void require(const rocksdb::Status& status) {
    if (status.ok()) return;
    std::fprintf(stderr, "rocksdb: %s\n", status.ToString().c_str());
    std::exit(5);
}

// A candidate's rows; all reads return the number of payload bytes seen, so that nothing is optimised away.
class Candidate {
  public:
    enum class Log { values, chunks, none };
    enum class ByCase { index, copy };

    Candidate(const std::filesystem::path& directory, const char* name, Log log, ByCase by_case) : name_(name), log_(log), by_case_(by_case), directory_(directory / name) {
        std::filesystem::remove_all(directory_);
        std::filesystem::create_directories(directory_);
        rocksdb::Options options;
        options.create_if_missing = true;
        options.create_missing_column_families = true;
        options.compression = rocksdb::kLZ4Compression;
        options.write_buffer_size = 16u << 20;
        rocksdb::BlockBasedTableOptions blocks;
        blocks.block_size = 32u << 10;
        options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(blocks));
        rocksdb::DB* db = nullptr;
        require(rocksdb::DB::Open(options, directory_.string(), {{"default", options}, {"log", options}, {"cases", options}}, &tables_, &db));
        db_.reset(db);
    }
    ~Candidate() {
        for (auto* table : tables_) require(db_->DestroyColumnFamilyHandle(table));
        db_.reset();
        std::filesystem::remove_all(directory_);
    }
    Candidate(const Candidate&) = delete;
    Candidate& operator=(const Candidate&) = delete;

    [[nodiscard]] const char* name() const { return name_; }

    void append(const std::vector<Event>& group) {
        rocksdb::WriteBatch batch;
        if (log_ == Log::values)
            for (const Event& event : group) require(batch.Put(log(), big_endian(event.position), event.bytes));
        if (log_ == Log::chunks) put_chunks(batch, group);
        if (log_ == Log::none)
            for (const Event& event : group) require(batch.Put(log(), big_endian(event.position), case_key(event.case_number, event.version)));
        if (by_case_ == ByCase::index)
            for (const Event& event : group) require(batch.Put(cases(), case_key(event.case_number, event.version), big_endian(event.position)));
        else
            put_copies(batch, group);
        rocksdb::WriteOptions options;
        options.sync = true;
        require(db_->Write(options, &batch));
    }

    std::size_t read_case(std::uint64_t case_number) {
        std::size_t bytes = 0;
        const auto rows = iterator(cases());
        const std::string prefix = case_key(case_number, 0).substr(0, 16);
        for (rows->Seek(prefix); rows->Valid() && rows->key().starts_with(prefix); rows->Next())
            bytes += by_case_ == ByCase::copy ? rows->value().size() : read_position(rows->value().ToString());
        require(rows->status());
        return bytes;
    }

    std::size_t scan() {
        std::size_t bytes = 0;
        const auto rows = iterator(log());
        for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
            if (log_ != Log::none) {
                bytes += rows->value().size();
                continue;
            }
            const auto at = iterator(cases());
            at->SeekForPrev(rows->value());
            bytes += payload_bytes;
        }
        require(rows->status());
        return bytes;
    }

    double bytes_on_disk() {
        for (auto* table : tables_) require(db_->Flush(rocksdb::FlushOptions(), table));
        require(db_->CompactRange(rocksdb::CompactRangeOptions(), log(), nullptr, nullptr));
        require(db_->CompactRange(rocksdb::CompactRangeOptions(), cases(), nullptr, nullptr));
        double bytes = 0;
        for (const auto& entry : std::filesystem::directory_iterator(directory_))
            if (entry.path().extension() == ".sst") bytes += static_cast<double>(entry.file_size());
        return bytes;
    }

  private:
    rocksdb::ColumnFamilyHandle* log() { return tables_[1]; }
    rocksdb::ColumnFamilyHandle* cases() { return tables_[2]; }
    std::unique_ptr<rocksdb::Iterator> iterator(rocksdb::ColumnFamilyHandle* table) {
        rocksdb::ReadOptions options;
        options.ignore_range_deletions = true;
        return std::unique_ptr<rocksdb::Iterator>(db_->NewIterator(options, table));
    }
    std::size_t read_position(const std::string& position) {
        if (log_ == Log::values) {
            std::string value;
            require(db_->Get(rocksdb::ReadOptions(), log(), position, &value));
            return value.size();
        }
        const auto at = iterator(log());
        at->SeekForPrev(position);
        return at->Valid() ? std::min(at->value().size(), payload_bytes) : 0;
    }
    void put_chunks(rocksdb::WriteBatch& batch, const std::vector<Event>& group) {
        std::string chunk;
        std::uint64_t first = group.front().position;
        for (const Event& event : group) {
            if (!chunk.empty() && chunk.size() + event.bytes.size() > run_bytes) {
                require(batch.Put(log(), big_endian(first), chunk));
                chunk.clear();
                first = event.position;
            }
            chunk += event.bytes;
        }
        require(batch.Put(log(), big_endian(first), chunk));
    }
    void put_copies(rocksdb::WriteBatch& batch, const std::vector<Event>& group) {
        std::map<std::uint64_t, std::pair<std::uint64_t, std::string>> copies;
        for (const Event& event : group) {
            auto& copy = copies.try_emplace(event.case_number, event.version, std::string()).first->second;
            copy.second += event.bytes;
        }
        for (const auto& [case_number, copy] : copies) require(batch.Put(cases(), case_key(case_number, copy.first), copy.second));
    }

    const char* name_;
    Log log_;
    ByCase by_case_;
    std::filesystem::path directory_;
    std::vector<rocksdb::ColumnFamilyHandle*> tables_;
    std::unique_ptr<rocksdb::DB> db_;
};

// The same events for every candidate: interleaved cases, a third of the payload incompressible as sealed text is.
class Workload {
  public:
    explicit Workload(std::uint64_t events) : events_(events), cases_(std::max<std::uint64_t>(2, events / 100)) {}
    [[nodiscard]] bool done() const { return next_ >= events_; }
    std::vector<Event> next_group() {
        std::vector<Event> group;
        while (group.size() < group_events && !done()) {
            const bool to_long_case = versions_[long_case] < 10'000 && random_() % (events_ / 10'000 + 1) == 0;
            const std::uint64_t case_number = to_long_case ? long_case : 1 + random_() % (cases_ - 1);
            Event event{next_++, case_number, ++versions_[case_number], std::string(payload_bytes, 'a')};
            for (std::size_t i = 0; i < payload_bytes / 3; ++i) event.bytes[i] = static_cast<char>(random_());
            group.push_back(std::move(event));
        }
        return group;
    }
    [[nodiscard]] std::uint64_t cases() const { return cases_; }

  private:
    std::uint64_t events_, cases_, next_ = 0;
    std::map<std::uint64_t, std::uint64_t> versions_;
    std::mt19937_64 random_{20261122};
};

void measure(Candidate& candidate, std::uint64_t events) {
    Workload workload(events);
    double appending = 0;
    while (!workload.done()) {
        const std::vector<Event> group = workload.next_group();
        const auto start = Clock::now();
        candidate.append(group);
        appending += seconds_since(start);
    }
    const double bytes = candidate.bytes_on_disk();
    std::mt19937_64 random{7};
    std::vector<double> short_reads;
    std::size_t seen = 0;
    for (int i = 0; i < 400; ++i) {
        const std::uint64_t case_number = 1 + random() % std::min<std::uint64_t>(workload.cases() - 1, 200);
        const auto start = Clock::now();
        seen += candidate.read_case(case_number);
        if (i >= 200) short_reads.push_back(seconds_since(start));  // the first 200 warm the cache
    }
    std::nth_element(short_reads.begin(), short_reads.begin() + 100, short_reads.end());
    seen += candidate.read_case(long_case);
    auto start = Clock::now();
    seen += candidate.read_case(long_case);
    const double long_read = seconds_since(start);
    start = Clock::now();
    seen += candidate.scan();
    const double scanning = seconds_since(start);
    std::printf("| %-21s | %9.0f | %8.3f | %8.2f | %10.0f | %6.0f |\n", candidate.name(), static_cast<double>(events) / appending, short_reads[100] * 1e3, long_read * 1e3,
                static_cast<double>(events) / scanning, bytes / static_cast<double>(events));
    std::fflush(stdout);
    if (seen == 0) std::exit(1);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3 || std::strtoull(argv[1], nullptr, 10) < 20'000) {
        std::fprintf(stderr, "usage: forloeb_layout_bench EVENTS DIRECTORY   (at least 20000 events; DIRECTORY is written to)\n");
        return 2;
    }
    const std::uint64_t events = std::strtoull(argv[1], nullptr, 10);
    std::printf("%llu events of %zu bytes, synced groups of %zu, about 100 events a case, one case of 10,000, LZ4\n\n", static_cast<unsigned long long>(events), payload_bytes, group_events);
    std::printf("| layout                | append/s  | case ms  | 10k ms   | scan/s     | bytes  |\n|---|---|---|---|---|---|\n");
    using Log = Candidate::Log;
    using ByCase = Candidate::ByCase;
    const std::tuple<const char*, Log, ByCase> candidates[] = {{"value per position", Log::values, ByCase::index},
                                                               {"chunks", Log::chunks, ByCase::index},
                                                               {"chunks + copy", Log::chunks, ByCase::copy},
                                                               {"copy + position index", Log::none, ByCase::copy}};
    for (const auto& [name, log, by_case] : candidates) {
        Candidate candidate(argv[2], name, log, by_case);
        measure(candidate, events);
    }
    return 0;
}
