// `forloeb person shred|purge`: what cannot be taken back.
#include <charconv>

#include "server/protocol/ids.hpp"
#include "tools/cli/person_verbs.hpp"

namespace forloeb {
namespace {

struct ShredOptions {
    std::string person, case_name, rule, days;
    OrderOptions order;
    std::vector<std::string> classes, events;
};

struct PurgeOptions {
    std::string case_name, person;
    OrderOptions order;
    std::vector<std::string> events;
};

Result<std::vector<Uuid>> parse_events(const std::vector<std::string>& texts) {
    std::vector<Uuid> ids;
    for (const std::string& text : texts) {
        FORLOEB_TRY(const Uuid id, Uuid::parse(text));
        ids.push_back(id);
    }
    return ids;
}

/// "1,11,21"
Result<std::vector<std::uint8_t>> parse_days(const std::string& text) {
    std::vector<std::uint8_t> days;
    for (const char* at = text.data(); at != text.data() + text.size();) {
        std::uint8_t day = 0;
        const auto [end, error] = std::from_chars(at, text.data() + text.size(), day);
        if (error != std::errc() || day < 1 || day > 31) return fail(ErrorKind::invalid, "Write the days of the month as 1,11,21.", "--keep-born-on");
        days.push_back(day);
        at = end == text.data() + text.size() || *end != ',' ? end : end + 1;
        if (at == end && end != text.data() + text.size()) return fail(ErrorKind::invalid, "Write the days of the month as 1,11,21.", "--keep-born-on");
    }
    return days;
}

template <typename Request>
Status write_events(Request out, StreamId stream, const std::vector<std::string>& texts) {
    FORLOEB_TRY(const std::vector<Uuid> ids, parse_events(texts));
    out.setStreamKind(std::string(stream_kind_name(stream.kind)));
    write_id(out.initStream(), stream.id);
    auto events = out.initEvents(static_cast<capnp::uint>(ids.size()));
    for (capnp::uint i = 0; i < events.size(); ++i) write_id(events[i], ids[i]);
    return {};
}

Status fill(Invocation& call, const ShredOptions& options, wire::lifecycle::Shred::Builder out) {
    FORLOEB_TRY(const StreamId person, find_person(call, options.person));
    FORLOEB_TRY(const std::vector<SensitivityClass> classes, parse_classes(options.classes));
    FORLOEB_TRY(const std::vector<std::uint8_t> days, parse_days(options.days));
    write_order(out.initOrder(), options.order);
    write_id(out.initSubject(), person.id);
    auto named = out.initClasses(static_cast<capnp::uint>(classes.size()));
    for (capnp::uint i = 0; i < named.size(); ++i) named.set(i, classes[i]);
    out.setArchiveRule(options.rule.c_str());
    auto kept = out.initKeptBirthDays(static_cast<capnp::uint>(days.size()));
    for (capnp::uint i = 0; i < kept.size(); ++i) kept.set(i, days[i]);
    if (options.events.empty()) return {};
    FORLOEB_TRY(const StreamId stream, options.case_name.empty() ? Result<StreamId>(person) : find_case(call, options.case_name));
    return write_events(out, stream, options.events);
}

ExitCode shred(Invocation& call, const ShredOptions& options) {
    FrameBuilder request;
    if (const Status filled = fill(call, options, request.frame().initLifecycle().initShred()); !filled) return call.failed(filled.error());
    return give_order(call, request);
}

ExitCode purge(Invocation& call, const PurgeOptions& options) {
    if (options.person.empty() == options.case_name.empty()) return call.usage_error("Sig hvor hændelserne står: --case eller --person.", "Say where the events stand: --case or --person.");
    const auto stream = options.case_name.empty() ? find_person(call, options.person) : find_case(call, options.case_name);
    if (!stream) return call.failed(stream.error());
    FrameBuilder request;
    auto wanted = request.frame().initLifecycle().initPurge();
    write_order(wanted.initOrder(), options.order);
    if (const Status filled = write_events(wanted, *stream, options.events); !filled) return call.failed(filled.error());
    return give_order(call, request);
}

}  // namespace

void add_person_erase(Menu& menu, CLI::App& noun) {
    auto shredded = std::make_shared<ShredOptions>();
    CLI::App& verb = menu.verb(noun, "shred", "destruér nøglerne: det forseglede kan aldrig læses igen, beviserne består", "destroy the keys: what is sealed can never be read again, the proofs stay",
                               {"forloeb person shred - --reason retention_ended --law arkivloven --paragraph 8 --approved-by p-0123456789abcdef --approved-by p-fedcba9876543210 --archive aflevering-2026",
                                "forloeb person shred - --case karen --event 0199a4c2-0000-7000-8000-000000000000 --reason wrong_citizen --law databeskyttelsesforordningen --paragraph 17 "
                                "--approved-by p-0123456789abcdef --approved-by p-fedcba9876543210 --no-archive wrong_citizen"},
                               [shredded](Invocation& call) { return shred(call, *shredded); });
    person_argument(menu, verb, shredded->person);
    menu.values(verb, "--class", shredded->classes, "CLASS", "kun denne følsomhedsklasse; må gentages", "only this sensitivity class; may be repeated");
    menu.values(verb, "--event", shredded->events, "EVENT", "kun denne hændelse, f.eks. et notat på den forkerte borger; må gentages", "only this event, such as a note on the wrong citizen; may be repeated");
    menu.value(verb, "--case", shredded->case_name, "CASE", "forløbet, hændelserne står på", "the case the events stand on");
    menu.value(verb, "--archive-rule", shredded->rule, "CODE", "arkivreglens navn", "the archive rule's name");
    menu.value(verb, "--keep-born-on", shredded->days, "DAYS", "fødselsdage i måneden, som reglen bevarer alt om, f.eks. 1,11,21 (alle)", "birth days of the month that the rule keeps all of, e.g. 1,11,21 (all)");
    reason_options(menu, verb, shredded->order, true);
    approval_options(menu, verb, shredded->order);
    archive_options(menu, verb, shredded->order);

    auto purged = std::make_shared<PurgeOptions>();
    CLI::App& purge_verb = menu.verb(noun, "purge", "fjern det forseglede indhold af enkelte hændelser fra lageret; blade og beviser består",
                                     "take the sealed content of single events out of the store; leaves and proofs stay",
                                     {"forloeb person purge --case karen --event 0199a4c2-0000-7000-8000-000000000000 --reason wrong_citizen --law databeskyttelsesforordningen --paragraph 17 "
                                      "--approved-by p-0123456789abcdef --approved-by p-fedcba9876543210 --no-archive wrong_citizen"},
                                     [purged](Invocation& call) { return purge(call, *purged); });
    menu.values(purge_verb, "--event", purged->events, "EVENT", "hændelsen; må gentages", "the event; may be repeated");
    menu.value(purge_verb, "--case", purged->case_name, "CASE", "forløbet, hændelserne står på", "the case the events stand on");
    menu.value(purge_verb, "--person", purged->person, "PERSON", "eller personen", "or the person");
    reason_options(menu, purge_verb, purged->order, true);
    approval_options(menu, purge_verb, purged->order);
    archive_options(menu, purge_verb, purged->order);
}

}  // namespace forloeb
