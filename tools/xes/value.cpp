#include "tools/xes/value.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <limits>
#include <string>

namespace forloeb::xes {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A decimal number as its significant digits and the power of ten of the last one, to compare what was written with
/// what a double holds.
struct Decimal {
    std::string digits;
    std::int64_t exponent = 0;
    bool operator==(const Decimal&) const = default;
};

Decimal normalise(std::string_view text) {
    Decimal out;
    bool after_point = false;
    std::size_t i = 0;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    for (; i < text.size() && text[i] != 'e' && text[i] != 'E'; ++i) {
        if (text[i] == '.') {
            after_point = true;
            continue;
        }
        out.digits.push_back(text[i]);
        if (after_point) --out.exponent;
    }
    if (i < text.size()) {
        if (++i < text.size() && text[i] == '+') ++i;
        std::int64_t exponent = 0;
        std::from_chars(text.data() + i, text.data() + text.size(), exponent);
        out.exponent += exponent;
    }
    out.digits.erase(0, std::min(out.digits.find_first_not_of('0'), out.digits.size()));
    while (!out.digits.empty() && out.digits.back() == '0') {
        out.digits.pop_back();
        ++out.exponent;
    }
    if (out.digits.empty()) out.exponent = 0;
    return out;
}

/// Walks over a fixed layout of digits and marks.
class Cursor {
  public:
    explicit Cursor(std::string_view text) : text_(text) {}
    [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
    [[nodiscard]] char peek() const { return at_end() ? '\0' : text_[at_]; }
    bool accept(char c) {
        if (peek() != c) return false;
        ++at_;
        return true;
    }
    /// Exactly `count` digits.
    [[nodiscard]] std::optional<int> number(int count) {
        int value = 0;
        for (int i = 0; i < count; ++i) {
            if (!is_digit(peek())) return std::nullopt;
            value = value * 10 + (text_[at_++] - '0');
        }
        return value;
    }

  private:
    std::string_view text_;
    std::size_t at_ = 0;
};

std::optional<std::int64_t> parse_day(Cursor& cursor) {
    const auto year = cursor.number(4);
    if (!year || !cursor.accept('-')) return std::nullopt;
    const auto month = cursor.number(2);
    if (!month || !cursor.accept('-')) return std::nullopt;
    const auto day = cursor.number(2);
    if (!day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days{date}.time_since_epoch().count();
}

std::optional<std::int64_t> parse_time_of_day(Cursor& cursor, bool& exact) {
    const auto hour = cursor.number(2);
    if (!hour || !cursor.accept(':')) return std::nullopt;
    const auto minute = cursor.number(2);
    if (!minute) return std::nullopt;
    int second = 0;
    std::int64_t micros = 0;
    if (cursor.accept(':')) {
        const auto written = cursor.number(2);
        if (!written) return std::nullopt;
        second = *written;
        if (cursor.accept('.') || cursor.accept(',')) {
            if (!is_digit(cursor.peek())) return std::nullopt;
            std::int64_t unit = 100'000;
            while (is_digit(cursor.peek())) {
                const int digit = *cursor.number(1);
                micros += digit * unit;
                if (unit == 0 && digit != 0) exact = false;
                unit /= 10;
            }
        }
    }
    // 24:00:00 is the end of the day (XML Schema part 2, 3.2.7.1); a leap second has no place on the POSIX scale.
    const bool end_of_day = *hour == 24 && *minute == 0 && second == 0 && micros == 0;
    if ((*hour > 23 && !end_of_day) || *minute > 59 || second > 59) return std::nullopt;
    return ((*hour * 60LL + *minute) * 60 + second) * 1'000'000 + micros;
}

/// Z, +hh:mm, +hhmm or +hh; false if what stands there is none of these.
bool parse_offset(Cursor& cursor, std::optional<std::int16_t>& offset) {
    if (cursor.at_end()) return true;
    if (cursor.accept('Z') || cursor.accept('z')) {
        offset = std::int16_t{0};
        return cursor.at_end();
    }
    const bool minus = cursor.peek() == '-';
    if (!cursor.accept('+') && !cursor.accept('-')) return false;
    const auto hours = cursor.number(2);
    if (!hours) return false;
    int minutes = 0;
    if (!cursor.at_end()) {
        cursor.accept(':');
        const auto written = cursor.number(2);
        if (!written) return false;
        minutes = *written;
    }
    const int total = *hours * 60 + minutes;
    if (minutes > 59 || total > 14 * 60 || !cursor.at_end()) return false;
    offset = static_cast<std::int16_t>(minus ? -total : total);
    return true;
}

}  // namespace

std::optional<Integer> parse_integer(std::string_view text) {
    std::string_view number = text;
    if (number.starts_with('+')) number.remove_prefix(1);
    if (number.empty() || (!is_digit(number.front()) && (number != text || number.front() != '-'))) return std::nullopt;
    Integer out;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), out.value);
    if (error != std::errc{} || end != number.data() + number.size()) return std::nullopt;
    out.exact = std::to_string(out.value) == text;
    return out;
}

std::optional<Real> parse_real(std::string_view text) {
    // XML Schema's own words for what has no digits.
    if (text == "INF") return Real{std::numeric_limits<double>::infinity()};
    if (text == "-INF") return Real{-std::numeric_limits<double>::infinity()};
    if (text == "NaN") return Real{std::numeric_limits<double>::quiet_NaN()};
    std::string_view number = text;
    if (number.starts_with('+')) number.remove_prefix(1);
    if (number.empty() || (number != text && number.front() == '-')) return std::nullopt;
    const bool has_digit = std::any_of(number.begin(), number.end(), is_digit);
    Real out;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), out.value);
    if (error != std::errc{} || end != number.data() + number.size() || !has_digit) return std::nullopt;
    char shortest[64];
    const auto written = std::to_chars(shortest, shortest + sizeof shortest, out.value);
    out.exact = normalise(number) == normalise({shortest, static_cast<std::size_t>(written.ptr - shortest)});
    return out;
}

std::optional<bool> parse_boolean(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (lower == "true" || lower == "1") return true;
    if (lower == "false" || lower == "0") return false;
    return std::nullopt;
}

std::optional<DateTime> parse_date_time(std::string_view text) {
    Cursor cursor(text);
    DateTime out;
    const auto day = parse_day(cursor);
    if (!day) return std::nullopt;
    std::int64_t time_of_day = 0;
    if (cursor.accept('T') || cursor.accept('t') || cursor.accept(' ')) {
        const auto parsed = parse_time_of_day(cursor, out.exact);
        if (!parsed) return std::nullopt;
        time_of_day = *parsed;
    } else {
        out.day_only = true;
    }
    if (!parse_offset(cursor, out.offset_minutes)) return std::nullopt;
    out.local_micros = *day * 86'400'000'000 + time_of_day;
    return out;
}

}  // namespace forloeb::xes
