// Who did, saw and knew what: the questions of `forloeb audit`, one verb each.
#include "server/protocol/ids.hpp"
#include "tools/cli/audit_asking.hpp"
#include "tools/cli/audit_verbs.hpp"
#include "tools/cli/case_verbs.hpp"

namespace forloeb {
namespace {

struct Question {
    AuditOptions audit;
    std::string name;
    std::string of;
    std::uint64_t days = 7;
};

ExitCode ask_of_case(Invocation& call, const Question& question) {
    const auto stream = find_case(call, question.name);
    if (!stream) return call.failed(stream.error());
    return ask_audit(call, question.audit, [&](auto request) { write_id(request.initOfCase(), stream->id); });
}

ExitCode ask_of_actor(Invocation& call, const Question& question) {
    return ask_audit(call, question.audit, [&](auto request) { request.setOfActor(question.name); });
}

ExitCode ask_of_subject(Invocation& call, const Question& question) {
    const auto id = Uuid::parse(question.name);
    const auto person = id ? Result<StreamId>(StreamId{StreamKind::person, *id}) : find_citizen(call, question.name);
    if (!person) return call.failed(person.error());
    return ask_audit(call, question.audit, [&](auto request) { write_id(request.initOfSubject(), person->id); });
}

ExitCode ask_changes(Invocation& call, const Question& question) {
    const auto stream = find_case(call, question.name);
    if (!stream) return call.failed(stream.error());
    return ask_audit(call, question.audit, [&](auto request) {
        auto changes = request.initChanges();
        write_id(changes.initCaseId(), stream->id);
        if (const auto event = Uuid::parse(question.of))
            write_id(changes.initEvent(), *event);
        else
            changes.setGoal(question.of);
    });
}

ExitCode ask_known_at(Invocation& call, const Question& question) {
    const auto stream = find_case(call, question.name);
    if (!stream) return call.failed(stream.error());
    return ask_audit(
        call, question.audit,
        [&](auto request) {
            auto known = request.initKnownAt();
            write_id(known.initCaseId(), stream->id);
            known.setDecision(question.of);
        },
        [&](wire::audit::Reply::Reader reply) {
            const std::string later = std::to_string(reply.getLaterSize());
            call.tell("Sagen har fået " + later + " hændelser siden afgørelsen.", "The case was told " + later + " events since the decision.");
        });
}

using Ask = ExitCode (*)(Invocation&, const Question&);

CLI::App& question_verb(Menu& menu, CLI::App& noun, const char* name, const char* da, const char* en, std::vector<std::string> examples,
                        const std::shared_ptr<Question>& question, Ask ask) {
    return menu.verb(noun, name, da, en, std::move(examples), [question, ask](Invocation& call) { return ask(call, *question); });
}

void add_about_a_case(Menu& menu, CLI::App& noun) {
    auto of_case = std::make_shared<Question>();
    CLI::App& one = question_verb(menu, noun, "case", "hvem gjorde hvad på en sag, og hvem så den", "who did what on a case, and who looked at it",
                                  {"forloeb audit case karen", "forloeb audit case karen --from 2026-01-01 --format csv"}, of_case, ask_of_case);
    case_argument(menu, one, of_case->name);
    audit_options(menu, one, of_case->audit);

    auto changes = std::make_shared<Question>();
    CLI::App& changed = question_verb(menu, noun, "changes", "hvad der er rettet eller trukket tilbage om en hændelse eller et mål",
                                      "what was corrected or retracted of an event or a goal", {"forloeb audit changes karen m1"}, changes, ask_changes);
    case_argument(menu, changed, changes->name);
    menu.value(changed, "of", changes->of, "EVENT|GOAL", "hændelsens id eller sagens navn for målet", "the event's id, or the case's name of the goal", true);
    audit_format_option(menu, changed, changes->audit);

    auto known = std::make_shared<Question>();
    CLI::App& then = question_verb(menu, noun, "known-at", "hvad man vidste, da en afgørelse blev truffet", "what was known when a decision was issued",
                                   {"forloeb audit known-at karen a1"}, known, ask_known_at);
    case_argument(menu, then, known->name);
    menu.value(then, "decision", known->of, "DECISION", "sagens navn for afgørelsen", "the case's name of the decision", true);
    audit_format_option(menu, then, known->audit);
}

void add_about_people(Menu& menu, CLI::App& noun) {
    auto of_actor = std::make_shared<Question>();
    CLI::App& actor = question_verb(menu, noun, "actor", "alt, hvad en medarbejder gjorde eller så", "everything one actor did or saw",
                                    {"forloeb audit actor p-0123456789abcdef --from 2026-01-01 --to 2026-06-30"}, of_actor, ask_of_actor);
    menu.value(actor, "pseudonym", of_actor->name, "PSEUDONYM", "medarbejderens pseudonym", "the actor's pseudonym", true);
    audit_options(menu, actor, of_actor->audit);

    auto of_subject = std::make_shared<Question>();
    CLI::App& subject = question_verb(menu, noun, "subject", "hvem så denne borger, og hvorfor; uden medarbejdernes navne, til borgeren selv",
                                      "who saw this citizen, and why; without names of staff, for the citizen",
                                      {"forloeb audit subject -", "forloeb audit subject - --with-names --format fhir"}, of_subject, ask_of_subject);
    menu.value(subject, "citizen", of_subject->name, "ID|CPR|NAME|-", "borgeren; - læser fra standardinput", "the citizen; - reads standard input", true);
    audit_options(menu, subject, of_subject->audit);
}

void add_findings(Menu& menu, CLI::App& noun) {
    auto late = std::make_shared<Question>();
    CLI::App& entries = question_verb(menu, noun, "late", "hændelser, der blev skrevet sent", "entries that were recorded late", {"forloeb audit late --days 14"},
                                      late, [](Invocation& call, const Question& question) {
                                          return ask_audit(call, question.audit,
                                                           [&](auto request) { request.setLate(static_cast<std::uint32_t>(question.days)); });
                                      });
    menu.number(entries, "--days", late->days, "flere dage end disse fra hændelse til registrering (7)", "more days than these from occurring to being recorded (7)");
    audit_options(menu, entries, late->audit);

    auto denied = std::make_shared<Question>();
    CLI::App& attempts = question_verb(menu, noun, "denied", "afviste forsøg", "denied attempts", {"forloeb audit denied --from 2026-01-01"}, denied,
                                       [](Invocation& call, const Question& question) {
                                           return ask_audit(call, question.audit, [](auto request) { request.setDenied(); });
                                       });
    audit_options(menu, attempts, denied->audit);

    auto broken = std::make_shared<Question>();
    CLI::App& glass = question_verb(menu, noun, "break-glass", "hvad der er set med nødadgang", "what was seen with a break-glass right",
                                    {"forloeb audit break-glass --with-names"}, broken, [](Invocation& call, const Question& question) {
                                        return ask_audit(call, question.audit, [](auto request) { request.setBrokenGlass(); });
                                    });
    audit_options(menu, glass, broken->audit);
}

}  // namespace

void add_audit_questions(Menu& menu, CLI::App& noun) {
    add_about_a_case(menu, noun);
    add_about_people(menu, noun);
    add_findings(menu, noun);
}

}  // namespace forloeb
