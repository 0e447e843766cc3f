// What both formats share: the calendar that an export is told in, and what a run counts.
//
// An evaluator gets days since a case's first event and never a date (projections/evaluation/replayed_case.hpp). XES and OCEL
// want times, so day 0 of every case is the same day, 2000-01-01 at midnight UTC: what lies between two events of a case is
// true, weekdays and what lies between two cases mean nothing. The order of events on a day is that of the file.
#pragma once

#include <cstdint>
#include <string>

namespace forloeb {

/// "2000-01-11T00:00:00.000Z" for day 10; days before the first event are before 2000.
[[nodiscard]] std::string export_time(std::int64_t day);

struct ExportCounts {
    std::uint64_t cases = 0;
    std::uint64_t events = 0;
    std::uint64_t without_day = 0;  // known to the month at most: both formats need a time, and none is made up
    std::uint64_t objects = 0;      // OCEL
};

}  // namespace forloeb
