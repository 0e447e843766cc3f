// The partner map of one case as of a date (queries.hpp).
#include "projections/case_facts/network_at.hpp"
#include "projections/queries.hpp"
#include "projections/reading/case_reading.hpp"
#include "projections/reading/coordinator_answer.hpp"
#include "projections/reading/filling.hpp"
#include "projections/reading/network_answer.hpp"
#include "projections/reading/personal_text.hpp"

#include <algorithm>

namespace forloeb {
namespace {

class PartnerMapAnswer {
  public:
    PartnerMapAnswer(const Engine& engine, const ReadReceipt& receipt, const CaseReading& reading, LocalDate date, AudienceView& audience)
        : reading_(reading), facts_(reading.facts()), date_(date), coordination_(facts_, ""), texts_(engine, receipt, &audience) {}

    Status fill(const Engine& engine, const AsOf& as_of, answers::PartnerMap::Builder out) {
        write_as_of(out.initAsOf(), engine, as_of, reading_.history().known);
        write_id(out.initCaseId(), facts_.case_id);
        write_moment(out.initDate(), parse_when(format_date(date_)).value_or(WhenTold{}));
        FORLOEB_CHECK(fill_coordinator(engine, as_of, reading_, "", date_, texts_, out.initCoordinator()));
        const auto parties = parties_at_end_of(facts_, date_);
        fill_sector(parties, Sector::INTERNAL, [&](unsigned size) { return out.initInternal(size); });
        fill_sector(parties, Sector::EXTERNAL, [&](unsigned size) { return out.initExternal(size); });
        fill_sector(parties, Sector::PRIVATE_NETWORK, [&](unsigned size) { return out.initPrivateNetwork(size); });
        fill_sector(parties, Sector::UNKNOWN, [&](unsigned size) { return out.initUnknownSide(size); });
        fill_network_strength(facts_, date_, out.initNetwork());
        return {};
    }

  private:
    template <typename Init>
    void fill_sector(const std::vector<PartyAt>& parties, Sector sector, const Init& init) {
        std::vector<const PartyAt*> here;
        for (const PartyAt& party : parties)
            if (party.link->sector == sector) here.push_back(&party);
        auto list = init(static_cast<unsigned>(here.size()));
        for (unsigned i = 0; i < list.size(); ++i) fill_partner(list[i], *here[i]);
    }

    void fill_partner(answers::Partner::Builder out, const PartyAt& party) {
        const facts::PartyLink& link = *party.link;
        out.setParty(party.period->party);
        write_id(out.initPerson(), link.identity);
        texts_.put(out.initName(), naming_event(party), {"name"});
        out.setKind(link.kind);
        out.setSector(capnp::Schema::from<Sector>().getEnumerants()[static_cast<unsigned>(link.sector) % 4].getProto().getName());
        out.setUnit(link.unit);
        out.setOrganisation(link.organisation);
        out.setRole(link.role);
        out.setProfession(link.profession);
        auto basis = out.initLegalBasis();
        basis.setLaw(link.law);
        basis.setParagraph(link.paragraph);
        basis.setSubsection(link.subsection);
        write_moment(basis.initValidFrom(), link.legal_basis_from);
        fill_list(link.legal_bases, [&](unsigned size) { return out.initLegalBases(size); },
                  [](LegalBasis::Builder each, const facts::LegalBasis& ground) { write_legal_basis(each, ground); });
        write_moment(out.initSince(), party.period->added.when);
        out.setCoLocated(link.co_located);
        out.setBuyIn(link.buy_in == Answer::UNKNOWN ? "" : (link.buy_in == Answer::YES ? "yes" : "no"));
        fill_last_contact(out, party.period->party);
        fill_knowledge(out, party.period->party);
    }

    /// The newest change by the date that names the party; without one, the addition.
    [[nodiscard]] const EffectiveEvent* naming_event(const PartyAt& party) {
        const auto& links = party.period->links;
        for (auto link = links.rbegin(); link != links.rend(); ++link) {
            const EffectiveEvent* event = link->first.date() <= date_ ? reading_.event(link->first) : nullptr;
            if (event != nullptr && !texts_.find(*event, "name").text.empty()) return event;
        }
        return reading_.event(party.period->added);
    }

    void fill_last_contact(answers::Partner::Builder out, const std::string& party) const {
        for (auto contact = facts_.contacts.rbegin(); contact != facts_.contacts.rend(); ++contact) {
            if (contact->kind == facts::Contact::Kind::attempt || contact->at.date() > date_) continue;
            if (std::find(contact->parties.begin(), contact->parties.end(), party) == contact->parties.end()) continue;
            write_moment(out.initLastContact(), contact->at.when);
            return;
        }
    }

    void fill_knowledge(answers::Partner::Builder out, const std::string& party) const {
        const facts::Assignment* coordinator = coordination_.at_end_of(date_);
        if (coordinator == nullptr) return;  // nobody to know
        out.setAnnounced(told_since(facts_.announcements, party, coordinator->at, date_));
        out.setKnowsCoordinator(told_since(facts_.acknowledgements, party, coordinator->at, date_) ? Answer::YES : Answer::NO);
    }

    const CaseReading& reading_;
    const facts::CaseFacts& facts_;
    const LocalDate date_;
    const Coordination coordination_;
    PersonalTexts texts_;
};

}  // namespace

Status query_partner_map(const Engine& engine, const ReadReceipt& receipt, const Uuid& case_id, const AsOf& as_of,
                         std::optional<LocalDate> date, answers::PartnerMap::Builder out, Audience audience) {
    FORLOEB_TRY(const CaseReading reading, CaseReading::open(engine, case_id, as_of, audience));
    AudienceView view(engine, receipt, audience, reading.facts().citizen);
    return PartnerMapAnswer(engine, receipt, reading, date.value_or(reading.observed().date), view).fill(engine, as_of, out);
}

}  // namespace forloeb
