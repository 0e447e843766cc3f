// `forloeb person state|restrict|unrestrict|hold|unhold`: what can be taken back.
#include "server/protocol/ids.hpp"
#include "tools/cli/person_verbs.hpp"
#include "tools/render/answer_text.hpp"

namespace forloeb {
namespace {

struct RestrictOptions {
    std::string person;
    OrderOptions order;
    std::vector<std::string> classes, purposes;
};

struct HoldOptions {
    std::string hold, person, case_name;
    OrderOptions order;
};

std::string_view class_text(Language language, SensitivityClass one) {
    const auto word = capnp::Schema::from<SensitivityClass>().getEnumerants()[static_cast<capnp::uint>(one)];
    return label_of(word, language == Language::da ? "da" : "en");
}

std::string_view key_text(const TextPage& page, wire::lifecycle::ClassState::Key key) {
    switch (key) {
        case wire::lifecycle::ClassState::Key::NEVER_HAD: return page.say("har aldrig haft en", "never had one");
        case wire::lifecycle::ClassState::Key::ACTIVE: return page.say("i brug", "in use");
        case wire::lifecycle::ClassState::Key::DESTROYED: return page.say("destrueret", "destroyed");
    }
    return "";
}

std::string joined(capnp::List<capnp::Text>::Reader list) {
    std::string out;
    for (const auto text : list) out.append(out.empty() ? "" : ", ").append(view(text));
    return out;
}

void print_state(TextPage& page, wire::lifecycle::State::Reader state) {
    page.title(page.say("Personens oplysninger", "The person's data"));
    page.field(page.say("Person", "Person"), id_text(state.getSubject()));
    std::vector<std::vector<std::string>> rows;
    for (const auto one : state.getClasses()) {
        const std::string restricted = !one.getRestricted() ? std::string(page.say("nej", "no"))
                                       : one.getPurposes().size() == 0 ? std::string(page.say("ja", "yes"))
                                                                       : std::string(page.say("ja, undtagen til ", "yes, except for ")) + joined(one.getPurposes());
        rows.push_back({std::string(class_text(page.language(), one.getSensitivity())), std::string(key_text(page, one.getKey())), restricted});
    }
    page.blank();
    page.table({{std::string(page.say("Følsomhed", "Class"))}, {std::string(page.say("Nøgle", "Key")), false, true}, {std::string(page.say("Begrænset", "Restricted")), false, true}}, rows);
    page.blank();
    page.field(page.say("Standsninger", "Holds"), state.getHolds().size() == 0 ? std::string(page.say("ingen", "none")) : joined(state.getHolds()));
    page.field(page.say("Afleveret", "Archived"), state.getArchives().size() == 0 ? std::string(page.say("nej", "no")) : joined(state.getArchives()));
}

ExitCode state(Invocation& call, const std::string& name) {
    const auto person = find_person(call, name);
    if (!person) return call.failed(person.error());
    FrameBuilder request;
    write_id(request.frame().initLifecycle().initState(), person->id);
    const auto reply = ask(call, request, wire::Frame::LIFECYCLE_REPLY);
    if (!reply) return call.failed(reply.error());
    const auto answer = reply->frame().getLifecycleReply().getState();
    if (call.json()) {
        call.print_json(answer_json(answer));
        return ExitCode::ok;
    }
    TextPage page = call.page();
    print_state(page, answer);
    return ExitCode::ok;
}

ExitCode restrict_person(Invocation& call, const RestrictOptions& options, bool lift) {
    const auto person = find_person(call, options.person);
    if (!person) return call.failed(person.error());
    const auto classes = parse_classes(options.classes);
    if (!classes) return call.failed(classes.error());
    FrameBuilder request;
    auto wanted = request.frame().initLifecycle().initRestrict();
    write_order(wanted.initOrder(), options.order);
    write_id(wanted.initSubject(), person->id);
    wanted.setLift(lift);
    auto named = wanted.initClasses(static_cast<capnp::uint>(classes->size()));
    for (capnp::uint i = 0; i < named.size(); ++i) named.set(i, (*classes)[i]);
    auto purposes = wanted.initPurposes(static_cast<capnp::uint>(options.purposes.size()));
    for (capnp::uint i = 0; i < purposes.size(); ++i) purposes.set(i, options.purposes[i].c_str());
    return give_order(call, request);
}

ExitCode hold(Invocation& call, const HoldOptions& options, bool lift) {
    if (!lift && options.person.empty() == options.case_name.empty())
        return call.usage_error("Sig hvad standsningen dækker: --person eller --case.", "Say what the hold covers: --person or --case.");
    FrameBuilder request;
    auto wanted = request.frame().initLifecycle().initHold();
    write_order(wanted.initOrder(), options.order);
    wanted.setHold(options.hold.c_str());
    wanted.setLift(lift);
    if (!options.person.empty()) {
        const auto person = find_person(call, options.person);
        if (!person) return call.failed(person.error());
        write_id(wanted.initSubject(), person->id);
    }
    if (!options.case_name.empty()) {
        const auto held = find_case(call, options.case_name);
        if (!held) return call.failed(held.error());
        write_id(wanted.initCaseStream(), held->id);
    }
    return give_order(call, request);
}

}  // namespace

void add_person_state(Menu& menu, CLI::App& noun) {
    auto person = std::make_shared<std::string>();
    CLI::App& verb = menu.verb(noun, "state", "nøgler, begrænsninger, standsninger og afleveringer", "keys, restrictions, holds and archive exports",
                               {"forloeb person state - --data sager", "forloeb person state 0199a4c2-0000-7000-8000-000000000000 --json"},
                               [person](Invocation& call) { return state(call, *person); });
    person_argument(menu, verb, *person);
}

void add_person_restrict(Menu& menu, CLI::App& noun) {
    auto options = std::make_shared<RestrictOptions>();
    CLI::App& verb = menu.verb(noun, "restrict", "begræns behandlingen (art. 18): kun de nævnte formål kan åbne oplysningerne", "restrict processing (art. 18): only the purposes named open the data",
                               {"forloeb person restrict - --reason accuracy_contested --law databeskyttelsesforordningen --paragraph 18 --open-for complaint"},
                               [options](Invocation& call) { return restrict_person(call, *options, false); });
    person_argument(menu, verb, options->person);
    menu.values(verb, "--class", options->classes, "CLASS", "kun denne følsomhedsklasse; må gentages", "only this sensitivity class; may be repeated");
    menu.values(verb, "--open-for", options->purposes, "PURPOSE", "et formål, der stadig åbner; må gentages", "a purpose that still opens; may be repeated");
    reason_options(menu, verb, options->order, true);
    approval_options(menu, verb, options->order);

    auto lifted = std::make_shared<RestrictOptions>();
    CLI::App& lift = menu.verb(noun, "unrestrict", "ophæv begrænsningen", "lift the restriction", {"forloeb person unrestrict - --reason accuracy_settled"},
                               [lifted](Invocation& call) { return restrict_person(call, *lifted, true); });
    person_argument(menu, lift, lifted->person);
    menu.values(lift, "--class", lifted->classes, "CLASS", "kun denne følsomhedsklasse; må gentages", "only this sensitivity class; may be repeated");
    reason_options(menu, lift, lifted->order, false);
    approval_options(menu, lift, lifted->order);
}

void add_person_hold(Menu& menu, CLI::App& noun) {
    auto options = std::make_shared<HoldOptions>();
    CLI::App& verb = menu.verb(noun, "hold", "standsning: mens den står, slettes intet, den dækker", "a hold: while it stands nothing that it covers is erased",
                               {"forloeb person hold klage-7 --case karen --reason appeal --law retssikkerhedsloven --paragraph 66"},
                               [options](Invocation& call) { return hold(call, *options, false); });
    menu.value(verb, "HOLD", options->hold, "HOLD", "standsningens navn, en kode", "the hold's name, a code", true);
    menu.value(verb, "--person", options->person, "PERSON", "personen, den dækker", "the person it covers");
    menu.value(verb, "--case", options->case_name, "CASE", "forløbet, den dækker", "the case it covers");
    reason_options(menu, verb, options->order, true);

    auto lifted = std::make_shared<HoldOptions>();
    CLI::App& lift = menu.verb(noun, "unhold", "ophæv en standsning", "lift a hold", {"forloeb person unhold klage-7 --reason appeal_decided --approved-by p-0123456789abcdef"},
                               [lifted](Invocation& call) { return hold(call, *lifted, true); });
    menu.value(lift, "HOLD", lifted->hold, "HOLD", "standsningens navn", "the hold's name", true);
    reason_options(menu, lift, lifted->order, false);
    approval_options(menu, lift, lifted->order);
}

}  // namespace forloeb
