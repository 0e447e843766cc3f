#include <algorithm>
#include <map>
#include <set>

#include "server/http/json_text.hpp"
#include "server/protocol/ids.hpp"
#include "tools/cli/asking.hpp"
#include "tools/cli/case_verbs.hpp"
#include "tools/render/answer_text.hpp"
#include "tools/render/moment.hpp"
#include "tools/render/replay_page.hpp"

namespace forloeb {
namespace {

using Entries = std::vector<answers::TimelineEntry::Reader>;

struct CaseReplayOptions {
    std::string name;
    std::vector<std::string> known;
};

/// The case as it was known at one time: two answers, from the same prefix of the log.
struct KnownThen {
    Reply overview_reply;
    Reply timeline_reply;

    [[nodiscard]] answers::CaseOverview::Reader overview() const {
        return overview_reply.frame().getAnswer().getCaseOverview();
    }
    [[nodiscard]] answers::CaseTimeline::Reader timeline() const {
        return timeline_reply.frame().getAnswer().getCaseTimeline();
    }
};

Result<Reply> ask_overview(Invocation& call, StreamId stream, Settings settings, Instant known_at, bool occurred_too) {
    settings.as_of.known_at = known_at;
    // What lay ahead on that day is counted from that day.
    if (occurred_too && !settings.as_of.occurred_by) settings.as_of.occurred_by = known_at;
    Query query(settings);
    write_id((*query).initCaseOverview(), stream.id);
    return query.ask(call, wire::Answer::CASE_OVERVIEW);
}

Result<Reply> ask_timeline(Invocation& call, StreamId stream, Settings settings, std::optional<Instant> known_at) {
    constexpr std::uint32_t entries_max = 10'000;
    if (known_at) settings.as_of.known_at = known_at;
    Query query(settings);
    auto request = (*query).initCaseTimeline();
    write_id(request.initCaseId(), stream.id);
    request.setLimit(entries_max);
    return query.ask(call, wire::Answer::CASE_TIMELINE);
}

Result<KnownThen> ask_known(Invocation& call, StreamId stream, Instant known_at) {
    FORLOEB_TRY(Reply overview, ask_overview(call, stream, call.settings(), known_at, true));
    FORLOEB_TRY(Reply timeline, ask_timeline(call, stream, call.settings(), known_at));
    return KnownThen{std::move(overview), std::move(timeline)};
}

/// Entries of `here` that `there` does not have.
Entries only_in(answers::CaseTimeline::Reader here, answers::CaseTimeline::Reader there) {
    std::set<std::uint64_t> known;
    for (const auto entry : there.getEntries()) known.insert(entry.getPosition());
    Entries only;
    for (const auto entry : here.getEntries())
        if (!known.contains(entry.getPosition())) only.push_back(entry);
    return only;
}

std::string known_json(std::string_view day, const KnownThen& known) {
    return JsonLine('{')
        .text("knownAt", day)
        .raw("overview", answer_json(known.overview()))
        .raw("timeline", answer_json(known.timeline()))
        .str();
}

ExitCode on_dates(Invocation& call, StreamId stream, const std::vector<std::string>& dates) {
    std::vector<std::pair<Instant, std::string>> days;
    for (const std::string& date : dates) {
        const auto instant = parse_as_of(date);
        if (!instant)
            return call.usage_error("--as-known: skriv en dato (2025-10-19) eller et tidspunkt.",
                                    "--as-known: write a date (2025-10-19) or a time.");
        days.emplace_back(*instant, date);
    }
    std::ranges::sort(days);
    std::vector<KnownThen> known;
    for (const auto& [instant, text] : days) {
        auto then = ask_known(call, stream, instant);
        if (!then) return call.failed(then.error());
        known.push_back(std::move(*then));
    }
    if (call.json()) {
        JsonLine list('[');
        for (std::size_t i = 0; i < known.size(); ++i) list.item(known_json(days[i].second, known[i]));
        call.print_json(JsonLine('{').text("caseId", stream.id.text()).raw("known", list.str()).str());
        return ExitCode::ok;
    }
    TextPage page = call.page();
    const auto day_text = [&](std::size_t i) { return date_text(call.settings().language, local_date(days[i].first)); };
    if (known.size() == 1) {
        print_replay_step(page, day_text(0), {}, {}, case_facts(page, known[0].overview()));
        return ExitCode::ok;
    }
    for (std::size_t i = 1; i < known.size(); ++i)
        print_replay_difference(page, day_text(i - 1), known[i - 1].overview(), day_text(i), known[i].overview(),
                                only_in(known[i].timeline(), known[i - 1].timeline()),
                                only_in(known[i - 1].timeline(), known[i].timeline()));
    return ExitCode::ok;
}

/// Every day on which something was written down, in order.
ExitCode step_by_step(Invocation& call, StreamId stream) {
    const auto all = ask_timeline(call, stream, call.settings(), call.settings().as_of.known_at);
    if (!all) return call.failed(all.error());
    std::map<LocalDate, Entries> days;
    for (const auto entry : all->frame().getAnswer().getCaseTimeline().getEntries())
        days[local_date(read_moment(entry.getRecorded()))].push_back(entry);

    TextPage page = call.page();
    JsonLine steps('[');
    CaseFacts before;
    std::size_t shown = 0;
    if (!call.json())
        page.title(std::string(page.say("Forløb ", "Case ")) + stream.id.text() +
                   std::string(page.say(", som det blev kendt", ", as it came to be known")));
    for (auto& [day, entries] : days) {
        if (call.settings().limit != 0 && shown++ == call.settings().limit) break;
        const auto overview = ask_overview(call, stream, call.settings(), end_of_day(day), true);
        if (!overview) return call.failed(overview.error());
        const auto answer = overview->frame().getAnswer().getCaseOverview();
        std::ranges::stable_sort(entries, {}, [](answers::TimelineEntry::Reader entry) { return entry.getPosition(); });
        if (call.json()) {
            JsonLine written('[');
            for (const auto entry : entries) written.item(answer_json(entry));
            steps.item(JsonLine('{')
                           .text("knownAt", format_date(day))
                           .raw("written", written.str())
                           .raw("overview", answer_json(answer)));
            continue;
        }
        CaseFacts after = case_facts(page, answer);
        print_replay_step(page, date_text(call.settings().language, day), entries, before, after);
        before = std::move(after);
    }
    if (call.json()) call.print_json(JsonLine('{').text("caseId", stream.id.text()).raw("steps", steps.str()).str());
    return ExitCode::ok;
}

ExitCode replay(Invocation& call, const CaseReplayOptions& options) {
    const auto stream = find_case(call, options.name);
    if (!stream) return call.failed(stream.error());
    return options.known.empty() ? step_by_step(call, *stream) : on_dates(call, *stream, options.known);
}

}  // namespace

void add_case_replay(Menu& menu, CLI::App& noun) {
    auto options = std::make_shared<CaseReplayOptions>();
    CLI::App& verb = menu.verb(
        noun, "replay", "se forløbet, som det var kendt: dag for dag, eller forskellen mellem to datoer",
        "see the case as it was known: day by day, or the difference between two dates",
        {"forloeb case replay karen", "forloeb case replay karen --as-known 2025-10-19 --as-known 2025-11-30"},
        [options](Invocation& call) { return replay(call, *options); });
    case_argument(menu, verb, options->name);
    menu.values(verb, "--as-known", options->known, "DATE", "som det var kendt den dag; to gange viser forskellen",
                "as it was known on that day; twice shows the difference");
}

}  // namespace forloeb
