#include "projections/reading/coordinator_answer.hpp"

#include "events/schema/person.capnp.h"
#include "projections/case_facts/network_at.hpp"

namespace forloeb {
namespace {

std::string_view need_text(const facts::CaseFacts& facts, LocalDate day) {
    std::string_view need;
    for (const facts::NeedDecision& decision : facts.needs)
        if (decision.at.date() <= day)
            need = decision.decision == Answer::YES ? "yes" : (decision.decision == Answer::NO ? "no" : "undecided");
    return need;
}

void count_who_knows(const facts::CaseFacts& facts, const facts::Assignment& coordinator, LocalDate day, answers::Coordinator::Builder out) {
    std::uint32_t known = 0;
    std::uint32_t of = 0;
    for (const PartyAt& party : parties_at_end_of(facts, day)) {
        if (party.link->sector == Sector::PRIVATE_NETWORK || is_coordinator(*party.link, coordinator)) continue;
        ++of;
        known += told_since(facts.acknowledgements, party.period->party, coordinator.at, day) ? 1 : 0;
    }
    out.setKnownBy(known);
    out.setOf(of);
}

}  // namespace

Status fill_coordinator(const Engine& engine, const AsOf& as_of, const CaseReading& reading, const std::string& kind, LocalDate day,
                        PersonalTexts& texts, answers::Coordinator::Builder out) {
    const facts::CaseFacts& facts = reading.facts();
    out.setNeed(std::string(need_text(facts, day)));
    const Coordination coordination(facts, kind);
    const facts::Assignment* coordinator = coordination.at_end_of(day);
    if (coordinator == nullptr) return {};
    out.setAssigned(true);
    out.setPseudonym(coordinator->person);
    out.setKind(coordinator->kind);
    out.setUnit(coordinator->home_unit);
    write_moment(out.initSince(), coordinator->at.when);
    out.setOthersAssigned(static_cast<std::uint32_t>(coordination.count_at_end_of(day) - 1));
    count_who_knows(facts, *coordinator, day, out);
    if (coordinator->identity.is_nil()) return {};
    FORLOEB_TRY(const History person,
                history_below(engine, {StreamKind::person, coordinator->identity}, as_of, reading.history().known));
    const EffectiveEvent* description = nullptr;
    for (const EffectiveEvent& event : person.effective)
        if (event.is<SubjectDescribed>()) description = &event;
    texts.put(out.initName(), description, {"name"});
    return {};
}

}  // namespace forloeb
