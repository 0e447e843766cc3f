// `forloeb my`: the coordinator's everyday pages. Whose they are is the setting `coordinator`, else whoever asks.
#include <pwd.h>
#include <unistd.h>

#include <array>
#include <charconv>

#include "tools/cli/asking.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/render/view_page.hpp"

namespace forloeb {
namespace {

struct MyOptions {
    std::string since;
    std::uint64_t soon_days = 0;
    std::uint64_t contact_days = 0;
};

/// The pseudonym by which the server knows the operating system's user.
Result<std::string> own_pseudonym(Invocation& call) {
    passwd entry{};
    passwd* found = nullptr;
    std::array<char, 4096> buffer{};
    const bool known = ::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr;
    FrameBuilder request;
    auto asked = request.frame().initPseudonyms();
    asked.setScope("os-user");
    asked.initNames(1).set(0, known ? std::string(entry.pw_name) : std::to_string(::geteuid()));
    FORLOEB_TRY(const Reply reply, ask(call, request, wire::Frame::PSEUDONYMS_REPLY));
    const auto names = reply.frame().getPseudonymsReply();
    return names.size() == 1 ? std::string(names[0].cStr()) : std::string();
}

Status write_since(answers::CoordinatorQuery::Builder out, const std::string& text) {
    std::uint64_t position = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), position);
    if (error == std::errc() && end == text.data() + text.size()) {
        out.setSincePosition(position);
        return {};
    }
    FORLOEB_TRY(const Instant since, parse_as_of(text));
    write_moment(out.initSince(), in_local_time(since));
    return {};
}

void print(TextPage& page, answers::CoordinatorView::Reader answer) {
    switch (answer.which()) {
        case answers::CoordinatorView::CASELOAD: return print_caseload(page, answer.getCaseload());
        case answers::CoordinatorView::DAY: return print_day(page, answer.getDay());
        case answers::CoordinatorView::NEWS: return print_news(page, answer.getNews());
    }
}

ExitCode show(Invocation& call, const MyOptions& options, answers::CoordinatorViewKind kind) {
    std::string coordinator = call.settings().coordinator;
    if (coordinator.empty()) {
        auto own = own_pseudonym(call);
        if (!own) return call.failed(own.error());
        coordinator = std::move(*own);
    }
    Query query(call.settings());
    auto request = (*query).initCoordinator();
    request.setCoordinator(coordinator.c_str());
    request.setView(kind);
    request.setSoonDays(static_cast<std::uint32_t>(options.soon_days));
    request.setContactDays(static_cast<std::uint32_t>(options.contact_days));
    if (const Status since = write_since(request, options.since.empty() ? "0" : options.since); !since) return call.failed(since.error());
    const auto reply = query.ask(call, wire::Answer::COORDINATOR);
    if (!reply) return call.failed(reply.error());
    const auto answer = reply->frame().getAnswer().getCoordinator();
    if (call.json()) {
        call.print_json(answer_json(answer));
    } else {
        TextPage page = call.page();
        print(page, answer);
    }
    return ExitCode::ok;
}

CLI::App& add_page(Menu& menu, CLI::App& noun, const char* name, std::string_view da, std::string_view en, std::vector<std::string> examples,
                   const std::shared_ptr<MyOptions>& options, answers::CoordinatorViewKind kind) {
    CLI::App& verb = menu.verb(noun, name, da, en, std::move(examples), [options, kind](Invocation& call) { return show(call, *options, kind); });
    menu.setting(verb, "coordinator", "PSEUDONYM", "hvis forløb (den, der spørger)", "whose cases (the one who asks)");
    return verb;
}

void limits_options(Menu& menu, CLI::App& verb, MyOptions& options) {
    menu.number(verb, "--soon", options.soon_days, "så mange dage frem er »snart« (7)", "so many days ahead is \"soon\" (7)");
    menu.number(verb, "--quiet-days", options.contact_days, "så mange dage uden kontakt er længe (30)", "so many days without contact is long (30)");
}

}  // namespace

void add_my(Menu& menu) {
    using Kind = answers::CoordinatorViewKind;
    CLI::App& noun = menu.noun("my", "koordinatorens egen dag", "the coordinator's own day");
    auto day = std::make_shared<MyOptions>();
    limits_options(menu, add_page(menu, noun, "day", "min dag på én side: løfter, frister, møder, og hvem der venter", "my day on one page: promises, deadlines, meetings, and who waits",
                                  {"forloeb my day", "forloeb my day --coordinator koord-2"}, day, Kind::DAY), *day);
    auto cases = std::make_shared<MyOptions>();
    limits_options(menu, add_page(menu, noun, "cases", "mine forløb, det mest presserende først", "my cases, the most urgent first",
                                  {"forloeb my cases", "forloeb my cases --coordinator koord-2 --json"}, cases, Kind::CASELOAD), *cases);
    auto news = std::make_shared<MyOptions>();
    CLI::App& verb = add_page(menu, noun, "news", "nyt siden sidst i mine forløb", "what is new in my cases since last time",
                              {"forloeb my news --since 2025-11-30", "forloeb my news --since 1500"}, news, Kind::NEWS);
    menu.value(verb, "--since", news->since, "TIME|POSITION", "skrevet efter da; positionen står under det sidste svar",
               "recorded after then; the position stands below the last answer", true);
}

}  // namespace forloeb
