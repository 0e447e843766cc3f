#include "engine/storage/rocksdb_words.hpp"

#include <spdlog/spdlog.h>

#include <array>
#include <cstdarg>
#include <cstdio>

namespace forloeb {
namespace {

class Words final : public rocksdb::Logger {
  public:
    Words() : Logger(rocksdb::InfoLogLevel::WARN_LEVEL) {}

    using rocksdb::Logger::Logv;
    [[gnu::format(printf, 3, 0)]] void Logv(rocksdb::InfoLogLevel level, const char* format, va_list arguments) override {
        if (level < rocksdb::InfoLogLevel::WARN_LEVEL || level == rocksdb::InfoLogLevel::HEADER_LEVEL) return;
        std::array<char, 1024> line;
        std::vsnprintf(line.data(), line.size(), format, arguments);
        spdlog::debug("RocksDB: {}", line.data());
    }
    void Logv(const char*, va_list) override {}  // without a level: chatter
};

}  // namespace

std::shared_ptr<rocksdb::Logger> words_of_rocksdb() { return std::make_shared<Words>(); }

Error error_of(const rocksdb::Status& status, std::string_view doing) {
    const bool rot = status.IsCorruption();
    return Error{rot ? ErrorKind::damaged : ErrorKind::storage,
                 "The store failed while " + std::string(doing) + ": " + status.ToString() +
                     (rot ? ". Restore from a backup; do not delete the data directory." : "."),
                 {}, {}};
}

}  // namespace forloeb
