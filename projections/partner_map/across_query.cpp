// One partner organisation or unit across cases, from the stored rows (queries.hpp). Reads the rows of all parties.
#include <algorithm>

#include "projections/partner_map/partner_map.hpp"
#include "projections/queries.hpp"
#include "projections/reading/case_reading.hpp"
#include "projections/runner/stored_row.hpp"
#include "projections/schema/rows.capnp.h"

namespace forloeb {
namespace {

struct PartyRow {
    Uuid case_id;
    std::string party;
    std::string value;
};

void fill_case(answers::PartnerCase::Builder out, const PartyRow& found) {
    const StoredRow<rows::PartnerRow> row(found.value);
    write_id(out.initCaseId(), found.case_id);
    out.setParty(found.party);
    out.setKind(row->getKind());
    out.setProfession(row->getProfession());
    out.setUnit(row->getUnit());
    out.setOrganisation(row->getOrganisation());
    out.setSince(row->getSince());
    out.setLastContact(row->getLastContact());
    out.setKnowsCoordinator(row->getKnowsCoordinator());
}

}  // namespace

Status query_partner_cases(const Engine& engine, Runner& runner, const std::string& partner, answers::PartnerCases::Builder out) {
    if (partner.empty()) return fail(ErrorKind::invalid, "Say which organisation or unit.", "partner");
    FORLOEB_TRY(Follower* const partners, runner.find(PartnerMapProjection::stored_name));
    const auto generation = partners->rows();
    std::vector<PartyRow> found;
    std::uint32_t know = 0;
    FORLOEB_CHECK(generation->store().snapshot()->scan(row_keys::rows, {}, [&](std::string_view key, std::string_view value) {
        const StoredRow<rows::PartnerRow> row(value);
        if (row->getUnit() != partner.c_str() && row->getOrganisation() != partner.c_str()) return true;
        know += row->getKnowsCoordinator() ? 1 : 0;
        found.push_back({row_keys::case_of(key), std::string(row_keys::within_case(key)), std::string(value)});
        return true;
    }));
    write_as_of(out.initAsOf(), engine, {}, generation->applied());
    out.setPartner(partner);
    out.setTotal(static_cast<std::uint32_t>(found.size()));
    out.setKnowCoordinator(know);
    auto cases = out.initCases(static_cast<unsigned>(found.size()));
    for (unsigned i = 0; i < cases.size(); ++i) fill_case(cases[i], found[i]);
    return {};
}

}  // namespace forloeb
