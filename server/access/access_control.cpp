#include "server/access/access_control.hpp"

#include <spdlog/spdlog.h>

#include "engine/privacy/governance.hpp"
#include "projections/reading/case_reading.hpp"
#include "server/access/case_relations.hpp"

namespace forloeb {
namespace {

constexpr std::size_t cases_remembered_max = 10'000;

Error first_finding(const std::filesystem::path& file, const PolicyFinding& finding) {
    return {ErrorKind::invalid, file.string() + ":" + std::to_string(finding.line) + ":" + std::to_string(finding.column) + ": " + finding.what +
                                    " See: forloeb access check " + file.string(), {}, {}};
}

std::filesystem::path beside(const std::filesystem::path& data) { return data.string() + ".policy.toml"; }

}  // namespace

AccessControl::AccessControl(Engine& engine, std::filesystem::path policy_file, CasesOfPerson cases_of_person)
    : engine_(engine),
      own_stream_(AccessRegister::stream_of(engine)),
      policy_file_(policy_file.empty() ? beside(engine.options().data) : std::move(policy_file)),
      cases_of_person_(std::move(cases_of_person)),
      policy_(std::make_shared<const Policy>(local_policy())) {}

Result<std::unique_ptr<AccessControl>> AccessControl::open(Engine& engine, std::filesystem::path policy_file, CasesOfPerson cases_of_person) {
    std::unique_ptr<AccessControl> out(new AccessControl(engine, std::move(policy_file), std::move(cases_of_person)));
    FORLOEB_CHECK(out->load_policy());
    return out;
}

// ---- what is in force ----

Status AccessControl::reload() {
    FORLOEB_CHECK(load_policy());
    return also_reload_ ? also_reload_() : Status();
}

Status AccessControl::load_policy() {
    FORLOEB_TRY(const auto now_known, access_register());
    if (!now_known->policy()) {
        std::error_code error;
        if (std::filesystem::exists(policy_file_, error))
            spdlog::warn("a policy file is there but nobody put it in force; the built-in policy holds (forloeb access policy change)");
        return {};
    }
    FORLOEB_TRY(Policy approved, approved_policy(*now_known->policy()));
    const std::lock_guard lock(mutex_);
    policy_ = std::make_shared<const Policy>(std::move(approved));
    return {};
}

// The text stands in one of two files: an approval writes the second, and a stop may have come before it took its place.
Result<Policy> AccessControl::approved_policy(const PolicyInForce& wanted) const {
    for (const auto& file : {approved_file(), policy_file_}) {
        const auto text = read_policy_file(file);
        if (!text) continue;
        ReadPolicy read = read_policy(*text);
        if (!read.policy || read.policy->sha256 != wanted.sha256) continue;
        std::error_code error;
        if (file != policy_file_) std::filesystem::rename(file, policy_file_, error);
        if (error) spdlog::warn("the policy in force still waits beside its file: {}", error.message());
        return std::move(*read.policy);
    }
    FORLOEB_TRY(const std::string text, read_policy_file(policy_file_));
    const ReadPolicy read = read_policy(text);
    if (!read.policy) return tl::make_unexpected(first_finding(policy_file_, read.findings.front()));
    return fail(ErrorKind::invalid, "The policy file " + policy_file_.string() + " is not the one in force, " + wanted.title +
                                        " (another SHA-256). Put the approved file back, or approve this one with: forloeb access policy change");
}

std::shared_ptr<const Policy> AccessControl::policy() const {
    const std::lock_guard lock(mutex_);
    return policy_;
}

std::optional<PolicyInForce> AccessControl::in_force() const {
    const auto known = access_register();
    return known ? (*known)->policy() : std::nullopt;
}

Result<std::shared_ptr<const AccessRegister>> AccessControl::access_register() const {
    FORLOEB_TRY(const StreamVersion version, engine_.stream_version(own_stream_));
    {
        const std::lock_guard lock(mutex_);
        if (register_ && register_->version() == version) return register_;
    }
    FORLOEB_TRY(AccessRegister loaded, AccessRegister::load(engine_));
    auto fresh = std::make_shared<const AccessRegister>(std::move(loaded));
    const std::lock_guard lock(mutex_);
    if (!register_ || register_->version() < fresh->version()) register_ = fresh;
    return register_;
}

// ---- what they may ----

bool AccessControl::may_everything(const Principal& principal) const {
    return policy()->built_in && (principal.how == Identified::owner || principal.how == Identified::plain_loopback) &&
           principal.scope == OperationSet::everything();
}

Result<CaseAccess> AccessControl::about(const StreamId& stream) const {
    Result<CaseAccess> found = stream.kind == StreamKind::case_ ? about_case(stream) : about_person(stream);
    if (!found) return found;
    FORLOEB_TRY(const auto known, access_register());
    for (const BrokenGlass& broken : known->broken())
        if (broken.right.case_id == stream.id) found->break_glass.push_back(broken.right);
    found->restricted = restricted_in(stream);
    return found;
}

/// Of the person whom the stream is about. They hold under every policy, the built-in one too.
std::vector<RestrictedClass> AccessControl::restricted_in(const StreamId& stream) const {
    std::vector<RestrictedClass> out;
    const Uuid citizen = stream.kind == StreamKind::case_ ? engine_.subject_of(stream).value_or(Uuid{}) : stream.id;
    const auto governance = engine_.governance();
    for (const SensitivityClass one : sealed_classes())
        if (const auto restriction = governance->restriction(citizen.is_nil() ? stream.id : citizen, one, engine_.now())) out.push_back({one, restriction->purposes});
    return out;
}

Result<CaseAccess> AccessControl::about_case(const StreamId& stream) const {
    FORLOEB_TRY(const StreamVersion version, engine_.stream_version(stream));
    CaseAccess nobody_wrote_to;
    nobody_wrote_to.stream = stream;
    if (version.value == 0) return nobody_wrote_to;
    std::vector<Uuid> retracted = engine_.retracted_imports(engine_.head().next);
    {
        const std::lock_guard lock(mutex_);
        const auto remembered = remembered_.find(stream.id);
        if (remembered != remembered_.end() && remembered->second.version == version && remembered->second.retracted == retracted) return remembered->second.access;
    }
    const auto reading = CaseReading::open(engine_, stream.id, {});
    if (!reading && reading.error().kind == ErrorKind::not_found) return nobody_wrote_to;
    if (!reading) return tl::make_unexpected(reading.error());
    CaseAccess access = case_access_of(reading->facts(), reading->history());
    const std::lock_guard lock(mutex_);
    if (remembered_.size() >= cases_remembered_max) remembered_.clear();
    remembered_[stream.id] = {version, std::move(retracted), access};
    return access;
}

/// Who has a relation to one of a citizen's cases has it to the citizen.
Result<CaseAccess> AccessControl::about_person(const StreamId& stream) const {
    CaseAccess out;
    out.stream = stream;
    if (stream.kind != StreamKind::person) return out;
    CaseRelation self;
    self.relation = Relation::citizen;
    self.person = stream.id;
    out.relations.push_back(self);
    if (!cases_of_person_) return out;
    FORLOEB_TRY(const std::vector<Uuid> cases, cases_of_person_(stream.id));
    for (const Uuid& one : cases) {
        FORLOEB_TRY(CaseAccess access, about_case({StreamKind::case_, one}));
        out.relations.insert(out.relations.end(), access.relations.begin(), access.relations.end());
        if (out.unit.empty()) out.unit = access.unit;
        out.kle.insert(out.kle.end(), access.kle.begin(), access.kle.end());
    }
    return out;
}

Result<Decision> AccessControl::decide(const Principal& asking, const Question& question) const {
    const auto in_force = policy();
    const Principal principal = current(asking);
    const Instant now = engine_.now();
    if (question.streams.empty() || (in_force->built_in && question.classes.empty())) return forloeb::decide(*in_force, principal, question, nullptr, now);
    std::optional<Decision> together;
    for (const StreamId& stream : question.streams) {
        CaseAccess about_it;
        if (in_force->built_in) {
            about_it.restricted = restricted_in(stream);
        } else {
            FORLOEB_TRY(about_it, about(stream));
        }
        // A case that is about to be opened has the unit that its opening names.
        if (about_it.unit.empty()) about_it.unit = question.unit;
        Decision one = forloeb::decide(*in_force, principal, question, &about_it, now);
        if (!one.permitted) return one;
        if (together) one.classes = one.classes.both(together->classes);
        together = std::move(one);
    }
    return *together;
}

Status AccessControl::permit(const Principal& principal, const Question& question) const {
    if (may_everything(principal)) return {};
    FORLOEB_TRY(const Decision decision, decide(principal, question));
    if (!decision.permitted) return tl::make_unexpected(refusal(decision));
    return {};
}

}  // namespace forloeb
