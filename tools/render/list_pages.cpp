#include "tools/render/list_pages.hpp"

#include "tools/render/answer_text.hpp"
#include "tools/render/moment.hpp"

namespace forloeb {
namespace {

std::string state_of(const TextPage& page, answers::ProjectionStatus::Reader status) {
    const Language language = page.language();
    if (status.getFailure().size() > 0)
        return std::string(page.say("standset: ", "stopped: ")) + std::string(view(status.getFailure()));
    if (status.getRebuilding())
        return std::string(page.say("genopbygges: ", "being rebuilt: ")) + std::to_string(status.getRebuiltTo()) +
               " / " + std::to_string(status.getRebuildOf());
    if (status.getCheckpoint() < status.getHead())
        return count_text(status.getHead() - status.getCheckpoint(), say(language, "hændelse bagud", "event behind"),
                          say(language, "hændelser bagud", "events behind"));
    return std::string(page.say("ajour", "up to date"));
}

std::string milliseconds(const TextPage& page, std::uint64_t microseconds) {
    std::string text = std::to_string((microseconds + 50) / 100);  // tenths
    if (text.size() == 1) text.insert(text.begin(), '0');
    text.insert(text.end() - 1, page.language() == Language::da ? ',' : '.');
    return text + " ms";
}

/// A list built on rows that lag behind says so.
void print_lag(TextPage& page, answers::ProjectionStatus::Reader status) {
    if (status.getName().size() == 0) return;
    if (status.getFailure().size() == 0 && status.getCheckpoint() >= status.getHead() && status.getParked().size() == 0)
        return;
    std::string text =
        std::string(page.say("Obs: ", "Note: ")) + std::string(view(status.getName())) + ": " + state_of(page, status);
    if (status.getParked().size() > 0)
        text += "; " + count_text(status.getParked().size(), page.say("sag er sat til side", "case is parked"),
                                  page.say("sager er sat til side", "cases are parked"));
    page.paragraph(text, 0, Tone::warning);
}

}  // namespace

void print_case_list(TextPage& page, answers::CaseList::Reader list) {
    const Language language = page.language();
    std::vector<std::vector<std::string>> rows;
    for (const auto row : list.getRows()) {
        std::string state = code_text(language, view(row.getState()));
        if (row.getParked()) state += " (!)";
        const std::string phase = code_text(language, view(row.getPhase()));
        const std::string coordinator(view(row.getCoordinator()));
        const std::string promises = row.getOpenCommitments() == 0
                                         ? ""
                                         : "\n" + count_text(row.getOpenCommitments(), page.say("løfte", "promise"),
                                                             page.say("løfter", "promises"));
        rows.push_back({id_text(row.getCaseId()), phase.empty() ? state : state + "\n" + phase,
                        std::string(view(row.getUnit())) + (coordinator.empty() ? "" : "\n" + coordinator),
                        date_cell(language, row.getOpened()) + "\n" + date_cell(language, row.getLastOccurred()),
                        date_cell(language, row.getNextDeadline()) + promises, std::to_string(row.getEvents())});
    }
    page.table({{std::string(page.say("Forløb", "Case"))},
                {std::string(page.say("Tilstand, fase", "State, phase")), false, true},
                {std::string(page.say("Enhed, koordinator", "Unit, coordinator")), false, true},
                {std::string(page.say("Åbnet / senest", "Opened / latest")), false, true},
                {std::string(page.say("Frist, løfter", "Deadline, promises")), false, true},
                {std::string(page.say("Hænd.", "Events")), true}},
               rows);
    page.blank();
    page.paragraph(
        std::to_string(list.getRows().size()) + std::string(page.say(" af ", " of ")) +
            count_text(list.getTotal(), page.say("forløb vist", "case shown"), page.say("forløb vist", "cases shown")) +
            std::string(list.getMore()
                            ? page.say("; se flere med --limit eller --after", "; see more with --limit or --after")
                            : "") +
            ".",
        0, Tone::dim);
    print_lag(page, list.getProjection());
    print_as_of(page, list.getAsOf());
}

void print_derived_handovers(TextPage& page, answers::DerivedHandovers::Reader handovers, std::size_t pairs_max) {
    page.title(handovers.getBy() == "unit"
                   ? page.say("Afledte overleveringer mellem enheder", "Derived handovers between units")
                   : page.say("Afledte overleveringer mellem medarbejdere", "Derived handovers between actors"));
    page.paragraph(
        page.say("To hændelser efter hinanden i samme forløb med hver sin udfører. Det er en beregning, ikke en "
                 "registreret overlevering.",
                 "Two consecutive events of a case with different actors. Computed, not a recorded handover."));
    page.blank();
    page.field(page.say("Forløb", "Cases"), std::to_string(handovers.getCases()));
    page.field(page.say("Forløb med nogen", "Cases with any"), std::to_string(handovers.getCasesWithAny()));
    page.field(page.say("I alt", "In all"), std::to_string(handovers.getTotal()));
    page.blank();
    std::vector<std::vector<std::string>> rows;
    for (const auto pair : handovers.getPairs()) {
        if (pairs_max != 0 && rows.size() == pairs_max) break;
        rows.push_back({std::string(view(pair.getFrom())), std::string(view(pair.getTo())),
                        std::to_string(pair.getCount()), std::to_string(pair.getCases())});
    }
    page.table({{std::string(page.say("Fra", "From")), false, true},
                {std::string(page.say("Til", "To")), false, true},
                {std::string(page.say("Antal", "Handovers")), true},
                {std::string(page.say("Forløb", "Cases")), true}},
               rows);
    if (rows.size() < handovers.getPairs().size())
        page.paragraph(
            std::string(page.say("... og ", "... and ")) + std::to_string(handovers.getPairs().size() - rows.size()) +
                std::string(page.say(" par mere: se dem med --limit.", " more pairs: see them with --limit.")),
            0, Tone::dim);
    print_lag(page, handovers.getProjection());
    print_as_of(page, handovers.getAsOf());
}

void print_case_handovers(TextPage& page, answers::CaseHandovers::Reader handovers) {
    const Language language = page.language();
    page.title(std::string(page.say("Afledte overleveringer i forløb ", "Derived handovers of case ")) +
               id_text(handovers.getCaseId()));
    page.blank();
    std::vector<std::vector<std::string>> rows;
    for (const auto step : handovers.getSteps())
        rows.push_back({moment_cell(language, step.getOccurred()), std::string(view(step.getFrom())),
                        std::string(view(step.getTo()))});
    page.table({{std::string(page.say("Skete", "Occurred"))},
                {std::string(page.say("Fra", "From")), false, true},
                {std::string(page.say("Til", "To")), false, true}},
               rows);
    page.blank();
    page.paragraph(count_text(handovers.getSteps().size(), page.say("overlevering", "handover"),
                              page.say("overleveringer", "handovers")) +
                   std::string(page.say(" mellem ", " between ")) +
                   count_text(handovers.getDistinct(), page.say("udfører", "actor"), page.say("udførere", "actors")) +
                   ".");
    print_as_of(page, handovers.getAsOf());
}

void print_projections(TextPage& page, answers::ProjectionStatusList::Reader status) {
    std::vector<std::vector<std::string>> rows;
    for (const auto projection : status.getProjections())
        rows.push_back({std::string(view(projection.getName())), std::to_string(projection.getVersion()),
                        std::to_string(projection.getCheckpoint()), std::to_string(projection.getRows()),
                        std::to_string(projection.getParked().size()), state_of(page, projection)});
    page.table({{std::string(page.say("Projektion", "Projection"))},
                {"v", true},
                {std::string(page.say("Til og med", "Up to")), true},
                {std::string(page.say("Rækker", "Rows")), true},
                {std::string(page.say("Sat til side", "Parked")), true},
                {std::string(page.say("Tilstand", "State")), false, true}},
               rows);
    if (const auto lag = status.getLag(); lag.getGroups() > 0)
        page.paragraph(std::string(page.say("Fra disk til række: ", "From disk to row: ")) + milliseconds(page, lag.getP50Micros()) +
                           std::string(page.say(" (halvdelen), ", " (half of them), ")) + milliseconds(page, lag.getP99Micros()) +
                           std::string(page.say(" (99 af 100), højst ", " (99 of 100), at most ")) + milliseconds(page, lag.getMaxMicros()) + ".",
                       0, Tone::dim);
    for (const auto projection : status.getProjections()) {
        if (projection.getDigest().size() > 0)
            page.paragraph(std::string(view(projection.getName())) + std::string(page.say(", aftryk ", ", digest ")) +
                               std::string(view(projection.getDigest())),
                           0, Tone::dim);
        for (const auto parked : projection.getParked())
            page.item(std::string(view(projection.getName())) + ": " + id_text(parked.getCaseId()) +
                          std::string(page.say(" ved position ", " at position ")) +
                          std::to_string(parked.getPosition()) + ": " + std::string(view(parked.getReason())),
                      Tone::warning);
    }
}

}  // namespace forloeb
