// What somebody finds who has the disk and no key: every file below a folder, table files with their rows decompressed,
// write-ahead logs with their records put together again over block borders. For tests of erasure; it knows nothing of ours but
// RocksDB's framing. One thread.
#pragma once

#include <doctest/doctest.h>
#include <rocksdb/sst_file_reader.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace forloeb::testing {

/// One place that was looked into.
struct Looked {
    std::string kind;  // "table", "write-ahead log", "file"
    std::string name;
    std::string bytes;
};

class ErasureScanner {
  public:
    explicit ErasureScanner(const std::filesystem::path& folder) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
            if (entry.is_regular_file()) look_into(entry.path());
    }
    [[nodiscard]] const std::vector<Looked>& looked() const { return looked_; }
    /// The kinds of place where the text lies.
    [[nodiscard]] std::set<std::string> kinds_with(const std::string& text) const {
        std::set<std::string> kinds;
        for (const Looked& one : looked_)
            if (one.bytes.find(text) != std::string::npos) kinds.insert(one.kind);
        return kinds;
    }
    [[nodiscard]] bool finds(const std::string& text) const { return !kinds_with(text).empty(); }

  private:
    void look_into(const std::filesystem::path& file) {
        std::ifstream in(file, std::ios::binary);
        std::ostringstream out;
        out << in.rdbuf();
        const std::string name = file.filename().string();
        if (name.ends_with(".sst")) looked_.push_back({"table", name, rows_of(file)});
        if (name.ends_with(".log") && !name.starts_with("part-")) looked_.push_back({"write-ahead log", name, joined(out.str())});
        looked_.push_back({"file", name, std::move(out).str()});
    }
    static std::string rows_of(const std::filesystem::path& file) {
        rocksdb::SstFileReader reader{rocksdb::Options()};
        REQUIRE(reader.Open(file.string()).ok());
        const std::unique_ptr<rocksdb::Iterator> row(reader.NewIterator({}));
        std::string out;
        for (row->SeekToFirst(); row->Valid(); row->Next()) out.append(row->key().ToString()).append(row->value().ToString());
        return out;
    }
    /// The payloads of a log's fragments one after the other, so that nothing hides across a border of blocks.
    static std::string joined(const std::string& log) {
        constexpr std::size_t block = 32 * 1024, header = 7;
        std::string out;
        for (std::size_t at = 0; at + header <= log.size();) {
            const std::size_t left = block - at % block;
            const std::size_t length = left < header ? 0 : static_cast<unsigned char>(log[at + 4]) + 256u * static_cast<unsigned char>(log[at + 5]);
            if (left < header || (length == 0 && log[at + 6] == 0)) {
                at += left;  // what is left of a block, or set aside
                continue;
            }
            out.append(log, at + header, length);
            at += header + length;
        }
        return out;
    }

    std::vector<Looked> looked_;
};

}  // namespace forloeb::testing
