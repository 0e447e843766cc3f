// A case as it came to be known, for a person to read: step by step, or the difference between what was known on two
// dates. Prints; asks nothing. One thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "projections/schema/answers.capnp.h"
#include "tools/render/text_page.hpp"

namespace forloeb {

/// What a reader would look at to see whether the case has moved, as label and value; the same labels in the same order.
using CaseFacts = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] CaseFacts case_facts(const TextPage& page, answers::CaseOverview::Reader overview);

/// One day on which something was written down: the entries that became known, and what they changed. `before` is empty
/// for the first step.
void print_replay_step(TextPage& page, std::string_view day, const std::vector<answers::TimelineEntry::Reader>& entries,
                       const CaseFacts& before, const CaseFacts& after);

/// Two dates side by side, then the entries that only the later one knows.
void print_replay_difference(TextPage& page, std::string_view earlier_day, answers::CaseOverview::Reader earlier,
                             std::string_view later_day, answers::CaseOverview::Reader later,
                             const std::vector<answers::TimelineEntry::Reader>& only_later,
                             const std::vector<answers::TimelineEntry::Reader>& only_earlier);

}  // namespace forloeb
