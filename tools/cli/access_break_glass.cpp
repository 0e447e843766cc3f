// `forloeb access break-glass|reviews|review`: access to one case in an emergency, and its review by somebody else.
#include "server/protocol/ids.hpp"
#include "server/protocol/texts.hpp"
#include "tools/cli/access_asking.hpp"
#include "tools/cli/access_verbs.hpp"
#include "tools/cli/case_verbs.hpp"

namespace forloeb {
namespace {

namespace access_wire = wire::access;

struct BreakOptions {
    std::string name, reason, category = "other";
    std::uint64_t minutes = 0;
};

ExitCode break_it(Invocation& call, const BreakOptions& options) {
    const auto stream = find_case(call, options.name);
    if (!stream) return call.failed(stream.error());
    AccessQuestion question;
    auto asked = (*question).initBreakGlass();
    write_id(asked.initCaseId(), stream->id);
    asked.setReason(options.reason);
    asked.setCategory(options.category);
    asked.setMinutes(static_cast<std::uint32_t>(options.minutes));
    const auto reply = question.ask(call, access_wire::Reply::BREAK_GLASS);
    if (!reply) return call.failed(reply.error());
    const auto right = reply->frame().getAccessReply().getBreakGlass();
    if (call.json()) {
        call.print_json(answer_json(right));
        return ExitCode::ok;
    }
    call.out() << text_of(right.getId()) << '\n';
    const std::string until = format_when(read_moment(right.getUntil()));
    call.tell("Sagen kan læses til " + until + ". En anden gennemgår det.", "The case can be read until " + until + ". Somebody else reviews it.");
    return ExitCode::ok;
}

ExitCode list_reviews(Invocation& call, bool all) {
    AccessQuestion question;
    (*question).setReviews(all);
    const auto reply = question.ask(call, access_wire::Reply::REVIEWS);
    if (!reply) return call.failed(reply.error());
    if (call.json()) {
        call.print_json(answer_json(reply->frame().getAccessReply()));
        return ExitCode::ok;
    }
    TextPage page = call.page();
    const auto rights = reply->frame().getAccessReply().getReviews();
    if (rights.size() == 0) page.paragraph(page.say("Ingen nødadgang venter på gennemgang.", "No broken glass waits for review."));
    if (rights.size() == 0) return ExitCode::ok;
    std::vector<std::vector<std::string>> rows;
    for (const auto right : rights)
        rows.push_back({text_of(right.getId()), text_of(right.getHolder()), text_of(right.getCategory()), format_when(read_moment(right.getOpened())),
                        format_when(read_moment(right.getUntil())), read_id(right.getCaseId()).text(), right.getOutcome().size() == 0 ? "-" : text_of(right.getOutcome())});
    page.table({{"id"}, {std::string(page.say("indehaver", "holder"))}, {std::string(page.say("anledning", "category"))}, {std::string(page.say("taget", "opened"))},
                {std::string(page.say("til", "until"))}, {std::string(page.say("sag", "case"))}, {std::string(page.say("resultat", "outcome"))}}, rows);
    return ExitCode::ok;
}

struct ReviewOptions {
    std::string id, outcome, note;
};

ExitCode review(Invocation& call, const ReviewOptions& options) {
    AccessQuestion question;
    auto asked = (*question).initReview();
    asked.setId(options.id);
    asked.setOutcome(options.outcome);
    asked.setNote(options.note);
    const auto reply = question.ask(call, access_wire::Reply::REVIEWED);
    if (!reply) return call.failed(reply.error());
    call.tell("Gennemgangen er skrevet ned.", "The review is written down.");
    return ExitCode::ok;
}

}  // namespace

void add_break_glass(Menu& menu, CLI::App& noun) {
    auto options = std::make_shared<BreakOptions>();
    CLI::App& verb = menu.verb(noun, "break-glass", "tag nødadgang til én sag, højst 60 minutter; en anden gennemgår det", "break the glass: one case, at most 60 minutes, reviewed by somebody else",
                               {"forloeb access break-glass karen --category acute_danger --reason \"borgeren er væk fra botilbuddet\" --minutes 30"},
                               [options](Invocation& call) { return break_it(call, *options); });
    case_argument(menu, verb, options->name);
    menu.value(verb, "--reason", options->reason, "TEXT", "hvorfor, med ord; forsegles", "why, in words; sealed", true);
    menu.value(verb, "--category", options->category, "CODE", "acute_danger, cover, complaint eller other", "acute_danger, cover, complaint or other");
    menu.number(verb, "--minutes", options->minutes, "hvor længe (så længe politikken tillader)", "how long (as long as the policy allows)");
    auto all = std::make_shared<bool>(false);
    CLI::App& reviews = menu.verb(noun, "reviews", "nødadgange, der venter på gennemgang", "broken glass that waits for review", {"forloeb access reviews", "forloeb access reviews --all"},
                                  [all](Invocation& call) { return list_reviews(call, *all); });
    menu.flag(reviews, "--all", *all, "også de gennemgåede", "also those that are reviewed");
    auto reviewed = std::make_shared<ReviewOptions>();
    CLI::App& one = menu.verb(noun, "review", "skriv ned, hvad gennemgangen viste", "write down what the review showed", {"forloeb access review g-4f2a90c1d3e5 --outcome justified"},
                              [reviewed](Invocation& call) { return review(call, *reviewed); });
    menu.value(one, "ID", reviewed->id, "ID", "nødadgangen", "the right", true);
    menu.value(one, "--outcome", reviewed->outcome, "justified|unjustified|referred_on", "resultatet", "the outcome", true);
    menu.value(one, "--note", reviewed->note, "TEXT", "med ord; forsegles", "in words; sealed");
}

}  // namespace forloeb
