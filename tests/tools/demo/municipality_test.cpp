#include "tools/demo/generate/municipality.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "engine/engine.hpp"
#include "events/codec/message.hpp"
#include "tools/demo/load.hpp"

namespace forloeb {
namespace {

constexpr MunicipalityOptions small{.seed = 7, .cases = 60};

std::string all_lines(const MunicipalityOptions& options) {
    Municipality municipality(options);
    std::string text;
    while (const auto lines = municipality.next()) text += *lines;
    return text;
}

/// How often each event type is told.
std::map<std::string, int> types_in(const std::string& lines) {
    std::map<std::string, int> types;
    constexpr std::string_view before = R"("event":{"type":")";
    for (std::size_t at = lines.find(before); at != std::string::npos; at = lines.find(before, at + 1)) {
        const std::size_t from = at + before.size();
        ++types[lines.substr(from, lines.find('"', from) - from)];
    }
    return types;
}

class Folder {
  public:
    explicit Folder(const std::string& name) : path_(std::filesystem::temp_directory_path() / ("forloeb-town-" + name + "-" + random_text())) {}
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] EngineOptions options() const {
        EngineOptions options;
        options.data = path_ / "data";
        options.keys = path_ / "keys";
        return options;
    }

  private:
    static std::string random_text() {
        std::array<Byte, 16> bytes{};
        Environment::system().entropy(bytes.data(), bytes.size());
        return to_hex(bytes);
    }
    std::filesystem::path path_;
};

/// The same "random" bytes each time, so that also salts, keys and nonces are.
Environment repeatable() {
    Environment outside = Environment::system();
    outside.entropy = [state = std::uint64_t{1}](Byte* out, std::size_t size) mutable {
        for (std::size_t i = 0; i < size; ++i) {
            state = state * 6364136223846793005ULL + 1442695040888963407ULL;
            out[i] = static_cast<Byte>(state >> 56);
        }
    };
    return outside;
}

Hash root_after_loading(const std::string& name) {
    const Folder folder(name);
    const auto loaded = load_municipality(folder.options(), repeatable(), small);
    REQUIRE_MESSAGE(loaded.has_value(), loaded.error().message, " ", loaded.error().rule);
    CHECK(loaded->repeated == 0);
    auto engine = Engine::open(folder.options(), repeatable());
    REQUIRE(engine.has_value());
    CHECK((*engine)->head().next.value == loaded->events);
    return (*engine)->head().root;
}

int share(const std::map<std::string, int>& types, const char* part, const char* whole) { return 100 * types.at(part) / types.at(whole); }

}  // namespace

TEST_CASE("the same seed gives the same bytes, another seed others") {
    CHECK(all_lines(small) == all_lines(small));
    CHECK(all_lines(small) != all_lines({.seed = 8, .cases = 60}));
}

TEST_CASE("the case rules accept every event of a synthetic municipality, and the same seed gives the same log root twice") {
    CHECK(root_after_loading("first") == root_after_loading("second"));
}

TEST_CASE("a synthetic municipality shows every event type of cases, persons and projects but three") {
    const auto types = types_in(all_lines({.seed = 1, .cases = 300}));
    for (const EventType& type : all_event_types()) {
        CAPTURE(type.name);
        if (type.name == "external.recorded" || type.name == "import.retracted") continue;  // imports bring these
        if (type.name == "case.linked") continue;                                           // one case each
        const bool of_people = std::any_of(type.streams.begin(), type.streams.end(), [](StreamKind kind) {
            return kind == StreamKind::case_ || kind == StreamKind::person || kind == StreamKind::project;
        });
        if (of_people) CHECK(types.contains(std::string(type.name)));
    }
}

TEST_CASE("the rates of a synthetic municipality lie in the bands its README states") {
    const auto types = types_in(all_lines({.seed = 1, .cases = 300}));
    const auto within = [](int value, int low, int high) { return low <= value && value <= high; };
    CHECK(types.at("intake.received") == 300);
    CHECK(within(types.at("case.opened"), 260, 292));
    CHECK(within(share(types, "coordinator.need_assessed", "case.opened"), 78, 92));
    CHECK(within(share(types, "commitment.kept", "commitment.made"), 62, 80));
    CHECK(within(share(types, "commitment.broken", "commitment.made"), 6, 16));
    CHECK(within(100 * types.at("contact.attempted") / (types.at("contact.attempted") + types.at("contact.held")), 8, 16));
    CHECK(within(share(types, "meeting.cancelled", "meeting.convened"), 6, 14));
    CHECK(within(share(types, "decision.discussed", "decision.drafted"), 60, 80));
    CHECK(within(share(types, "survey.answered", "survey.invited"), 55, 80));
    CHECK(within(share(types, "transition.announced", "intake.received"), 23, 37));
}

TEST_CASE("a synthetic municipality writes some things down late, never before they happened, and nothing out of order") {
    Municipality municipality(small);
    int events = 0;
    int late = 0;
    Instant last{0};
    while (const auto lines = municipality.next()) {
        const auto appends = read_story({"municipality", *lines});
        REQUIRE_MESSAGE(appends.has_value(), appends.error().message, " ", appends.error().field);
        REQUIRE(appends->size() == 1);
        CHECK(last <= appends->front().recorded_at);
        last = appends->front().recorded_at;
        for (const StreamEvents& write : appends->front().request.writes)
            for (const CheckedEvent& event : write.events) {
                MessageReader reader(event.proposal);
                const Instant occurred = read_moment(reader.root<ProposedEvent>().getEnvelope().getOccurredAt()).at;
                CHECK(occurred <= last);
                ++events;
                if (local_date(last).days - local_date(occurred).days > 7) ++late;
            }
    }
    CHECK(late * 100 > events);       // more than one in a hundred
    CHECK(late * 100 < events * 10);  // fewer than ten
}

TEST_CASE("a substitute is appointed again only after the one before has ended, also in lives that were cut short") {
    // Of seed 7: a case that was closed while a substitute stood in went on after it was reopened.
    Municipality municipality({.seed = 7, .cases = 300});
    std::map<std::string, bool> stands_in;  // by stream
    int appointed = 0;
    while (const auto lines = municipality.next()) {
        std::istringstream each(*lines);
        for (std::string line; std::getline(each, line);) {
            const std::string stream = line.substr(0, line.find("\"recordedAt\""));
            if (line.find("\"type\":\"substitute.ended\"") != std::string::npos) stands_in[stream] = false;
            if (line.find("\"type\":\"substitute.appointed\"") == std::string::npos) continue;
            CHECK_FALSE(stands_in[stream]);
            stands_in[stream] = true;
            ++appointed;
        }
    }
    CHECK(appointed > 0);
}

}  // namespace forloeb
