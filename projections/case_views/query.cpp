// Opens the reading and chooses the view (queries.hpp). One read of the case, and one more where the overview is part of
// the view.
#include <algorithm>
#include <array>

#include <capnp/message.h>

#include "events/schema/person.capnp.h"
#include "projections/case_views/case_views.hpp"
#include "projections/queries.hpp"

namespace forloeb {
namespace {

constexpr std::array<std::string_view, 8> extract_topics = {"communication", "goals", "promises", "services", "partners", "meetings", "handover", "health"};

Status check_topics(const std::vector<std::string>& topics) {
    if (topics.empty()) return fail(ErrorKind::invalid, "An extract is of certain topics: say which.", "topics");
    for (const std::string& topic : topics)
        if (std::ranges::find(extract_topics, topic) == extract_topics.end())
            return fail(ErrorKind::invalid, "The topics of an extract are communication, goals, promises, services, partners, meetings, handover and health.", "topics");
    return {};
}

/// What of the overview and the partner map belongs to the topics.
Status fill_extract_people(const Engine& engine, const ReadReceipt& receipt, const Uuid& case_id, const AsOf& as_of, const CaseViewQuery& query, answers::Extract::Builder out) {
    const auto asked = [&](std::string_view topic) { return std::ranges::find(query.topics, topic) != query.topics.end(); };
    capnp::MallocMessageBuilder scratch;
    auto whole = scratch.initRoot<answers::CaseOverview>();
    FORLOEB_CHECK(query_case_overview(engine, receipt, case_id, as_of, whole, query.audience));
    auto overview = out.initOverview();
    overview.setAsOf(whole.getAsOf());
    overview.setName(whole.getName());
    overview.setCoordinator(whole.getCoordinator());
    if (asked("communication")) overview.setCommunication(whole.getCommunication());
    if (asked("health")) overview.setHealth(whole.getHealth());
    if (!asked("partners")) return {};
    capnp::MallocMessageBuilder map_scratch;
    auto map = map_scratch.initRoot<answers::PartnerMap>();
    FORLOEB_CHECK(query_partner_map(engine, receipt, case_id, as_of, std::nullopt, map, query.audience));
    auto partners = out.initPartners(map.getInternal().size() + map.getExternal().size() + map.getPrivateNetwork().size());
    unsigned at = 0;
    for (const auto side : {map.asReader().getInternal(), map.asReader().getExternal(), map.asReader().getPrivateNetwork()})
        for (const auto partner : side) partners.setWithCaveats(at++, partner);
    return {};
}

Status fill_name(const Engine& engine, const AsOf& as_of, const CaseReading& reading, PersonalTexts& texts, answers::PersonalText::Builder out) {
    if (reading.facts().citizen.is_nil()) return {};
    FORLOEB_TRY(const History person, history_below(engine, {StreamKind::person, reading.facts().citizen}, as_of, reading.history().known));
    const EffectiveEvent* description = nullptr;
    for (const EffectiveEvent& event : person.effective)
        if (event.is<SubjectDescribed>()) description = &event;
    texts.put(out, description, {"name"});
    return {};
}

}  // namespace

Status query_case_view(const Engine& engine, const ReadReceipt& receipt, const Uuid& case_id, const AsOf& as_of, const CaseViewQuery& query,
                       answers::CaseView::Builder out) {
    using Kind = answers::CaseViewKind;
    if (query.view == Kind::EXTRACT) FORLOEB_CHECK(check_topics(query.topics));
    FORLOEB_TRY(const CaseReading reading, CaseReading::open(engine, case_id, as_of, query.audience));
    AudienceView audience(engine, receipt, query.audience, reading.facts().citizen);
    PersonalTexts texts(engine, receipt, &audience);
    const ViewReading view(reading, texts, query.soon_days);
    write_as_of(out.initAsOf(), engine, as_of, reading.history().known);
    write_id(out.initCaseId(), case_id);
    out.setAudience(query.audience);
    FORLOEB_CHECK(fill_name(engine, as_of, reading, texts, out.initName()));
    switch (query.view) {
        case Kind::OVERVIEW: return query_case_overview(engine, receipt, case_id, as_of, out.initOverview(), query.audience);
        case Kind::PROMISES: fill_promises(view, out.initPromises()); return {};
        case Kind::GOALS: fill_goals(view, out.initGoals()); return {};
        case Kind::SERVICES: fill_services(view, out.initServices()); return {};
        case Kind::MEETINGS: fill_meetings(view, out.initMeetings()); return {};
        case Kind::INFORMATION: fill_information(view, out.initInformation()); return {};
        case Kind::COMPLEXITY: fill_complexity(view, out.initComplexity()); return {};
        case Kind::DOSSIER:
            fill_dossier(view, out.initDossier());
            return query_case_overview(engine, receipt, case_id, as_of, out.getDossier().initOverview(), query.audience);
        case Kind::EXTRACT:
            fill_extract(view, query.topics, out.initExtract());
            return fill_extract_people(engine, receipt, case_id, as_of, query, out.getExtract());
    }
    return fail(ErrorKind::unsupported, "This server does not know that view; it may be older than what asks.", "view");
}

}  // namespace forloeb
