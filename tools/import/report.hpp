// What an import did, for people and for machines: the numbers a person needs to trust it, and the rows that were left
// out, by line. No values of the log stand in it but activities and attribute keys.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/limits.hpp"
#include "events/vocabulary/result.hpp"

namespace forloeb {

struct ReportedRow {
    std::uint64_t line = 0;
    std::string reason;
};

/// A count, and the rows behind it as far as limits::import_report_rows_max.
struct ReportedRows {
    std::uint64_t count = 0;
    std::vector<ReportedRow> rows;
    void add(std::uint64_t line, std::string reason) {
        ++count;
        if (rows.size() < limits::import_report_rows_max) rows.push_back({line, std::move(reason)});
    }
};

struct ImportReport {
    std::string source;
    Uuid batch;
    bool dry_run = false;
    bool interrupted = false;    // stopped on request; repeat the import to go on
    std::optional<Error> error;  // why it ended early; what is counted as appended is in the store

    // The file
    std::uint64_t bytes = 0;
    std::string sha256;
    std::uint64_t lines = 0;
    std::uint64_t cases = 0;          // traces with a case id
    std::uint64_t source_events = 0;  // <event> elements = new + repeated + changed + rejected

    // What became of them
    std::uint64_t new_cases = 0;
    std::uint64_t new_events = 0;
    std::uint64_t repeated_events = 0;  // were there already
    ReportedRows changed;               // were there already with other content: not written
    ReportedRows rejected;              // events that cannot be imported
    ReportedRows left_out;              // anything else that has no place: stray elements, late attributes
    std::uint64_t appended_events = 0;  // stored in this run: the new ones and the synthesised ones
    std::uint64_t synthesised_events = 0;
    std::map<std::string, std::uint64_t> appended_by_type;

    // The quality of the source
    std::uint64_t ties = 0;        // an event at the same time as the one before it in its case
    std::uint64_t inversions = 0;  // an event earlier than the one before it in its case
    std::uint64_t missing_times = 0;
    std::uint64_t missing_activities = 0;
    std::uint64_t assumed_zones = 0;         // events whose time has no offset
    std::uint64_t times_twice_on_clock = 0;  // in the hour that is there twice: the earlier instant was taken
    std::uint64_t times_not_on_clock = 0;    // in the hour that the clock jumps over
    std::uint64_t exact_duplicates = 0;      // events equal to another of their case in every attribute: kept
    ReportedRows illegal_tokens;             // values not of their type: kept as written
    std::map<std::string, std::uint64_t> missing_globals;      // "trace deadline": elements without it
    std::uint64_t unmapped_events = 0;                         // became external.recorded
    std::map<std::string, std::uint64_t> unmapped_activities;  // at most unmapped_activities_max of them

    double seconds = 0;

    static constexpr std::size_t unmapped_activities_max = 10'000;
};

/// The report as one JSON object; numbers are numbers. Only the 20 most frequent unmapped activities are named.
[[nodiscard]] std::string to_json(const ImportReport& report, bool pretty = false);

}  // namespace forloeb
