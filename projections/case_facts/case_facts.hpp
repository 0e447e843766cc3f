// What one case's history says, in typed form: folded once from the events in force, then asked by every view, measure
// and piece of advice, so that they cannot disagree about who the coordinator was. The facts by subject are in the
// headers included here; on_*.cpp has one handler per event type.
//
// Only clear fields: codes, references, levels, dates and positions. Where a person's words are, it holds the position.
// Nothing is judged here that the definition of a measure judges; lists keep the order of occurrence. Pure; any thread.
#pragma once

#include "engine/read/fold.hpp"
#include "projections/case_facts/contact_facts.hpp"
#include "projections/case_facts/coordination_facts.hpp"
#include "projections/case_facts/course_facts.hpp"
#include "projections/case_facts/decision_facts.hpp"
#include "projections/case_facts/evaluation_facts.hpp"
#include "projections/case_facts/goal_facts.hpp"
#include "projections/case_facts/information_facts.hpp"
#include "projections/case_facts/network_facts.hpp"
#include "projections/case_facts/promise_facts.hpp"
#include "projections/case_facts/transition_facts.hpp"

namespace forloeb::facts {

struct CaseFacts {
    Uuid case_id;
    Uuid citizen;  // the citizen's person stream; nil if the opening names none
    std::string municipality;
    std::string source_system;

    std::vector<Act> acts;  // every event in force

    std::vector<Intake> intakes;
    std::vector<Episode> episodes;
    std::vector<AttributesSince> attributes;
    std::vector<PhaseEntry> phases;
    std::vector<CaseLink> links;
    std::vector<Note> notes;
    std::vector<DocumentLink> documents;
    std::vector<ExternalActivity> external;

    std::vector<NeedDecision> needs;
    std::vector<Assignment> assignments;
    std::vector<CoordinatorWord> announcements;
    std::vector<CoordinatorWord> acknowledgements;
    std::vector<Substitute> substitutes;
    std::vector<Representative> representatives;
    std::vector<TeamMember> team;
    std::vector<Complexity> complexities;
    std::vector<TimeRegistration> times;
    std::vector<Onboarding> onboardings;

    std::vector<PartyPeriod> parties;
    std::vector<NetworkAssessment> network_assessments;
    std::vector<Communication> communications;

    std::vector<Contact> contacts;  // held contacts, held meetings and attempts
    std::vector<Informed> informed;
    std::vector<Involvement> involvements;
    std::vector<CitizenView> citizen_views;
    std::vector<Guidance> guidances;
    std::vector<Meeting> meetings;

    std::vector<InformationRequest> requests;
    std::vector<InformationReuse> reuses;
    std::vector<InformationShare> shares;
    std::vector<Consent> consents;
    std::vector<KnowledgeExchange> knowledge;

    std::vector<GoalProposal> goal_proposals;
    std::vector<Goal> goals;
    std::vector<Plan> plans;
    std::vector<Service> services;

    std::vector<Assessment> assessments;
    std::vector<Application> applications;
    std::vector<DeclinedOffer> declined_offers;
    std::vector<Decision> decisions;

    std::vector<Commitment> commitments;
    std::vector<Deadline> deadlines;
    std::vector<Disagreement> disagreements;
    std::vector<Uncertainty> uncertainties;

    std::vector<Transition> transitions;
    std::vector<Handover> handovers;

    std::vector<SurveyStep> surveys;
    std::vector<MonitoringAnswer> monitorings;
    std::vector<Feedback> feedback;
    std::vector<Lesson> lessons;
    std::vector<HighlightedPractice> highlighted;
    std::vector<ToolUse> tools;
    std::vector<AdviceStep> advice;

    std::vector<OwnWords> own_words;
    std::vector<Told> health;  // events that have sealed health fields
    std::vector<SourceEvent> source_events;

    std::optional<Told> last;  // the newest occurrence
    std::uint32_t events = 0;
    std::uint32_t rule_objections = 0;
    std::uint32_t references_unknown = 0;  // at the end, e.g. a goal closed that was never agreed: not wrong, but to be looked at

    /// Which person counts as one in disclosure control: the citizen, or the case where no citizen is named.
    [[nodiscard]] const Uuid& person() const { return citizen.is_nil() ? case_id : citizen; }
    /// Who did what `told` tells of.
    [[nodiscard]] const Act& act(const Told& told) const { return acts[told.act]; }
};

/// The incremental fold; apply in order of occurrence. The events must outlive it.
///
/// Order of occurrence is not order of telling: a promise made at ten o'clock and kept "that day" or "in March" is kept
/// before it is made. What refers to something that is still to come waits until it is there.
class CaseFactsFold {
  public:
    explicit CaseFactsFold(const Uuid& case_id) { facts_.case_id = case_id; }
    /// Throws nothing of its own; reading a malformed payload may throw kj::Exception.
    void apply(const EffectiveEvent& event);
    /// To be called once, after the last event.
    [[nodiscard]] CaseFacts take();

  private:
    struct Waiting {
        const EffectiveEvent* event;
        Told at;
    };
    [[nodiscard]] bool hand_over(const Waiting& waiting);
    void try_again(Position told);

    CaseFacts facts_;
    std::vector<Waiting> waiting_;
};

/// All of it at once. `damaged` if a payload cannot be read.
[[nodiscard]] Result<CaseFacts> facts_of(const Uuid& case_id, const History& history);

}  // namespace forloeb::facts
