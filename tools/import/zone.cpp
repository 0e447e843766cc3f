#include "tools/import/zone.hpp"

#include <cctz/civil_time.h>

#include <chrono>

namespace forloeb {
namespace {

constexpr std::int64_t micros_per_second = 1'000'000;
constexpr std::int64_t micros_per_minute = 60 * micros_per_second;

const cctz::civil_second epoch(1970, 1, 1);

/// Rounds towards the past, so that a fraction is never negative.
std::int64_t whole_seconds(std::int64_t micros) {
    const std::int64_t seconds = micros / micros_per_second;
    return micros % micros_per_second < 0 ? seconds - 1 : seconds;
}

/// Does a format ask for an offset from UTC (%z, %Ez, %E*z)?
bool has_offset(const std::string& format) {
    for (const char* letters : {"%z", "%Ez", "%E*z", "%:z"})
        if (format.find(letters) != std::string::npos) return true;
    return false;
}
bool has_time_of_day(const std::string& format) {
    for (const char* letters : {"%H", "%I", "%T", "%R", "%s", "%c", "%X"})
        if (format.find(letters) != std::string::npos) return true;
    return false;
}

}  // namespace

Result<Zone> Zone::load(const std::string& name) {
    Zone zone;
    zone.name_ = name;
    if (!cctz::load_time_zone(name, &zone.zone_))
        return fail(ErrorKind::invalid, "There is no time zone \"" + name +
                                            "\". Use a name of the tz database, such as Europe/Copenhagen.");
    return zone;
}

Zone::Placed Zone::place(const xes::DateTime& written) const {
    Placed placed;
    placed.when.precision = written.day_only ? Precision::DAY : Precision::INSTANT;
    if (written.offset_minutes) {
        placed.when.offset_minutes = *written.offset_minutes;
        placed.when.at.micros = written.local_micros - *written.offset_minutes * micros_per_minute;
        return placed;
    }
    placed.assumed = true;
    const std::int64_t seconds = whole_seconds(written.local_micros);
    const cctz::time_zone::civil_lookup found = zone_.lookup(epoch + seconds);
    if (found.kind == cctz::time_zone::civil_lookup::REPEATED) placed.clock = Clock::twice;
    if (found.kind == cctz::time_zone::civil_lookup::SKIPPED) placed.clock = Clock::skipped;
    // `pre` is the earlier of two instants, and the offset before a jump.
    const std::int64_t utc_seconds = found.pre.time_since_epoch().count();
    placed.when.offset_minutes = static_cast<std::int16_t>((seconds - utc_seconds) / 60);
    placed.when.at.micros = written.local_micros - (seconds - utc_seconds) * micros_per_second;
    return placed;
}

std::optional<xes::DateTime> parse_by_format(const std::string& format, const std::string& text) {
    cctz::time_point<std::chrono::microseconds> point;
    if (!cctz::parse(format, text, cctz::utc_time_zone(), &point)) return std::nullopt;
    xes::DateTime out;
    out.local_micros = point.time_since_epoch().count();
    out.day_only = !has_time_of_day(format);
    if (has_offset(format)) out.offset_minutes = std::int16_t{0};  // the offset has been applied
    return out;
}

}  // namespace forloeb
