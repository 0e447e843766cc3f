// Reading a policy file: every fault is a finding with its line and what to write instead, and a policy with a fault is no
// policy.
#include <capnp/schema.h>
#include <toml++/toml.h>

#include <algorithm>
#include <fstream>

#include "engine/proof/sha256.hpp"
#include "events/vocabulary/limits.hpp"
#include "server/access/policy.hpp"

namespace forloeb {
namespace {

class PolicyReader {
  public:
    [[nodiscard]] ReadPolicy read(std::string_view text) &&;

  private:
    void find(const toml::source_region& source, std::string what) { findings_.push_back({source.begin.line, source.begin.column, std::move(what)}); }
    void find(const toml::node& node, std::string what) { find(node.source(), std::move(what)); }
    /// Every key of the table is one of these.
    void known_keys(const toml::table& table, std::initializer_list<std::string_view> known, std::string_view what);
    [[nodiscard]] std::string text(const toml::table& table, std::string_view key, bool required, std::string_view of);
    [[nodiscard]] std::vector<std::string> texts(const toml::table& table, std::string_view key);
    /// The elements of a list of words that `parse` knows; others are findings.
    template <typename Parse, typename Take>
    void words(const toml::table& table, std::string_view key, std::string_view kind, const Parse& parse, const Take& take);
    [[nodiscard]] std::optional<LocalDate> date(const toml::table& table, std::string_view key);
    [[nodiscard]] ClassSet classes(const toml::table& table, std::string_view key);
    /// Each table of the array `[[key]]`.
    template <typename Take>
    void each(const toml::table& table, std::string_view key, const Take& take);

    void read_retention(const toml::table& table);
    void read_role(const toml::table& table, std::int64_t minutes);
    void read_member(const toml::table& table);
    [[nodiscard]] Grant read_grant(const toml::table& table, const std::string& role);
    void check_grant(const Grant& grant, const toml::table& table, const std::string& role);

    Policy policy_;
    std::vector<PolicyFinding> findings_;
};

std::string in_quotes(std::string_view word) { return "'" + std::string(word) + "'"; }

void PolicyReader::known_keys(const toml::table& table, std::initializer_list<std::string_view> known, std::string_view what) {
    for (const auto& [key, node] : table) {
        if (std::ranges::find(known, key.str()) != known.end()) continue;
        std::string all;
        for (const std::string_view one : known) all.append(all.empty() ? "" : ", ").append(one);
        find(key.source(), in_quotes(key.str()).append(" is nothing that ").append(what).append(" has. It has: ").append(all).append("."));
    }
}

std::string PolicyReader::text(const toml::table& table, std::string_view key, bool required, std::string_view of) {
    const toml::node* const node = table.get(key);
    if (node == nullptr) {
        if (required) find(table, std::string(of).append(" needs ").append(key).append(" = \"...\"."));
        return {};
    }
    if (const auto value = node->value_exact<std::string>(); value && !value->empty()) return *value;
    find(*node, in_quotes(key).append(" is a text in quotation marks, and not empty."));
    return {};
}

std::vector<std::string> PolicyReader::texts(const toml::table& table, std::string_view key) {
    std::vector<std::string> out;
    const toml::node* const node = table.get(key);
    if (node == nullptr) return out;
    const toml::array* const list = node->as_array();
    if (list == nullptr) {
        find(*node, in_quotes(key).append(" is a list: [\"...\", \"...\"]."));
        return out;
    }
    for (const toml::node& item : *list) {
        if (const auto value = item.value_exact<std::string>(); value && !value->empty())
            out.push_back(*value);
        else
            find(item, "In " + in_quotes(key) + " stand texts in quotation marks.");
    }
    return out;
}

template <typename Parse, typename Take>
void PolicyReader::words(const toml::table& table, std::string_view key, std::string_view kind, const Parse& parse, const Take& take) {
    const toml::node* const node = table.get(key);
    for (const std::string& one : texts(table, key)) {
        if (const auto parsed = parse(one))
            take(*parsed);
        else
            find(*node, in_quotes(one).append(" is no ").append(kind).append("; see the list at the top of policy.example.toml."));
    }
}

std::optional<LocalDate> PolicyReader::date(const toml::table& table, std::string_view key) {
    const toml::node* const node = table.get(key);
    if (node == nullptr) return std::nullopt;
    if (const auto value = node->value_exact<toml::date>()) {
        auto parsed = parse_date(std::to_string(value->year) + (value->month < 10 ? "-0" : "-") + std::to_string(value->month) +
                                 (value->day < 10 ? "-0" : "-") + std::to_string(value->day));
        if (parsed) return *parsed;
    }
    find(*node, in_quotes(key).append(" is a date without quotation marks: 2026-01-31."));
    return std::nullopt;
}

ClassSet PolicyReader::classes(const toml::table& table, std::string_view key) {
    ClassSet out;
    words(table, key, "sensitivity class", parse_class, [&](SensitivityClass one) { out.add(one); });
    return out;
}

template <typename Take>
void PolicyReader::each(const toml::table& table, std::string_view key, const Take& take) {
    const toml::node* const node = table.get(key);
    if (node == nullptr) return;
    const toml::array* const list = node->as_array();
    if (list == nullptr || !list->is_array_of_tables())
        return find(*node, "Each " + std::string(key) + " is a table of its own: [[" + std::string(key) + "]].");
    for (const toml::node& item : *list) take(*item.as_table());
}

std::optional<Audience> parse_audience_word(std::string_view text) {
    for (const auto enumerant : capnp::Schema::from<Audience>().getEnumerants())
        if (text == enumerant.getProto().getName().cStr()) return static_cast<Audience>(enumerant.getOrdinal());
    return std::nullopt;
}

std::optional<std::string> parse_purpose(std::string_view text) {
    if (std::ranges::find(purposes(), text) == purposes().end()) return std::nullopt;
    return std::string(text);
}

Grant PolicyReader::read_grant(const toml::table& table, const std::string& role) {
    known_keys(table, {"operations", "relations", "purposes", "classes", "audiences", "units", "kle", "events"}, "a grant");
    Grant grant;
    words(table, "operations", "operation", parse_operation, [&](Operation one) { grant.operations.add(one); });
    words(table, "relations", "relation", parse_relation, [&](Relation one) { grant.relations.push_back(one); });
    words(table, "purposes", "purpose", parse_purpose, [&](std::string one) { grant.purposes.push_back(std::move(one)); });
    words(table, "audiences", "audience", parse_audience_word, [&](Audience one) { grant.audiences.push_back(one); });
    grant.classes = classes(table, "classes");
    grant.units = texts(table, "units");
    grant.kle = texts(table, "kle");
    grant.events = texts(table, "events");
    check_grant(grant, table, role);
    return grant;
}

// What a grant may not leave open: silence never widens it.
void PolicyReader::check_grant(const Grant& grant, const toml::table& table, const std::string& role) {
    if (grant.operations.bits == 0) find(table, "A grant of " + in_quotes(role) + " needs operations = [...].");
    if (grant.relations.empty())
        find(table, "A grant of " + in_quotes(role) + " needs relations = [...]; what needs no relation to a case says relations = [\"any\"].");
    if (grant.purposes.empty()) find(table, "A grant of " + in_quotes(role) + " needs purposes = [...].");
    if (grant.classes.empty()) return;
    for (const Operation operation : {Operation::log_read, Operation::log_verify, Operation::projections_operate, Operation::status, Operation::statistics})
        if (grant.operations.has(operation))
            find(table, in_quotes(word(operation)).append(" opens no personal text to anybody: give the classes in a grant without it."));
}

void PolicyReader::read_retention(const toml::table& table) {
    const toml::node* const node = table.get("retention");
    if (node == nullptr) return;
    const toml::table* const retention = node->as_table();
    if (retention == nullptr) return find(*node, "How long it is kept who read what is a table of its own: [retention].");
    known_keys(*retention, {"reads_months", "penal_reads_months"}, "retention");
    const auto months = [&](std::string_view key, std::uint32_t& out) {
        const toml::node* const number = retention->get(key);
        if (number == nullptr) return;
        const std::int64_t value = number->value_exact<std::int64_t>().value_or(0);
        if (value < RetentionMonths::least || value > RetentionMonths::most)
            return find(*number, in_quotes(key).append(" is a number of months from 6 on: whoever checks the log every half year must find it."));
        out = static_cast<std::uint32_t>(value);
    };
    months("reads_months", policy_.reads.ordinary);
    months("penal_reads_months", policy_.reads.penal);
}

void PolicyReader::read_role(const toml::table& table, std::int64_t minutes) {
    known_keys(table, {"name", "da", "en", "grant", "break_glass"}, "a role");
    Role role;
    role.name = text(table, "name", true, "A role");
    role.da = text(table, "da", true, "A role");
    role.en = text(table, "en", true, "A role");
    role.break_glass = classes(table, "break_glass");
    role.break_glass_minutes = role.break_glass.empty() ? 0 : minutes;
    each(table, "grant", [&](const toml::table& grant) { role.grants.push_back(read_grant(grant, role.name)); });
    if (role.grants.empty()) find(table, "The role " + in_quotes(role.name) + " needs at least one [[role.grant]].");
    if (policy_.role(role.name) != nullptr) find(table, "There are two roles " + in_quotes(role.name) + "; give one another name.");
    policy_.roles.push_back(std::move(role));
}

void PolicyReader::read_member(const toml::table& table) {
    known_keys(table, {"actor", "roles", "unit", "organisation", "person", "from", "to"}, "a member");
    Member member;
    member.actor = text(table, "actor", true, "A member");
    member.roles = texts(table, "roles");
    member.unit = text(table, "unit", false, "A member");
    member.organisation = text(table, "organisation", false, "A member");
    member.from = date(table, "from");
    member.to = date(table, "to");
    if (const std::string person = text(table, "person", false, "A member"); !person.empty()) {
        if (const auto id = Uuid::parse(person))
            member.person = *id;
        else
            find(*table.get("person"), "'person' is the id of a person stream, a UUID.");
    }
    if (member.roles.empty()) find(table, "A member needs roles = [...].");
    for (const std::string& name : member.roles)
        if (policy_.role(name) == nullptr) find(table, "There is no role " + in_quotes(name) + " above; write [[role]] before [[member]].");
    if (member.from && member.to && *member.to < *member.from) find(table, "'to' lies before 'from'.");
    policy_.members.push_back(std::move(member));
}

ReadPolicy PolicyReader::read(std::string_view source) && {
    try {
        const toml::table table = toml::parse(source);
        known_keys(table, {"policy", "version", "break_glass_minutes", "retention", "role", "member"}, "a policy");
        policy_.name = text(table, "policy", true, "The file");
        policy_.version = text(table, "version", true, "The file");
        std::int64_t minutes = limits::break_glass_minutes_max;
        if (const toml::node* const node = table.get("break_glass_minutes")) {
            minutes = node->value_exact<std::int64_t>().value_or(0);
            if (minutes < 1 || minutes > limits::break_glass_minutes_max) find(*node, "'break_glass_minutes' is a number from 1 to 60.");
        }
        read_retention(table);
        each(table, "role", [&](const toml::table& role) { read_role(role, minutes); });
        each(table, "member", [&](const toml::table& member) { read_member(member); });
        if (policy_.roles.empty()) find(table, "A policy needs at least one [[role]].");
    } catch (const toml::parse_error& error) {
        find(error.source(), std::string(error.description()));
    }
    std::ranges::stable_sort(findings_, {}, [](const PolicyFinding& finding) { return std::pair(finding.line, finding.column); });
    ReadPolicy out;
    if (findings_.empty()) {
        policy_.sha256 = to_hex(sha256(as_bytes(source)));
        out.policy = std::move(policy_);
    }
    out.findings = std::move(findings_);
    return out;
}

}  // namespace

ReadPolicy read_policy(std::string_view toml) { return PolicyReader().read(toml); }

Result<std::string> read_policy_file(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return fail(ErrorKind::not_found, "Cannot read the policy file " + file.string() + ".");
    std::string text(limits::policy_bytes_max + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    if (text.size() > limits::policy_bytes_max) return fail(ErrorKind::invalid, "The policy file " + file.string() + " is larger than 1 MiB.");
    return text;
}

}  // namespace forloeb
