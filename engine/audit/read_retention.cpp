#include "engine/audit/read_retention.hpp"

#include <algorithm>

#include "engine/read/stream_cursor.hpp"
#include "events/codec/id16.hpp"
#include "events/schema/audit.capnp.h"

namespace forloeb {
namespace {

constexpr std::size_t volumes_a_page = 1000;
constexpr int day_in_every_month = 28;

// The end of the day so many months ago; up to three days earlier at the end of a month: rather kept too long.
Instant months_before(Instant now, std::uint32_t months) {
    const std::string today = format_date(local_date(now));  // YYYY-MM-DD
    const int month = std::stoi(today.substr(0, 4)) * 12 + std::stoi(today.substr(5, 2)) - 1 - static_cast<int>(months);
    const int day = std::min(std::stoi(today.substr(8, 2)), day_in_every_month);
    const auto two_digits = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    std::string date = std::to_string(month / 12);
    date.append("-").append(two_digits(month % 12 + 1)).append("-").append(two_digits(day));
    const auto parsed = parse_date(date);
    return parsed ? end_of_day(*parsed) : Instant{};
}

bool is_destroyed(const Engine& reads, StreamId volume) { return reads.key_state(volume.id, SensitivityClass::IDENTITY) == KeyState::destroyed; }

Result<bool> names_somebody_on_hold(const Engine& reads, StreamId volume, const OnHold& on_hold) {
    FORLOEB_TRY(const std::vector<EventView> records, reads.read_whole_stream(volume));
    for (const EventView& event : records) {
        const auto record = event.as<ReadRecorded>();
        for (const auto list : {record.getCases(), record.getSubjects()})
            for (const auto id : list)
                if (on_hold(read_id(id))) return true;
    }
    return false;
}

/// Empty if nobody wrote to it, or its keys are gone already.
Result<std::optional<RetainedVolume>> newest_of(const Engine& reads, StreamId volume) {
    if (is_destroyed(reads, volume)) return std::optional<RetainedVolume>();
    FORLOEB_TRY(const Page page, reads.read_stream(volume, {~std::uint64_t{0}}, Direction::backwards, {1, limits::read_bytes_max}));
    if (page.events.empty()) return std::optional<RetainedVolume>();
    const EventView& newest = page.events.front();
    return std::optional(RetainedVolume{volume, newest.as<ReadRecorded>().getRetention() == ReadRetention::PENAL, newest.leaf().version.value, newest.leaf().recorded_at, {}});
}

}  // namespace

Result<RetentionReport> retain_reads(Engine& reads, const RetentionMonths& months, const OnHold& on_hold, const std::string& actor, bool look) {
    const Instant ordinary = months_before(reads.now(), months.ordinary), penal = months_before(reads.now(), months.penal);
    RetentionReport report;
    for (Uuid after;;) {
        FORLOEB_TRY(const std::vector<StreamId> volumes, reads.list_streams(StreamKind::reads, after, volumes_a_page));
        for (const StreamId volume : volumes) {
            FORLOEB_TRY(const auto found, newest_of(reads, volume));
            if (!found) continue;
            bool over = found->newest <= (found->penal ? penal : ordinary);
            if (over && on_hold) {
                FORLOEB_TRY(const bool held, names_somebody_on_hold(reads, volume, on_hold));
                over = !held;
            }
            if (over) report.over.push_back(*found);
            else ++report.kept;
        }
        if (volumes.size() < volumes_a_page) break;
        after = volumes.back().id;
    }
    if (look || report.over.empty()) return report;
    RetireOrder order{actor, "retention_ended", "databeskyttelsesforordningen", "5", {}};
    for (const RetainedVolume& volume : report.over) order.streams.push_back(volume.volume);
    FORLOEB_TRY(const RetireReceipt receipt, reads.retire(order));
    for (std::size_t i = 0; i < report.over.size(); ++i) report.over[i].event = receipt.events[i];
    report.epoch = receipt.epoch;
    return report;
}

}  // namespace forloeb
