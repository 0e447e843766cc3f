#include "server/access/access_words.hpp"

#include <capnp/schema.h>

#include <algorithm>
#include <array>

namespace forloeb {
namespace {

constexpr std::array<std::string_view, operation_count> operation_words = {
    "status",      "case.list",  "case.read",  "case.append", "person.read",         "person.append", "project.read",    "project.append", "statistics",
    "lookup",      "log.read",   "log.verify", "projections.operate", "audit.read", "governance.read", "access.govern", "lifecycle",      "break_glass"};
constexpr std::array<std::string_view, relation_count> relation_words = {"any",     "assigned",       "team",    "substitute", "handover",
                                                                         "partner", "representative", "citizen", "unit"};
constexpr std::array<std::string_view, 9> identified_words = {"nobody",      "owner",                 "peer_credentials", "plain_loopback", "token",
                                                              "certificate", "certificate_and_token", "signed_in",        "reverse_proxy"};

template <typename Word, std::size_t size>
std::optional<Word> parse(const std::array<std::string_view, size>& words, std::string_view text) {
    const auto found = std::ranges::find(words, text);
    if (found == words.end()) return std::nullopt;
    return static_cast<Word>(found - words.begin());
}

}  // namespace

std::string_view word(Operation operation) { return operation_words.at(static_cast<std::size_t>(operation)); }
std::string_view word(Relation relation) { return relation_words.at(static_cast<std::size_t>(relation)); }
std::string_view word(Identified how) { return identified_words.at(static_cast<std::size_t>(how)); }
std::optional<Operation> parse_operation(std::string_view text) { return parse<Operation>(operation_words, text); }
std::optional<Relation> parse_relation(std::string_view text) { return parse<Relation>(relation_words, text); }

const std::vector<std::string_view>& purposes() {
    static const std::vector<std::string_view> all = {"casework", "coordination", "supervision", "complaint", "audit",
                                                      "log_control", "statistics", "archive", "operations"};
    return all;
}

ClassSet ClassSet::everything() {
    ClassSet all;
    for (const auto enumerant : capnp::Schema::from<SensitivityClass>().getEnumerants())
        if (enumerant.getOrdinal() != 0) all.add(static_cast<SensitivityClass>(enumerant.getOrdinal()));
    return all;
}

std::string_view word(SensitivityClass one) {
    for (const auto enumerant : capnp::Schema::from<SensitivityClass>().getEnumerants())
        if (enumerant.getOrdinal() == static_cast<std::uint16_t>(one)) return enumerant.getProto().getName().cStr();
    return "unknown";
}

std::optional<SensitivityClass> parse_class(std::string_view text) {
    for (const auto enumerant : capnp::Schema::from<SensitivityClass>().getEnumerants())
        if (enumerant.getOrdinal() != 0 && text == enumerant.getProto().getName().cStr()) return static_cast<SensitivityClass>(enumerant.getOrdinal());
    return std::nullopt;
}

std::string words(ClassSet classes) {
    std::string out;
    for (const auto enumerant : capnp::Schema::from<SensitivityClass>().getEnumerants()) {
        if (!classes.has(static_cast<SensitivityClass>(enumerant.getOrdinal()))) continue;
        if (!out.empty()) out.append(", ");
        out.append(enumerant.getProto().getName().cStr());
    }
    return out;
}

}  // namespace forloeb
