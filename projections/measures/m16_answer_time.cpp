// M16: answer time.
#include <algorithm>
#include <optional>

#include "projections/measures/closed_days.hpp"
#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

struct M16Sample {
    Tally cases;  // with a request in the period
    Durations days;
    Durations working_days;
    Tally requests;
    Tally withdrawn;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out;
        add_durations(out, "requested_to_provided", {"anmodet til fuldstændigt svar, dage", "requested to complete answer, days"}, days);
        add_durations(out, "requested_to_provided_working", {"anmodet til fuldstændigt svar, arbejdsdage", "requested to complete answer, working days"}, working_days);
        out[2].unit = out[3].unit = "working_days";
        for (Figure& figure : out) figure.recorded_by = {"information.requested"};
        add_count(out, "withdrawn", {"trukket tilbage uden svar", "withdrawn without an answer"}, withdrawn, requests);
        return out;
    }
};

class AnswerTime : public SampledMeasure<M16Sample> {
  public:
    explicit AnswerTime(const MeasureInput& input) : SampledMeasure(input), closed_days_(closed_days(input.parameters)) {}

    void add(const facts::CaseFacts& facts) override {
        for (const facts::InformationRequest& request : facts.requests) {
            if (!request.requested) continue;
            for (M16Sample* sample : samples_when(facts, *request.requested)) {
                sample->cases.add_case(facts);
                sample->requests.add(facts.person());
                add_request(*sample, facts, request);
            }
        }
    }

  private:
    void add_request(M16Sample& sample, const facts::CaseFacts& facts, const facts::InformationRequest& request) const {
        const auto complete = std::find_if(request.provisions.begin(), request.provisions.end(),
                                           [](const facts::InformationProvision& each) { return each.complete == Answer::YES; });
        const bool answered = complete != request.provisions.end();
        if (!answered && std::any_of(request.provisions.begin(), request.provisions.end(),
                                     [](const facts::InformationProvision& each) { return each.complete == Answer::UNKNOWN; })) {
            ++sample.days.missing;  // nobody can say whether that was the whole answer
            ++sample.working_days.missing;
            return;
        }
        std::optional<Told> end = answered ? complete->at : request.withdrawn;
        if (!answered && request.withdrawn) sample.withdrawn.add(facts.person());
        if (!end) end = closed_at(facts);
        if (request.requested->imprecise() || (end && end->imprecise())) {
            ++sample.days.imprecise;
            ++sample.working_days.imprecise;
            return;
        }
        const LocalDate from = request.requested->date();
        const LocalDate to = end ? end->date() : observed_.date;
        add_duration(sample.days, facts.person(), answered, days_between(from, to));
        add_duration(sample.working_days, facts.person(), answered, working_days_between(from, to, closed_days_));
    }

    static void add_duration(Durations& durations, const Uuid& person, bool answered, std::int64_t days) {
        if (answered)
            durations.reached(person, days);
        else
            durations.still_waiting(person, days);
    }

    const std::vector<ClosedDay> closed_days_;
};

}  // namespace

MeasureDefinition m16_answer_time() {
    return {"M16",
            1,
            {"Svartid", "Answer time"},
            {"Dage og arbejdsdage fra oplysninger er anmodet om til det første fuldstændige svar. En anmodning, der er trukket tilbage, "
             "indgår censureret den dag; ubesvarede ved afslutning eller opgørelse (Kaplan-Meier). Er der svar, men siger ingen af dem, "
             "om de er fuldstændige, er svartiden uoplyst.",
             "Days and working days from information being requested to the first complete answer. A request withdrawn is censored that "
             "day, an unanswered one at closing or O (Kaplan-Meier). Where there are answers and none says whether it is complete, the "
             "answer time is missing."},
            {closed_days_parameter()},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<AnswerTime>(input); }};
}

}  // namespace forloeb
