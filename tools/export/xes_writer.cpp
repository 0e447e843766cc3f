#include "tools/export/xes_writer.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "tools/render/svg_chart.hpp"
#include "tools/xes/log_opening.hpp"

namespace forloeb {
namespace {

using ExportedValue = answers::ExportedValue;

constexpr xes::LogOpening exported_opening = {
    .comment = "Pseudonymised for evaluation: days are counted from each case's first event, which is told on forloeb:dayZero.",
    .own_extensions = "  <extension name=\"Forloeb\" prefix=\"forloeb\" uri=\"urn:forloeb:xes:1\"/>\n",
    .event_defaults = R"(    <string key="lifecycle:transition" value="complete"/>
    <date key="time:timestamp" value="2000-01-01T00:00:00.000Z"/>
    <int key="forloeb:seq" value="0"/>
    <string key="forloeb:side" value="unknown"/>
)",
};
constexpr std::string_view classifiers = R"(  <classifier name="Activity" scope="event" keys="concept:name"/>
  <classifier name="Activity and side" scope="event" keys="concept:name forloeb:side"/>
)";

std::string_view text_of_capnp(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

/// `inside`: nothing, or the elements nested in it.
std::string element(std::string_view type, std::string_view key, std::string_view value, std::string_view inside = {}) {
    std::string out = "<";
    out.append(type).append(" key=\"").append(html_text(key)).append("\" value=\"").append(html_text(value));
    if (inside.empty()) return out.append("\"/>");
    return out.append("\">").append(inside).append("</").append(type).append(">");
}

std::string value_element(std::string_view key, ExportedValue::Reader value) {
    switch (value.getKind()) {
        case ExportedValue::Kind::WHOLE:
        case ExportedValue::Kind::EVENT: return element("int", key, std::to_string(value.getNumber()));
        case ExportedValue::Kind::DECIMAL: return element("float", key, text_of_capnp(value.getText()));
        case ExportedValue::Kind::YES_NO: return element("boolean", key, value.getNumber() != 0 ? "true" : "false");
        case ExportedValue::Kind::DAY: return element("date", key, export_time(value.getNumber()));
        case ExportedValue::Kind::CODE:
        case ExportedValue::Kind::REFERENCE: break;
    }
    return element("string", key, text_of_capnp(value.getText()));
}

constexpr std::string_view list_mark = "[]";

std::string without_marks(std::string_view name) {
    std::string out(name);
    for (std::size_t at = out.find(list_mark); at != std::string::npos; at = out.find(list_mark)) out.erase(at, list_mark.size());
    return out;
}

struct NamedValue {
    std::string_view name;  // what is left of it here
    ExportedValue::Reader value;
};
using NamedValues = std::vector<NamedValue>;

std::string attributes(const NamedValues& values);

/// Of a list within a list only the outer row is told: a field that is there already is the next one's.
bool begins_next_row(const NamedValues& row, std::string_view name) {
    return name.find(list_mark) == std::string_view::npos && std::ranges::any_of(row, [&](const NamedValue& each) { return each.name == name; });
}

/// Values whose names begin with the same list, a row each.
std::string list_element(std::string_view key, const NamedValues& values) {
    std::string rows;
    for (std::size_t from = 0; from < values.size();) {
        if (values[from].name.empty()) {
            rows += value_element(key, values[from].value);
            ++from;
            continue;
        }
        NamedValues row;
        const std::int32_t number = values[from].value.getRow();
        for (; from < values.size() && values[from].value.getRow() == number && !begins_next_row(row, values[from].name); ++from) row.push_back(values[from]);
        rows += element("string", key, std::to_string(number + 1), attributes(row));
    }
    std::string out = "<list key=\"";
    return out.append(html_text(key)).append("\"><values>").append(rows).append("</values></list>");
}

/// One element a value, and one a list.
std::string attributes(const NamedValues& values) {
    std::string out;
    for (std::size_t from = 0; from < values.size();) {
        const std::string_view name = values[from].name;
        const std::size_t mark = name.find(list_mark);
        if (mark == std::string_view::npos) {
            out += value_element(name, values[from].value);
            ++from;
            continue;
        }
        const std::string_view list = name.substr(0, mark + list_mark.size());
        NamedValues within;
        for (; from < values.size() && values[from].name.starts_with(list); ++from) {
            std::string_view rest = values[from].name.substr(list.size());
            if (rest.starts_with('.')) rest.remove_prefix(1);
            within.push_back({rest, values[from].value});
        }
        out += list_element(without_marks(list), within);
    }
    return out;
}

std::string event_attributes(answers::ExportedEntry::Reader entry, std::size_t number) {
    std::string out = element("string", "concept:name", text_of_capnp(entry.getType())) + element("string", "lifecycle:transition", "complete") +
                      element("date", "time:timestamp", export_time(entry.getDay()));
    if (entry.getActor().size() > 0) out += element("string", "org:resource", text_of_capnp(entry.getActor()));
    out += element("int", "forloeb:seq", std::to_string(number));
    out += element("string", "forloeb:side", entry.getSide().size() > 0 ? text_of_capnp(entry.getSide()) : "unknown");
    if (entry.getCoordinator().size() > 0) out += element("string", "forloeb:coordinator", text_of_capnp(entry.getCoordinator()));
    if (entry.getRecordedAfter() >= 0) out += element("int", "forloeb:recordedAfter", std::to_string(entry.getRecordedAfter()));
    NamedValues values;
    for (const auto value : entry.getValues()) values.push_back({text_of_capnp(value.getName()), value});
    return out + attributes(values);
}

}  // namespace

void XesLogWriter::begin(const std::string& project) {
    out_ << xes::log_opening(exported_opening) << classifiers << "  " << element("string", "concept:name", project) << "\n  " << element("string", "lifecycle:model", "standard") << "\n  "
         << element("date", "forloeb:dayZero", export_time(0)) << "\n";
}

void XesLogWriter::add(answers::ExportedCase::Reader told) {
    if (told.getFrom() == 0) {
        close_trace();
        in_trace_ = true;
        ++counts_.cases;
        out_ << "  <trace>\n    " << element("string", "concept:name", text_of_capnp(told.getPseudonym())) << "\n";
        if (told.getCitizen().size() > 0) out_ << "    " << element("string", "forloeb:citizen", text_of_capnp(told.getCitizen())) << "\n";
    }
    std::size_t number = told.getFrom();
    for (const auto entry : told.getEntries()) {
        ++number;
        if (entry.getDayUnknown()) {
            ++counts_.without_day;
            continue;
        }
        ++counts_.events;
        out_ << "    <event>" << event_attributes(entry, number) << "</event>\n";
    }
}

void XesLogWriter::close_trace() {
    if (in_trace_) out_ << "  </trace>\n";
    in_trace_ = false;
}

ExportCounts XesLogWriter::end() {
    close_trace();
    out_ << "</log>\n";
    return counts_;
}

}  // namespace forloeb
