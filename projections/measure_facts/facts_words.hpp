// The words and event types of one row of measure_facts, each stood for by a number: what is said a hundred times in a case is
// stored once, and read only where it is asked for. A table read from bytes is checked, and gives out nothing beyond them.
// One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "events/catalogue/catalogue.hpp"
#include "events/vocabulary/bytes.hpp"
#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/time.hpp"

namespace forloeb {

/// The words of one row by number, read where they stand: how many there are, where each ends in the text, and the text. The
/// numbers have four bytes, big-endian, so that a word costs nothing until it is asked for.
class WordTable {
  public:
    WordTable() = default;
    /// Nothing if it is not such a table. The bytes must outlive it.
    [[nodiscard]] static std::optional<WordTable> of(std::string_view bytes);
    [[nodiscard]] static std::string written(const std::vector<std::string_view>& words);

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] std::string_view operator[](std::size_t number) const {
        const std::size_t begin = number == 0 ? 0 : end_of(number - 1);
        return text_.substr(begin, end_of(number) - begin);
    }

  private:
    [[nodiscard]] std::size_t end_of(std::size_t number) const {
        return get_big_endian<std::uint32_t>(as_bytes(ends_).data() + number * sizeof(std::uint32_t));
    }

    std::size_t size_ = 0;
    std::string_view ends_;
    std::string_view text_;
};

/// What the parts of one row refer to by number.
struct FactsWords {
    WordTable words;
    std::vector<const EventType*> types;
    std::vector<Uuid> event_ids;   // by act; empty = not wanted
    std::vector<Instant> recorded;  // likewise
};

/// Gives numbers to words and types in the order of their first use.
class FactsNumbering {
  public:
    [[nodiscard]] std::uint64_t of(const std::string& word) { return number(words_, word_numbers_, std::string_view(word)); }
    [[nodiscard]] std::uint64_t of(const EventType* type) { return number(types_, type_numbers_, type); }
    [[nodiscard]] const std::vector<std::string_view>& words() const { return words_; }
    [[nodiscard]] const std::vector<const EventType*>& types() const { return types_; }

  private:
    template <typename Value>
    static std::uint64_t number(std::vector<Value>& all, std::unordered_map<Value, std::uint64_t>& numbers, const Value& value) {
        const auto [found, is_new] = numbers.try_emplace(value, all.size());
        if (is_new) all.push_back(value);
        return found->second;
    }

    std::vector<std::string_view> words_;  // of the facts at hand
    std::vector<const EventType*> types_;
    std::unordered_map<std::string_view, std::uint64_t> word_numbers_;
    std::unordered_map<const EventType*, std::uint64_t> type_numbers_;
};

}  // namespace forloeb
