#include "tools/demo/load.hpp"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "tools/demo/story.hpp"

namespace forloeb {
namespace {

constexpr std::string_view demo_origin = "demo/case-log";

/// All stories' appends, in the order of their times; those of one story keep their order.
Result<std::vector<StoryAppend>> all_appends(std::span<const StoryText> stories) {
    std::vector<StoryAppend> all;
    for (const StoryText& story : stories) {
        FORLOEB_TRY(std::vector<StoryAppend> appends, read_story(story));
        std::move(appends.begin(), appends.end(), std::back_inserter(all));
    }
    std::stable_sort(all.begin(), all.end(), [](const StoryAppend& a, const StoryAppend& b) { return a.recorded_at < b.recorded_at; });
    return all;
}

}  // namespace

Result<DemoLoaded> load_demo(EngineOptions where, Environment outside, std::span<const StoryText> stories) {
    FORLOEB_TRY(std::vector<StoryAppend> appends, all_appends(stories));
    DemoLoaded loaded;
    loaded.stories = stories.size();

    const auto clock = std::make_shared<std::atomic<std::int64_t>>(0);
    outside.now = [clock] { return Instant{clock->load()}; };
    outside.elapsed_micros = {};  // the stories' time passes by leaps
    where.origin = demo_origin;
    FORLOEB_TRY(const std::unique_ptr<Engine> engine, Engine::open(std::move(where), std::move(outside)));
    if (engine->format_description().find(demo_origin) == std::string::npos)
        return fail(ErrorKind::refused, "This data directory was not made for a demo. Load the demo into a directory of its own.");

    for (StoryAppend& append : appends) {
        clock->store(append.recorded_at.micros);
        for (const StreamEvents& write : append.request.writes) loaded.events += write.events.size();
        FORLOEB_TRY(const Stored stored, engine->append_and_wait(std::move(append.request)));
        ++loaded.appends;
        if (stored.repeated) ++loaded.repeated;
    }
    return loaded;
}

}  // namespace forloeb
