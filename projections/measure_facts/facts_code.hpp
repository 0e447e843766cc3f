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
// "Last" is within the part. What few measures ask for stands in parts of its own: an event's id and when it was recorded, by
// act; and fields that facts_fields.hpp puts into another part than the rest of the fact, one fact's after the other's.
//
// A decoder reads nothing beyond its bytes: what is cut short or out of range makes ok() false and reads as zero. One thread.
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "projections/measure_facts/facts_fields.hpp"
#include "projections/measure_facts/facts_words.hpp"

namespace forloeb {

namespace facts_code {

inline constexpr unsigned whole_seconds = 1U << 2, other_offset = 1U << 3, zero_moment = 1U << 4;
inline constexpr std::int64_t micros_per_second = 1'000'000;

/// What the next moment or position in a part is told apart from.
struct Last {
    std::int64_t micros = 0;
    std::int16_t offset = 0;
    std::uint64_t position = 0;
};

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

/// The parts of one row. What is encoded must outlive it.
class FactsEncoder {
  public:
    /// Into the part; from within a fact, the fields of it that stand there.
    template <typename... Fields>
    void in(FactsPart part, const Fields&... each) {
        Writing* const outer = std::exchange(at_, &parts_[static_cast<std::size_t>(part)]);
        (put(each), ...);
        at_ = outer;
    }
    /// Into the part at hand.
    template <typename... Fields>
    void operator()(const Fields&... each) {
        (put(each), ...);
    }
    [[nodiscard]] const std::string& bytes(FactsPart part) const { return parts_[static_cast<std::size_t>(part)].bytes; }
    [[nodiscard]] const FactsNumbering& numbering() const { return numbering_; }

  private:
    struct Writing {
        std::string bytes;
        facts_code::Last last;
    };

    void number(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7) at_->bytes.push_back(static_cast<char>(value | 0x80));
        at_->bytes.push_back(static_cast<char>(value));
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
        if (!id.is_nil()) at_->bytes.append(as_text(id.bytes));
    }
    void moment(const WhenTold& when) {
        const auto precision = static_cast<unsigned>(when.precision);
        if (when.at.micros == 0 && when.offset_minutes == 0) return number(precision | facts_code::zero_moment);
        const bool seconds = when.at.micros % facts_code::micros_per_second == 0 && at_->last.micros % facts_code::micros_per_second == 0;
        const bool offset = when.offset_minutes != at_->last.offset;
        number(precision | (seconds ? facts_code::whole_seconds : 0) | (offset ? facts_code::other_offset : 0));
        if (offset) signed_number(when.offset_minutes);
        signed_number((when.at.micros - at_->last.micros) / (seconds ? facts_code::micros_per_second : 1));
        at_->last.micros = when.at.micros;
        at_->last.offset = when.offset_minutes;
    }
    void told(const Told& told) {
        moment(told.when);
        signed_number(static_cast<std::int64_t>(told.position.value - at_->last.position));
        at_->last.position = told.position.value;
        number(told.version.value);
        number(told.act);
    }

    FactsNumbering numbering_;
    std::array<Writing, facts_parts> parts_;
    Writing* at_ = nullptr;
};

/// The parts of one row after another's.
class FactsDecoder {
  public:
    explicit FactsDecoder(FactsWanted wanted) : wanted_(wanted) {}

    /// Begins a row. `bytes_of(part)` says the bytes of a part of facts that is wanted; they, and the words, must outlive its decoding.
    template <typename BytesOf>
    void begin(const FactsWords& words, const BytesOf& bytes_of) {
        words_ = &words;
        ok_ = true;
        for (std::size_t part = first_part_of_facts; part < facts_parts; ++part)
            if (wanted_.has(static_cast<FactsPart>(part))) parts_[part] = {bytes_of(static_cast<FactsPart>(part)), {}};
    }
    /// As the encoder's; nothing happens to fields of a part that is not wanted.
    template <typename... Fields>
    void in(FactsPart part, Fields&... each) {
        if (!wanted_.has(part)) return;
        Reading* const outer = std::exchange(at_, &parts_[static_cast<std::size_t>(part)]);
        (get(each), ...);
        at_ = outer;
    }
    template <typename... Fields>
    void operator()(Fields&... each) {
        (get(each), ...);
    }
    /// All of what is wanted was read, and all of it was there. Words, types, ids and times of acts are not read here.
    [[nodiscard]] bool ok() const { return ok_ && std::ranges::all_of(parts_, [](const Reading& part) { return part.rest.empty(); }); }

  private:
    struct Reading {
        std::string_view rest;
        facts_code::Last last;
    };

    std::uint64_t number() {
        // Most are of one byte.
        if (std::string_view& rest = at_->rest; !rest.empty() && static_cast<unsigned char>(rest.front()) < 0x80) {
            const auto value = static_cast<unsigned char>(rest.front());
            rest.remove_prefix(1);
            return value;
        }
        return long_number();
    }
    [[gnu::noinline]] std::uint64_t long_number() {
        std::string_view& rest = at_->rest;
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (rest.empty()) return broken();
            const auto byte = static_cast<unsigned char>(rest.front());
            rest.remove_prefix(1);
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
        at_->rest = {};
        return 0;
    }

    template <typename T>
    void get(T& value) {
        if constexpr (std::is_same_v<T, std::string>) text(value);
        else if constexpr (std::is_same_v<T, const EventType*>) value = one_of(words_->types);
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
            if (count > at_->rest.size()) count = broken();  // each takes a byte at least
            value.resize(count);
            for (auto& each : value) get(each);
        } else if constexpr (facts_code::IsPair<T>::value) {
            get(value.first);
            get(value.second);
        } else fields(*this, value);
    }

    void text(std::string& value) {
        const std::string_view word = one_of(words_->words);
        if (word.empty()) value.clear();  // so are most, and this costs nothing
        else value.assign(word);
    }
    template <typename Table>
    auto one_of(const Table& all) -> std::decay_t<decltype(all[0])> {
        const std::uint64_t at = number();
        if (at < all.size()) return all[at];
        broken();
        return {};
    }
    void id(Uuid& id) {
        id = {};
        if (number() == 0) return;
        if (at_->rest.size() < id.bytes.size()) return void(broken());
        std::copy_n(at_->rest.begin(), id.bytes.size(), id.bytes.begin());
        at_->rest.remove_prefix(id.bytes.size());
    }
    void moment(WhenTold& when) {
        const std::uint64_t head = number();
        when.precision = static_cast<Precision>(head & 3);
        when.at = {};
        when.offset_minutes = 0;
        if ((head & facts_code::zero_moment) != 0) return;
        if ((head & facts_code::other_offset) != 0) at_->last.offset = static_cast<std::int16_t>(signed_number());
        const std::int64_t unit = (head & facts_code::whole_seconds) != 0 ? facts_code::micros_per_second : 1;
        // Unsigned: the sum of what no encoder wrote may be anything.
        at_->last.micros = static_cast<std::int64_t>(static_cast<std::uint64_t>(at_->last.micros) + static_cast<std::uint64_t>(signed_number()) * static_cast<std::uint64_t>(unit));
        when.at.micros = at_->last.micros;
        when.offset_minutes = at_->last.offset;
    }
    void told(Told& told) {
        moment(told.when);
        at_->last.position += static_cast<std::uint64_t>(signed_number());
        told.position.value = at_->last.position;
        told.version.value = number();
        told.act = static_cast<std::uint32_t>(number());
        if (told.act < words_->event_ids.size()) told.event = words_->event_ids[told.act];
        if (told.act < words_->recorded.size()) told.recorded = words_->recorded[told.act];
    }

    const FactsWanted wanted_;
    const FactsWords* words_ = nullptr;
    std::array<Reading, facts_parts> parts_;
    Reading* at_ = nullptr;
    bool ok_ = true;
};

}  // namespace forloeb
