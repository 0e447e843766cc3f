#include "events/vocabulary/time.hpp"

#include <cctz/civil_time.h>
#include <cctz/time_zone.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

namespace forloeb {
namespace {

constexpr std::int64_t micros_per_second = 1'000'000;
constexpr std::int64_t micros_per_minute = 60 * micros_per_second;
constexpr int minutes_max_of_offset = 18 * 60;  // as java.time and XML Schema agree well enough

using Seconds = std::chrono::duration<std::int64_t>;
using TimePoint = cctz::time_point<cctz::seconds>;

const cctz::time_zone& copenhagen() {
    static const cctz::time_zone zone = [] {
        cctz::time_zone loaded;
        if (!cctz::load_time_zone("Europe/Copenhagen", &loaded)) {
            std::fputs("The time zone Europe/Copenhagen is not installed: install the package tzdata.\n", stderr);
            std::abort();
        }
        return loaded;
    }();
    return zone;
}

std::int64_t floor_seconds(std::int64_t micros) {
    const std::int64_t seconds = micros / micros_per_second;
    return micros % micros_per_second < 0 ? seconds - 1 : seconds;
}

TimePoint time_point(std::int64_t micros) { return TimePoint(cctz::seconds(floor_seconds(micros))); }

std::int64_t micros_of(TimePoint point) { return point.time_since_epoch().count() * micros_per_second; }

/// The clock reading of an instant at a fixed offset from UTC.
cctz::civil_second civil_at(std::int64_t micros, int offset_minutes) {
    return cctz::civil_second(1970, 1, 1) + floor_seconds(micros) + std::int64_t{offset_minutes} * 60;
}

cctz::civil_day civil_day_of(LocalDate date) { return cctz::civil_day(1970, 1, 1) + date.days; }

LocalDate date_of(cctz::civil_day day) { return {static_cast<std::int32_t>(day - cctz::civil_day(1970, 1, 1))}; }

std::int64_t micros_at_offset(cctz::civil_second civil, int offset_minutes) {
    return (civil - cctz::civil_second(1970, 1, 1)) * micros_per_second - offset_minutes * micros_per_minute;
}

/// The offsets from UTC in Copenhagen over the years that cases are about: folds ask for the date of every event.
class OffsetTable {
  public:
    static const OffsetTable& of_copenhagen() {
        static const OffsetTable table;
        return table;
    }
    /// In seconds; nothing outside those years.
    [[nodiscard]] std::optional<std::int64_t> at(std::int64_t seconds) const {
        if (seconds < changes_.front().from || seconds >= end_) return std::nullopt;
        const auto after = std::upper_bound(changes_.begin(), changes_.end(), seconds, [](std::int64_t at, const Change& change) { return at < change.from; });
        return std::prev(after)->offset;
    }

  private:
    struct Change {
        std::int64_t from;
        std::int64_t offset;
    };
    OffsetTable() {
        TimePoint at = cctz::convert(cctz::civil_second(1990), cctz::utc_time_zone());
        end_ = cctz::convert(cctz::civil_second(2060), cctz::utc_time_zone()).time_since_epoch().count();
        cctz::time_zone::civil_transition change;
        do changes_.push_back({at.time_since_epoch().count(), copenhagen().lookup(at).offset});
        while (copenhagen().next_transition(at, &change) && (at = copenhagen().lookup(change.to).trans).time_since_epoch().count() < end_);
    }

    std::vector<Change> changes_;
    std::int64_t end_ = 0;
};

std::int64_t floor_days(std::int64_t seconds) {
    constexpr std::int64_t seconds_per_day = 86'400;
    return seconds / seconds_per_day - (seconds % seconds_per_day < 0 ? 1 : 0);
}

int copenhagen_offset(TimePoint point) { return copenhagen().lookup(point).offset / 60; }

/// A clock reading in Copenhagen. An hour that is there twice is its earlier instant; one that is skipped is read with
/// the offset before the change (RFC 5545 section 3.3.5), so that the digits stay as they were written.
WhenTold in_copenhagen(cctz::civil_second civil, std::int64_t fraction_micros, Precision precision) {
    const TimePoint point = copenhagen().lookup(civil).pre;
    WhenTold when;
    when.precision = precision;
    const std::int64_t offset_seconds = civil - cctz::civil_second(1970, 1, 1) - point.time_since_epoch().count();
    when.offset_minutes = static_cast<std::int16_t>(offset_seconds / 60);
    when.at.micros = micros_of(point) + fraction_micros;
    return when;
}

/// At least that many digits. Every event of an answer has several times: snprintf would be most of writing it.
void put_padded(std::string& out, std::int64_t number, std::size_t width) {
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number < 0 ? -number : number).ptr;
    const auto size = static_cast<std::size_t>(end - digits.data());
    if (number < 0) out.push_back('-');
    if (size < width) out.append(width - size, '0');
    out.append(digits.data(), size);
}

std::string print_offset(int offset_minutes) {
    if (offset_minutes == 0) return "Z";
    const int size = std::abs(offset_minutes);
    std::string out(1, offset_minutes < 0 ? '-' : '+');
    put_padded(out, size / 60, 2);
    out.push_back(':');
    put_padded(out, size % 60, 2);
    return out;
}

std::string print_date(cctz::civil_day day) {
    std::string out;
    put_padded(out, day.year(), 4);
    out.push_back('-');
    put_padded(out, day.month(), 2);
    out.push_back('-');
    put_padded(out, day.day(), 2);
    return out;
}

std::string print_time(std::int64_t micros, int offset_minutes) {
    const cctz::civil_second civil = civil_at(micros, offset_minutes);
    const auto fraction = static_cast<int>(micros - floor_seconds(micros) * micros_per_second);
    std::string out = print_date(cctz::civil_day(civil));
    char before = 'T';
    for (const int part : {civil.hour(), civil.minute(), civil.second()}) {
        out.push_back(std::exchange(before, ':'));
        put_padded(out, part, 2);
    }
    if (fraction != 0) {
        const bool millis = fraction % 1000 == 0;
        out.push_back('.');
        put_padded(out, millis ? fraction / 1000 : fraction, millis ? 3 : 6);
    }
    return out.append(print_offset(offset_minutes));
}

tl::unexpected<Error> malformed() {
    return fail(ErrorKind::invalid,
                "This is no time. Write a date (2026-03-01), a month (2026-03) or a time (2026-03-01T09:30:00+01:00).");
}

/// Reads digits and separators off the front of a text; once something is wrong it stays wrong.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    int digits(std::size_t count) {
        int value = 0;
        if (rest_.size() < count) return broken();
        for (std::size_t i = 0; i < count; ++i) {
            if (!is_digit(rest_[i])) return broken();
            value = value * 10 + (rest_[i] - '0');
        }
        rest_.remove_prefix(count);
        return value;
    }
    bool take(char wanted) {
        if (rest_.empty() || rest_.front() != wanted) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void need(char wanted) {
        if (!take(wanted)) broken();
    }
    /// A fraction of a second in microseconds; further digits are cut off.
    std::int64_t fraction() {
        std::int64_t value = 0;
        std::int64_t unit = micros_per_second;
        if (rest_.empty() || !is_digit(rest_.front())) return broken();
        while (!rest_.empty() && is_digit(rest_.front())) {
            unit /= 10;
            value += unit * (rest_.front() - '0');
            rest_.remove_prefix(1);
        }
        return value;
    }
    int broken() {
        ok_ = false;
        rest_ = {};
        return 0;
    }
    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }

  private:
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }
    std::string_view rest_;
    bool ok_ = true;
};

/// "Z", "+01:00", "+0100" or "+01"; nothing if the text ends here.
bool scan_offset(Scanner& scan, int& offset_minutes) {
    if (scan.at_end()) return false;
    offset_minutes = 0;
    if (scan.take('Z') || scan.take('z')) return true;
    const bool minus = scan.take('-');
    if (!minus && !scan.take('+')) {
        scan.broken();
        return false;
    }
    const int hours = scan.digits(2);
    int minutes = 0;
    if (!scan.at_end()) {
        scan.take(':');
        minutes = scan.digits(2);
    }
    offset_minutes = (minus ? -1 : 1) * (hours * 60 + minutes);
    if (minutes > 59 || std::abs(offset_minutes) > minutes_max_of_offset) scan.broken();
    return true;
}

WhenTold at_offset(cctz::civil_second civil, std::int64_t fraction, int offset_minutes, Precision precision) {
    return {Instant{micros_at_offset(civil, offset_minutes) + fraction}, static_cast<std::int16_t>(offset_minutes),
            precision};
}

}  // namespace

WhenTold read_moment(Moment::Reader moment) {
    return {Instant{moment.getMicros()}, moment.getOffsetMinutes(), moment.getPrecision()};
}

void write_moment(Moment::Builder moment, const WhenTold& when) {
    moment.setMicros(when.at.micros);
    moment.setOffsetMinutes(when.offset_minutes);
    moment.setPrecision(when.precision);
}

LocalDate local_date(const WhenTold& when) {
    if (when.precision == Precision::INSTANT) return local_date(when.at);
    return {static_cast<std::int32_t>(floor_days(floor_seconds(when.at.micros) + std::int64_t{when.offset_minutes} * 60))};
}

LocalDate local_date(Instant instant) {
    const std::int64_t seconds = floor_seconds(instant.micros);
    const auto offset = OffsetTable::of_copenhagen().at(seconds);
    if (!offset) return date_of(cctz::civil_day(cctz::convert(time_point(instant.micros), copenhagen())));
    return {static_cast<std::int32_t>(floor_days(seconds + *offset))};
}

WhenTold in_local_time(Instant instant) {
    return {instant, static_cast<std::int16_t>(copenhagen_offset(time_point(instant.micros))), Precision::INSTANT};
}

Instant end_of_day(LocalDate date) {
    const auto midnight = copenhagen().lookup(cctz::civil_second(civil_day_of({date.days + 1})));
    const bool skipped = midnight.kind == cctz::time_zone::civil_lookup::SKIPPED;
    return {micros_of(skipped ? midnight.trans : midnight.pre) - 1};
}

std::string format_when(const WhenTold& when) {
    if (when.is_unknown()) return {};
    if (when.precision == Precision::INSTANT) return print_time(when.at.micros, when.offset_minutes);
    std::string date = print_date(cctz::civil_day(civil_at(when.at.micros, when.offset_minutes)));
    if (when.precision == Precision::MONTH) date.resize(date.size() - 3);
    // A date of another zone keeps its offset (as xs:date writes it), or reading it back would move it.
    if (when.offset_minutes != copenhagen_offset(time_point(when.at.micros))) date += print_offset(when.offset_minutes);
    return date;
}

std::string format_instant(Instant instant) { return print_time(instant.micros, 0); }

std::string format_date(LocalDate date) { return print_date(civil_day_of(date)); }

Result<WhenTold> parse_when(std::string_view text, bool* zone_assumed) {
    if (zone_assumed != nullptr) *zone_assumed = false;
    if (text.empty()) return WhenTold{{}, 0, Precision::UNKNOWN};
    Scanner scan(text);
    const int year = scan.digits(4);
    scan.need('-');
    const int month = scan.digits(2);
    // "2026-03-01" goes on with a day; "2026-03-01:00" does not exist, so a dash is never an offset's here.
    const bool has_day = scan.take('-');
    const int day = has_day ? scan.digits(2) : 1;
    const cctz::civil_day date(year, month, day);
    if (!scan.ok() || year < 1 || date.month() != month || date.day() != day) return malformed();

    const bool has_time = has_day && (scan.take('T') || scan.take('t') || scan.take(' '));
    int offset = 0;
    if (!has_time) {
        const bool has_offset = scan_offset(scan, offset);
        if (!scan.ok() || !scan.at_end()) return malformed();
        const Precision precision = has_day ? Precision::DAY : Precision::MONTH;
        const cctz::civil_second midnight(date);
        return has_offset ? at_offset(midnight, 0, offset, precision) : in_copenhagen(midnight, 0, precision);
    }

    const int hour = scan.digits(2);
    scan.need(':');
    const int minute = scan.digits(2);
    const bool has_second = scan.take(':');
    const int second = has_second ? scan.digits(2) : 0;
    const std::int64_t fraction = has_second && scan.take('.') ? scan.fraction() : 0;
    const bool has_offset = scan.ok() && scan_offset(scan, offset);
    const bool end_of_day_hour =
        hour == 24 && minute == 0 && second == 0 && fraction == 0;  // xs:dateTime's other midnight
    if (!scan.ok() || !scan.at_end() || (hour > 23 && !end_of_day_hour) || minute > 59 || second > 59)
        return malformed();

    const cctz::civil_second civil = cctz::civil_second(date) + hour * 3600 + minute * 60 + second;
    if (has_offset) return at_offset(civil, fraction, offset, Precision::INSTANT);
    if (zone_assumed != nullptr) *zone_assumed = true;
    return in_copenhagen(civil, fraction, Precision::INSTANT);
}

Result<LocalDate> parse_date(std::string_view text) {
    const auto when = parse_when(text);
    if (!when || when->precision != Precision::DAY)
        return fail(ErrorKind::invalid, "This is no date. Write it as 2026-03-01.");
    return local_date(*when);
}

Result<Instant> parse_as_of(std::string_view text) {
    const auto when = parse_when(text);
    if (when && when->precision == Precision::DAY) return end_of_day(local_date(*when));
    if (when && when->precision == Precision::INSTANT) return when->at;
    return fail(ErrorKind::invalid,
                "Say as of when with a date (2026-03-01, its end) or a time (2026-03-01T09:30:00+01:00).");
}

}  // namespace forloeb
