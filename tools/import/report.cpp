#include "tools/import/report.hpp"

#include <capnp/compat/json.h>
#include <capnp/message.h>

#include <algorithm>
#include <functional>

namespace forloeb {
namespace {

constexpr std::size_t unmapped_named = 20;

/// Collects the members of a JSON object in order, then writes them: Cap'n Proto's lists are sized once.
class Object {
  public:
    using Write = std::function<void(capnp::json::Value::Builder)>;

    Object& add(std::string name, Write write) {
        members_.emplace_back(std::move(name), std::move(write));
        return *this;
    }
    Object& text(std::string name, const std::string& value) {
        return add(std::move(name), [value](capnp::json::Value::Builder out) { out.setString(value); });
    }
    Object& number(std::string name, double value) {
        return add(std::move(name), [value](capnp::json::Value::Builder out) { out.setNumber(value); });
    }
    Object& count(std::string name, std::uint64_t value) { return number(std::move(name), static_cast<double>(value)); }
    Object& truth(std::string name, bool value) {
        return add(std::move(name), [value](capnp::json::Value::Builder out) { out.setBoolean(value); });
    }
    Object& object(std::string name, Object inner) {
        return add(std::move(name), [inner = std::move(inner)](capnp::json::Value::Builder out) { inner.write(out); });
    }
    void write(capnp::json::Value::Builder out) const {
        auto fields = out.initObject(static_cast<unsigned>(members_.size()));
        for (unsigned i = 0; i < fields.size(); ++i) {
            fields[i].setName(members_[i].first);
            members_[i].second(fields[i].initValue());
        }
    }

  private:
    std::vector<std::pair<std::string, Write>> members_;
};

Object counts(const std::map<std::string, std::uint64_t>& values) {
    Object out;
    for (const auto& [name, value] : values) out.count(name, value);
    return out;
}

Object rows(const ReportedRows& reported) {
    Object out;
    out.count("count", reported.count);
    out.add("rows", [&reported](capnp::json::Value::Builder value) {
        auto list = value.initArray(static_cast<unsigned>(reported.rows.size()));
        for (unsigned i = 0; i < list.size(); ++i)
            Object().count("line", reported.rows[i].line).text("reason", reported.rows[i].reason).write(list[i]);
    });
    return out;
}

/// The most frequent ones, most frequent first.
Object most_frequent(const std::map<std::string, std::uint64_t>& values) {
    std::vector<std::pair<std::string, std::uint64_t>> sorted(values.begin(), values.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    if (sorted.size() > unmapped_named) sorted.resize(unmapped_named);
    Object out;
    for (const auto& [name, value] : sorted) out.count(name, value);
    return out;
}

}  // namespace

std::string to_json(const ImportReport& report, bool pretty) {
    Object out;
    out.text("source", report.source)
        .text("batch", report.batch.text())
        .truth("dryRun", report.dry_run)
        .truth("interrupted", report.interrupted);
    if (report.error)
        out.object("error", Object()
                                .text("code", error_code(report.error->kind))
                                .text("message", report.error->message)
                                .text("field", report.error->field));
    out.count("bytes", report.bytes)
        .text("sha256", report.sha256)
        .count("lines", report.lines)
        .count("cases", report.cases)
        .count("sourceEvents", report.source_events)
        .count("newCases", report.new_cases)
        .count("newEvents", report.new_events)
        .count("repeatedEvents", report.repeated_events)
        .object("changed", rows(report.changed))
        .object("rejected", rows(report.rejected))
        .object("leftOut", rows(report.left_out))
        .count("appendedEvents", report.appended_events)
        .count("synthesisedEvents", report.synthesised_events)
        .object("appendedByType", counts(report.appended_by_type))
        .count("ties", report.ties)
        .count("inversions", report.inversions)
        .count("missingTimes", report.missing_times)
        .count("missingActivities", report.missing_activities)
        .count("assumedZones", report.assumed_zones)
        .count("timesTwiceOnClock", report.times_twice_on_clock)
        .count("timesNotOnClock", report.times_not_on_clock)
        .count("exactDuplicates", report.exact_duplicates)
        .object("illegalTokens", rows(report.illegal_tokens))
        .object("missingGlobals", counts(report.missing_globals))
        .count("unmappedEvents", report.unmapped_events)
        .count("unmappedActivityNames", report.unmapped_activities.size())
        .object("unmappedActivities", most_frequent(report.unmapped_activities))
        .number("seconds", report.seconds)
        .number("eventsPerSecond", report.seconds > 0 ? static_cast<double>(report.source_events) / report.seconds : 0);
    capnp::MallocMessageBuilder message;
    auto value = message.initRoot<capnp::json::Value>();
    out.write(value);
    capnp::JsonCodec codec;
    codec.setPrettyPrint(pretty);
    return codec.encodeRaw(value.asReader()).cStr();
}

}  // namespace forloeb
