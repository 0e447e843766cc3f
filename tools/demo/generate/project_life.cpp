#include "tools/demo/generate/project_life.hpp"

#include <algorithm>

#include "server/http/json_text.hpp"

namespace forloeb::made {
namespace {

struct Respondent {
    std::string name;
    std::string group;
    std::string unit;
    int base = 3;  // how this respondent tends to answer, 1 to 5
};

struct Item {
    const char* item;
    const char* wording;
    bool reversed = false;
};

struct Instrument {
    const char* name;
    const char* title;
    const char* groups;  // a JSON list
    std::vector<Item> items;
};

/// What is asked. Wording of ours, as everything here is.
const std::vector<Instrument>& instruments() {
    static const std::vector<Instrument> all = {
        {"borger-oplevelse", "Din kontakt med kommunen", R"(["citizen"])",
         {{"taget_alvorligt", "Jeg bliver taget alvorligt."},
          {"inddraget", "Jeg er med til at bestemme i min egen sag."},
          {"tryg", "Det gør mig tryg at vide, hvem jeg kan gå til."},
          {"sammenhæng", "Der er sammenhæng i den hjælp, jeg får."},
          {"set_som_person", "Jeg bliver set som et menneske og ikke som en diagnose."}}},
        {"medarbejder-oplevelse", "Koordinering i mit arbejde", R"(["municipalCaseworker","regionalCaseworker"])",
         {{"overblik", "Jeg har overblik over forløbet i mine sager."},
          {"fælles_sprog", "Når vi taler om en sag, mener vi det samme med ordene."},
          {"redskaber", "Redskaberne letter mit arbejde."},
          {"tidspres", "Jeg mangler tid til at koordinere.", true}}},
        {"løbende-monitorering", "Månedens koordinering", R"(["municipalCaseworker"])",
         {{"overblik", "Jeg havde overblik over mine sager i måneden."}, {"tidspres", "Jeg manglede tid til at koordinere.", true}}}};
    return all;
}

const Instrument& instrument(std::string_view name) {
    return *std::find_if(instruments().begin(), instruments().end(), [&](const Instrument& each) { return each.name == name; });
}

struct Wave {
    std::string name;
    LocalDate opens;
    int shift;  // the second wave answers a little better
};

JsonLine object() { return JsonLine('{'); }

class Project {
  public:
    Project(const Town& town, std::uint64_t seed, std::uint32_t citizens)
        : town_(town), dice_(seed, 0), diary_({StreamKind::project, Uuid::v7(0x018c00000000ULL, dice_.ten_bytes())}) {
        int number = 7000;
        const auto add = [&](const char* group, const std::string& unit) {
            people_.push_back({"r-" + std::to_string(++number), group, unit, dice_.between(2, 4)});
        };
        for (const Unit& unit : town.units)
            for (std::size_t i = 0; i < unit.coordinators.size(); ++i) add("municipalCaseworker", unit.name);
        for (int i = 0; i < 8; ++i) add("regionalCaseworker", "Behandlingspsykiatri");
        for (std::uint32_t i = 0; i < citizens; ++i) add("citizen", town.units[i % town.units.size()].name);
    }

    Diary live() {
        begin();
        const std::vector<Wave> waves = {{"baseline", {town_.first_day.days + 120}, 0}, {"after", {town_.first_day.days + 850}, 1}};
        // In the order of time: a wave, the months between, the next wave, the end.
        LocalDate month = town_.first_day;
        for (const Wave& wave : waves) {
            for (; month.days + 31 < wave.opens.days; month = next_month(month)) monitor(month);
            ask(wave);
        }
        for (; month.days + 31 < town_.last_day.days; month = next_month(month)) monitor(month);
        end();
        return std::move(diary_);
    }

  private:
    static LocalDate next_month(LocalDate day) {
        const std::string month = format_date(day).substr(0, 7);
        while (format_date(day).starts_with(month)) ++day.days;
        return day;
    }

    void begin() {
        diary_.at(town_.first_day, 540);
        diary_.tell("project.designed", town_.evaluator,
                    object().text("project", "syntetisk-evaluering").text("title", "Syntetisk evaluering af koordinatorordningen").text("design", "before_after").text("evaluator", "evaluator").text("evaluatorIsPartner", "yes").text("validFrom", format_date(town_.first_day)).text("validTo", format_date({town_.last_day.days + 1})).raw("coordinatorKinds", R"(["handicapkoordinator","koordinerende_kontaktperson"])").str());
        for (const Instrument& each : instruments()) define(each);
        for (const Respondent& person : people_) {
            diary_.tell("respondent.enrolled", town_.evaluator,
                        object().text("respondent", person.name).text("group", person.group).text("unit", person.unit).raw("waves", R"(["baseline","after"])").raw("instruments", json_list(instrument_of(person))).str());
        }
    }

    void define(const Instrument& asked) {
        JsonLine items('[');
        for (const Item& item : asked.items) {
            JsonLine one('{');
            one.text("item", item.item).text("wording", item.wording).text("kind", "rating").number("minimum", 1).number("maximum", 5);
            if (item.reversed) one.raw("reversed", "true");
            items.item(one);
        }
        diary_.tell("instrument.defined", town_.evaluator,
                    object().text("instrument", asked.name).text("version", "1").text("language", "da").text("title", asked.title).text("attribution", "Forløb: syntetisk eksempel, ikke valideret").raw("groups", asked.groups).raw("items", items.str()).str());
    }

    static std::string instrument_of(const Respondent& person) { return person.group == "citizen" ? "borger-oplevelse" : "medarbejder-oplevelse"; }
    static std::string json_list(const std::string& word) { return "[" + json_quoted(word) + "]"; }

    void ask(const Wave& wave) {
        for (const char* instrument : {"borger-oplevelse", "medarbejder-oplevelse"}) {
            diary_.at(wave.opens, 540);
            diary_.tell("wave.opened", town_.evaluator, object().text("wave", wave.name).text("instrument", instrument).text("version", "1").text("opens", format_date(wave.opens)).text("closes", format_date({wave.opens.days + 42})).str());
        }
        diary_.at(wave.opens, 600);
        for (const Respondent& person : people_) diary_.tell("survey.invited", town_.evaluator, step(wave, person).text("due", format_date({wave.opens.days + 42})).str());
        diary_.at({wave.opens.days + 14}, 600);
        for (const Respondent& person : people_) answer(wave, person);
        for (const char* instrument : {"borger-oplevelse", "medarbejder-oplevelse"}) {
            diary_.at({wave.opens.days + 42}, 900);
            diary_.tell("wave.closed", town_.evaluator, object().text("wave", wave.name).text("instrument", instrument).str());
        }
    }

    JsonLine step(const Wave& wave, const Respondent& person) const {
        JsonLine said('{');
        said.text("survey", wave.name + "-" + person.name).text("instrument", instrument_of(person)).text("version", "1").text("wave", wave.name).text("respondent", person.name).text("group", person.group);
        return said;
    }

    void answer(const Wave& wave, const Respondent& person) {
        const bool citizen = person.group == "citizen";
        if (wave.shift > 0 && dice_.chance(4)) {
            diary_.tell("respondent.left", town_.evaluator, object().text("respondent", person.name).text("reason", "moved").str());
            return;
        }
        if (dice_.chance(citizen ? 8 : 4)) {
            diary_.tell("survey.declined", town_.evaluator, step(wave, person).text("reason", "no_time").str());
            return;
        }
        if (!dice_.chance(citizen ? 62 : 80)) return;
        diary_.tell("survey.answered", town_.evaluator, step(wave, person).raw("answers", answers(instrument(instrument_of(person)), person.base + wave.shift)).str());
    }

    /// Around one point of a scale on which more is better; a reversed item is answered from its other end.
    std::string answers(const Instrument& asked, int around) {
        JsonLine all('[');
        for (const Item& item : asked.items) {
            JsonLine one('{');
            one.text("item", item.item);
            const int points = std::clamp(around + dice_.between(-1, 1), 1, 5);
            if (dice_.chance(5))
                one.text("state", dice_.pick({"unanswered", "doesNotKnow", "notRelevant"}));
            else
                one.text("state", "answered").number("value", static_cast<std::uint64_t>(item.reversed ? 6 - points : points));
            all.item(one);
        }
        return all.str();
    }

    void monitor(LocalDate month) {
        const std::string period = format_date(month).substr(0, 7);
        const LocalDate last{next_month(month).days - 1};
        diary_.at(last, 600);
        diary_.tell("period.expected", town_.evaluator,
                    object().text("period", period).text("instrument", "løbende-monitorering").text("version", "1").text("firstDay", period + "-01").text("lastDay", format_date(last)).text("due", format_date({last.days + 14})).raw("groups", R"(["municipalCaseworker"])").str());
        diary_.at({last.days + 5}, 600);
        for (const Respondent& person : people_)
            if (person.group == "municipalCaseworker" && dice_.chance(75))
                diary_.tell("monitoring.registered", town_.evaluator,
                            object().text("instrument", "løbende-monitorering").text("version", "1").text("period", period).text("respondent", person.name).text("group", person.group).raw("answers", answers(instrument("løbende-monitorering"), person.base)).str());
    }

    void end() {
        for (int i = 1; i <= 2; ++i) {
            diary_.at({town_.last_day.days - 40 + 10 * i}, 600);
            const std::string name = "seminar" + std::to_string(i);
            diary_.tell("seminar.held", town_.evaluator, object().text("seminar", name).text("kind", i == 1 ? "evaluation" : "implementation").number("participants", 24).number("minutes", 240).str());
            diary_.tell("lesson.recorded", town_.evaluator, object().text("lesson", "erf" + std::to_string(i)).text("source", "seminar").text("seminar", name).text("phase", "opfoelgning").raw("problems", R"(["videndeling"])").str(),
                        object().text("text", "Opdigtet erfaring.").str());
        }
    }

    const Town& town_;
    Dice dice_;
    Diary diary_;
    std::vector<Respondent> people_;
};

}  // namespace

Diary live_project(const Town& town, std::uint64_t seed, std::uint32_t citizens) { return Project(town, seed, citizens).live(); }

}  // namespace forloeb::made
