// Rows of the table of rules: the stream, the case itself, and corrections. See rule_table.hpp.
#include <algorithm>

#include "engine/rules/event_references.hpp"
#include "engine/rules/rule_rows.hpp"
#include "events/codec/id16.hpp"
#include "events/schema/correction.capnp.h"

namespace forloeb {
namespace {

using Asked = Rule::Asked;


bool is_correction(const EventType& type) { return type.type_id() == capnp::typeId<EventCorrected>(); }
bool is_retraction(const EventType& type) { return type.type_id() == capnp::typeId<EventRetracted>(); }

Verdict stands_on_its_kind_of_stream(const Question& question) {
    const auto& streams = question.role.type->streams;
    if (std::ranges::find(streams, question.state.kind()) != streams.end()) return no_objection;
    return something_missing;
}

Verdict case_has_been_opened(const Question& question) {
    if (question.state.kind() != StreamKind::case_) return no_objection;
    for (const FactIndex step : question.state.thread(ThreadKind::case_, 0).steps) {
        if (question.role_at(step).type->name == "case.opened") return no_objection;
    }
    return something_missing;
}

Verdict names_its_subject(const Question& question) {
    const bool named = question.content.subject != 0;  // number 0 is the empty reference
    return named ? no_objection : Verdict(something_missing);
}

FactIndex target_of(const Question& question) {
    const auto payload = question.event.payload;
    return question.state.find(read_id(is_correction(*question.role.type) ? payload.getAs<EventCorrected>().getTarget()
                                                                          : payload.getAs<EventRetracted>().getTarget()));
}

Verdict target_is_here(const Question& question) {
    return target_of(question) == no_fact ? Verdict(something_missing) : no_objection;
}

Verdict names_type_of_target(const Question& question) {
    const FactIndex target = target_of(question);
    const auto named = question.event.payload.getAs<EventCorrected>().getTargetType();
    if (target == no_fact || std::string_view(named.begin(), named.size()) == question.state.fact(target).type().name) {
        return no_objection;
    }
    return target;
}

Verdict target_is_no_amendment(const Question& question) {
    const FactIndex target = target_of(question);
    if (target == no_fact) return no_objection;
    const EventType& type = question.state.fact(target).type();
    return is_correction(type) || is_retraction(type) ? Verdict(target) : no_objection;
}

Verdict target_holds(const Question& question) {
    const FactIndex target = target_of(question);
    if (target == no_fact || question.state.fact(target).holds) return no_objection;
    const FactIndex retraction = question.state.retraction_of(target);
    return retraction != no_fact ? retraction : target;
}

}  // namespace

void add_stream_rules(Rules& rules) {
    rules.push_back({
        .id = "stream.kind", .types = {}, .about = "alle / every type",
        .concerns = [](const EventRole&) { return true; }, .check = stands_on_its_kind_of_stream,
        .sentence = {"En hændelse hører til den slags strøm, som kataloget nævner.",
                     "An event stands on the kind of stream that the catalogue names for it."},
        .accepted = {"samme hændelse på en strøm af den rigtige slags", "the same event on a stream of the right kind"},
        .source = "ours"});
    rules.push_back({
        .id = "reference.named", .types = {}, .about = "alt, der følges over tid / everything followed over time",
        .concerns = [](const EventRole& role) { return role.names_its_subject(); }, .check = names_its_subject,
        .sentence = {"En hændelse om et mål, et møde, et løfte osv. nævner, hvilket.",
                     "An event about a goal, a meeting, a promise and so on names which one."},
        .accepted = {"samme hændelse med referencen udfyldt", "the same event with its reference filled in"},
        .source = "ours"});
    rules.push_back({
        .id = "reference.known", .types = {}, .about = "alt, der henviser til andet i sagen / everything that refers to something else in the case",
        .concerns = [](const EventRole& role) { return has_references(*role.type); }, .asked = Asked::at_the_end,
        .check = [](const Question& question) -> Verdict {
            return question.state.kind() == StreamKind::case_ ? refers_to_what_is_known(question) : no_objection;
        },
        .sentence = {"Mål, møder, afgørelser, samtykker og hændelser, der henvises til, findes i sagen eller en forbundet sag.",
                     "Goals, meetings, decisions, consents and events referred to are in the case or in a linked case."},
        .accepted = {"at det, der henvises til, skrives først eller i samme tilføjelse; eller case.linked først; eller referencen udeladt",
                     "what it refers to written first or in the same append; or case.linked first; or the reference left out"},
        .source = "ours", .missing = first_unknown_reference});
}

void add_case_rules(Rules& rules) {
    rules.push_back({
        .id = "case.opened_first", .types = {}, .about = "alt undtagen henvendelse, varslet overgang og notat / everything but intake, announced transition and note",
        .concerns = [](const EventRole& role) { return role.when != CaseTime::any; }, .check = case_has_been_opened,
        .sentence = {"En sag åbnes, før andet registreres på den.", "A case is opened before anything else is recorded on it."},
        .accepted = {"først case.opened, derefter denne hændelse", "case.opened first, then this event"},
        .source = "ours"});
    rules.push_back({
        .id = "case.opened_once", .types = {"case.opened"},
        .check = at_most_one_of({"case.opened"}),
        .sentence = {"En sag åbnes én gang.", "A case is opened once."},
        .accepted = {"case.reopened efter en afslutning, eller en rettelse af åbningen",
                     "case.reopened after a closing, or a correction of the opening"},
        .source = "G4"});
    rules.push_back({
        .id = "case.open_then", .types = {}, .about = "alt arbejde i en åben sag / all work in an open case",
        .concerns = [](const EventRole& role) { return role.when == CaseTime::while_open; },
        .check = happens_while_case_is_open,
        .sentence = {"Kontakt og andet arbejde i sagen sker, mens sagen er åben; det må gerne skrives ned senere.",
                     "Contact and other work on the case happens while the case is open; it may be written down later."},
        .accepted = {"et tidspunkt, hvor sagen var åben; eller case.reopened først; eller note.recorded",
                     "a time at which the case was open; or case.reopened first; or note.recorded"},
        .source = "ours"});
    rules.push_back({
        .id = "case.closed_while_open", .types = {"case.closed"}, .asked = Asked::at_the_end, .check = ends_what_runs,
        .sentence = {"En sag afsluttes, mens den er åben, og én gang for hver åbning.",
                     "A case is closed while it is open, and once for each opening."},
        .accepted = {"en rettelse af den anden afslutning, eller en genåbning imellem",
                     "a correction of the other closing, or a reopening between the two"},
        .source = "G4"});
    rules.push_back({
        .id = "case.reopened_after_closing", .types = {"case.reopened"}, .asked = Asked::at_the_end,
        .check = starts_after_an_end,
        .sentence = {"En sag genåbnes efter en afslutning.", "A case is reopened after a closing."},
        .accepted = {"case.closed før genåbningen, eller en dato efter afslutningen",
                     "case.closed before the reopening, or a date after the closing"},
        .source = "G4"});
    rules.push_back({
        .id = "case.nothing_after_closing", .types = {"case.closed"}, .asked = Asked::at_the_end,
        .check = leaves_no_use_behind,
        .sentence = {"En afslutning ligger ikke før arbejde, der allerede er registreret i sagen.",
                     "A closing does not lie before work that is already recorded on the case."},
        .accepted = {"en afslutning samme dag som det arbejde eller senere, en genåbning imellem, eller at arbejdet først rettes",
                     "a closing on the day of that work or later, a reopening between, or that work corrected first"},
        .source = "ours"});
    rules.push_back({
        .id = "intake.received_first", .types = {"intake.declined", "intake.referred_on"}, .check = used_while_it_runs,
        .sentence = {"En henvendelse afvises eller sendes videre, efter at den er modtaget.",
                     "An intake is declined or referred on after it was received."},
        .accepted = {"intake.received først", "intake.received first"},
        .source = "ours"});
    rules.push_back({
        .id = "case.link_names_other", .types = {"case.linked"}, .check = names_its_person,
        .sentence = {"En forbindelse nævner den anden sag.", "A link names the other case."},
        .accepted = {"samme hændelse med otherCase udfyldt", "the same event with otherCase filled in"},
        .source = "ours"});
    rules.push_back({
        .id = "case.linked_once", .types = {"case.linked"}, .check = at_most_one_of_its_person({"case.linked"}),
        .sentence = {"En anden sag forbindes én gang.", "Another case is linked once."},
        .accepted = {"en rettelse af den første forbindelse", "a correction of the first link"},
        .source = "ours"});
}

void add_amendment_rules(Rules& rules) {
    rules.push_back({
        .id = "correction.target_here", .types = {"event.corrected", "event.retracted"}, .check = target_is_here,
        .sentence = {"En rettelse eller tilbagetrækning nævner en hændelse i samme sag.",
                     "A correction or retraction names an event of the same stream."},
        .accepted = {"id'et på en hændelse i sagen", "the id of an event of this stream"},
        .source = "ours"});
    rules.push_back({
        .id = "correction.target_is_original", .types = {"event.corrected"}, .check = target_is_no_amendment,
        .sentence = {"En rettelse eller tilbagetrækning rettes ikke; den oprindelige hændelse rettes igen.",
                     "A correction or retraction is not corrected; the original event is corrected again."},
        .accepted = {"en ny rettelse af den oprindelige hændelse, eller event.retracted for rettelsen",
                     "another correction of the original event, or event.retracted for the correction"},
        .source = "ours"});
    rules.push_back({
        .id = "correction.names_type", .types = {"event.corrected"}, .check = names_type_of_target,
        .sentence = {"En rettelse nævner den type, som den rettede hændelse har.",
                     "A correction names the type that the corrected event has."},
        .accepted = {"targetType som på den rettede hændelse; en forkert type trækkes tilbage og skrives på ny",
                     "targetType as on the corrected event; a wrong type is retracted and written anew"},
        .source = "ours"});
    rules.push_back({
        .id = "correction.target_holds", .types = {"event.corrected", "event.retracted"}, .check = target_holds,
        .sentence = {"Det, der allerede er trukket tilbage, rettes ikke og trækkes ikke tilbage igen.",
                     "What is retracted already is not corrected and not retracted again."},
        .accepted = {"event.retracted for tilbagetrækningen, som genopretter hændelsen",
                     "event.retracted for the retraction, which restores the event"},
        .source = "ours"});
}

}  // namespace forloeb
