#include "server/access/explain.hpp"

#include <capnp/schema.h>

#include <algorithm>

namespace forloeb {
namespace {

template <typename List, typename Word>
std::string joined(const List& list, const Word& to_word) {
    std::string out;
    for (const auto& one : list) {
        if (!out.empty()) out.append(", ");
        out.append(to_word(one));
    }
    return out;
}

std::string as_is(const std::string& text) { return text; }

void add(std::string& line, std::string_view label, const std::string& value) {
    if (!value.empty()) line.append("; ").append(label).append(" ").append(value);
}

std::string audience_word(Audience audience) {
    for (const auto enumerant : capnp::Schema::from<Audience>().getEnumerants())
        if (enumerant.getOrdinal() == static_cast<std::uint16_t>(audience)) return enumerant.getProto().getName().cStr();
    return "unknown";
}

std::string operations_of(OperationSet operations) {
    std::string out;
    for (std::size_t i = 0; i < operation_count; ++i) {
        if (!operations.has(static_cast<Operation>(i))) continue;
        if (!out.empty()) out.append(", ");
        out.append(word(static_cast<Operation>(i)));
    }
    return out;
}

std::string line_of(const Grant& grant) {
    std::string line = operations_of(grant.operations);
    add(line, "relation", joined(grant.relations, [](Relation one) { return std::string(word(one)); }));
    add(line, "purpose", joined(grant.purposes, as_is));
    add(line, "opens", words(grant.classes));
    add(line, "as", joined(grant.audiences, audience_word));
    add(line, "units", joined(grant.units, as_is));
    add(line, "KLE", joined(grant.kle, as_is));
    add(line, "events", joined(grant.events, as_is));
    return line;
}

}  // namespace

Result<Explained> explain(const AccessControl& access, const Principal& caller, const ExplainQuestion& asked) {
    Explained out;
    out.principal = asked.actor.empty() || asked.actor == caller.actor ? access.current(caller) : access.principal_of(asked.actor);
    Question question;
    question.operation = asked.operation;
    question.purpose = asked.purpose;
    question.audience = asked.audience;
    question.classes = ClassSet::everything();
    if (!asked.event_type.empty()) question.event_types = {asked.event_type};
    if (asked.case_id.is_nil()) {
        out.decision = decide(*access.policy(), out.principal, question, nullptr, access.engine().now());
        return out;
    }
    const StreamId stream{StreamKind::case_, asked.case_id};
    FORLOEB_TRY(const CaseAccess about, access.about(stream));
    const Instant now = access.engine().now();
    out.decision = decide(*access.policy(), out.principal, question, &about, now);
    for (const CaseRelation& told : about.relations)
        if (concerns(told, out.principal)) out.relations.push_back({told, holds(told, out.principal, now)});
    return out;
}

std::vector<std::string> lines_of(const Role& role) {
    std::vector<std::string> out;
    for (const Grant& grant : role.grants) out.push_back(line_of(grant));
    if (!role.break_glass.empty())
        out.push_back("break_glass: " + words(role.break_glass) + ", " + std::to_string(role.break_glass_minutes) + " minutes");
    return out;
}

std::vector<std::string> class_words(ClassSet classes) {
    std::vector<std::string> out;
    for (const auto enumerant : capnp::Schema::from<SensitivityClass>().getEnumerants())
        if (classes.has(static_cast<SensitivityClass>(enumerant.getOrdinal()))) out.emplace_back(enumerant.getProto().getName().cStr());
    return out;
}

std::string all_operation_words() { return operations_of(OperationSet::everything()); }

}  // namespace forloeb
