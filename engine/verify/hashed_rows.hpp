// A walk over all rows of a table of runs (TableWalk) whose costly half is done ahead on other threads: runs are decoded and hashed
// while the rows in front of them are judged. Rows come in key order, and gaps where they are; what stands in them is for the
// asker to judge. Holds a few MiB at most. One thread asks.
#pragma once

#include <deque>
#include <future>
#include <memory>

#include "engine/storage/layout.hpp"
#include "engine/verify/table_walk.hpp"

namespace forloeb {

struct HashedRow {
    std::string_view key;
    std::string_view value;
    Status readable;                      // of a run: can it be decoded?
    std::vector<layout::Record> records;  // of a run; otherwise empty
    std::vector<Hash> payloads;           // SHA-256 of each
    std::vector<Hash> leaves;             // RFC 6962 leaf hash of each
};

class HashedRows {
  public:
    /// Says by its key whether a row holds a run.
    using IsRun = bool (*)(std::string_view key);
    HashedRows(const Store& store, Table table, IsRun is_run);
    ~HashedRows();

    /// Moves on. False at the end of the table, and at a gap: then gap() is set, and the next call goes on behind it.
    [[nodiscard]] bool next();
    [[nodiscard]] const std::optional<TableWalk::Gap>& gap() const { return gap_; }
    /// Good until the next call of next().
    [[nodiscard]] const HashedRow& row() const;

  private:
    struct Batch;
    static std::unique_ptr<Batch> hashed(std::unique_ptr<Batch> batch, IsRun is_run);
    [[nodiscard]] std::unique_ptr<Batch> read();

    TableWalk walk_;
    const IsRun is_run_;
    bool all_read_ = false;
    std::deque<std::future<std::unique_ptr<Batch>>> ahead_;
    std::unique_ptr<Batch> batch_;
    std::size_t at_ = 0;  // of the row in it
    std::optional<TableWalk::Gap> gap_;
};

}  // namespace forloeb
