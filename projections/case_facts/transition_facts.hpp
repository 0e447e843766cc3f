// Moving from one place of care to another, and handing over. Plain facts, folded by case_facts.hpp. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/schema/transition.capnp.h"
#include "projections/case_facts/told_time.hpp"

namespace forloeb::facts {

struct Transition {
    std::string transition;
    std::optional<Told> announced;
    std::optional<Told> left;
    std::vector<std::string> from_sectors;
    std::string from_organisation;
    std::string unit;
    WhenTold expected = untold;
    Answer planned = Answer::UNKNOWN;
    Answer meeting_requested = Answer::UNKNOWN;
};

struct OpenItem {
    std::string item;
    ::forloeb::OpenItem::Kind kind = ::forloeb::OpenItem::Kind::UNKNOWN;
    WhenTold due = untold;
};

struct Handover {
    std::string handover;
    std::string transition;
    std::string from;
    std::string from_sector;
    std::string to;
    std::string consent;
    Answer meeting_requested = Answer::UNKNOWN;
    std::optional<Told> proposed;
    std::optional<Told> accepted;  // first
    std::optional<Told> rejected;  // latest
    std::optional<Told> completed;
    std::vector<Told> acceptances;
    std::vector<Told> rejections;
    std::string reject_reason;  // latest
    std::vector<OpenItem> open_items;  // as accepted, or else as proposed
    std::vector<std::string> documents;
    std::string receiver;
    WhenTold first_contact = untold;
    std::vector<std::string> closed_items;
};

}  // namespace forloeb::facts
