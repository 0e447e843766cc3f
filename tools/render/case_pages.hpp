// One case for a person to read: overview, timeline, partners. The overview is person first: what
// communication takes, own words, goals; what is promised and when; diagnoses last. Prints; decides nothing. One thread.
#pragma once

#include "projections/schema/answers.capnp.h"
#include "tools/render/text_page.hpp"

namespace forloeb {

void print_case_overview(TextPage& page, answers::CaseOverview::Reader overview);
void print_communication(TextPage& page, answers::Communication::Reader communication);

enum class TimelineView : std::uint8_t {
    full,   // every entry with its fields
    brief,  // one line an entry
};
/// In order of occurrence; what was recorded late, corrected or retracted says so.
void print_case_timeline(TextPage& page, answers::CaseTimeline::Reader timeline, TimelineView view);
void print_partner_map(TextPage& page, answers::PartnerMap::Reader map);

/// One entry of a timeline, as the full view prints it.
void print_timeline_entry(TextPage& page, answers::TimelineEntry::Reader entry);

}  // namespace forloeb
