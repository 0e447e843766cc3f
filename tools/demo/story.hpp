// A story: what would have been recorded about one made-up citizen, line by line, with the time at which it was. The
// stories are data (karen.ndjson, udskrivning.ndjson; see README.md for the form of a line) and are built into the
// program, so that it needs no files beside it. Pure; any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "engine/append/request.hpp"
#include "events/vocabulary/result.hpp"
#include "events/vocabulary/time.hpp"

namespace forloeb {

struct StoryText {
    std::string_view name;    // "karen": its case is bound to this name in the scope "case"
    std::string_view ndjson;
};

/// Every story that is built in.
[[nodiscard]] std::span<const StoryText> demo_stories();

/// One atomic append of a story, and the time on the engine's clock when it is made.
struct StoryAppend {
    Instant recorded_at;
    AppendRequest request;
};

/// The appends of a story in the order of its lines; neighbouring lines with the same append id are one append.
/// `invalid` names the story, the line and the field. Times of recording never decrease within a story.
[[nodiscard]] Result<std::vector<StoryAppend>> read_story(const StoryText& story);

}  // namespace forloeb
