#include "tools/render/advice_page.hpp"

#include "tools/render/answer_text.hpp"
#include "tools/render/moment.hpp"

namespace forloeb {
namespace {

using answers::AdviceState;

std::string thresholds_text(capnp::List<answers::Threshold>::Reader thresholds) {
    std::vector<std::string> parts;
    for (const auto threshold : thresholds)
        parts.push_back(std::string(view(threshold.getName())) + " = " + std::string(view(threshold.getValue())) + " (" +
                        std::string(view(threshold.getSource())) + ")");
    return join_facts(parts);
}

void print_evidence(TextPage& page, capnp::List<answers::AdviceEvidence>::Reader evidence) {
    for (const auto event : evidence) {
        const std::string label(pick(page.language(), event.getLabel()));
        page.paragraph(moment_text(page.language(), event.getOccurred()) + "  " +
                           (label.empty() ? std::string(page.say("i en anden af borgerens sager", "in another of the citizen's cases")) : label) +
                           "  (" + id_text(event.getEventId()) + ")",
                       6, Tone::dim);
    }
}

void print_criteria(TextPage& page, answers::RuleAdvice::Reader rule) {
    for (const auto criterion : rule.getCriteria()) {
        const std::string because(pick(page.language(), criterion.getBecause()));
        page.item(std::string(criterion.getRequirement() ? page.say("Krav: ", "Requirement: ") : page.say("Indikator: ", "Indicator: ")) +
                  std::string(pick(page.language(), criterion.getLabel())) + ": " + answer_text(page.language(), criterion.getMet()) +
                  (because.empty() ? "" : " (" + because + ")"));
    }
    if (rule.getScore().isRange())
        page.item(std::string(page.say("Point efter vægtfilen: ", "Score by the weights file: ")) + std::to_string(rule.getScore().getRange().getLow()) +
                  page.say(" til ", " to ").data() + std::to_string(rule.getScore().getRange().getHigh()));
}

void print_rule(TextPage& page, answers::RuleAdvice::Reader rule) {
    page.section(std::string(view(rule.getRule())) + "  " + std::string(pick(page.language(), rule.getTitle())));
    for (const auto finding : rule.getFindings()) {
        const bool unknown = finding.getState() == AdviceState::UNKNOWN;
        page.item(std::string(unknown ? page.say("[uoplyst] ", "[unknown] ") : "") + std::string(pick(page.language(), finding.getSays())),
                  unknown ? Tone::plain : Tone::strong);
        print_evidence(page, finding.getEvidence());
    }
    print_criteria(page, rule);
    const std::string thresholds = thresholds_text(rule.getThresholds());
    page.paragraph(std::string(page.say("Regel version ", "Rule version ")) + std::to_string(rule.getVersion()) +
                       (thresholds.empty() ? "" : ": " + thresholds),
                   2, Tone::dim);
}

bool speaks(answers::RuleAdvice::Reader rule) { return rule.getState() != AdviceState::NOTHING || rule.getCriteria().size() > 0; }

}  // namespace

void print_advice_rules(TextPage& page, answers::AdviceRules::Reader rules) {
    page.title(page.say("Regler for råd", "Rules of advice"));
    for (const auto rule : rules.getRules()) {
        page.section(std::string(view(rule.getId())) + "  " + std::string(pick(page.language(), rule.getTitle())));
        page.paragraph(pick(page.language(), rule.getSays()), 2);
        const std::string thresholds = thresholds_text(rule.getThresholds());
        if (!thresholds.empty()) page.paragraph(thresholds, 2, Tone::dim);
    }
}

void print_case_advice(TextPage& page, answers::CaseAdvice::Reader advice) {
    page.title(std::string(page.say("Råd om forløb ", "Advice on case ")) + id_text(advice.getCaseId()));
    page.paragraph(page.say("Råd, ikke afgørelser: et menneske ser på det og bestemmer.", "Advice, not decisions: a person looks at it and decides."));
    std::vector<std::string> silent;
    for (const auto rule : advice.getAdvice()) {
        if (speaks(rule))
            print_rule(page, rule);
        else
            silent.push_back(std::string(view(rule.getRule())));
    }
    if (!silent.empty()) {
        page.blank();
        page.paragraph(std::string(page.say("Intet at sige: ", "Nothing to say: ")) + join_words(page.language(), silent) + ".");
    }
    print_as_of(page, advice.getAsOf());
}

void print_information_held(TextPage& page, answers::InformationHeld::Reader held) {
    const Language language = page.language();
    page.title(std::string(page.say("Hvem har allerede oplysninger om ", "Who already holds information on ")) + std::string(view(held.getTopic())));
    if (held.getHeld().size() == 0)
        page.paragraph(page.say("Ingen, så vidt det er registreret. Det, ingen har skrevet ned, ses ikke her.",
                                "Nobody, as far as is recorded. What nobody wrote down is not seen here."));
    for (const auto each : held.getHeld()) {
        std::vector<std::string> facts = {std::string(page.say("modtaget ", "received ")) + moment_text(language, each.getReceived())};
        if (each.getBy().size() > 0) facts.push_back(std::string(page.say("fra ", "from ")) + std::string(view(each.getBy())));
        if (each.getCovers() != Answer::YES) facts.emplace_back(page.say("perioden er uoplyst", "the period is unknown"));
        facts.push_back(legal_basis_text(language, each.getLegalBasis()));
        if (each.getConsent().size() > 0) facts.push_back(std::string(page.say("samtykke ", "consent ")) + std::string(view(each.getConsent())));
        page.item(std::string(view(each.getUnit())) + ": " + join_facts(facts));
        page.paragraph(std::string(page.say("sag ", "case ")) + id_text(each.getCaseId()) + ", " + id_text(each.getEventId()), 6, Tone::dim);
    }
    print_as_of(page, held.getAsOf());
}

}  // namespace forloeb
