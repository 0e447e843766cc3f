// What people do not agree on, and what nobody knows yet.
#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {
namespace {

Disagreement& disagreement_of(CaseFacts& facts, capnp::Text::Reader name) {
    return newest_or_new(facts.disagreements, &Disagreement::disagreement, name);
}

Uncertainty& uncertainty_of(CaseFacts& facts, capnp::Text::Reader name) {
    return newest_or_new(facts.uncertainties, &Uncertainty::uncertainty, name);
}

}  // namespace

void note(CaseFacts& facts, DisagreementRaised::Reader payload, const Occurrence& occurrence) {
    Disagreement& disagreement = disagreement_of(facts, payload.getDisagreement());
    disagreement.raised = occurrence.at;
    for (const auto side : payload.getBetween())
        disagreement.between.push_back({text_of(side.getParty()), side.getKind(), text_of(side.getOrganisation()), text_of(side.getUnit())});
    disagreement.about = text_of(payload.getAbout());
    disagreement.concerns = text_of(payload.getConcerns());
}

void note(CaseFacts& facts, DisagreementResolved::Reader payload, const Occurrence& occurrence) {
    Disagreement& disagreement = disagreement_of(facts, payload.getDisagreement());
    disagreement.resolved = occurrence.at;
    disagreement.how = text_of(payload.getHow());
}

void note(CaseFacts& facts, UncertaintyRaised::Reader payload, const Occurrence& occurrence) {
    Uncertainty& uncertainty = uncertainty_of(facts, payload.getUncertainty());
    uncertainty.raised = occurrence.at;
    uncertainty.about = text_of(payload.getAbout());
    uncertainty.concerns = text_of(payload.getConcerns());
    uncertainty.unit = text_of(payload.getUnit());
}

void note(CaseFacts& facts, UncertaintyResolved::Reader payload, const Occurrence& occurrence) {
    Uncertainty& uncertainty = uncertainty_of(facts, payload.getUncertainty());
    uncertainty.resolved = occurrence.at;
    uncertainty.how = text_of(payload.getHow());
}

}  // namespace forloeb::facts
