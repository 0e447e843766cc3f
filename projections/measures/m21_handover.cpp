// M21: transitions and handovers.
#include <algorithm>
#include <map>
#include <optional>

#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

struct M21Sample {
    Tally cases;
    Durations announced_to_first;
    Durations announced_to_all;
    Durations left_to_contact;

    PersonSum handovers_followed;  // accepted long enough ago
    PersonSum open_items;
    PersonSum closed_items;
    std::vector<double> items_per_handover;
    Persons item_persons;
    std::int64_t not_followed = 0;  // accepted, but too recently

    PersonSum answers;
    PersonSum rejections;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out;
        add_durations(out, "announced_to_accepted", {"varslet til første modtagelse, dage", "announced to first accepted, days"}, announced_to_first);
        add_durations(out, "announced_to_all_accepted", {"varslet til alle modtaget, dage", "announced to all accepted, days"}, announced_to_all);
        add_durations(out, "left_to_contact", {"fraflyttet til første kontakt, dage", "left to first contact, days"}, left_to_contact);
        out.push_back(contact_before_leaving());
        out.push_back(median_of_cases("open_items", {"åbne punkter ved modtagelse, median", "open items at acceptance, median"}, "count",
                                      items_per_handover, item_persons.size()));
        out.push_back(pooled_ratio("open_items_closed", {"andel åbne punkter lukket inden for fristen", "share of open items closed in time"}, closed_items, open_items));
        out.back().censored = not_followed;
        out.push_back(pooled_ratio("rejected", {"andel afviste overleveringer", "share of handovers rejected"}, rejections, answers));
        return out;
    }

  private:
    // Negative days are those whose first contact came before they left.
    [[nodiscard]] Figure contact_before_leaving() const {
        Figure figure;
        figure.code = "contact_before_leaving";
        figure.label = {"kontakt allerede før fraflytning (regnet som 0)", "contact before leaving already (counted as 0)"};
        figure.unit = "count";
        figure.value = static_cast<double>(left_to_contact.negative);
        figure.n = static_cast<std::int64_t>(left_to_contact.persons.size());
        figure.test = DisclosureTest::count;
        figure.counted = std::min<std::uint64_t>(static_cast<std::uint64_t>(left_to_contact.negative), left_to_contact.persons.size());
        figure.among = left_to_contact.persons.size();
        return figure;
    }
};

bool names(const std::vector<std::string>& list, const std::string& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

class HandoverMeasure : public SampledMeasure<M21Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        for (const facts::Transition& transition : facts.transitions) {
            add_announced(facts, transition);
            add_left(facts, transition);
        }
        for (const facts::Handover& handover : facts.handovers) {
            for (const Told& at : handover.acceptances) add_answer(facts, at, false);
            for (const Told& at : handover.rejections) add_answer(facts, at, true);
            if (handover.accepted) add_items(facts, handover, *handover.accepted);
        }
    }

  private:
    Samples<M21Sample> samples_at(const facts::CaseFacts& facts, const Told& start) {
        const auto samples = samples_when(facts, start);
        for (M21Sample* sample : samples) sample->cases.add_case(facts);
        return samples;
    }

    void add_announced(const facts::CaseFacts& facts, const facts::Transition& transition) {
        if (!transition.announced) return;
        // When each sender's handover was first accepted: one that was rejected may have been proposed anew under another name.
        std::map<std::string_view, std::optional<Told>> accepted;
        for (const facts::Handover& handover : facts.handovers) {
            if (handover.transition != transition.transition) continue;
            auto& when = accepted[handover.from.empty() ? handover.handover : handover.from];
            if (handover.accepted && (!when || handover.accepted->when.at < when->when.at)) when = handover.accepted;
        }
        std::optional<Told> first;
        std::optional<Told> last;
        bool all = !accepted.empty();
        for (const auto& [sender, when] : accepted) {
            if (!when) {
                all = false;
                continue;
            }
            if (!first || when->when.at < first->when.at) first = when;
            if (!last || last->when.at < when->when.at) last = when;
        }
        for (M21Sample* sample : samples_at(facts, *transition.announced)) {
            add_duration(sample->announced_to_first, facts, *transition.announced, first);
            add_duration(sample->announced_to_all, facts, *transition.announced, all ? last : std::nullopt);
        }
    }

    void add_left(const facts::CaseFacts& facts, const facts::Transition& transition) {
        if (!transition.left) return;
        for (M21Sample* sample : samples_at(facts, *transition.left))
            add_duration(sample->left_to_contact, facts, *transition.left, first_contact(facts, transition));
    }

    /// The first two-way contact by the municipality since the transition was announced (or, unannounced, since leaving).
    [[nodiscard]] static std::optional<Told> first_contact(const facts::CaseFacts& facts, const facts::Transition& transition) {
        const Told& since = transition.announced ? *transition.announced : *transition.left;
        for (const facts::Contact& contact : facts.contacts) {
            if (contact.kind == facts::Contact::Kind::attempt || contact.with_citizen != Answer::YES) continue;
            if (!contact.organisation.empty() && is_outside(facts, transition, contact.organisation)) continue;
            if (contact.at.imprecise() || since.imprecise() || !in_order(since, contact.at)) continue;
            return contact.at;
        }
        return std::nullopt;
    }

    static bool is_outside(const facts::CaseFacts& facts, const facts::Transition& transition, const std::string& organisation) {
        if (organisation == transition.from_organisation) return true;
        return std::any_of(facts.parties.begin(), facts.parties.end(), [&](const facts::PartyPeriod& period) {
            return period.latest().sector == Sector::EXTERNAL && period.latest().organisation == organisation;
        });
    }

    void add_duration(Durations& durations, const facts::CaseFacts& facts, const Told& start, const std::optional<Told>& reached) const {
        const auto closed = closed_at(facts);
        if (start.imprecise() || (reached && reached->imprecise()) || (!reached && closed && closed->imprecise()))
            ++durations.imprecise;
        else if (reached)
            durations.reached(facts.person(), days_between(start.date(), reached->date()));
        else
            durations.still_waiting(facts.person(), days_between(start.date(), closed ? closed->date() : observed_.date));
    }

    void add_answer(const facts::CaseFacts& facts, const Told& at, bool rejected) {
        for (M21Sample* sample : samples_at(facts, at)) {
            sample->answers.add(facts.person(), 1);
            sample->rejections.add(facts.person(), rejected ? 1 : 0);
        }
    }

    void add_items(const facts::CaseFacts& facts, const facts::Handover& handover, const Told& accepted) {
        const auto items = static_cast<double>(handover.open_items.size());
        const bool followed = !accepted.imprecise() && days_between(accepted.date(), observed_.date) >= parameters_.number("days_to_close");
        double closed = 0;
        for (const facts::OpenItem& item : handover.open_items)
            if (const auto at = closing_of(facts, handover, item); at && !at->imprecise() && followed)
                closed += days_between(accepted.date(), at->date()) <= parameters_.number("days_to_close") ? 1 : 0;
        for (M21Sample* sample : samples_at(facts, accepted)) {
            sample->items_per_handover.push_back(items);
            sample->item_persons.insert(facts.person());
            if (!followed) {
                ++sample->not_followed;
                continue;
            }
            sample->open_items.add(facts.person(), items);
            sample->closed_items.add(facts.person(), closed);
        }
    }

    /// When the thing that was open was done. An item whose kind is not said is looked for everywhere.
    [[nodiscard]] static std::optional<Told> closing_of(const facts::CaseFacts& facts, const facts::Handover& handover, const facts::OpenItem& item) {
        using Kind = ::forloeb::OpenItem::Kind;
        const auto is = [&](Kind kind) { return item.kind == kind || item.kind == Kind::UNKNOWN; };
        if (is(Kind::GOAL))
            for (const auto& goal : facts.goals)
                if (goal.goal == item.item && goal.closed) return goal.closed;
        if (is(Kind::COMMITMENT))
            for (const auto& commitment : facts.commitments)
                if (commitment.commitment == item.item && (commitment.kept || commitment.broken))
                    return commitment.kept ? commitment.kept : commitment.broken;
        if (is(Kind::DEADLINE))
            for (const auto& deadline : facts.deadlines)
                if (deadline.deadline == item.item && deadline.met) return deadline.met;
        if (is(Kind::APPLICATION))
            for (const auto& application : facts.applications)
                if (application.application == item.item && application.decided) return application.decided;
        if (is(Kind::DECISION))
            for (const auto& decision : facts.decisions)
                if (decision.decision == item.item && decision.issued) return decision.issued;
        if (handover.completed && names(handover.closed_items, item.item)) return handover.completed;
        return std::nullopt;
    }
};

}  // namespace

MeasureDefinition m21_handover() {
    return {"M21",
            2,
            {"Overlevering", "Handover"},
            {"Dage fra en overgang varsles til første overlevering er modtaget, og til alle er; dage fra borgeren er udskrevet, "
             "løsladt eller flyttet til kommunens første tovejskontakt (kontakt allerede efter varslet tæller 0); åbne punkter ved "
             "modtagelse og andelen lukket inden for 90 dage; afviste / (modtagne + afviste). Hver afsender er sin egen overlevering.",
             "Days from a transition being announced to the first handover accepted, and to all; days from leaving to the "
             "municipality's first two-way contact (contact already since the announcement counts 0); open items at acceptance "
             "and the share closed within 90 days; rejected / (accepted + rejected). Each sender is its own handover."},
            {{"days_to_close", ParameterDefinition::Kind::number, "90", "ours"}},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<HandoverMeasure>(input); }};
}

}  // namespace forloeb
