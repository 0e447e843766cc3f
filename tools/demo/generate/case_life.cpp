#include "tools/demo/generate/case_life.hpp"

#include <algorithm>

#include "projections/case_facts/working_days.hpp"
#include "tools/demo/generate/life.hpp"

namespace forloeb::made {

std::string list(const std::vector<std::string>& words) {
    JsonLine all('[');
    for (const std::string& word : words) all.item(json_quoted(word));
    return all.str();
}

std::string law(const std::string& name, const std::string& paragraph) { return object().text("law", name).text("paragraph", paragraph).str(); }

namespace {

/// The unit with the coordinators of this case's team: a town of any size gives each some forty cases over the years.
Unit with_team(Unit unit, std::uint32_t number) {
    constexpr std::uint32_t cases_of_a_team = 600;  // of all units together
    const std::size_t before = unit.coordinators.size() * (number / cases_of_a_team);
    if (before == 0) return unit;
    for (std::size_t i = 0; i < unit.coordinators.size(); ++i) {
        std::string& name = unit.coordinators[i].pseudonym;
        name = name.substr(0, name.rfind('-') + 1) + std::to_string(before + i + 1);
    }
    return unit;
}

}  // namespace

Life::Life(const Town& town, std::uint64_t seed, std::uint32_t number)
    : town_(town),
      dice_(seed, number + 1ULL),
      unit_(with_team(town.units[number % town.units.size()], number)),
      person_{StreamKind::person, Uuid::v7(0x018b00000000ULL + number, dice_.ten_bytes())},
      diary_({StreamKind::case_, Uuid::v7(0x018a00000000ULL + number, dice_.ten_bytes())}),
      number_(std::to_string(number + 1)) {}

Diary Life::live(LocalDate first) {
    constexpr int weeks_max = 120;
    if (!arrive(first)) return std::move(diary_);
    meet_around();
    relations();
    assess();
    coordinate();
    decide();
    for (int week = 0; week < weeks_max && goal_ && !closed_ && day_of(7) <= town_.last_day; ++week) live_week(week);
    return std::move(diary_);
}

/// The day so many days on, moved to a working day.
LocalDate Life::day_of(int days) const {
    LocalDate day{diary_.day().days + days};
    while (!is_working_day(day)) ++day.days;
    return day;
}

bool Life::go(int days, int minute) {
    const LocalDate day = day_of(days);
    if (day > town_.last_day) return false;
    diary_.at(day, minute);
    return true;
}

const Staff& Life::coordinator() const { return coordinator_ < 0 ? unit_.caseworker : unit_.coordinators[static_cast<std::size_t>(coordinator_)]; }

void Life::enter_phase(const std::string& phase, const Staff& by) { diary_.tell("phase.entered", by, object().text("phase", phase).str()); }

void Life::live_week(int week) {
    if (!go(7, 540 + dice_.between(0, 60))) return;
    if (week == 13) enter_phase("opfølgning", coordinator());
    hand_over();
    if (dice_.chance(week < 13 ? 55 : 30)) contact();
    if (dice_.chance(week < 13 ? 60 : 35)) register_time(week);
    if (week % 13 == 6) meet();
    if (dice_.chance(12)) promise();
    settle();
    if (dice_.chance(5)) ask_for_information();
    if (dice_.chance(3)) friction();
    if (dice_.chance(2)) diary_.tell("note.recorded", coordinator(), object().text("kind", "telefonnotat").str(), object().text("text", "Opdigtet notat.").str());
    if (dice_.chance(2)) diary_.tell("guidance.given", coordinator(), object().text("toUnit", "Jobcenter").text("accompanied", dice_.pick({"yes", "no"})).raw("kinds", list({"citizen"})).str());
    if (dice_.chance(1)) diary_.tell("feedback.recorded", coordinator(), object().text("speaker", "citizen").text("toldTo", "caseworker").text("secondHand", "no").raw("themes", list({"tryg"})).str(), object().text("ownWords", "Jeg ved, hvem jeg skal ringe til.").str());
    if (week % 26 == 20) diary_.tell("goal.progress_rated", coordinator(), object().text("goal", "g1").text("level", "moderate").text("progress", dice_.pick({"setback", "unchanged", "some"})).text("ratedBy", "professional").str());
    if (coordinator_ >= 0 && dice_.chance(1)) change_coordinator();
    network_changes();
    learn();
    advise();
    revise(week);
    if (week > 40 && dice_.chance(3)) close();
}

LocalDate begins(const Town& town, std::uint32_t number, std::uint32_t cases) {
    constexpr std::int32_t last_days_without_a_start = 120;
    const std::int64_t span = town.last_day.days - town.first_day.days - last_days_without_a_start;
    return {town.first_day.days + static_cast<std::int32_t>(span * number / std::max(cases, 1U))};
}

Diary live_case(const Town& town, std::uint64_t seed, std::uint32_t number, std::uint32_t cases) {
    return Life(town, seed, number).live(begins(town, number, cases));
}

}  // namespace forloeb::made
