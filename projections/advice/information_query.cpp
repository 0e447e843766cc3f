#include "projections/advice/citizens_cases.hpp"
#include "projections/advice/queries.hpp"
#include "projections/case_facts/information_held.hpp"
#include "projections/reading/case_reading.hpp"

namespace forloeb {
namespace {

void write_basis(LegalBasis::Builder out, const facts::LegalBasis& basis) {
    out.setLaw(basis.law);
    out.setParagraph(basis.paragraph);
    out.setSubsection(basis.subsection);
    if (!basis.from.is_unknown()) write_moment(out.initValidFrom(), basis.from);
}

void write_held(answers::HeldInformation::Builder out, const InformationHeld& held) {
    const facts::InformationProvision& provision = *held.provision;
    write_id(out.initCaseId(), held.case_id);
    out.setUnit(held.holder);
    out.setCovers(held.covers);
    write_moment(out.initReceived(), provision.at.when);
    if (!provision.scope.from.is_unknown()) write_moment(out.initFrom(), provision.scope.from);
    if (!provision.scope.to.is_unknown()) write_moment(out.initTo(), provision.scope.to);
    out.setBy(provision.by.empty() ? provision.by_organisation : provision.by);
    write_basis(out.initLegalBasis(), provision.legal_basis);
    out.setConsent(provision.consent);
    out.setDocument(provision.document);
    write_id(out.initEventId(), provision.at.event);
    out.setPosition(provision.at.position.value);
}

}  // namespace

Status query_information_held(const Engine& engine, Runner& runner, const AsOf& as_of, answers::InformationQuery::Reader query,
                              answers::InformationHeld::Builder out) {
    if (query.getTopic().size() == 0) return fail(ErrorKind::invalid, "Say what the information is about.", "topic");
    const auto id = query.getCaseId();
    FORLOEB_TRY(const CaseReading reading, CaseReading::open(engine, Uuid::from_halves(id.getHigh(), id.getLow()), as_of));
    FORLOEB_TRY(const std::vector<facts::CaseFacts> others, advice::other_cases_of_citizen(engine, runner, as_of, reading.facts()));
    const facts::InformationScope wanted{query.getTopic().cStr(), read_moment(query.getFrom()), read_moment(query.getTo())};
    std::vector<InformationHeld> held = information_held(reading.facts(), wanted, reading.history().known);
    for (const facts::CaseFacts& other : others)
        for (InformationHeld& each : information_held(other, wanted, reading.history().known)) held.push_back(std::move(each));

    write_as_of(out.initAsOf(), engine, as_of, reading.history().known);
    out.setTopic(query.getTopic());
    out.setCasesRead(static_cast<std::uint32_t>(others.size() + 1));
    auto list = out.initHeld(static_cast<unsigned>(held.size()));
    for (unsigned i = 0; i < list.size(); ++i) write_held(list[i], held[i]);
    return {};
}

}  // namespace forloeb
