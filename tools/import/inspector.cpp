#include "tools/import/inspector.hpp"

#include "engine/proof/sha256.hpp"
#include "events/codec/clear_text.hpp"

namespace forloeb {
namespace {

/// Tells equal rows of one case apart from different ones; not kept beyond the run.
std::uint64_t row_hash(const std::vector<xes::Attribute>& attributes) {
    return get_big_endian<std::uint64_t>(sha256(as_bytes(digest_input(attributes))).data());
}

std::string type_reason(xes::AttributeType type) {
    return "a value that is no " + std::string(xes::attribute_type_name(type)) + "; kept as it was written";
}

}  // namespace

Inspector::Inspector(const Mapping& mapping, const xes::Header& header, const Translator& translator,
                     ImportReport& report)
    : mapping_(mapping), translator_(translator), report_(report) {
    for (const xes::Global& global : header.globals) {
        const bool trace = global.scope == xes::Scope::trace;
        for (const xes::Attribute& attribute : global.attributes)
            (trace ? of_trace_ : of_event_).push_back({attribute.key, (trace ? "trace " : "event ") + attribute.key});
    }
}

void Inspector::missing(const std::vector<Promised>& promised, const std::vector<xes::Attribute>& attributes) {
    for (const Promised& one : promised)
        if (xes::find_attribute(attributes, one.key) == nullptr) ++report_.missing_globals[one.name];
}

void Inspector::illegal(const std::vector<xes::Attribute>& attributes) {
    std::vector<IllegalToken> tokens;
    for (const xes::Attribute& attribute : attributes) find_illegal_tokens(attribute, tokens);
    for (const IllegalToken& token : tokens) report_.illegal_tokens.add(token.line, type_reason(token.type));
}

void Inspector::trace(const std::vector<xes::Attribute>& attributes) {
    missing(of_trace_, attributes);
    illegal(attributes);
}

bool Inspector::event(InspectedCase& inspected, SourceEvent& event) {
    missing(of_event_, event.attributes);
    illegal(event.attributes);
    if (!inspected.rows.insert(row_hash(event.attributes)).second) ++report_.exact_duplicates;
    if (translator_.entered_is_illegal(event.attributes))
        report_.illegal_tokens.add(event.line,
                                   "the entry time does not fit the mapping's format; kept as it was written");

    const std::string activity = translator_.activity(event.attributes);
    if (activity.empty()) ++report_.missing_activities;
    if (mapping_.find_type(activity) == nullptr) {
        ++report_.unmapped_events;
        const std::string shown = check_verbatim(activity) ? activity : "(not shown: no clear text)";
        const bool room = report_.unmapped_activities.size() < ImportReport::unmapped_activities_max;
        if (room || report_.unmapped_activities.contains(shown)) ++report_.unmapped_activities[shown];
    }
    switch (translator_.time(event.attributes, event.time)) {
        case Translator::Time::told: time_of(inspected, event); return true;
        case Translator::Time::missing:
            ++report_.missing_times;
            report_.rejected.add(event.line,
                                 "no time (\"" + mapping_.time +
                                     "\"): an event must say when it happened. Add it and repeat the import.");
            return false;
        case Translator::Time::illegal:
            report_.rejected.add(event.line,
                                 "the time (\"" + mapping_.time +
                                     "\") is not an xs:dateTime such as 2026-03-01T09:30:00+01:00. Correct it "
                                     "and repeat the import.");
            return false;
    }
    return false;
}

void Inspector::time_of(InspectedCase& inspected, const SourceEvent& event) {
    if (event.time.assumed) ++report_.assumed_zones;
    if (event.time.clock == Zone::Clock::twice) ++report_.times_twice_on_clock;
    if (event.time.clock == Zone::Clock::skipped) ++report_.times_not_on_clock;
    if (inspected.newest && event.time.when.at == *inspected.newest) ++report_.ties;
    if (inspected.newest && event.time.when.at < *inspected.newest) ++report_.inversions;
    inspected.newest = event.time.when.at;
}

}  // namespace forloeb
