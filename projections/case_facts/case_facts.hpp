// What one case's history says, in typed form: folded once from the events in force, then asked by the overview, the
// partner map and every measure, so that they cannot disagree about who the coordinator was.
//
// Only clear fields: codes, references, levels, dates and positions. Where a person's words are, it holds the position.
// Nothing is judged here that the definition of a measure judges; lists keep the order of occurrence. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/read/fold.hpp"
#include "events/schema/decision.capnp.h"
#include "events/schema/goal.capnp.h"
#include "events/schema/promise.capnp.h"
#include "events/schema/terms.capnp.h"
#include "events/schema/transition.capnp.h"
#include "projections/case_facts/told_time.hpp"

namespace forloeb::facts {

/// The reference that always means the case's citizen.
inline constexpr std::string_view citizen_reference = "borger";

struct Episode {  // [opened or reopened, closed)
    Told opened;
    std::optional<Told> closed;
};

/// What measures group cases by (G5), each as it stands from a point in time on.
struct Attributes {
    std::string unit;
    std::string target_group;
    std::string method_version;
};

struct AttributesSince {
    Told since;
    Attributes attributes;
};

struct PhaseEntry {
    Told at;
    std::string phase;
};

struct NeedDecision {
    Told at;
    Answer decision = Answer::UNKNOWN;
};

struct Assignment {
    Told at;
    std::optional<Told> released;
    std::string person;
    std::string kind;
    std::string home_unit;
    Uuid identity;
};

/// A party was told of the coordinator, or said that it knows who it is.
struct CoordinatorWord {
    Told at;
    std::string party;
};

struct PartyLink {
    std::string kind;
    Sector sector = Sector::UNKNOWN;
    std::string unit;
    std::string organisation;
    std::string role;
    std::string profession;
    std::string person;  // the professional's pseudonym
    Uuid identity;
    Answer co_located = Answer::UNKNOWN;
    Answer buy_in = Answer::UNKNOWN;
    std::string law;
    std::string paragraph;
    std::string subsection;
    WhenTold legal_basis_from;
};

struct PartyPeriod {  // one stay of a party in the network
    std::string party;
    Told added;
    std::optional<Told> removed;
    std::vector<std::pair<Told, PartyLink>> links;  // the first at `added`; each whole, as it stands from then on

    [[nodiscard]] const PartyLink& latest() const { return links.back().second; }
};

struct Endorsement {
    Told at;
    std::string party;
    std::string organisation;
    std::string unit;
    ParticipantKind kind = ParticipantKind::UNKNOWN;
    Sector sector = Sector::UNKNOWN;
    Answer endorses = Answer::UNKNOWN;
};

struct Goal {
    std::string goal;
    Told agreed;
    std::string theme;
    ::forloeb::GoalAgreed::Type type = ::forloeb::GoalAgreed::Type::UNKNOWN;
    WhenTold due;
    Answer citizen_endorses = Answer::UNKNOWN;  // as agreed
    std::vector<Endorsement> endorsements;
    std::optional<Told> rated;
    FunctionLevel level = FunctionLevel::NOT_ASSESSED;
    std::optional<Told> closed;
    ::forloeb::GoalClosed::Result result = ::forloeb::GoalClosed::Result::UNKNOWN;
};

struct Contact {
    enum class Kind : std::uint8_t { contact, meeting, attempt };
    Told at;
    Kind kind = Kind::contact;
    Answer with_citizen = Answer::UNKNOWN;  // citizen or representative took part; unknown if nobody is named
    Answer in_person = Answer::UNKNOWN;
    std::string by;            // who acted; on whose behalf, if that is said
    std::string organisation;  // of the actor
    std::vector<std::string> parties;
};

struct Meeting {
    std::string meeting;
    std::string kind;
    std::optional<Told> convened;
    WhenTold planned;
    std::optional<Told> held;
    std::optional<Told> cancelled;
};

struct Transition {
    std::string transition;
    std::optional<Told> announced;
    std::optional<Told> left;
    std::string from_organisation;
    std::string unit;
    WhenTold expected;
};

struct OpenItem {
    std::string item;
    ::forloeb::OpenItem::Kind kind = ::forloeb::OpenItem::Kind::UNKNOWN;
};

struct Handover {
    std::string handover;
    std::string transition;
    std::string from;
    std::string to;
    std::optional<Told> proposed;
    std::optional<Told> accepted;  // first
    std::optional<Told> rejected;  // latest
    std::optional<Told> completed;
    std::vector<Told> acceptances;
    std::vector<Told> rejections;
    std::vector<OpenItem> open_items;  // as accepted, or else as proposed
    std::vector<std::string> closed_items;
};

struct Commitment {
    std::string commitment;
    Told made;
    std::string to;
    std::string kind;
    WhenTold due;
    Answer within_competence = Answer::UNKNOWN;
    std::optional<Told> kept;
    std::optional<Told> broken;
};

struct Deadline {
    std::string deadline;
    Told set;
    std::string kind;
    WhenTold due;
    ::forloeb::DeadlineSet::Basis basis = ::forloeb::DeadlineSet::Basis::UNKNOWN;
    std::optional<Told> met;
};

struct Application {
    std::string application;
    Told received;
    std::optional<Told> decided;
};

struct Decision {
    std::string decision;
    Told first;  // drafted, or issued without a draft
    std::optional<Told> issued;
};

struct Complexity {
    Told at;
    std::string model;
    std::string grade;
};

struct Communication {
    Told at;
    std::string channel;
    std::vector<std::string> aids;
    std::string pace;
};

/// Where the citizen's own words are sealed.
struct OwnWords {
    Told at;
    std::string about;  // the event type's name, or the reference or code it says
    bool wish = false;  // an offer that was declined
};

/// An event that a source system recorded: imported and not synthesised. In the source's own order within the case.
struct SourceEvent {
    Told at;
    WhenTold entered;
    std::uint32_t source_position = 0;
    std::string resource;
    std::string unit;
};

struct CaseFacts {
    Uuid case_id;
    Uuid citizen;  // the citizen's person stream; nil if the opening names none
    std::string source_system;

    std::optional<Told> intake;
    std::vector<Episode> episodes;
    std::vector<AttributesSince> attributes;
    std::vector<PhaseEntry> phases;
    std::vector<NeedDecision> needs;
    std::vector<Assignment> assignments;
    std::vector<CoordinatorWord> announcements;
    std::vector<CoordinatorWord> acknowledgements;
    std::vector<PartyPeriod> parties;
    std::vector<Goal> goals;
    std::vector<Contact> contacts;  // held contacts, held meetings and attempts
    std::vector<Meeting> meetings;
    std::vector<Transition> transitions;
    std::vector<Handover> handovers;
    std::vector<Commitment> commitments;
    std::vector<Deadline> deadlines;
    std::vector<Application> applications;
    std::vector<Decision> decisions;
    std::vector<Complexity> complexities;
    std::vector<Communication> communications;
    std::vector<OwnWords> own_words;
    std::vector<Told> health;  // events that have sealed health fields
    std::vector<SourceEvent> source_events;

    std::optional<Told> last;         // the newest occurrence
    std::uint32_t events = 0;
    std::uint32_t rule_objections = 0;
    std::uint32_t references_unknown = 0;  // e.g. a goal closed that was never agreed: not wrong, but to be looked at

    /// Which person counts as one in disclosure control: the citizen, or the case where no citizen is named.
    [[nodiscard]] const Uuid& person() const { return citizen.is_nil() ? case_id : citizen; }
};

/// The incremental fold; apply in order of occurrence.
class CaseFactsFold {
  public:
    explicit CaseFactsFold(const Uuid& case_id) { facts_.case_id = case_id; }
    /// Throws nothing of its own; reading a malformed payload may throw kj::Exception.
    void apply(const EffectiveEvent& event);
    /// To be called once, after the last event.
    [[nodiscard]] CaseFacts take();

  private:
    CaseFacts facts_;
};

/// All of it at once. `damaged` if a payload cannot be read.
[[nodiscard]] Result<CaseFacts> facts_of(const Uuid& case_id, const History& history);

}  // namespace forloeb::facts
