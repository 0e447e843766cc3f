#include "tools/render/import_page.hpp"

#include <algorithm>

namespace forloeb {
namespace {

constexpr std::size_t rows_shown = 10;

void print_rows(TextPage& page, std::string_view title, const ReportedRows& rows) {
    if (rows.count == 0) return;
    page.section(std::string(title) + ": " + std::to_string(rows.count));
    for (std::size_t i = 0; i < std::min(rows.rows.size(), rows_shown); ++i)
        page.item(
            std::string(page.say("linje ", "line ")) + std::to_string(rows.rows[i].line) + ": " + rows.rows[i].reason,
            Tone::warning);
    if (rows.count > rows_shown)
        page.item(std::string(page.say("... resten med --json", "... the rest with --json")), Tone::dim);
}

void print_unmapped(TextPage& page, const ImportReport& report) {
    if (report.unmapped_activities.empty()) return;
    std::vector<std::pair<std::string, std::uint64_t>> activities(report.unmapped_activities.begin(),
                                                                  report.unmapped_activities.end());
    std::ranges::stable_sort(activities, std::greater(), &std::pair<std::string, std::uint64_t>::second);
    page.section(page.say("Aktiviteter uden egen hændelsestype (bevaret som external.recorded)",
                          "Activities without an event type of their own (kept as external.recorded)"));
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < std::min(activities.size(), rows_shown); ++i)
        rows.push_back({activities[i].first, std::to_string(activities[i].second)});
    page.table({{std::string(page.say("Aktivitet", "Activity")), false, true},
                {std::string(page.say("Antal", "Count")), true}},
               rows);
    if (activities.size() > rows_shown)
        page.paragraph(std::string(page.say("... og ", "... and ")) + std::to_string(activities.size() - rows_shown) +
                           std::string(page.say(" andre.", " others.")),
                       0, Tone::dim);
}

}  // namespace

void print_import_report(TextPage& page, const ImportReport& report) {
    const auto count = [&](std::string_view da, std::string_view en, std::uint64_t number) {
        page.field(page.say(da, en), std::to_string(number), 36);
    };
    page.title(std::string(report.dry_run
                               ? page.say("Prøvekørsel, intet er skrevet: ", "Dry run, nothing was written: ")
                               : page.say("Import: ", "Import: ")) +
               report.source);
    page.field(page.say("Importkørsel", "Batch"), report.batch.text(), 36);
    page.field("SHA-256", report.sha256, 36);
    count("Forløb i filen", "Cases in the file", report.cases);
    count("Hændelser i filen", "Source events", report.source_events);
    count("  nye", "  new", report.new_events);
    count("  var der i forvejen", "  were there already", report.repeated_events);
    count("  ændret siden: ikke skrevet", "  changed since: not written", report.changed.count);
    count("  afvist", "  rejected", report.rejected.count);
    count("Nye forløb", "New cases", report.new_cases);
    count("Skrevet i alt", "Appended events", report.appended_events);
    count("  heraf skrevet af importen selv", "  of these synthesised by the import", report.synthesised_events);
    page.section(page.say("Kildens kvalitet", "Quality of the source"));
    count("Samme tid som hændelsen før", "At the same time as the event before", report.ties);
    count("Før hændelsen før", "Before the event before", report.inversions);
    count("Uden tid", "Without a time", report.missing_times);
    count("Uden aktivitet", "Without an activity", report.missing_activities);
    count("Tidszone antaget", "Zone assumed", report.assumed_zones);
    count("Helt ens hændelser", "Exact duplicates", report.exact_duplicates);
    print_rows(page, page.say("Afvist", "Rejected"), report.rejected);
    print_rows(page, page.say("Ændret i kilden siden sidste import", "Changed in the source since the last import"),
               report.changed);
    print_rows(page, page.say("Ikke taget med", "Left out"), report.left_out);
    print_rows(page,
               page.say("Værdier, der ikke er af deres type (beholdt som skrevet)",
                        "Values not of their type (kept as written)"),
               report.illegal_tokens);
    print_unmapped(page, report);
    if (report.interrupted) {
        page.blank();
        page.paragraph(
            page.say("Afbrudt. Kør importen igen for at fortsætte.", "Interrupted. Repeat the import to go on."), 0,
            Tone::warning);
    }
}

void print_survey_report(TextPage& page, const ImportReport& report) {
    const auto count = [&](std::string_view da, std::string_view en, std::uint64_t number) {
        page.field(page.say(da, en), std::to_string(number), 36);
    };
    page.title(std::string(report.dry_run ? page.say("Prøvekørsel, intet er skrevet: ", "Dry run, nothing was written: ")
                                          : page.say("Import: ", "Import: ")) +
               report.source);
    page.field(page.say("Importkørsel", "Batch"), report.batch.text(), 36);
    count("Rækker i filen", "Rows in the file", report.source_events);
    count("Respondenter", "Respondents", report.cases);
    count("  nye svar", "  new answers", report.new_events);
    count("  var der i forvejen", "  were there already", report.repeated_events);
    count("  afviste rækker", "  rejected rows", report.rejected.count);
    count("Tider uden zone", "Times without a zone", report.assumed_zones);
    print_rows(page, page.say("Afviste rækker", "Rejected rows"), report.rejected);
}

}  // namespace forloeb
