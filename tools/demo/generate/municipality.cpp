#include "tools/demo/generate/municipality.hpp"

#include <algorithm>

#include "server/http/json_text.hpp"
#include "tools/demo/generate/project_life.hpp"

namespace forloeb {
namespace {

constexpr std::uint32_t events_per_append_max = 400;
constexpr std::uint64_t project_number = ~0ULL;
constexpr std::string_view mark = "@entry";

/// Puts the ids of earlier events where the entry refers to them.
std::string resolved(const std::string& json, const std::vector<std::string>& ids) {
    std::string out;
    std::size_t from = 0;
    for (std::size_t at = json.find(mark); at != std::string::npos; at = json.find(mark, from)) {
        const std::size_t end = json.find('@', at + 1);
        out.append(json, from, at - from);
        out += ids[std::stoul(json.substr(at + mark.size(), end - at - mark.size()))];
        from = end + 1;
    }
    return out.append(json, from);
}

}  // namespace

Municipality::Municipality(MunicipalityOptions options) : options_(options), town_(made::Town::usual()) {
    begin(project_number, made::live_project(town_, options_.seed, std::min<std::uint32_t>(options_.cases * 6 / 10, 60)));
}

void Municipality::begin(std::uint64_t number, made::Diary diary) {
    UnderWay under_way;
    under_way.entries = diary.take();
    if (under_way.entries.empty()) return;
    under_way.ids.resize(under_way.entries.size());
    due_[under_way.next().micros].push_back(number);
    under_way_.emplace(number, std::move(under_way));
}

/// A case writes nothing before the day it begins.
void Municipality::begin_until(Instant hour) {
    while (begun_ < options_.cases && made::begins(town_, begun_, options_.cases) <= local_date(hour)) {
        begin(begun_, made::live_case(town_, options_.seed, begun_, options_.cases));
        ++begun_;
    }
}

std::string Municipality::line(UnderWay& diary, Instant hour, const Uuid& append_id, std::uint32_t ordinal) const {
    const auto& [number, entry] = diary.entries[diary.at++];
    diary.ids[number] = derive_event_id(append_id, ordinal).text();
    return JsonLine('{')
               .raw("stream", JsonLine('{').text("kind", stream_kind_name(entry.stream.kind)).text("id", entry.stream.id.text()).str())
               .text("recordedAt", format_when(in_local_time(hour)))
               .text("appendId", append_id.text())
               .raw("event", resolved(entry.json, diary.ids))
               .str() + "\n";
}

std::optional<std::string> Municipality::next() {
    if (!due_.empty()) begin_until({due_.begin()->first});
    while (due_.empty() && begun_ < options_.cases) {  // nobody is under way: on to the next beginning
        begin(begun_, made::live_case(town_, options_.seed, begun_, options_.cases));
        ++begun_;
        if (!due_.empty()) begin_until({due_.begin()->first});
    }
    if (due_.empty()) return std::nullopt;

    const Instant hour{due_.begin()->first};
    std::vector<std::uint64_t> writers = std::move(due_.begin()->second);
    due_.erase(due_.begin());
    std::sort(writers.begin(), writers.end());
    const Uuid append_id = Uuid::v7(static_cast<std::uint64_t>(hour.micros / 1000), made::Dice(options_.seed, ~appends_).ten_bytes());
    ++appends_;
    std::string lines;
    std::uint32_t ordinal = 0;
    for (std::size_t i = 0; i < writers.size(); ++i) {
        UnderWay& diary = under_way_.at(writers[i]);
        while (diary.at < diary.entries.size() && diary.next() == hour && ordinal < events_per_append_max) lines += line(diary, hour, append_id, ordinal++);
        if (diary.at == diary.entries.size())
            under_way_.erase(writers[i]);
        else
            due_[diary.next().micros].push_back(writers[i]);
    }
    return lines;
}

}  // namespace forloeb
