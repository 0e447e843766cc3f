// Loads the built-in stories into a data directory as if their time had passed: the engine's clock is set to each
// append's own time, so that "as known at" has something to show. The directory's origin says "demo/".
// Blocking; call it before the directory is served.
#pragma once

#include <cstddef>

#include "engine/engine.hpp"
#include "events/vocabulary/result.hpp"
#include "tools/demo/generate/municipality.hpp"
#include "tools/demo/story.hpp"

namespace forloeb {

struct DemoLoaded {
    std::size_t stories = 0;
    std::size_t appends = 0;
    std::size_t events = 0;
    std::size_t repeated = 0;  // appends that were there already: loading twice changes nothing
};

/// Opens `where` (created if absent), appends every story in the order of their times, closes. Only the clock of `outside`
/// is replaced. Refuses a directory that was not made for a demo: made-up citizens do not belong among real ones.
[[nodiscard]] Result<DemoLoaded> load_demo(EngineOptions where, Environment outside,
                                           std::span<const StoryText> stories = demo_stories());

/// The same with a synthetic municipality, made while it is loaded. Every event passes the case rules like anybody's; an
/// append that is refused ends it, for it would be a mistake in the generator.
[[nodiscard]] Result<DemoLoaded> load_municipality(EngineOptions where, Environment outside, const MunicipalityOptions& options);

}  // namespace forloeb
