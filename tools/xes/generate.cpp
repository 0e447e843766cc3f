#include "tools/xes/generate.hpp"

#include <cctz/time_zone.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "tools/xes/log_opening.hpp"

namespace forloeb::xes {
namespace {

constexpr std::int64_t minute = 60;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;
constexpr std::int64_t first_day = 1'736'121'600;  // 2025-01-06, a Monday

/// SplitMix64 (Steele, Lea, Flood 2014): the standard library's distributions differ from machine to machine.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    /// From 0 to below `sides`.
    std::uint64_t roll(std::uint64_t sides) { return next() % sides; }
    bool in_hundred(std::uint32_t chance) { return roll(100) < chance; }
    template <typename T, std::size_t N>
    const T& pick(const std::array<T, N>& from) {
        return from[roll(N)];
    }

  private:
    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    std::uint64_t state_;
};

constexpr std::array units = {"Voksenhandicap", "Socialpsykiatrien", "Jobcentret", "Misbrugscentret", "Hjemmeplejen"};
constexpr std::array target_groups = {"handicap", "sindslidelse", "dobbeltdiagnose", "ældre"};
constexpr std::array channels = {"telefon", "e-mail", "digital post", "fremmøde"};
constexpr std::array notes = {
    "Borgeren ønsker at beholde sin kontaktperson under flytningen.",
    "Aftalt at pårørende deltager i næste møde.",
    "Der mangler svar fra bostøtten om støttetimerne.",
    "Borgeren oplever at skulle fortælle det samme flere steder.",
};
/// What happens between the first and the last event; commoner things stand more than once.
constexpr std::array activities = {
    "Samtale med borger",
    "Samtale med borger",
    "Telefonisk kontakt",
    "Telefonisk kontakt",
    "Forgæves opkald",
    "Behovsvurdering udført",
    "Koordinator udpeget",
    "Koordineringsmøde indkaldt",
    "Koordineringsmøde afholdt",
    "Oplysninger indhentet",
    "Oplysninger modtaget",
    "Udkast til afgørelse",
    "Afgørelse truffet",
    "Indsats påbegyndt",
    "Opfølgning gennemført",
    "Overlevering til anden enhed",
    "Notat skrevet",
    "Notat skrevet",
};

std::string time_text(std::int64_t seconds) {
    static const cctz::time_zone zone = [] {
        cctz::time_zone loaded;
        cctz::load_time_zone("Europe/Copenhagen", &loaded);
        return loaded;
    }();
    return cctz::format("%Y-%m-%dT%H:%M:%S%Ez", cctz::time_point<cctz::seconds>(cctz::seconds(seconds)), zone);
}

std::string attribute(std::string_view type, std::string_view key, std::string_view value) {
    std::string out = "<";
    out.append(type).append(" key=\"").append(key).append("\" value=\"").append(value).append("\"/>\n");
    return out;
}

std::string numbered(std::string_view word, std::uint64_t number, std::size_t digits) {
    const std::string text = std::to_string(number);
    return std::string(word) + std::string(digits - std::min(digits, text.size()), '0') + text;
}

constexpr LogOpening opening = {
    .comment = "Synthetic: made by forloeb's own generator. No person, case or authority in it exists.",
    .own_extensions = {},
    .event_defaults = "    <date key=\"time:timestamp\" value=\"1970-01-01T00:00:00+01:00\"/>\n",
};
constexpr std::string_view after_opening = R"(  <classifier name="Aktivitet" scope="event" keys="concept:name"/>
  <boolean key="forloeb:synthetic" value="true"/>
)";

class Generator {
  public:
    Generator(const GenerateOptions& options, const std::function<void(std::string_view)>& write)
        : options_(options), write_(write), dice_(options.seed) {}

    Generated all() {
        write_(log_opening(opening));
        write_(after_opening);
        while (made_.cases < options_.cases) one_case();
        write_("</log>\n");
        return made_;
    }

  private:
    /// A moment within working hours some days later; within the same day, minutes later.
    std::int64_t later(std::int64_t at, std::uint64_t days) {
        if (days == 0) return at + static_cast<std::int64_t>(1 + dice_.roll(60)) * minute;
        return (at / day + static_cast<std::int64_t>(days)) * day + 7 * hour +
               static_cast<std::int64_t>(dice_.roll(8 * 60)) * minute;
    }
    void one_case();
    void event(std::string_view activity, std::int64_t at);
    std::string details(std::string_view activity);

    const GenerateOptions& options_;
    const std::function<void(std::string_view)>& write_;
    Dice dice_;
    Generated made_;
    // The case being made
    std::string unit_;
    std::uint64_t worker_ = 0;
    std::string text_;
};

void Generator::one_case() {
    ++made_.cases;
    const std::int64_t opened = later(first_day, dice_.roll(300));
    unit_ = dice_.pick(units);
    worker_ = 1 + dice_.roll(24);
    text_ = "  <trace>\n    " + attribute("string", "concept:name", numbered("SYN-", made_.cases, 5)) + "    " +
            attribute("date", "startdate", time_text(opened)) + "    " + attribute("string", "enhed", unit_) + "    " +
            attribute("string", "målgruppe", dice_.pick(target_groups));
    std::int64_t deadline = 0;
    if (dice_.in_hundred(options_.deadlines_per_hundred)) {
        ++made_.deadlines;
        deadline = opened + static_cast<std::int64_t>(28 + dice_.roll(120)) * day;
        text_ += "    " + attribute("date", "frist", time_text(deadline));
    }
    const std::uint64_t average = std::max<std::uint64_t>(options_.events_per_case, 2);
    const std::uint64_t between = dice_.roll(2 * average - 3);  // so that the mean is `average`
    std::int64_t at = opened;
    event("Henvendelse modtaget", at);
    for (std::uint64_t i = 0; i < between; ++i) {
        // Most things follow soon, some after weeks.
        if (dice_.in_hundred(options_.ties_per_hundred))
            ++made_.ties;
        else
            at = later(at, dice_.roll(dice_.in_hundred(25) ? 21 : 4));
        event(dice_.pick(activities), at);
    }
    at = later(at, 1 + dice_.roll(10));
    event("Sag afsluttet", at);
    if (deadline != 0 && at > deadline) ++made_.deadlines_passed;
    write_(text_ + "  </trace>\n");
}

void Generator::event(std::string_view activity, std::int64_t at) {
    ++made_.events;
    if (activity == "Overlevering til anden enhed") {
        unit_ = dice_.pick(units);
        worker_ = 1 + dice_.roll(24);
    }
    std::int64_t entered = at + static_cast<std::int64_t>(1 + dice_.roll(180)) * minute;
    if (dice_.in_hundred(options_.late_per_hundred)) {
        ++made_.late_entries;
        entered = at + day + static_cast<std::int64_t>(1 + dice_.roll(45 * 24)) * hour;
    }
    text_ += "    <event>\n";
    for (const std::string& line :
         {attribute("string", "concept:name", activity), attribute("string", "lifecycle:transition", "complete"),
          attribute("string", "org:resource", numbered("medarbejder-", worker_, 2)),
          attribute("string", "org:group", unit_), attribute("date", "time:timestamp", time_text(at)),
          attribute("date", "indtastet", time_text(entered))})
        text_ += "      " + line;
    text_ += details(activity) + "    </event>\n";
}

std::string Generator::details(std::string_view activity) {
    std::string out;
    const auto add = [&out](const std::string& line) { out += "      " + line; };
    if (activity == "Samtale med borger" || activity == "Koordineringsmøde afholdt") {
        add(attribute("int", "minutter", std::to_string(15 * (1 + dice_.roll(6)))));
        add(attribute("boolean", "fremmøde", dice_.in_hundred(60) ? "true" : "false"));
    }
    if (activity == "Oplysninger indhentet" || activity == "Oplysninger modtaget")
        add(attribute("string", "kanal", dice_.pick(channels)));
    if (activity == "Notat skrevet") {
        ++made_.notes;
        add(attribute("string", "notat", dice_.pick(notes)));
    }
    return out;
}

}  // namespace

Generated generate(const GenerateOptions& options, const std::function<void(std::string_view)>& write) {
    return Generator(options, write).all();
}

}  // namespace forloeb::xes
