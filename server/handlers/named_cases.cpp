#include "server/handlers/named_cases.hpp"

#include <capnp/dynamic.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "server/protocol/ids.hpp"

namespace forloeb {
namespace {

using Ways = std::vector<capnp::StructSchema::Field>;

/// The struct that values of the type are, or are lists of, however deep.
std::optional<capnp::StructSchema> struct_within(capnp::Type type) {
    while (type.isList()) type = type.asList().getElementType();
    if (!type.isStruct()) return std::nullopt;
    return type.asStruct();
}

bool names_a_case(capnp::StructSchema::Field field) { return field.getType().isStruct() && field.getProto().getName() == "caseId"; }

bool leads_to_a_case(capnp::StructSchema::Field field, std::set<std::uint64_t>& seen) {
    if (names_a_case(field)) return true;
    const auto within = struct_within(field.getType());
    if (!within || !seen.insert(within->getProto().getId()).second) return false;
    for (const auto each : within->getFields())
        if (leads_to_a_case(each, seen)) return true;
    return false;
}

/// The fields that name a case or lead to one that does, told once for each type: most of a long answer is words and times.
const Ways& ways_to_cases(capnp::StructSchema schema) {
    static thread_local std::map<std::uint64_t, Ways> known;
    const auto [entry, is_new] = known.try_emplace(schema.getProto().getId());
    if (is_new)
        for (const auto field : schema.getFields())
            if (std::set<std::uint64_t> seen; leads_to_a_case(field, seen)) entry->second.push_back(field);
    return entry->second;
}

void collect(capnp::DynamicValue::Reader value, std::vector<Uuid>& out) {
    if (value.getType() == capnp::DynamicValue::LIST) {
        const auto list = value.as<capnp::DynamicList>();
        const auto within = struct_within(list.getSchema());
        if (!within || ways_to_cases(*within).empty()) return;
        for (const auto one : list) collect(one, out);
    } else if (value.getType() == capnp::DynamicValue::STRUCT) {
        const auto fields = value.as<capnp::DynamicStruct>();
        for (const auto field : ways_to_cases(fields.getSchema())) {
            if (!fields.has(field)) continue;
            if (names_a_case(field))
                out.push_back(read_id(fields.get(field).as<Id16>()));
            else
                collect(fields.get(field), out);
        }
    }
}

}  // namespace

std::vector<Uuid> cases_named_in(wire::Frame::Reader answer) {
    std::vector<Uuid> cases;
    collect(capnp::toDynamic(answer), cases);
    std::ranges::sort(cases);
    cases.erase(std::ranges::unique(cases).begin(), cases.end());
    std::erase(cases, Uuid{});
    return cases;
}

}  // namespace forloeb
