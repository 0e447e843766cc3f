// M11: contact with the citizen.
#include <algorithm>

#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

struct M11Sample {
    Tally cases;  // first assigned in the period, or with contact in it
    Persons gap_persons;
    std::vector<double> longest_by_anyone;
    std::vector<double> longest_by_coordinator;
    std::int64_t imprecise = 0;

    PersonSum contacts_by_person_known;  // two-way, in person yes or no
    PersonSum in_person;
    std::int64_t in_person_unknown = 0;

    PersonSum tried;  // attempted or held
    PersonSum failed;
    std::int64_t with_unknown = 0;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out;
        out.push_back(median_of_cases("longest_gap", {"længste periode uden kontakt, dage, median af sager", "longest gap between contacts, days, median of cases"},
                                      "days", longest_by_anyone, gap_persons.size()));
        out.push_back(median_of_cases("longest_gap_by_coordinator", {"længste periode uden kontakt ved koordinator, dage, median af sager", "longest gap between contacts by the coordinator, days, median of cases"},
                                      "days", longest_by_coordinator, gap_persons.size()));
        out[0].imprecise = out[1].imprecise = imprecise;
        out.push_back(pooled_ratio("in_person", {"andel kontakter ved personligt møde", "share of contacts in person"}, in_person, contacts_by_person_known));
        out.back().missing = in_person_unknown;
        out.push_back(pooled_ratio("failed", {"andel forgæves forsøg", "share of failed attempts"}, failed, tried));
        out.back().missing = with_unknown;
        out.back().recorded_by = {"contact.attempted"};
        return out;
    }
};

class ContactMeasure : public SampledMeasure<M11Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        const Coordination coordination(facts, cohort_.kind);
        add_gaps(facts, coordination);
        for (const facts::Contact& contact : facts.contacts)
            for (M11Sample* sample : samples_when(facts, contact.at)) count(*sample, facts.person(), contact);
    }

  private:
    void add_gaps(const facts::CaseFacts& facts, const Coordination& coordination) {
        if (!coordination.any()) return;
        const Told& assigned = coordination.first()->at;
        if (!cohort_.in_period(assigned.date())) return;
        for (M11Sample* sample : strata_.of(facts, attributes_when(facts, assigned), coordination.first()->kind)) {
            if (coordination.imprecise() || any_imprecise_episode(facts)) {
                ++sample->imprecise;
                continue;
            }
            sample->cases.add(facts.person());
            sample->gap_persons.insert(facts.person());
            sample->longest_by_anyone.push_back(static_cast<double>(longest_gap(facts, coordination, false)));
            sample->longest_by_coordinator.push_back(static_cast<double>(longest_gap(facts, coordination, true)));
        }
    }

    /// The longest run of open days between contacts, from the assignment to O's date or the closing.
    [[nodiscard]] std::int64_t longest_gap(const facts::CaseFacts& facts, const Coordination& coordination, bool by_coordinator) const {
        const LocalDate assigned = coordination.first()->at.date();
        const DaySet open = open_days(facts).within(assigned, observed_.date);
        std::vector<LocalDate> marks = {assigned};
        for (const facts::Contact& contact : facts.contacts) {
            if (contact.kind == facts::Contact::Kind::attempt || contact.with_citizen != Answer::YES) continue;
            if (contact.at.imprecise() || contact.at.date() < assigned) continue;
            if (by_coordinator && !is_by_coordinator(contact, coordination)) continue;
            marks.push_back(contact.at.date());
        }
        std::sort(marks.begin(), marks.end());
        marks.push_back(after_last_day);
        std::int64_t longest = 0;
        for (std::size_t i = 1; i < marks.size(); ++i) longest = std::max(longest, open.within(marks[i - 1], marks[i]).count());
        return longest;
    }

    static bool is_by_coordinator(const facts::Contact& contact, const Coordination& coordination) {
        const facts::Assignment* coordinator = coordination.when(contact.at);
        return coordinator != nullptr && coordinator->person == contact.by;
    }

    static void count(M11Sample& sample, const Uuid& person, const facts::Contact& contact) {
        using Kind = facts::Contact::Kind;
        if (contact.with_citizen == Answer::UNKNOWN && contact.kind != Kind::meeting) ++sample.with_unknown;
        if (contact.with_citizen != Answer::YES) return;
        if (!sample.cases.persons.contains(person)) sample.cases.add(person);
        if (contact.kind != Kind::meeting) {
            sample.tried.add(person, 1);
            sample.failed.add(person, contact.kind == Kind::attempt ? 1 : 0);
        }
        if (contact.kind == Kind::attempt) return;
        if (contact.in_person == Answer::UNKNOWN) {
            ++sample.in_person_unknown;
            return;
        }
        sample.contacts_by_person_known.add(person, 1);
        sample.in_person.add(person, contact.in_person == Answer::YES ? 1 : 0);
    }
};

}  // namespace

MeasureDefinition m11_contact() {
    return {"M11",
            1,
            {"Kontakt", "Contact"},
            {"Længste periode (dage med åben sag) uden tovejskontakt med borgeren eller en repræsentant, fra udpegning til "
             "opgørelse eller afslutning; median af sager, ved enhver og ved koordinatoren. Tovejskontakt er afholdt kontakt eller "
             "deltagelse i møde. Andel ved personligt møde = ja / (ja + nej). Andel forgæves = forsøgt / (forsøgt + afholdt).",
             "Longest run of open days without two-way contact with the citizen or a representative, from assignment to O or "
             "closing; median of cases, by anyone and by the coordinator. Two-way contact is contact held or a meeting attended. "
             "In person = yes / (yes + no). Failed = attempted / (attempted + held)."},
            {},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<ContactMeasure>(input); }};
}

}  // namespace forloeb
