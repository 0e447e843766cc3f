// `forloeb person`: orders about one person's record, and what stands about it; `forloeb keys`.
#include <sys/random.h>

#include <array>
#include <chrono>

#include "server/http/json_text.hpp"
#include "server/protocol/ids.hpp"
#include "tools/cli/person_verbs.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/render/answer_text.hpp"

namespace forloeb {
namespace {

Uuid new_order_id() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    std::array<Byte, 10> entropy{};
    static_cast<void>(::getrandom(entropy.data(), entropy.size(), 0));  // this few bytes always come
    return Uuid::v7(static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count()), entropy);
}

std::string list_text(capnp::List<capnp::Text>::Reader list) {
    std::string out;
    for (const auto text : list) {
        if (!out.empty()) out += ", ";
        out += view(text);
    }
    return out;
}

void print_receipt(Invocation& call, wire::lifecycle::Receipt::Reader receipt) {
    TextPage page = call.page();
    page.title(page.say("Kvittering", "Receipt"));
    page.field(page.say("Hændelse", "Event"), id_text(receipt.getEvent()));
    page.field(page.say("Plads i loggen", "Position in the log"), std::to_string(receipt.getPosition()));
    if (receipt.getEpoch() != 0) page.field(page.say("Nøglernes epoke", "Epoch of the keys"), std::to_string(receipt.getEpoch()));
    if (receipt.getKeyIds().size() > 0) page.field(page.say("Destruerede nøgler", "Destroyed keys"), list_text(receipt.getKeyIds()));
    if (receipt.getIdentifiers() != 0) page.field(page.say("Fjernede opslag", "Removed entries of the index"), std::to_string(receipt.getIdentifiers()));
    if (receipt.getEvents() != 0) page.field(page.say("Hændelser", "Events"), std::to_string(receipt.getEvents()));
    if (receipt.getBytes() != 0) page.field(page.say("Fjernede byte", "Removed bytes"), std::to_string(receipt.getBytes()));
    if (receipt.getRuleKeeps() != Answer::UNKNOWN) page.field(page.say("Arkivreglen bevarer", "Kept by the archive rule"), answer_text(page.language(), receipt.getRuleKeeps()));
}

ExitCode rotate(Invocation& call) {
    FrameBuilder request;
    request.frame().initLifecycle().setRotate();
    const auto reply = ask(call, request, wire::Frame::LIFECYCLE_REPLY);
    if (!reply) return call.failed(reply.error());
    const auto rotated = reply->frame().getLifecycleReply().getRotated();
    if (call.json()) {
        call.print_json(answer_json(rotated));
        return ExitCode::ok;
    }
    TextPage page = call.page();
    page.title(page.say("Nøglerne er pakket om under en ny nøgle", "The keys are wrapped anew under a new key"));
    page.field(page.say("Epoke", "Epoch"), std::to_string(rotated.getEpoch()));
    page.field(page.say("Nøgler", "Keys"), std::to_string(rotated.getWrapped()));
    page.field(page.say("Tid", "Time"), std::to_string(rotated.getMicros() / 1000) + " ms");
    return ExitCode::ok;
}

}  // namespace

void reason_options(Menu& menu, CLI::App& verb, OrderOptions& order, bool law_needed) {
    menu.value(verb, "--reason", order.reason, "CODE", "hvorfor, en kode", "why, a code", true);
    menu.value(verb, "--law", order.law, "LAW", "loven, det bygger på", "the law it rests on", law_needed);
    menu.value(verb, "--paragraph", order.paragraph, "PARAGRAPH", "paragraffen", "the paragraph", law_needed);
}

void approval_options(Menu& menu, CLI::App& verb, OrderOptions& order) {
    menu.values(verb, "--approved-by", order.approved_by, "PSEUDONYM", "hvem der har godkendt det; må gentages", "who approved it; may be repeated");
}

void archive_options(Menu& menu, CLI::App& verb, OrderOptions& order) {
    menu.value(verb, "--archive", order.archive, "NAME", "afleveringen, der har det, med arkivets kvittering", "the archive export that holds it, with the archive's receipt");
    menu.value(verb, "--no-archive", order.no_archive, "CODE", "eller hvorfor det ikke skal afleveres", "or why it need not be archived");
}

void person_argument(Menu& menu, CLI::App& verb, std::string& target) {
    menu.value(verb, "PERSON", target, "PERSON", "personens id, CPR-nummer eller navn; - læser det fra standardinput", "the person's id, CPR number or name; - reads it from standard input", true);
}

void write_order(wire::lifecycle::Order::Builder out, const OrderOptions& order) {
    write_id(out.initAppendId(), new_order_id());
    out.setReason(order.reason.c_str());
    out.initLegalBasis().setLaw(order.law.c_str());
    out.getLegalBasis().setParagraph(order.paragraph.c_str());
    auto approved = out.initApprovedBy(static_cast<capnp::uint>(order.approved_by.size()));
    for (capnp::uint i = 0; i < approved.size(); ++i) approved.set(i, order.approved_by[i].c_str());
    out.setArchive(order.archive.c_str());
    out.setNoArchive(order.no_archive.c_str());
}

Result<StreamId> find_person(Invocation& call, const std::string& text) {
    if (const auto id = Uuid::parse(text)) return StreamId{StreamKind::person, *id};
    return find_citizen(call, text);
}

Result<std::vector<SensitivityClass>> parse_classes(const std::vector<std::string>& names) {
    std::vector<SensitivityClass> classes;
    for (const std::string& name : names) {
        std::optional<SensitivityClass> found;
        for (const auto word : capnp::Schema::from<SensitivityClass>().getEnumerants())
            if (name == word.getProto().getName().cStr() && word.getOrdinal() != 0) found = static_cast<SensitivityClass>(word.getOrdinal());
        if (!found) return fail(ErrorKind::invalid, "The classes are identity, narrative, health, penal and economy.", "--class");
        classes.push_back(*found);
    }
    return classes;
}

ExitCode give_order(Invocation& call, FrameBuilder& request) {
    const auto reply = ask(call, request, wire::Frame::LIFECYCLE_REPLY);
    if (!reply) return call.failed(reply.error());
    const auto receipt = reply->frame().getLifecycleReply().getReceipt();
    if (call.json()) call.print_json(answer_json(receipt));
    else print_receipt(call, receipt);
    return ExitCode::ok;
}

void add_person(Menu& menu) {
    CLI::App& noun = menu.noun("person", "en persons oplysninger: begrænse, standse, aflevere, slette", "a person's data: restrict, hold, archive, forget");
    add_person_state(menu, noun);
    add_person_restrict(menu, noun);
    add_person_hold(menu, noun);
    add_person_archive(menu, noun);
    add_person_erase(menu, noun);
}

void add_keys(Menu& menu) {
    CLI::App& noun = menu.noun("keys", "nøglerne, der forsegler personlige oplysninger", "the keys that seal personal data");
    menu.verb(noun, "rotate", "en ny epokenøgle nu; ældre kopier af nøglerne åbner ikke længere noget, der er slettet",
              "a new epoch key now; older copies of the keys open nothing any more that was destroyed", {"forloeb keys rotate --data sager", "forloeb keys rotate --json"}, rotate);
}

}  // namespace forloeb
