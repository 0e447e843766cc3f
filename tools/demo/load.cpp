#include "tools/demo/load.hpp"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "tools/demo/generate/municipality.hpp"
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

/// A directory made for a demo, whose clock is set to each append's own time.
class DemoDirectory {
  public:
    [[nodiscard]] static Result<DemoDirectory> open(EngineOptions where, Environment outside) {
        DemoDirectory directory;
        outside.now = [clock = directory.clock_] { return Instant{clock->load()}; };
        outside.elapsed_micros = {};  // the stories' time passes by leaps
        where.origin = demo_origin;
        FORLOEB_TRY(directory.engine_, Engine::open(std::move(where), std::move(outside)));
        if (directory.engine_->format_description().find(demo_origin) == std::string::npos)
            return fail(ErrorKind::refused, "This data directory was not made for a demo. Load the demo into a directory of its own.");
        return directory;
    }

    [[nodiscard]] Status append(StoryAppend append) {
        clock_->store(append.recorded_at.micros);
        for (const StreamEvents& write : append.request.writes) loaded_.events += write.events.size();
        FORLOEB_TRY(const Stored stored, engine_->append_and_wait(std::move(append.request)));
        ++loaded_.appends;
        if (stored.repeated) ++loaded_.repeated;
        return {};
    }
    [[nodiscard]] const DemoLoaded& loaded() const { return loaded_; }

  private:
    std::shared_ptr<std::atomic<std::int64_t>> clock_ = std::make_shared<std::atomic<std::int64_t>>(0);
    std::unique_ptr<Engine> engine_;
    DemoLoaded loaded_;
};

}  // namespace

Result<DemoLoaded> load_demo(EngineOptions where, Environment outside, std::span<const StoryText> stories) {
    FORLOEB_TRY(std::vector<StoryAppend> appends, all_appends(stories));
    FORLOEB_TRY(DemoDirectory directory, DemoDirectory::open(std::move(where), std::move(outside)));
    for (StoryAppend& append : appends) FORLOEB_CHECK(directory.append(std::move(append)));
    DemoLoaded loaded = directory.loaded();
    loaded.stories = stories.size();
    return loaded;
}

Result<DemoLoaded> load_municipality(EngineOptions where, Environment outside, const MunicipalityOptions& options) {
    FORLOEB_TRY(DemoDirectory directory, DemoDirectory::open(std::move(where), std::move(outside)));
    Municipality municipality(options);
    while (const auto lines = municipality.next()) {
        FORLOEB_TRY(std::vector<StoryAppend> appends, read_story({"municipality", *lines}));
        for (StoryAppend& append : appends) FORLOEB_CHECK(directory.append(std::move(append)));
    }
    DemoLoaded loaded = directory.loaded();
    loaded.stories = options.cases;
    return loaded;
}

}  // namespace forloeb
