#include "tools/render/replay_page.hpp"

#include "tools/render/answer_text.hpp"
#include "tools/render/case_pages.hpp"
#include "tools/render/moment.hpp"

namespace forloeb {
namespace {

using answers::CaseOverview;

std::string coordinator_fact(const TextPage& page, answers::Coordinator::Reader coordinator) {
    if (!coordinator.getAssigned()) return std::string(page.say("ingen", "none"));
    return std::string(view(coordinator.getPseudonym())) + std::string(page.say(", kendt af ", ", known by ")) +
           std::to_string(coordinator.getKnownBy()) + std::string(page.say(" af ", " of ")) +
           std::to_string(coordinator.getOf());
}

std::string goals_fact(const TextPage& page, capnp::List<answers::Goal>::Reader goals) {
    std::vector<std::string> parts;
    for (const auto goal : goals) {
        std::string state = goal.getStatus() == "closed"       ? goal.getResult().size() > 0
                                                                     ? code_text(page.language(), view(goal.getResult()))
                                                                     : code_text(page.language(), "closed")
                                  : goal.getLatestLevel().size() > 0 ? code_text(page.language(), view(goal.getLatestLevel()))
                                                               : code_text(page.language(), "open");
        parts.push_back(std::string(view(goal.getGoal())) + ": " + state);
    }
    return parts.empty() ? std::string(page.say("ingen", "none")) : join_facts(parts);
}

std::string promises_fact(const TextPage& page, CaseOverview::Reader overview) {
    std::vector<std::string> parts;
    for (const auto promise : overview.getOpenCommitments())
        parts.push_back(std::string(view(promise.getReference())) +
                        (promise.getOverdue() ? std::string(page.say(" (overskredet)", " (overdue)")) : ""));
    return parts.empty() ? std::string(page.say("ingen", "none")) : join_words(page.language(), parts);
}

std::string deadline_fact(const TextPage& page, CaseOverview::Reader overview) {
    const auto next = overview.getNextDeadline();
    std::vector<std::string> parts;
    if (next.getReference().size() > 0)
        parts.push_back(code_text(page.language(), view(next.getKind())) + " " +
                        date_text(page.language(), next.getDue()));
    for (const auto passed : overview.getOverdueDeadlines())
        parts.push_back(std::string(page.say("overskredet: ", "passed: ")) +
                        code_text(page.language(), view(passed.getKind())));
    return parts.empty() ? std::string(page.say("ingen", "none")) : join_facts(parts);
}

std::string handovers_fact(const TextPage& page, CaseOverview::Reader overview) {
    std::vector<std::string> parts;
    for (const auto handover : overview.getHandovers())
        parts.push_back(std::string(view(handover.getHandover())) + ": " +
                        code_text(page.language(), view(handover.getState())));
    return parts.empty() ? std::string(page.say("ingen", "none")) : join_facts(parts);
}

std::string entry_line(const TextPage& page, answers::TimelineEntry::Reader entry) {
    const std::string_view label = pick(page.language(), entry.getLabel());
    std::string text = moment_cell(page.language(), entry.getOccurred()) + "  " +
                       std::string(label.empty() ? view(entry.getType()) : label);
    if (entry.getLate() == answers::Late::LATE)
        text += std::string(page.say("  [skrevet ", "  [written ")) +
                count_text(static_cast<std::uint64_t>(entry.getLateDays()), page.say("dag", "day"),
                           page.say("dage", "days")) +
                std::string(page.say(" efter]", " later]"));
    if (entry.getCorrected()) text += page.say("  [rettet]", "  [corrected]");
    return text;
}

}  // namespace

CaseFacts case_facts(const TextPage& page, CaseOverview::Reader overview) {
    const Language language = page.language();
    const auto partners = overview.getPartners();
    const auto moment = [&](Moment::Reader when) {
        return read_moment(when).is_unknown() ? std::string(page.say("ingen", "none")) : moment_text(language, when);
    };
    return {{std::string(page.say("Tilstand", "State")), code_text(language, view(overview.getStatus().getState()))},
            {std::string(page.say("Fase", "Phase")), code_text(language, view(overview.getPhase().getPhase()))},
            {std::string(page.say("Koordinator", "Coordinator")), coordinator_fact(page, overview.getCoordinator())},
            {std::string(page.say("Mål", "Goals")), goals_fact(page, overview.getGoals())},
            {std::string(page.say("Frister", "Deadlines")), deadline_fact(page, overview)},
            {std::string(page.say("Åbne løfter", "Open promises")), promises_fact(page, overview)},
            {std::string(page.say("Overlevering", "Handover")), handovers_fact(page, overview)},
            {std::string(page.say("Parter", "Parties")),
             std::to_string(partners.getInternal()) + std::string(page.say(" interne, ", " internal, ")) +
                 std::to_string(partners.getExternal()) + std::string(page.say(" eksterne, ", " external, ")) +
                 std::to_string(partners.getPrivateNetwork()) + std::string(page.say(" private", " private"))},
            {std::string(page.say("Næste møde", "Next meeting")), overview.getNextMeeting().getReference().size() == 0
                                                                      ? std::string(page.say("intet", "none"))
                                                                      : moment(overview.getNextMeeting().getPlanned())},
            {std::string(page.say("Seneste kontakt", "Last contact")), moment(overview.getLastContact())},
            {std::string(page.say("Hændelser i kraft", "Events in force")),
             std::to_string(overview.getStatus().getEvents())}};
}

void print_replay_step(TextPage& page, std::string_view day, const std::vector<answers::TimelineEntry::Reader>& entries,
                       const CaseFacts& before, const CaseFacts& after) {
    page.section(std::string(page.say("Skrevet ", "Written ")) + std::string(day));
    for (const auto entry : entries) page.item(entry_line(page, entry));
    for (std::size_t i = 0; i < after.size(); ++i) {
        const bool first = before.empty();
        if (!first && before[i].second == after[i].second) continue;
        if (after[i].second.empty()) continue;
        page.field(after[i].first,
                   first || before[i].second.empty() ? after[i].second : before[i].second + "  ->  " + after[i].second);
    }
}

void print_replay_difference(TextPage& page, std::string_view earlier_day, CaseOverview::Reader earlier,
                             std::string_view later_day, CaseOverview::Reader later,
                             const std::vector<answers::TimelineEntry::Reader>& only_later,
                             const std::vector<answers::TimelineEntry::Reader>& only_earlier) {
    page.title(std::string(page.say("Forløb ", "Case ")) + id_text(later.getCaseId()) +
               std::string(page.say(", som det var kendt på to datoer", ", as it was known on two dates")));
    page.blank();
    const CaseFacts before = case_facts(page, earlier);
    const CaseFacts after = case_facts(page, later);
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < after.size(); ++i)
        rows.push_back(
            {before[i].first, before[i].second, after[i].second, before[i].second == after[i].second ? "" : "*"});
    page.table({{""},
                {std::string(page.say("kendt ", "known ")) + std::string(earlier_day), false, true},
                {std::string(page.say("kendt ", "known ")) + std::string(later_day), false, true},
                {""}},
               rows);
    page.section(std::string(page.say("Kommet til siden", "Added since")) + " (" + std::to_string(only_later.size()) +
                 ")");
    for (const auto entry : only_later) page.item(entry_line(page, entry));
    if (only_earlier.empty()) return;
    page.section(std::string(page.say("Gælder ikke længere", "Holds no longer")) + " (" +
                 std::to_string(only_earlier.size()) + ")");
    for (const auto entry : only_earlier) page.item(entry_line(page, entry), Tone::warning);
}

}  // namespace forloeb
