// M7: meeting forms.
#include <algorithm>
#include <array>

#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

constexpr double days_per_quarter = 91.3125;

enum class Form : std::uint8_t { joint_visit, with_citizen, relatives_only, professionals_only, unknown };
constexpr std::size_t forms_count = 5;

struct FormWords {
    const char* code;
    const char* da;
    const char* en;
};
constexpr std::array<FormWords, forms_count> form_words = {{
    {"joint_visit", "fælles visitationsbesøg", "joint visits"},
    {"with_citizen", "møder med borgeren", "meetings with the citizen"},
    {"relatives_only", "møder med pårørende uden borgeren", "meetings with relatives only"},
    {"professionals_only", "møder mellem fagpersoner", "meetings of professionals only"},
    {"unknown", "møder med uoplyste deltagere", "meetings with attendees unknown"},
}};

Form form_of(const facts::Meeting& meeting) {
    if (meeting.kind == "joint_visit") return Form::joint_visit;
    const auto any = [&](const auto& test) { return std::any_of(meeting.attendees.begin(), meeting.attendees.end(), test); };
    if (any([](const facts::Attendee& each) { return facts::is_citizen_side(each.kind, each.party); })) return Form::with_citizen;
    if (any([](const facts::Attendee& each) { return each.kind == ParticipantKind::RELATIVE; })) return Form::relatives_only;
    if (any([](const facts::Attendee& each) { return each.kind == ParticipantKind::PROFESSIONAL; })) return Form::professionals_only;
    return Form::unknown;
}

struct M07Sample {
    Tally cases;  // with an open day in the period
    PersonSum quarters;
    std::array<PersonSum, forms_count> meetings;
    PersonSum all;
    std::vector<double> case_rates;
    std::int64_t imprecise = 0;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out = {rate("meetings", {"møder pr. sagskvartal", "meetings per case quarter"}, all)};
        out.push_back(median_of_cases("meetings.median_of_cases", {"møder pr. sagskvartal, median af sager", "meetings per case quarter, median of cases"},
                                      "per_quarter", case_rates, cases.persons.size()));
        for (std::size_t i = 0; i < forms_count; ++i)
            out.push_back(rate(form_words[i].code, {std::string(form_words[i].da) + " pr. sagskvartal", std::string(form_words[i].en) + " per case quarter"}, meetings[i]));
        for (Figure& figure : out) {
            figure.imprecise = imprecise;
            figure.recorded_by = {"meeting.held"};
        }
        return out;
    }

  private:
    [[nodiscard]] Figure rate(const std::string& code, const Words& label, const PersonSum& counted) const {
        Figure figure = pooled_ratio(code, label, counted, quarters);
        figure.unit = "per_quarter";
        return figure;
    }
};

class MeetingForms : public SampledMeasure<M07Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        if (facts.episodes.empty()) return;
        const DaySet open = open_days(facts).within(cohort_.from, std::min(cohort_.to, observed_.days_end));
        if (open.count() == 0) return;
        const double quarters = static_cast<double>(open.count()) / days_per_quarter;
        for (M07Sample* sample : samples_at_end_of(facts, open.spans().front().from)) {
            if (any_imprecise_episode(facts)) {
                ++sample->imprecise;
                continue;
            }
            sample->cases.add_case(facts);
            sample->quarters.add(facts.person(), quarters);
            sample->case_rates.push_back(add_meetings(*sample, facts) / quarters);
        }
    }

  private:
    /// A meeting on the closing's day counts, though that day is no open one.
    double add_meetings(M07Sample& sample, const facts::CaseFacts& facts) const {
        double held = 0;
        for (const facts::Meeting& meeting : facts.meetings) {
            if (!meeting.held || !cohort_.in_period(meeting.held->date()) || observed_.days_end <= meeting.held->date()) continue;
            sample.meetings[static_cast<std::size_t>(form_of(meeting))].add(facts.person(), 1);
            sample.all.add(facts.person(), 1);
            ++held;
        }
        return held;
    }
};

}  // namespace

MeasureDefinition m07_meeting_forms() {
    return {"M7",
            1,
            {"Mødeformer", "Meeting forms"},
            {"Afholdte møder pr. 91,3125 dage med åben sag; sager uden møder er med. Hvert møde hører til én form, den første der "
             "passer: fælles visitationsbesøg; borger eller repræsentant deltog; kun pårørende; kun fagpersoner. Hvem der deltog, "
             "afgør det, ikke den planlagte form. Møder uden oplyste deltagere er en række for sig.",
             "Meetings held per 91.3125 open days, cases without meetings included. Each has one form, the first that fits: joint "
             "visit; citizen or representative attended; relatives only; professionals only. Attendance decides, not the planned "
             "form. Meetings without known attendees are a row of their own."},
            {},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<MeetingForms>(input); }};
}

}  // namespace forloeb
