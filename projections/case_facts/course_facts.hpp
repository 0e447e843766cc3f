// The course of a case: how it came in, when it was open, its phases, what cohorts group it by, and who did what.
// Plain facts, folded by case_facts.hpp. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/catalogue/catalogue.hpp"
#include "events/schema/envelope.capnp.h"
#include "projections/case_facts/told_time.hpp"

namespace forloeb::facts {

/// One event in force, whatever its type: what is counted without asking what it says (G8, G10, M26).
struct Act {
    Told at;
    const EventType* type = nullptr;
    std::string by;  // here and below: who acted; on whose behalf, if that is said
    std::string role;
    std::string unit;
    std::string organisation;
    WhenTold entered = untold;          // in the source system; unknown if it was not imported
    bool imported = false;
    bool synthesised = false;  // written by the import, not by the source
};

struct Intake {
    enum class Outcome : std::uint8_t { received, referred_on, declined };
    Told at;
    Outcome outcome = Outcome::received;
    std::string route;      // received
    std::string reason;     // declined
    std::string to;         // referred on to
    Uuid intake;            // referred on or declined: the intake it answers
    std::string unit;
    std::string from_organisation;
    std::vector<std::string> topics;
    Answer urgent = Answer::UNKNOWN;
};

struct Episode {  // [opened or reopened, closed)
    Told opened;
    std::optional<Told> closed;
    std::string close_reason;
    std::string outcome;
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

struct CaseLink {
    Told at;
    Uuid other_case;
    std::string relation;
};

struct Note {
    Told at;
    std::string kind;
    std::vector<std::string> about;
    std::vector<Uuid> about_events;
};

struct DocumentLink {
    Told at;
    std::string document;
    std::string kind;
    std::vector<std::string> about;
    std::vector<Uuid> about_events;
    std::string sha256;
    std::string system;
    WhenTold dated = untold;
};

/// What another system recorded and no type of ours says better.
struct ExternalActivity {
    Told at;
    std::string activity;
    std::string state;
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
    WhenTold entered = untold;
    std::uint32_t source_position = 0;
    std::string resource;
    std::string unit;
};

}  // namespace forloeb::facts
