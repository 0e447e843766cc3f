#include "tools/render/answer_text.hpp"
#include "tools/render/case_pages.hpp"
#include "tools/render/moment.hpp"

namespace forloeb {
namespace {

using answers::Late;
using answers::TimelineEntry;

std::string late_text(const TextPage& page, TimelineEntry::Reader entry) {
    const std::string days = std::to_string(entry.getLateDays());
    if (entry.getLate() == Late::FUTURE_DATED)
        return std::string(page.say("DATERET FREM I TIDEN", "DATED IN THE FUTURE"));
    if (entry.getLate() != Late::LATE) return {};
    return std::string(page.say("SENT REGISTRERET: ", "RECORDED LATE: ")) + days +
           std::string(page.say(" dage efter", " days after"));
}

/// What a reader must not overlook about an entry.
std::string marks_text(const TextPage& page, TimelineEntry::Reader entry) {
    const std::string objection(view(entry.getRuleObjection()));
    return join_facts(
        {late_text(page, entry), std::string(entry.getCorrected() ? page.say("RETTET", "CORRECTED") : ""),
         std::string(entry.getRetracted() ? page.say("TRUKKET TILBAGE", "RETRACTED") : ""),
         objection.empty() ? "" : std::string(page.say("MOD REGLEN ", "AGAINST THE RULE ")) + objection,
         std::string(entry.getSynthesised() ? page.say("skrevet af importen", "written by the import") : "")});
}

std::string entry_label(const TextPage& page, TimelineEntry::Reader entry) {
    const std::string_view label = pick(page.language(), entry.getLabel());
    return std::string(label.empty() ? view(entry.getType()) : label);
}

std::string actor_text(const TextPage& page, TimelineEntry::Reader entry) {
    std::string actor(view(entry.getActor()));
    if (entry.getOnBehalfOf().size() > 0)
        actor += std::string(page.say(" på vegne af ", " on behalf of ")) + std::string(view(entry.getOnBehalfOf()));
    const std::string role = code_text(page.language(), view(entry.getRole()));
    const std::string unit(view(entry.getUnit()));
    if (role.empty() && unit.empty()) return actor;
    return actor + " (" + role + (role.empty() || unit.empty() ? "" : ", ") + unit + ")";
}

std::string field_text(const TextPage& page, answers::TimelineField::Reader field) {
    const std::string_view label = pick(page.language(), field.getLabel());
    std::string_view value = pick(page.language(), field.getValueLabel());
    if (value.empty()) value = view(field.getValue());
    return std::string(label.empty() ? view(field.getName()) : label) + ": " +
           (field.getPersonal() ? quoted(page.language(), value) : std::string(value));
}

}  // namespace

void print_timeline_entry(TextPage& page, TimelineEntry::Reader entry) {
    page.paragraph(moment_cell(page.language(), entry.getOccurred()) + "  " + entry_label(page, entry), 0,
                   Tone::strong);
    const std::string marks = marks_text(page, entry);
    if (!marks.empty()) page.paragraph(marks, 4, Tone::warning);
    page.paragraph(join_facts({actor_text(page, entry),
                               std::string(page.say("registreret ", "recorded ")) +
                                   moment_text(page.language(), entry.getRecorded()),
                               legal_basis_text(page.language(), entry.getLegalBasis())}),
                   4, Tone::dim);
    std::vector<std::string> clear;
    for (const auto field : entry.getFields())
        if (!field.getPersonal()) clear.push_back(field_text(page, field));
    if (!clear.empty()) page.paragraph(join_facts(clear), 4);
    for (const auto field : entry.getFields())
        if (field.getPersonal()) page.paragraph(field_text(page, field), 4);
    if (entry.getPersonalWithheld())
        page.paragraph(page.say("[personlige oplysninger er ikke vist]", "[personal details are not shown]"), 4,
                       Tone::dim);
}

void print_case_timeline(TextPage& page, answers::CaseTimeline::Reader timeline, TimelineView how) {
    page.title(std::string(page.say("Tidslinje for forløb ", "Timeline of case ")) + id_text(timeline.getCaseId()));
    page.blank();
    if (how == TimelineView::brief) {
        std::vector<std::vector<std::string>> rows;
        for (const auto entry : timeline.getEntries())
            rows.push_back({moment_cell(page.language(), entry.getOccurred()), entry_label(page, entry),
                            std::string(view(entry.getActor())), date_cell(page.language(), entry.getRecorded()),
                            marks_text(page, entry)});
        page.table({{std::string(page.say("Skete", "Occurred"))},
                    {std::string(page.say("Hændelse", "Event")), false, true},
                    {std::string(page.say("Hvem", "Who")), false, true},
                    {std::string(page.say("Registreret", "Recorded"))},
                    {std::string(page.say("Bemærk", "Note")), false, true}},
                   rows);
    } else {
        for (const auto entry : timeline.getEntries()) print_timeline_entry(page, entry);
    }
    page.blank();
    std::uint32_t late = 0;
    for (const auto entry : timeline.getEntries()) late += entry.getLate() == Late::LATE ? 1 : 0;
    page.paragraph(std::to_string(timeline.getEntries().size()) + std::string(page.say(" af ", " of ")) +
                       count_text(timeline.getTotal(), page.say("hændelse vist", "event shown"),
                                  page.say("hændelser vist", "events shown")) +
                       "; " + std::to_string(late) +
                       std::string(page.say(" registreret mere end ", " recorded more than ")) +
                       count_text(timeline.getLateThresholdDays(), page.say("dag", "day"), page.say("dage", "days")) +
                       std::string(page.say(" efter, at de skete.", " after they occurred.")),
                   0, Tone::dim);
    print_as_of(page, timeline.getAsOf());
}

}  // namespace forloeb
