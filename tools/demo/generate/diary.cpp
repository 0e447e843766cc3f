#include "tools/demo/generate/diary.hpp"

#include <algorithm>

#include "server/http/json_text.hpp"
#include "tools/demo/generate/audience.hpp"

namespace forloeb::made {
namespace {

constexpr std::int64_t micros_per_minute = 60'000'000;
constexpr std::int64_t micros_per_hour = 60 * micros_per_minute;
constexpr int end_of_work = 16 * 60;

/// The instant that clocks in Denmark show as this day and minute.
Instant local_instant(LocalDate day, int minute) {
    const std::string hours = std::to_string(100 + minute / 60).substr(1);
    const std::string minutes = std::to_string(100 + minute % 60).substr(1);
    return parse_when(format_date(day) + "T" + hours + ":" + minutes + ":00")->at;  // a time of working hours is never ambiguous
}

Instant next_full_hour(Instant at) { return {(at.micros / micros_per_hour + 1) * micros_per_hour}; }

std::string actor_json(const Staff& by) {
    return JsonLine('{').text("pseudonym", by.pseudonym).text("role", by.role).text("unit", by.unit).text("organisation", by.organisation).str();
}

}  // namespace

void Diary::at(LocalDate day, int minute) {
    day_ = day;
    minute_ = std::min(minute, end_of_work);
}

Instant Diary::now() const { return local_instant(day_, minute_); }

Ref Diary::add(StreamId stream, Instant recorded, std::string_view type, const Staff& by, const std::string& payload, const std::string& personal) {
    JsonLine event('{');
    event.text("type", type).text("occurredAt", format_when(in_local_time(now()))).raw("actor", actor_json(by)).text("purpose", "demo");
    if (const std::string_view audience = audience_of(type); !audience.empty()) event.raw("audience", audience);
    event.raw("payload", payload);
    if (!personal.empty()) event.raw("personal", personal);
    entries_.push_back({stream, recorded, event.str()});
    return {entries_.size() - 1};
}

Ref Diary::tell(std::string_view type, const Staff& by, const std::string& payload, const std::string& personal) {
    return add(stream_, next_full_hour(now()), type, by, payload, personal);
}

Ref Diary::tell_late(int days, std::string_view type, const Staff& by, const std::string& payload, const std::string& personal) {
    return add(stream_, next_full_hour(local_instant({day_.days + days}, end_of_work)), type, by, payload, personal);
}

Ref Diary::tell_of_person(StreamId person, const Staff& by, const std::string& payload, const std::string& personal) {
    return add(person, next_full_hour(now()), "subject.described", by, payload, personal);
}

std::vector<std::pair<std::size_t, Entry>> Diary::take() {
    std::vector<std::pair<std::size_t, Entry>> in_order;
    for (std::size_t i = 0; i < entries_.size(); ++i) in_order.emplace_back(i, std::move(entries_[i]));
    std::stable_sort(in_order.begin(), in_order.end(), [](const auto& a, const auto& b) { return a.second.recorded < b.second.recorded; });
    entries_.clear();
    return in_order;
}

}  // namespace forloeb::made
