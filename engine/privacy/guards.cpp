#include "engine/privacy/guards.hpp"

#include <algorithm>

namespace forloeb {
namespace {

tl::unexpected<Error> refused(const char* guard, std::string message) { return tl::make_unexpected(Error{ErrorKind::refused, std::move(message), {}, guard}); }

}  // namespace

Status check_warrant(const Warrant& warrant) {
    const std::set<std::string> approvers(warrant.approved_by.begin(), warrant.approved_by.end());
    if (approvers.size() < 2 || approvers.contains(""))
        return refused("erasure.two_approvers", "Two different people must approve what cannot be undone. Name both.");
    if (warrant.law.empty() || warrant.paragraph.empty()) return refused("erasure.legal_basis", "Name the law and the paragraph that this rests on.");
    if (warrant.reason.empty()) return refused("erasure.reason", "Say why, with a code.");
    return {};
}

Status check_holds(const std::vector<std::string>& covering) {
    if (covering.empty()) return {};
    return refused("erasure.hold", "The hold " + covering.front() + " covers this: lift it first.");
}

Status check_archive(const Warrant& warrant, const Governance& governance, const Uuid& subject, std::optional<bool> kept) {
    if (!warrant.archive.empty()) {
        const ArchiveExport* const archive = governance.archive(warrant.archive);
        if (archive == nullptr) return refused("erasure.archive_receipt", "There is no archive export " + warrant.archive + ".");
        if (archive->receipt.empty()) return refused("erasure.archive_receipt", "The archive export " + warrant.archive + " has no receipt yet: record it when the archive has approved.");
        if (!subject.is_nil() && !archive->subjects.contains(subject)) return refused("erasure.archive_receipt", "The archive export " + warrant.archive + " does not name this person.");
        return {};
    }
    if (kept.value_or(true))
        return refused("erasure.archive_receipt", kept ? "The archive rule keeps this person's record: export it to the archive first, and name the export."
                                                       : "The archive rule needs the birth day, which is not on record: export to the archive first, and name the export.");
    if (warrant.no_archive.empty()) return refused("erasure.archive_receipt", "Name the archive export, or say with a code why none is needed.");
    return {};
}

std::optional<bool> keeps(const ArchiveRule& rule, std::optional<int> birth_day) {
    if (rule.birth_days.empty()) return true;
    if (!birth_day) return std::nullopt;
    return std::ranges::find(rule.birth_days, *birth_day) != rule.birth_days.end();
}

}  // namespace forloeb
