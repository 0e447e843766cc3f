#include "tools/render/answer_text.hpp"
#include "tools/render/case_pages.hpp"
#include "tools/render/moment.hpp"

namespace forloeb {
namespace {

using Partners = capnp::List<answers::Partner>::Reader;

/// The party's reference, and below it who that is.
std::string who(const TextPage& page, answers::Partner::Reader partner) {
    const Language language = page.language();
    const std::string_view label = pick(language, partner.getKindLabel());
    const std::string kind = label.empty() ? code_text(language, view(partner.getKind())) : std::string(label);
    const std::string party(view(partner.getParty()));
    const std::string below = join_facts({personal_text(language, partner.getName()), kind == party ? "" : kind});
    return below.empty() ? party : party + "\n" + below;
}

std::string what_for(const TextPage& page, answers::Partner::Reader partner) {
    const std::string role = code_text(page.language(), view(partner.getRole()));
    const std::string profession = code_text(page.language(), view(partner.getProfession()));
    return role + (role.empty() || profession.empty() ? "" : "\n") + profession;
}

std::string where(const TextPage& page, answers::Partner::Reader partner) {
    const std::string_view unit = view(partner.getUnit());
    const std::string_view organisation = view(partner.getOrganisation());
    return unit.empty() ? code_text(page.language(), organisation) : std::string(unit);
}

std::string knows_coordinator(const TextPage& page, answers::Partner::Reader partner) {
    if (partner.getKnowsCoordinator() == Answer::YES) return std::string(page.say("ja", "yes"));
    if (partner.getAnnounced()) return std::string(page.say("fået besked", "was told"));
    return answer_text(page.language(), partner.getKnowsCoordinator());
}

void print_circle(TextPage& page, std::string_view title, Partners partners, bool private_network) {
    if (partners.size() == 0) return;
    const Language language = page.language();
    page.section(std::string(title) + " (" + std::to_string(partners.size()) + ")");
    std::vector<Column> columns = {{std::string(page.say("Part", "Party")), false, true},
                                   {std::string(page.say("Rolle", "Role")), false, true}};
    if (!private_network) {
        columns.push_back({std::string(page.say("Enhed", "Unit")), false, true});
        columns.push_back({std::string(page.say("Lovgrundlag", "Legal basis")), false, true});
    }
    columns.push_back({std::string(page.say("Siden / kontakt", "Since / contact")), false, true});
    if (!private_network)
        columns.push_back({std::string(page.say("Kender koordinator", "Knows coordinator")), false, true});

    std::vector<std::vector<std::string>> rows;
    for (const auto partner : partners) {
        std::vector<std::string> row = {who(page, partner), what_for(page, partner)};
        if (!private_network) {
            row.push_back(where(page, partner));
            row.push_back(legal_basis_text(language, partner.getLegalBasis()));
        }
        row.push_back(date_cell(language, partner.getSince()) + "\n" + date_cell(language, partner.getLastContact()));
        if (!private_network) row.push_back(knows_coordinator(page, partner));
        rows.push_back(std::move(row));
    }
    page.table(columns, rows);
}

}  // namespace

void print_partner_map(TextPage& page, answers::PartnerMap::Reader map) {
    page.title(std::string(page.say("Netværket omkring borgeren, ", "The network around the citizen, ")) +
               id_text(map.getCaseId()));
    const auto coordinator = map.getCoordinator();
    if (coordinator.getAssigned())
        page.paragraph(std::string(page.say("Koordinator: ", "Coordinator: ")) +
                       join_facts({std::string(view(coordinator.getPseudonym())),
                                   personal_text(page.language(), coordinator.getName()),
                                   code_text(page.language(), view(coordinator.getKind()))}) +
                       std::string(page.say(", kendt af ", ", known by ")) + std::to_string(coordinator.getKnownBy()) +
                       std::string(page.say(" af ", " of ")) +
                       count_text(coordinator.getOf(), page.say("part", "party"), page.say("parter", "parties")));
    else
        page.paragraph(page.say("Ingen koordinator udpeget.", "No coordinator assigned."));
    print_circle(page, page.say("Privat netværk", "Private network"), map.getPrivateNetwork(), true);
    print_circle(page, page.say("Interne: kommunen", "Internal: the municipality"), map.getInternal(), false);
    print_circle(page, page.say("Eksterne", "External"), map.getExternal(), false);
    print_circle(page, page.say("Uoplyst side", "Side unknown"), map.getUnknownSide(), false);
    print_as_of(page, map.getAsOf());
}

}  // namespace forloeb
