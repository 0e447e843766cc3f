// A walk over all rows of one table in key order that does not end at damage: where rows cannot be read it says between
// which keys, and goes on behind them. Its cursor is renewed now and then, so that a slow walk holds nothing back in the
// store; rows added meanwhile may be met. One thread.
#pragma once

#include <optional>
#include <string>

#include "engine/storage/store.hpp"

namespace forloeb {

class TableWalk {
  public:
    TableWalk(const Store& store, Table table);

    /// Rows that could not be read: keys from `from` on, by their first eight bytes, up to those of `end`.
    struct Gap {
        std::uint64_t from = 0;
        std::uint64_t end = 0;  // 2^64 - 1: to the end of the table
        Error error;
    };
    /// Moves to the next row. False at the end of the table, and at a gap: then gap() is set, and the next call goes on
    /// behind it.
    [[nodiscard]] bool next();
    [[nodiscard]] const std::optional<Gap>& gap() const { return gap_; }
    [[nodiscard]] std::string_view key() const { return cursor_.key(); }
    [[nodiscard]] std::string_view value() const { return cursor_.value(); }

  private:
    [[nodiscard]] bool readable_from(std::uint64_t key_start);
    void find_gap();

    const Store& store_;
    Table table_;
    Cursor cursor_;
    std::string last_key_;
    std::uint64_t rows_since_renewed_ = 0;
    bool started_ = false;
    bool ended_ = false;
    std::optional<Gap> gap_;
};

}  // namespace forloeb
