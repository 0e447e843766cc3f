// Distinct persons, in the order in which they were first named. What every figure counts, over every case: one table of
// places beside one list, so that a person costs no allocation. Nobody is taken out. One thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "events/vocabulary/ids.hpp"

namespace forloeb {

class Persons {
  public:
    void insert(const Uuid& person) { static_cast<void>(place_of(person)); }
    template <typename Iterator>
    void insert(Iterator first, Iterator last) {
        for (; first != last; ++first) insert(*first);
    }
    /// Where the person stands in the list; at its end if not named before.
    std::size_t place_of(const Uuid& person) {
        // One case comes after the other, so most who are named were named just before.
        if (last_ < list_.size() && list_[last_] == person) return last_;
        if (list_.size() * 2 >= table_.size()) grow();
        std::uint32_t& slot = table_[slot_of(person)];
        if (slot == 0) {
            list_.push_back(person);
            slot = static_cast<std::uint32_t>(list_.size());
        }
        return last_ = slot - 1;
    }

    [[nodiscard]] bool contains(const Uuid& person) const { return !table_.empty() && table_[slot_of(person)] != 0; }
    [[nodiscard]] std::size_t size() const { return list_.size(); }
    [[nodiscard]] bool empty() const { return list_.empty(); }
    [[nodiscard]] auto begin() const { return list_.begin(); }
    [[nodiscard]] auto end() const { return list_.end(); }

  private:
    static constexpr std::size_t slots_min = 16;

    /// The person's slot, or the free one where it would be. Half of the slots are free at least.
    [[nodiscard]] std::size_t slot_of(const Uuid& person) const {
        const std::size_t mask = table_.size() - 1;
        const std::uint64_t mixed = std::hash<Uuid>{}(person) * 0x9e3779b97f4a7c15ULL;
        std::size_t at = static_cast<std::size_t>(mixed >> 32) & mask;
        while (table_[at] != 0 && list_[table_[at] - 1] != person) at = (at + 1) & mask;
        return at;
    }
    void grow() {
        table_.assign(std::max(slots_min, table_.size() * 2), 0);
        for (std::uint32_t place = 0; place < list_.size(); ++place) table_[slot_of(list_[place])] = place + 1;
    }

    std::vector<Uuid> list_;
    std::vector<std::uint32_t> table_;  // of slots, as many as a power of two: 0, or a place in the list and one
    std::size_t last_ = 0;
};

}  // namespace forloeb
