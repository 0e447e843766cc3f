// The rows of one generation in memory, for questions that read every one of them: reading them from the store costs more
// than most answers do. Read from the store at the first such question, then changed with it, row by row.
//
// Promise: a view is of one moment, and says the same as a snapshot of the store taken then. At most `held_bytes_max` are
// held: larger rows are not held at all, and whoever asks reads the store. Any thread; one writer.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/vocabulary/ids.hpp"
#include "projections/runner/row_store.hpp"

namespace forloeb {

inline constexpr std::size_t held_bytes_max = std::size_t{512} << 20;

struct HeldRow {
    std::string key;
    std::string value;
};

/// Rows in key order, what is parked, and how far in the log that goes.
struct HeldView {
    Position applied{0};
    std::vector<std::shared_ptr<const HeldRow>> rows;
    std::vector<Uuid> parked;
};

class HeldRows {
  public:
    explicit HeldRows(std::size_t bytes_max = held_bytes_max) : bytes_max_(bytes_max) {}

    /// Nothing if there is more than may be held. Reads `store` if nothing is held yet.
    [[nodiscard]] Result<std::optional<HeldView>> view(const RowStore& store);
    /// From now on; 0 = nothing at all.
    void hold_at_most(std::size_t bytes);
    /// What was just applied to the store. Nothing happens where nothing is held.
    void apply(const RowChange& change, Position applied);
    [[nodiscard]] std::size_t bytes() const;

  private:
    enum class State : std::uint8_t { unasked, held, too_large };

    [[nodiscard]] Status load(const RowStore& store);
    void put(std::string_view key, std::string_view value);
    void remove(std::string_view key);
    void give_up_if_too_large();

    mutable std::mutex mutex_;  // guards all below
    std::size_t bytes_max_;
    State state_ = State::unasked;
    Position applied_{0};
    std::map<std::string_view, std::shared_ptr<const HeldRow>> rows_;  // the key is the row's own; parked cases too
    std::size_t bytes_ = 0;
};

}  // namespace forloeb
