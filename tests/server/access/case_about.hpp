// A small policy, cases and principals for tests about decisions. Pure.
#pragma once

#include "server/access/policy.hpp"

namespace forloeb::testing {

inline Instant instant(const char* when) { return parse_when(when).value().at; }
inline WhenTold told(const char* when) { return parse_when(when).value(); }

inline CaseRelation related(Relation relation, const char* actor, const char* from = "", const char* to = "") {
    CaseRelation out;
    out.relation = relation;
    out.actor = actor;
    out.from.precision = out.to.precision = Precision::UNKNOWN;
    if (*from != '\0') out.from = told(from);
    if (*to != '\0') out.to = told(to);
    return out;
}

inline Principal somebody(std::string actor, std::vector<std::string> roles, std::string unit = "voksenhandicap") {
    Principal out;
    out.actor = std::move(actor);
    out.roles = std::move(roles);
    out.unit = std::move(unit);
    out.how = Identified::certificate;
    return out;
}

inline Question reading(ClassSet classes = ClassSet::everything()) {
    Question out;
    out.operation = Operation::case_read;
    out.classes = classes;
    return out;
}

inline ClassSet classes(std::initializer_list<SensitivityClass> list) {
    ClassSet out;
    for (const SensitivityClass one : list) out.add(one);
    return out;
}

/// What is wrong with a policy's text, one finding a line: "LINE:COLUMN what".
inline std::string findings(std::string_view toml) {
    std::string out;
    for (const PolicyFinding& finding : read_policy(toml).findings)
        out += std::to_string(finding.line) + ":" + std::to_string(finding.column) + " " + finding.what + "\n";
    return out;
}

}  // namespace forloeb::testing
