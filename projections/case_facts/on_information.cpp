// Information asked for, given, shared and reused; consent; and whose knowledge was used.
#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {
namespace {

InformationScope scope_of(capnp::Text::Reader topic, Period::Reader period) {
    return {text_of(topic), read_moment(period.getFrom()), read_moment(period.getTo())};
}

InformationRequest& request_of(CaseFacts& facts, capnp::Text::Reader name) {
    return newest_or_new(facts.requests, &InformationRequest::request, name);
}

}  // namespace

void note(CaseFacts& facts, InformationRequested::Reader payload, const Occurrence& occurrence) {
    InformationRequest& request = request_of(facts, payload.getRequest());
    if (!request.requested) request.requested = occurrence.at;
    request.scope = scope_of(payload.getTopic(), payload.getPeriod());
    request.from = text_of(payload.getFrom());
    request.from_organisation = text_of(payload.getFromOrganisation());
    request.from_unit = text_of(payload.getFromUnit());
    request.from_sector = payload.getFromSector();
    request.unit = first_said(payload.getUnit(), facts.act(occurrence.at).unit);
    request.sector = payload.getSector();
    request.purpose = text_of(payload.getPurpose());
    request.consent = text_of(payload.getConsent());
    request.legal_basis = legal_basis_of(payload.getLegalBasis());
    request.update_wanted = payload.getUpdateWanted();
    request.due = read_moment(payload.getDue());
}

void note(CaseFacts& facts, InformationProvided::Reader payload, const Occurrence& occurrence) {
    InformationRequest& request = request_of(facts, payload.getRequest());
    InformationProvision provision;
    provision.at = occurrence.at;
    // An answer that repeats neither topic nor period is about what was asked.
    provision.scope = scope_of(payload.getTopic(), payload.getPeriod());
    if (provision.scope.topic.empty()) provision.scope = request.scope;
    provision.by = text_of(payload.getBy());
    provision.by_organisation = text_of(payload.getByOrganisation());
    provision.holder = text_of(payload.getHolder());
    provision.holder_sector = payload.getHolderSector();
    provision.complete = payload.getComplete();
    provision.document = text_of(payload.getDocument());
    provision.consent = text_of(payload.getConsent());
    provision.legal_basis = legal_basis_of(payload.getLegalBasis());
    request.provisions.push_back(std::move(provision));
}

void note(CaseFacts& facts, InformationRequestWithdrawn::Reader payload, const Occurrence& occurrence) {
    InformationRequest& request = request_of(facts, payload.getRequest());
    request.withdrawn = occurrence.at;
    request.withdrawal_reason = text_of(payload.getReason());
}

void note(CaseFacts& facts, InformationReused::Reader payload, const Occurrence& occurrence) {
    if (InformationRequest* request = newest(facts.requests, &InformationRequest::request, payload.getRequest()))
        if (payload.getRequest().size() > 0) request->reused = occurrence.at;
    facts.reuses.push_back({occurrence.at, text_of(payload.getRequest()), uuid_of(payload.getEarlierEvent()),
                            scope_of(payload.getTopic(), payload.getPeriod()), first_said(payload.getUnit(), facts.act(occurrence.at).unit)});
}

void note(CaseFacts& facts, InformationShared::Reader payload, const Occurrence& occurrence) {
    facts.shares.push_back({occurrence.at, texts_of(payload.getTo()), texts_of(payload.getToOrganisations()), text_of(payload.getTopic()),
                            text_of(payload.getChannel()), text_of(payload.getConsent()), legal_basis_of(payload.getLegalBasis()),
                            texts_of(payload.getDocuments())});
}

void note(CaseFacts& facts, ConsentGiven::Reader payload, const Occurrence& occurrence) {
    Consent consent;
    consent.consent = text_of(payload.getConsent());
    consent.given = occurrence.at;
    consent.scope = texts_of(payload.getScope());
    consent.parties = texts_of(payload.getParties());
    consent.purpose = text_of(payload.getPurpose());
    consent.valid_from = read_moment(payload.getValidFrom());
    consent.valid_to = read_moment(payload.getValidTo());
    facts.consents.push_back(std::move(consent));
}

void note(CaseFacts& facts, ConsentWithdrawn::Reader payload, const Occurrence& occurrence) {
    if (Consent* consent = newest(facts.consents, &Consent::consent, payload.getConsent()))
        consent->withdrawn = occurrence.at;
    else
        ++facts.references_unknown;
}

void note(CaseFacts& facts, KnowledgeConsulted::Reader payload, const Occurrence& occurrence) {
    facts.knowledge.push_back({occurrence.at, false, text_of(payload.getSpecialist()), text_of(payload.getProfession()),
                               text_of(payload.getUnit()), text_of(payload.getTopic()), {}});
}

void note(CaseFacts& facts, KnowledgeContributed::Reader payload, const Occurrence& occurrence) {
    facts.knowledge.push_back({occurrence.at, true, text_of(payload.getBy()), text_of(payload.getProfession()), text_of(payload.getUnit()),
                               text_of(payload.getTopic()), texts_of(payload.getTo())});
}

}  // namespace forloeb::facts
