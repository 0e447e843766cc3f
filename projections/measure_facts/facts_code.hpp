// Facts as few bytes, and back. One part is a list of facts, each field after the other as facts_fields.hpp names them:
//
//   number      unsigned, seven bits a byte, the lowest first, the top bit set on all but the last (LEB128)
//   signed      zigzag, then as a number; bool and enumerants: their number
//   text        the number of its word in the part `words`; event type: likewise in `types`
//   id          0 if nil, else 1 and its 16 bytes
//   optional    0, or 1 and the value; list: how many, then each
//   day         days since 1970, signed
//   moment      one byte: precision (bits 0-1), whole seconds (2), an offset follows (3), nothing follows (4: the zero moment);
//               then the offset in minutes if it is another than the last one's, then the difference from the last moment
//               in seconds or microseconds, signed
//   told        moment; difference from the last position, signed; version; number of its act
//
// "Last" is within the part. An event's id and when it was recorded are parts of their own, by act: few measures ask.
//
// A decoder reads nothing beyond its bytes: what is cut short or out of range makes ok() false and reads as zero. One thread.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "projections/measure_facts/facts_fields.hpp"

namespace forloeb {

/// What the parts of one row refer to by number.
struct FactsWords {
    std::vector<std::string_view> words;
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

namespace facts_code {

inline constexpr unsigned whole_seconds = 1U << 2, other_offset = 1U << 3, zero_moment = 1U << 4;
inline constexpr std::int64_t micros_per_second = 1'000'000;

template <typename T>
struct IsOptional : std::false_type {};
template <typename T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <typename T>
struct IsVector : std::false_type {};
template <typename T>
struct IsVector<std::vector<T>> : std::true_type {};
template <typename T>
struct IsPair : std::false_type {};
template <typename A, typename B>
struct IsPair<std::pair<A, B>> : std::true_type {};

}  // namespace facts_code

class FactsEncoder {
  public:
    /// The facts must outlive the numbering.
    explicit FactsEncoder(FactsNumbering& numbering) : numbering_(numbering) {}

    template <typename... Fields>
    void operator()(const Fields&... each) {
        (put(each), ...);
    }
    [[nodiscard]] std::string take() { return std::move(bytes_); }

  private:
    void number(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7) bytes_.push_back(static_cast<char>(value | 0x80));
        bytes_.push_back(static_cast<char>(value));
    }
    void signed_number(std::int64_t value) { number((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63)); }

    template <typename T>
    void put(const T& value) {
        if constexpr (std::is_same_v<T, std::string>) number(numbering_.of(value));
        else if constexpr (std::is_same_v<T, const EventType*>) number(numbering_.of(value));
        else if constexpr (std::is_enum_v<T>) number(static_cast<std::uint64_t>(value));
        else if constexpr (std::unsigned_integral<T>) number(value);
        else if constexpr (std::signed_integral<T>) signed_number(value);
        else if constexpr (std::is_same_v<T, Uuid>) id(value);
        else if constexpr (std::is_same_v<T, LocalDate>) signed_number(value.days);
        else if constexpr (std::is_same_v<T, WhenTold>) moment(value);
        else if constexpr (std::is_same_v<T, Told>) told(value);
        else if constexpr (facts_code::IsOptional<T>::value) {
            number(value ? 1 : 0);
            if (value) put(*value);
        } else if constexpr (facts_code::IsVector<T>::value) {
            number(value.size());
            for (const auto& each : value) put(each);
        } else if constexpr (facts_code::IsPair<T>::value) {
            put(value.first);
            put(value.second);
        } else fields(*this, value);
    }

    void id(const Uuid& id) {
        number(id.is_nil() ? 0 : 1);
        if (!id.is_nil()) bytes_.append(as_text(id.bytes));
    }
    void moment(const WhenTold& when) {
        const auto precision = static_cast<unsigned>(when.precision);
        if (when.at.micros == 0 && when.offset_minutes == 0) return number(precision | facts_code::zero_moment);
        const bool seconds = when.at.micros % facts_code::micros_per_second == 0 && last_micros_ % facts_code::micros_per_second == 0;
        const bool offset = when.offset_minutes != last_offset_;
        number(precision | (seconds ? facts_code::whole_seconds : 0) | (offset ? facts_code::other_offset : 0));
        if (offset) signed_number(when.offset_minutes);
        signed_number((when.at.micros - last_micros_) / (seconds ? facts_code::micros_per_second : 1));
        last_micros_ = when.at.micros;
        last_offset_ = when.offset_minutes;
    }
    void told(const Told& told) {
        moment(told.when);
        signed_number(static_cast<std::int64_t>(told.position.value - last_position_));
        last_position_ = told.position.value;
        number(told.version.value);
        number(told.act);
    }

    FactsNumbering& numbering_;
    std::string bytes_;
    std::int64_t last_micros_ = 0;
    std::int16_t last_offset_ = 0;
    std::uint64_t last_position_ = 0;
};

class FactsDecoder {
  public:
    FactsDecoder(std::string_view bytes, const FactsWords& words) : rest_(bytes), words_(words) {}

    template <typename... Fields>
    void operator()(Fields&... each) {
        (get(each), ...);
    }
    /// All of it was read, and all of it was there.
    [[nodiscard]] bool ok() const { return ok_ && rest_.empty(); }

  private:
    std::uint64_t number() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (rest_.empty()) return broken();
            const auto byte = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80) return value;
        }
        return broken();
    }
    std::int64_t signed_number() {
        const std::uint64_t value = number();
        return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
    }
    std::uint64_t broken() {
        ok_ = false;
        rest_ = {};
        return 0;
    }

    template <typename T>
    void get(T& value) {
        if constexpr (std::is_same_v<T, std::string>) value = one_of(words_.words);
        else if constexpr (std::is_same_v<T, const EventType*>) value = one_of(words_.types);
        else if constexpr (std::is_enum_v<T>) value = static_cast<T>(number());
        else if constexpr (std::is_same_v<T, bool>) value = number() != 0;
        else if constexpr (std::unsigned_integral<T>) value = static_cast<T>(number());
        else if constexpr (std::signed_integral<T>) value = static_cast<T>(signed_number());
        else if constexpr (std::is_same_v<T, Uuid>) id(value);
        else if constexpr (std::is_same_v<T, LocalDate>) value.days = static_cast<std::int32_t>(signed_number());
        else if constexpr (std::is_same_v<T, WhenTold>) moment(value);
        else if constexpr (std::is_same_v<T, Told>) told(value);
        else if constexpr (facts_code::IsOptional<T>::value) {
            value.reset();
            if (number() != 0) get(value.emplace());
        } else if constexpr (facts_code::IsVector<T>::value) {
            std::uint64_t count = number();
            if (count > rest_.size()) count = broken();  // each takes a byte at least
            value.resize(count);
            for (auto& each : value) get(each);
        } else if constexpr (facts_code::IsPair<T>::value) {
            get(value.first);
            get(value.second);
        } else fields(*this, value);
    }

    template <typename Value>
    Value one_of(const std::vector<Value>& all) {
        const std::uint64_t at = number();
        if (at < all.size()) return all[at];
        broken();
        return {};
    }
    void id(Uuid& id) {
        id = {};
        if (number() == 0) return;
        if (rest_.size() < id.bytes.size()) return void(broken());
        std::copy_n(rest_.begin(), id.bytes.size(), id.bytes.begin());
        rest_.remove_prefix(id.bytes.size());
    }
    void moment(WhenTold& when) {
        const std::uint64_t head = number();
        when.precision = static_cast<Precision>(head & 3);
        when.at = {};
        when.offset_minutes = 0;
        if ((head & facts_code::zero_moment) != 0) return;
        if ((head & facts_code::other_offset) != 0) last_offset_ = static_cast<std::int16_t>(signed_number());
        const std::int64_t unit = (head & facts_code::whole_seconds) != 0 ? facts_code::micros_per_second : 1;
        // Unsigned: the sum of what no encoder wrote may be anything.
        last_micros_ = static_cast<std::int64_t>(static_cast<std::uint64_t>(last_micros_) + static_cast<std::uint64_t>(signed_number()) * static_cast<std::uint64_t>(unit));
        when.at.micros = last_micros_;
        when.offset_minutes = last_offset_;
    }
    void told(Told& told) {
        moment(told.when);
        last_position_ += static_cast<std::uint64_t>(signed_number());
        told.position.value = last_position_;
        told.version.value = number();
        told.act = static_cast<std::uint32_t>(number());
        if (told.act < words_.event_ids.size()) told.event = words_.event_ids[told.act];
        if (told.act < words_.recorded.size()) told.recorded = words_.recorded[told.act];
    }

    std::string_view rest_;
    const FactsWords& words_;
    bool ok_ = true;
    std::int64_t last_micros_ = 0;
    std::int16_t last_offset_ = 0;
    std::uint64_t last_position_ = 0;
};

}  // namespace forloeb
