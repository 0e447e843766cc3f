// The overview of one case, person first (queries.hpp).
#include <algorithm>

#include "events/schema/case.capnp.h"
#include "events/schema/person.capnp.h"
#include "projections/case_facts/network_at.hpp"
#include "projections/case_facts/parallel_services.hpp"
#include "projections/case_overview/case_overview.hpp"
#include "projections/queries.hpp"
#include "projections/reading/case_reading.hpp"
#include "projections/reading/coordinator_answer.hpp"
#include "projections/reading/filling.hpp"
#include "projections/reading/late_entry.hpp"
#include "projections/reading/network_answer.hpp"
#include "projections/reading/personal_text.hpp"

namespace forloeb {
namespace {

constexpr std::size_t own_words_max = 10;
constexpr std::size_t health_max = 20;

class OverviewAnswer {
  public:
    OverviewAnswer(const Engine& engine, const ReadReceipt& receipt, const AsOf& as_of, const CaseReading& reading, AudienceView& audience,
                   answers::CaseOverview::Builder out)
        : engine_(engine), as_of_(as_of), reading_(reading), facts_(reading.facts()), texts_(engine, receipt, &audience), out_(out) {}

    Status fill() {
        write_as_of(out_.initAsOf(), engine_, as_of_, reading_.history().known);
        write_id(out_.initCaseId(), facts_.case_id);
        write_id(out_.initCitizen(), facts_.citizen);
        FORLOEB_CHECK(fill_person());
        fill_own_words();
        fill_communication();
        fill_goals();
        FORLOEB_CHECK(fill_coordinator(engine_, as_of_, reading_, "", today(), texts_, out_.initCoordinator()));
        if (!facts_.phases.empty()) {
            out_.initPhase().setPhase(facts_.phases.back().phase);
            write_moment(out_.getPhase().initSince(), facts_.phases.back().at.when);
        }
        fill_deadlines();
        fill_commitments();
        fill_partners();
        fill_meeting_and_contact();
        fill_complexity();
        fill_handovers();
        fill_status();
        fill_services();
        fill_unsettled();
        fill_others();
        fill_network_strength(facts_, today(), out_.initNetwork());
        fill_health();
        return {};
    }

  private:
    [[nodiscard]] LocalDate today() const { return reading_.observed().date; }
    [[nodiscard]] bool has_passed(const WhenTold& due) const {
        if (due.is_unknown()) return false;
        return due.precision == Precision::INSTANT ? due.at < reading_.observed().by : local_date(due) < today();
    }

    Status fill_person() {
        if (facts_.citizen.is_nil()) return {};
        FORLOEB_TRY(person_, history_below(engine_, {StreamKind::person, facts_.citizen}, as_of_, reading_.history().known));
        for (const EffectiveEvent& event : person_.effective)
            if (event.is<SubjectDescribed>()) description_ = &event;
        texts_.put(out_.initName(), description_, {"name"});
        return {};
    }

    void fill_own_words() {
        write_own_words(false, own_words_max, [&](auto size) { return out_.initOwnWords(size); });
        write_own_words(true, own_words_max, [&](auto size) { return out_.initWishes(size); });
    }

    template <typename Init>
    void write_own_words(bool wishes, std::size_t most, const Init& init) {
        std::vector<const facts::OwnWords*> newest;
        for (auto words = facts_.own_words.rbegin(); words != facts_.own_words.rend() && newest.size() < most; ++words)
            if (words->wish == wishes && says_own_words(words->at)) newest.push_back(&*words);
        auto list = init(static_cast<unsigned>(newest.size()));
        for (unsigned i = 0; i < list.size(); ++i) {
            texts_.put(list[i].initWords(), reading_.event(newest[i]->at), {"ownWords", "citizenWords"});
            list[i].setAbout(newest[i]->about);
            write_moment(list[i].initOccurred(), newest[i]->at.when);
        }
    }

    // The clear part only tells that there may be words: the narrative can be another field's.
    bool says_own_words(const Told& at) {
        const EffectiveEvent* event = reading_.event(at);
        return event != nullptr && (!texts_.find(*event, "ownWords").text.empty() || !texts_.find(*event, "citizenWords").text.empty() ||
                                    texts_.withheld(*event));
    }

    void fill_communication() {
        auto out = out_.initCommunication();
        if (facts_.communications.empty()) return;
        const facts::Communication& latest = facts_.communications.back();
        out.setRecorded(true);
        out.setChannel(latest.channel);
        set_list(latest.aids, [&](unsigned size) { return out.initAids(size); });
        out.setPace(latest.pace);
        write_moment(out.initOccurred(), latest.at.when);
        set_list(latest.avoid, [&](unsigned size) { return out.initAvoid(size); });
        out.setInterpreter(latest.interpreter);
        out.setLanguage(latest.language);
        const EffectiveEvent* event = reading_.event(latest.at);
        if (event == nullptr) return;
        const auto said = texts_.all(*event);
        auto needs = out.initNeeds(static_cast<unsigned>(said.size()));
        for (unsigned i = 0; i < needs.size(); ++i) put_found(needs[i], said[i].found, *event);
    }

    static void put_found(answers::PersonalText::Builder out, const PersonalTexts::Found& found, const EffectiveEvent& event) {
        out.setText(found.text);
        out.setSensitivity(found.sensitivity);
        out.setPosition(event.personal_source().leaf().position.value);
    }

    void fill_goals() {
        std::vector<const facts::Goal*> goals;
        for (const facts::Goal& goal : facts_.goals) goals.push_back(&goal);
        std::stable_sort(goals.begin(), goals.end(), [](const auto* a, const auto* b) { return !a->closed && b->closed; });
        auto list = out_.initGoals(static_cast<unsigned>(goals.size()));
        for (unsigned i = 0; i < list.size(); ++i) fill_goal(list[i], *goals[i]);
    }

    void fill_goal(answers::Goal::Builder out, const facts::Goal& goal) {
        out.setGoal(goal.goal);
        texts_.put(out.initText(), reading_.event(goal.agreed), {"text"});
        texts_.put(out.initOwnWords(), reading_.event(goal.agreed), {"citizenWords"});
        out.setTheme(goal.theme);
        out.setGoalType(enumerant_name(goal.type));
        out.setStatus(goal.closed ? "closed" : "open");
        write_moment(out.initAgreed(), goal.agreed.when);
        write_moment(out.initDue(), goal.due);
        Answer citizen = goal.citizen_endorses;
        std::vector<std::string> parties;
        for (const facts::Endorsement& endorsement : goal.endorsements) {
            const bool by_citizen = endorsement.kind == ParticipantKind::CITIZEN || endorsement.party == facts::citizen_reference;
            if (by_citizen) citizen = endorsement.endorses;
            const auto known = std::find(parties.begin(), parties.end(), endorsement.party);
            if (endorsement.endorses == Answer::YES && known == parties.end()) parties.push_back(endorsement.party);
            if (endorsement.endorses == Answer::NO && known != parties.end()) parties.erase(known);
        }
        out.setCitizenEndorses(citizen);
        out.setEndorsements(static_cast<std::uint32_t>(parties.size()));
        if (const auto* rating = goal.latest_rating()) out.setLatestLevel(enumerant_name(rating->level));
        if (goal.closed) out.setResult(enumerant_name(goal.result));
    }

    template <typename Enum>
    static std::string enumerant_name(Enum value) {
        const auto schema = capnp::Schema::from<Enum>();
        const auto ordinal = static_cast<unsigned>(value);
        return ordinal < schema.getEnumerants().size() ? schema.getEnumerants()[ordinal].getProto().getName().cStr() : "";
    }

    void fill_deadlines() {
        const facts::Deadline* next = nullptr;
        std::vector<const facts::Deadline*> overdue;
        for (const facts::Deadline& deadline : facts_.deadlines) {
            const WhenTold due = due_now(deadline);
            if (deadline.met || due.is_unknown()) continue;
            if (has_passed(due))
                overdue.push_back(&deadline);
            else if (next == nullptr || due.at < due_now(*next).at)
                next = &deadline;
        }
        if (next != nullptr) fill_deadline(out_.initNextDeadline(), *next);
        auto list = out_.initOverdueDeadlines(static_cast<unsigned>(overdue.size()));
        for (unsigned i = 0; i < list.size(); ++i) fill_deadline(list[i], *overdue[i]);
    }

    void fill_deadline(answers::Deadline::Builder out, const facts::Deadline& deadline) const {
        out.setReference(deadline.deadline);
        out.setKind(deadline.kind);
        write_moment(out.initDue(), due_now(deadline));
        out.setDaysLeft(static_cast<std::int32_t>(days_between(today(), local_date(due_now(deadline)))));
        using Basis = ::forloeb::DeadlineSet::Basis;
        out.setStatutory(deadline.basis == Basis::UNKNOWN ? Answer::UNKNOWN : (deadline.basis == Basis::STATUTORY ? Answer::YES : Answer::NO));
    }

    void fill_commitments() {
        std::vector<const facts::Commitment*> open;
        for (const facts::Commitment& commitment : facts_.commitments)
            if (is_open(commitment)) open.push_back(&commitment);
        auto list = out_.initOpenCommitments(static_cast<unsigned>(open.size()));
        for (unsigned i = 0; i < list.size(); ++i) {
            auto out = list[i];
            out.setReference(open[i]->commitment);
            out.setTo(open[i]->to);
            texts_.put(out.initWhat(), reading_.event(open[i]->made), {"what"});
            out.setKind(open[i]->kind);
            write_moment(out.initDue(), due_now(*open[i]));
            out.setOverdue(has_passed(due_now(*open[i])));
            out.setWithinCompetence(open[i]->within_competence);
            write_moment(out.initMade(), open[i]->made.when);
        }
    }

    void fill_partners() {
        std::uint32_t counts[4] = {};
        for (const PartyAt& party : parties_at_end_of(facts_, today())) ++counts[static_cast<std::size_t>(party.link->sector) % 4];
        auto out = out_.initPartners();
        out.setUnknown(counts[static_cast<std::size_t>(Sector::UNKNOWN)]);
        out.setInternal(counts[static_cast<std::size_t>(Sector::INTERNAL)]);
        out.setExternal(counts[static_cast<std::size_t>(Sector::EXTERNAL)]);
        out.setPrivateNetwork(counts[static_cast<std::size_t>(Sector::PRIVATE_NETWORK)]);
    }

    void fill_meeting_and_contact() {
        const facts::Meeting* next = nullptr;
        for (const facts::Meeting& meeting : facts_.meetings) {
            if (meeting.held || meeting.cancelled || meeting.planned.is_unknown() || has_passed(meeting.planned)) continue;
            if (next == nullptr || meeting.planned.at < next->planned.at) next = &meeting;
        }
        if (next != nullptr) {
            out_.initNextMeeting().setReference(next->meeting);
            out_.getNextMeeting().setKind(next->kind);
            write_moment(out_.getNextMeeting().initPlanned(), next->planned);
        }
        if (const facts::Contact* contact = last_contact(facts_)) write_moment(out_.initLastContact(), contact->at.when);
    }

    void fill_complexity() {
        if (facts_.complexities.empty()) return;
        auto out = out_.initComplexity();
        out.setAssessed(true);
        out.setModel(facts_.complexities.back().model);
        out.setGrade(facts_.complexities.back().grade);
        write_moment(out.initOccurred(), facts_.complexities.back().at.when);
    }

    void fill_handovers() {
        std::vector<const facts::Handover*> open;
        for (const facts::Handover& handover : facts_.handovers)
            if (!handover.completed && (handover.accepted || (handover.proposed && !handover.rejected))) open.push_back(&handover);
        auto list = out_.initHandovers(static_cast<unsigned>(open.size()));
        for (unsigned i = 0; i < list.size(); ++i) {
            auto out = list[i];
            out.setHandover(open[i]->handover);
            out.setFrom(open[i]->from);
            out.setTo(open[i]->to);
            out.setState(open[i]->accepted ? "accepted" : "proposed");
            write_moment(out.initSince(), open[i]->accepted ? open[i]->accepted->when : open[i]->proposed->when);
            out.setOpenItems(static_cast<std::uint32_t>(open[i]->open_items.size()));
        }
    }

    void fill_status() {
        auto out = out_.initStatus();
        out.setState(std::string(case_state(facts_)));
        if (!facts_.episodes.empty()) write_moment(out.initOpened(), facts_.episodes.front().opened.when);
        if (const auto closed = closed_at(facts_)) write_moment(out.initClosed(), closed->when);
        if (!facts_.attributes.empty()) {
            const facts::Attributes& attributes = facts_.attributes.back().attributes;
            out.setTargetGroup(attributes.target_group);
            out.setUnit(attributes.unit);
            out.setMethodVersion(attributes.method_version);
        }
        out.setEvents(facts_.events);
        out.setCorrected(static_cast<std::uint32_t>(reading_.history().corrected));
        out.setRetracted(static_cast<std::uint32_t>(reading_.history().retracted));
        const auto& effective = reading_.history().effective;
        out.setLateRecorded(static_cast<std::uint32_t>(std::count_if(effective.begin(), effective.end(), [](const EffectiveEvent& event) {
            return late_entry(event, TimelineQuery().late_days).late == answers::Late::LATE;
        })));
        out.setRuleObjections(facts_.rule_objections);
        out.setSource(facts_.source_system);
        out.setVersion(reading_.history().stored.back().leaf().version.value);
    }

    void fill_services() {
        std::vector<const facts::Service*> running;
        for (const facts::Service& service : facts_.services)
            if (running_days(service).from <= today() && today() < running_days(service).to) running.push_back(&service);
        fill_list(running, [&](unsigned size) { return out_.initServices(size); },
                  [](answers::RunningService::Builder line, const facts::Service* service) {
                      const facts::ServiceTerms& terms = service->latest();
                      line.setType(terms.type.empty() ? service->service : terms.type);
                      line.setUnit(terms.unit);
                      write_legal_basis(line.initLegalBasis(), terms.legal_basis);
                      write_moment(line.initSince(), terms.from.is_unknown() ? service->started.when : terms.from);
                  });
    }

    void fill_unsettled() {
        const auto open = [](const auto& item) { return !item.resolved; };
        out_.setFriction(static_cast<std::uint32_t>(std::count_if(facts_.disagreements.begin(), facts_.disagreements.end(), open) +
                                                    std::count_if(facts_.uncertainties.begin(), facts_.uncertainties.end(), open)));
        out_.setWaitingFor(static_cast<std::uint32_t>(std::count_if(facts_.requests.begin(), facts_.requests.end(), [](const facts::InformationRequest& request) {
            return request.requested && request.provisions.empty() && !request.withdrawn && !request.reused;
        })));
    }

    /// Who may speak for the citizen, and who acts for the coordinator.
    void fill_others() {
        std::vector<std::string> representatives;
        for (const facts::Representative& each : facts_.representatives)
            if (!each.ended) representatives.push_back(each.representative);
        set_list(representatives, [&](unsigned size) { return out_.initRepresentatives(size); });
        std::vector<std::string> substitutes;
        for (const facts::Substitute& each : facts_.substitutes)
            if (!each.ended) substitutes.push_back(each.person);
        set_list(substitutes, [&](unsigned size) { return out_.initSubstitutes(size); });
    }

    void fill_health() {
        struct Entry {
            PersonalTexts::Found found;
            const EffectiveEvent* event;
        };
        std::vector<Entry> entries;
        const auto take = [&](const EffectiveEvent* event) {
            if (event == nullptr) return;
            for (PersonalTexts::Named& named : texts_.all(*event, SensitivityClass::HEALTH)) {
                const std::string& text = named.found.text;  // the same words may stand in an application and in an assessment
                const bool told = !text.empty() && std::ranges::any_of(entries, [&](const Entry& entry) { return entry.found.text == text; });
                if (!told) entries.push_back({std::move(named.found), event});
            }
        };
        take(description_);
        for (auto at = facts_.health.rbegin(); at != facts_.health.rend() && entries.size() < health_max; ++at) take(reading_.event(*at));
        auto list = out_.initHealth(static_cast<unsigned>(std::min(entries.size(), health_max)));
        for (unsigned i = 0; i < list.size(); ++i) put_found(list[i], entries[i].found, *entries[i].event);
    }

    const Engine& engine_;
    const AsOf& as_of_;
    const CaseReading& reading_;
    const facts::CaseFacts& facts_;
    PersonalTexts texts_;
    answers::CaseOverview::Builder out_;
    History person_;
    const EffectiveEvent* description_ = nullptr;
};

}  // namespace

Status query_case_overview(const Engine& engine, const ReadReceipt& receipt, const Uuid& case_id, const AsOf& as_of,
                           answers::CaseOverview::Builder out, Audience audience) {
    FORLOEB_TRY(const CaseReading reading, CaseReading::open(engine, case_id, as_of, audience));
    AudienceView view(engine, receipt, audience, reading.facts().citizen);
    return OverviewAnswer(engine, receipt, as_of, reading, view, out).fill();
}

}  // namespace forloeb
