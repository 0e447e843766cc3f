// M9: chairing.
#include <algorithm>
#include <map>

#include "projections/case_facts/working_days.hpp"
#include "projections/measures/closed_days.hpp"
#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

/// Its persons are leaders, not citizens: n counts them (G12).
struct Chairing {
    PersonSum items;
    PersonSum covered;
    PersonSum time_known;
    PersonSum time_kept;
    PersonSum old_enough;
    PersonSum minutes_in_time;
    std::int64_t without_agenda = 0;
    std::int64_t time_unknown = 0;
    std::int64_t too_recent = 0;

    void add_to(std::vector<Figure>& out, const std::string& prefix, const Words& suffix) const {
        const auto add = [&](const char* code, const char* da, const char* en, const PersonSum& counted, const PersonSum& among, std::int64_t missing) {
            out.push_back(pooled_ratio(prefix + code, {da + suffix.da, en + suffix.en}, counted, among));
            out.back().missing = missing;
        };
        add("covered", "andel dagsordenspunkter behandlet", "share of agenda items covered", covered, items, without_agenda);
        out.back().recorded_by = {"meeting.held"};
        add("time_kept", "andel møder, hvor tiden blev holdt", "share of meetings kept to time", time_kept, time_known, time_unknown);
        out.back().recorded_by = {"meeting.held"};
        add("minutes_in_time", "andel møder med referat i tide", "share of meetings with minutes in time", minutes_in_time, old_enough, 0);
        out.back().censored = too_recent;
        out.back().recorded_by = {"meeting.minutes_shared", "meeting.held"};
    }
};

struct M09Sample {
    Tally cases;  // cases with a meeting held in the period; their persons are the leaders
    Chairing all;
    std::map<std::string, Chairing> bands;  // by the leader's experience
    std::int64_t leader_unknown = 0;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out;
        all.add_to(out, "", {"", ""});
        for (Figure& figure : out) figure.missing += leader_unknown;
        for (const auto& [band, chairing] : bands) chairing.add_to(out, band + ".", {", erfaring " + band, ", experience " + band});
        return out;
    }
};

class ChairingMeasure : public SampledMeasure<M09Sample> {
  public:
    explicit ChairingMeasure(const MeasureInput& input) : SampledMeasure(input), closed_days_(closed_days(input.parameters)) {}

    void add(const facts::CaseFacts& facts) override {
        for (const facts::Meeting& meeting : facts.meetings) {
            if (!meeting.held || meeting.held->imprecise()) continue;
            for (M09Sample* sample : samples_when(facts, *meeting.held)) {
                if (meeting.leader.empty()) {
                    ++sample->leader_unknown;
                    continue;
                }
                const Uuid leader = staff_as_person(meeting.leader);
                if (!sample->cases.persons.contains(leader)) sample->cases.add(leader);
                count(sample->all, meeting, leader);
                if (!meeting.leader_experience.empty()) count(sample->bands[meeting.leader_experience], meeting, leader);
            }
        }
    }

  private:
    void count(Chairing& chairing, const facts::Meeting& meeting, const Uuid& leader) const {
        count_agenda(chairing, meeting, leader);
        if (meeting.time_kept == Answer::UNKNOWN) {
            ++chairing.time_unknown;
        } else {
            chairing.time_known.add(leader, 1);
            chairing.time_kept.add(leader, meeting.time_kept == Answer::YES ? 1 : 0);
        }
        count_minutes(chairing, meeting, leader);
    }

    static void count_agenda(Chairing& chairing, const facts::Meeting& meeting, const Uuid& leader) {
        if (meeting.agenda.empty()) {
            ++chairing.without_agenda;
            return;
        }
        const auto was_covered = [&](const facts::AgendaItem& item) { return std::find(meeting.covered.begin(), meeting.covered.end(), item.item) != meeting.covered.end(); };
        const auto of_agenda = std::count_if(meeting.agenda.begin(), meeting.agenda.end(), was_covered);
        chairing.items.add(leader, static_cast<double>(meeting.agenda.size()));
        chairing.covered.add(leader, static_cast<double>(of_agenda));
    }

    void count_minutes(Chairing& chairing, const facts::Meeting& meeting, const Uuid& leader) const {
        const std::int64_t most = parameters_.number("minutes_within_working_days");
        const LocalDate held = meeting.held->date();
        if (!has_working_days_between(held, LocalDate{observed_.days_end.days - 1}, most, closed_days_)) {
            ++chairing.too_recent;
            return;
        }
        chairing.old_enough.add(leader, 1);
        const auto in_time = [&](const WhenTold& shared) {
            return !shared.is_unknown() && shared.precision != Precision::MONTH && working_days_between(held, local_date(shared), closed_days_) <= most;
        };
        const bool shared = in_time(meeting.summary_at) || (meeting.minutes_shared && in_time(meeting.minutes_shared->when));
        chairing.minutes_in_time.add(leader, shared ? 1 : 0);
    }

    const std::vector<ClosedDay> closed_days_;
};

}  // namespace

MeasureDefinition m09_chairing() {
    return {"M9",
            1,
            {"Mødeledelse", "Chairing"},
            {"Andel af indkaldelsens dagsordenspunkter, der blev behandlet; andel af møder, hvor tiden blev holdt, ja / (ja + nej); "
             "andel af møder, der er mindst fem arbejdsdage gamle, hvis referat er delt inden for fem arbejdsdage. Alle og efter "
             "mødelederens erfaring. n er mødeledere, ikke borgere; erfaringsgrupper med under fem ledere er skjult, og ingen leder "
             "nævnes.",
             "Share of the invitation's agenda items that were covered; share of meetings kept to time, yes / (yes + no); share of "
             "meetings at least five working days old whose minutes were shared within five working days. All, and by the leader's "
             "experience. n counts leaders, not citizens; bands with fewer than five leaders are hidden, and no leader is named."},
            {{"minutes_within_working_days", ParameterDefinition::Kind::number, "5", "ours"}, closed_days_parameter()},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<ChairingMeasure>(input); }};
}

}  // namespace forloeb
