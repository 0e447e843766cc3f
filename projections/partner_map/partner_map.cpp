#include "projections/partner_map/partner_map.hpp"

#include <capnp/message.h>

#include <algorithm>

#include "projections/case_facts/case_facts.hpp"
#include "projections/case_facts/case_time.hpp"
#include "projections/case_facts/network_at.hpp"
#include "projections/runner/row_value.hpp"
#include "projections/schema/rows.capnp.h"

namespace forloeb {
namespace {

constexpr LocalDate latest_day{after_last_day.days - 1};

Row row_of(const facts::CaseFacts& facts, const PartyAt& party, const facts::Assignment* coordinator) {
    capnp::MallocMessageBuilder message;
    auto row = message.initRoot<rows::PartnerRow>();
    row.setKind(party.link->kind);
    row.setSector(party.link->sector);
    row.setUnit(party.link->unit);
    row.setOrganisation(party.link->organisation);
    row.setProfession(party.link->profession);
    write_moment(row.initSince(), party.period->added.when);
    row.setKnowsCoordinator(coordinator != nullptr &&
                            told_since(facts.acknowledgements, party.period->party, coordinator->at, latest_day));
    row.setPosition(party.period->added.position.value);
    for (auto contact = facts.contacts.rbegin(); contact != facts.contacts.rend(); ++contact) {
        if (contact->kind == facts::Contact::Kind::attempt) continue;
        if (std::find(contact->parties.begin(), contact->parties.end(), party.period->party) == contact->parties.end()) continue;
        write_moment(row.initLastContact(), contact->at.when);
        break;
    }
    return {party.period->party, row_value(row.asReader())};
}

}  // namespace

bool PartnerMapProjection::interested_in(const EventType& type) const { 
    return type.group == "network" || type.group == "coordinator" || type.group == "contact" || type.group == "meeting";
}

RowsOrParked PartnerMapProjection::rows(const History&, const facts::CaseFacts& facts) const {
    const facts::Assignment* coordinator = Coordination(facts, "").at_end_of(latest_day);
    std::vector<Row> rows;
    for (const PartyAt& party : parties_at_end_of(facts, latest_day)) rows.push_back(row_of(facts, party, coordinator));
    return rows;
}

}  // namespace forloeb
