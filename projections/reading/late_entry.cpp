#include "projections/reading/late_entry.hpp"

#include "events/vocabulary/time.hpp"

namespace forloeb {
namespace {

constexpr std::int32_t days_in_longest_month = 31;

/// The day from which lateness counts: of a month its last.
LocalDate counts_from(const WhenTold& occurred) {
    const LocalDate date = local_date(occurred);
    if (occurred.precision != Precision::MONTH) return date;
    LocalDate last = date;
    const std::string month = format_date(date).substr(0, 7);
    for (std::int32_t day = 1; day < days_in_longest_month; ++day)
        if (const LocalDate next{date.days + day}; format_date(next).starts_with(month)) last = next;
    return last;
}

}  // namespace

LateEntry late_entry(const EffectiveEvent& event, std::uint32_t days_max) {
    const bool imported = event.envelope().getSource().getSystem().size() > 0;
    const WhenTold written = imported ? read_moment(event.envelope().getEnteredAt()) : in_local_time(event.leaf().recorded_at);
    if (written.is_unknown() || event.occurred.is_unknown()) return {};
    LateEntry entry;
    entry.days = local_date(written).days - counts_from(event.occurred).days;
    const bool both_instants = written.precision == Precision::INSTANT && event.occurred.precision == Precision::INSTANT;
    const bool before_it_happened = both_instants ? written.at < event.occurred.at : local_date(written) < local_date(event.occurred);
    if (before_it_happened)
        entry.late = answers::Late::FUTURE_DATED;
    else
        entry.late = entry.days > static_cast<std::int64_t>(days_max) ? answers::Late::LATE : answers::Late::IN_TIME;
    return entry;
}

}  // namespace forloeb
