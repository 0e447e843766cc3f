#include "tools/render/audit_page.hpp"

#include "events/catalogue/catalogue.hpp"
#include "events/vocabulary/time.hpp"
#include "server/protocol/ids.hpp"
#include "server/protocol/texts.hpp"

namespace forloeb {
namespace {

using Entry = wire::audit::Entry::Reader;

std::string joined(std::string_view separator, std::initializer_list<std::string> parts) {
    std::string out;
    for (const std::string& part : parts) {
        if (part.empty()) continue;
        if (!out.empty()) out.append(separator);
        out.append(part);
    }
    return out;
}

std::string who(const TextPage& page, Entry entry) {
    std::string actor = entry.getActorName().size() > 0 ? text_of(entry.getActorName()) : text_of(entry.getActor());
    if (actor.empty()) actor = page.say("(ikke oplyst)", "(not told)");
    return joined(", ", {actor, text_of(entry.getRole()), text_of(entry.getUnit())});
}

std::string versions(Entry entry) {
    if (entry.getToVersion() == 0) return {};
    std::string out = std::to_string(entry.getFromVersion());
    if (entry.getToVersion() != entry.getFromVersion()) out.append("-").append(std::to_string(entry.getToVersion()));
    return out;
}

std::string what(const TextPage& page, Entry entry) {
    const std::string language(page.say("da", "en"));
    if (entry.getLog() == wire::audit::Log::READS) {
        const std::string seen = versions(entry);
        return joined(" ", {std::string(entry.getDenied() ? page.say("AFVIST:", "DENIED:") : page.say("læst:", "read:")), text_of(entry.getOperation()),
                            seen.empty() ? std::string() : std::string(page.say("hændelse ", "event ")).append(seen),
                            entry.getCriteria().size() > 0 ? "(" + text_of(entry.getCriteria()) + ")" : std::string()});
    }
    const EventType* const type = find_event_type(text_of(entry.getType()));
    std::string out = type != nullptr ? std::string(type->label(language)) : text_of(entry.getType());
    if (entry.getLateDays() > 0)
        out.append(", ").append(std::to_string(entry.getLateDays())).append(page.say(" dage efter", " days late"));
    for (const auto change : entry.getChanges())
        out.append("; ").append(text_of(change.getField())).append(": ").append(text_of(change.getBefore())).append(" -> ").append(text_of(change.getAfter()));
    return out;
}

std::string why(Entry entry) {
    return joined(", ", {text_of(entry.getPurpose()), text_of(entry.getRelation()), entry.getDenied() ? text_of(entry.getRule()) : std::string(),
                         text_of(entry.getBreakGlass()), text_of(entry.getReason())});
}

}  // namespace

void print_audit_entries(TextPage& page, const std::vector<Entry>& entries) {
    if (entries.empty()) return page.paragraph(page.say("Intet er registreret.", "Nothing is on record."));
    std::vector<std::vector<std::string>> rows;
    for (const Entry entry : entries)
        rows.push_back({format_when(in_local_time({entry.getRecordedAt() / 1'000'000 * 1'000'000})).substr(0, 19), who(page, entry), what(page, entry), why(entry),
                        entry.getCases().size() == 1 ? read_id(entry.getCases()[0]).text()
                        : entry.getCases().size() > 1 ? std::to_string(entry.getCases().size()).append(page.say(" sager", " cases"))
                                                      : std::string()});
    page.table({{std::string(page.say("Registreret", "Recorded"))},
                {std::string(page.say("Hvem", "Who")), false, true},
                {std::string(page.say("Hvad", "What")), false, true},
                {std::string(page.say("Formål og grund", "Purpose and reason")), false, true},
                {std::string(page.say("Sag", "Case")), false, true}},
               rows);
}

}  // namespace forloeb
