// Rows of the table of rules: information, consent and advice. See rule_table.hpp.
#include "engine/rules/rule_rows.hpp"
#include "events/schema/information.capnp.h"

namespace forloeb {
namespace {

using Asked = Rule::Asked;

Verdict rests_on_consent_or_law(const Question& question) {
    const auto shared = question.event.payload.getAs<InformationShared>();
    const bool allowed = shared.getConsent().size() > 0 || shared.getLegalBasis().getLaw().size() > 0 ||
                         question.event.envelope.getLegalBasis().getLaw().size() > 0;
    return allowed ? no_objection : Verdict(something_missing);
}

}  // namespace

void add_information_rules(Rules& rules) {
    rules.push_back({
        .id = "information.requested_once", .types = {"information.requested"},
        .check = at_most_one_of({"information.requested"}),
        .sentence = {"En anmodning om oplysninger sendes én gang; en rykker er ikke en ny anmodning.",
                     "A request for information is made once; a reminder is no new request."},
        .accepted = {"en ny anmodning, eller en rettelse", "a new request, or a correction"},
        .source = "M15"});
    rules.push_back({
        .id = "information.requested_first", .types = {"information.provided", "information.request_withdrawn", "information.reused"},
        .check = if_named(only_after({"information.requested"})),
        .sentence = {"Et svar, en genbrug eller en tilbagetrækning, der nævner en anmodning, kommer efter den.",
                     "An answer, a reuse or a withdrawal that names a request comes after it."},
        .accepted = {"information.requested først, eller et svar uden request",
                     "information.requested first, or an answer without request"},
        .source = "M16"});
    rules.push_back({
        .id = "information.withdrawn_once", .types = {"information.request_withdrawn"},
        .check = at_most_one_of({"information.request_withdrawn"}),
        .sentence = {"En anmodning trækkes tilbage én gang.", "A request is withdrawn once."},
        .accepted = {"en rettelse af den anden tilbagetrækning", "a correction of the other withdrawal"},
        .source = "M16"});
    rules.push_back({
        .id = "information.allowed", .types = {"information.shared"}, .check = rests_on_consent_or_law,
        .sentence = {"Oplysninger videregives med et samtykke eller et lovgrundlag, der er nævnt.",
                     "Information is shared with a consent or a legal basis that is named."},
        .accepted = {"samme hændelse med consent eller legalBasis udfyldt; skete det uden, så note.recorded",
                     "the same event with consent or legalBasis filled in; if it happened without, note.recorded"},
        .source = "retssikkerhedsloven"});
    rules.push_back({
        .id = "information.consent_in_force", .types = {"information.shared"}, .check = if_named(used_while_it_runs),
        .sentence = {"Et samtykke, der nævnes ved videregivelse, gælder på det tidspunkt.",
                     "A consent named when sharing is in force at that time."},
        .accepted = {"consent.given først, et tidspunkt, hvor samtykket gjaldt, eller legalBasis i stedet",
                     "consent.given first, a time at which the consent held, or legalBasis instead"},
        .source = "retssikkerhedsloven"});
    rules.push_back({
        .id = "consent.given_once", .types = {"consent.given"}, .asked = Asked::at_the_end,
        .check = starts_what_does_not_run,
        .sentence = {"Et samtykke gives én gang, indtil det trækkes tilbage eller udløber.",
                     "A consent is given once, until it is withdrawn or runs out."},
        .accepted = {"et nyt samtykke, eller en rettelse", "a new consent, or a correction"},
        .source = "ours"});
    rules.push_back({
        .id = "consent.withdrawn_once", .types = {"consent.withdrawn"}, .asked = Asked::at_the_end,
        .check = ends_what_runs,
        .sentence = {"Et samtykke trækkes tilbage, efter at det er givet, og én gang. Det kan altid trækkes tilbage.",
                     "A consent is withdrawn after it was given, and once. It can always be withdrawn."},
        .accepted = {"consent.given først, eller en rettelse af den anden tilbagetrækning",
                     "consent.given first, or a correction of the other withdrawal"},
        .source = "ours"});
    rules.push_back({
        .id = "advice.shown_once", .types = {"advice.shown"}, .check = if_named(at_most_one_of({"advice.shown"})),
        .sentence = {"Et råd med reference vises én gang.", "Advice with a reference is shown once."},
        .accepted = {"en ny reference", "a new reference"},
        .source = "R1"});
    rules.push_back({
        .id = "advice.shown_first", .types = {"advice.followed", "advice.overridden"},
        .check = if_named(only_after({"advice.shown"})),
        .sentence = {"Et råd, der nævnes, er vist, før det følges eller fraviges.",
                     "Advice that is named was shown before it is followed or overridden."},
        .accepted = {"advice.shown først, eller hændelsen uden reference",
                     "advice.shown first, or the event without reference"},
        .source = "R1"});
}

}  // namespace forloeb
