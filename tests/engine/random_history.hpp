// Random streams of late, corrected, retracted and re-retracted events, and the as-of fold once more, written as plainly
// as possible: the definition itself, quadratic, over plain values. Shared by the tests of the fold and of the rules.
#pragma once

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tests/engine/sketched_event.hpp"

namespace forloeb::testing {

/// One event of a random stream; `number` is its version and its id.
struct PlainEvent {
    std::uint64_t number = 0;
    std::string type;
    std::string when;
    std::uint64_t batch = 0;    // 0 = not imported
    std::uint64_t target = 0;   // corrections and retractions
    std::string target_type = {};  // corrections
    std::string moved_to = {};  // corrections, or empty
    std::string reference = {};  // the payload, or the replacing payload

    [[nodiscard]] bool corrects() const { return type == "event.corrected"; }
    [[nodiscard]] bool retracts() const { return type == "event.retracted"; }
    [[nodiscard]] std::string line() const {
        std::string text = when + " " + type;
        if (batch != 0) text += " batch=#" + std::to_string(batch);
        if (corrects() || retracts()) text += " target=#" + std::to_string(target);
        if (corrects()) text += " targetType=" + target_type;
        if (!moved_to.empty()) text += " occurredAt=" + moved_to;
        const std::string field = corrects() ? "payload." : "";
        const std::string& kind = corrects() ? target_type : type;
        if (kind == "goal.agreed") text += " " + field + "goal=" + reference;
        if (kind == "contact.held") text += " " + field + "channel=" + reference;
        return text;
    }
};

class RandomHistory {
  public:
    RandomHistory(std::uint32_t seed, std::size_t size) : random_(seed) {
        for (std::uint64_t number = 1; number <= size; ++number) events_.push_back(next(number));
    }
    [[nodiscard]] const std::vector<PlainEvent>& events() const { return events_; }
    [[nodiscard]] std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_() % bound); }

  private:
    std::string some_time() {
        const std::string day = "2026-0" + std::to_string(1 + below(3)) + "-0" + std::to_string(1 + below(4));
        switch (below(8)) {
            case 0: return "unknown";
            case 1: return day.substr(0, 7);
            case 2:
            case 3: return day;
            case 4: return day + "T00:00:00+01:00";  // ties with the day
            default: return day + "T1" + std::to_string(below(3)) + ":00:00+0" + std::to_string(below(3)) + ":00";
        }
    }

    PlainEvent next(std::uint64_t number) {
        static const char* const types[] = {"contact.held", "goal.agreed", "note.recorded"};
        PlainEvent event{.number = number, .type = types[below(3)], .when = some_time()};
        if (below(4) == 0) event.batch = 1 + below(2);
        event.reference = "r" + std::to_string(below(4));
        const bool amends = number > 1 && below(2) == 0;
        if (!amends) return event;
        event.target = 1 + below(static_cast<std::uint32_t>(number) + 1);  // also itself and one not yet there
        if (below(2) == 0) {
            event.type = "event.retracted";
            return event;
        }
        const bool known = event.target < number;
        event.target_type = known && below(6) != 0 ? events_[event.target - 1].type : types[below(3)];
        event.type = "event.corrected";
        if (below(2) == 0) {
            event.moved_to = some_time();
            if (event.moved_to == "unknown") event.moved_to.clear();
        }
        return event;
    }

    std::mt19937 random_;
    std::vector<PlainEvent> events_;
};

/// The definition of engine/read/fold.hpp, word by word.
class PlainFold {
  public:
    PlainFold(std::vector<PlainEvent> known, std::vector<std::uint64_t> retracted_imports)
        : known_(std::move(known)), retracted_imports_(std::move(retracted_imports)) {}

    [[nodiscard]] bool has_effect(const PlainEvent& amendment) const {
        if (amendment.target >= amendment.number || amendment.target > known_.size()) return false;
        const PlainEvent& target = known_[amendment.target - 1];
        if (amendment.retracts()) return true;
        return !target.corrects() && !target.retracts() && target.type == amendment.target_type;
    }
    [[nodiscard]] bool holds(const PlainEvent& event) const {
        if (std::ranges::find(retracted_imports_, event.batch) != retracted_imports_.end()) return false;
        return std::ranges::none_of(known_, [&](const PlainEvent& other) {
            return other.retracts() && other.target == event.number && has_effect(other) && holds(other);
        });
    }
    /// The corrections in force, oldest first.
    [[nodiscard]] std::vector<const PlainEvent*> corrections_of(const PlainEvent& event) const {
        std::vector<const PlainEvent*> list;
        for (const PlainEvent& other : known_) {
            if (other.corrects() && other.target == event.number && has_effect(other) && holds(other)) list.push_back(&other);
        }
        return list;
    }
    [[nodiscard]] std::string occurred(const PlainEvent& event) const {
        std::string when = event.when;
        for (const PlainEvent* correction : corrections_of(event)) {
            if (!correction->moved_to.empty()) when = correction->moved_to;
        }
        return when;
    }
    [[nodiscard]] std::string reference(const PlainEvent& event) const {
        const auto corrections = corrections_of(event);
        return corrections.empty() ? event.reference : corrections.back()->reference;
    }
    /// The numbers of the events in force that occurred by the bound, in order of occurrence.
    [[nodiscard]] std::vector<std::uint64_t> effective(std::optional<Instant> occurred_by) const {
        std::vector<std::pair<std::int64_t, std::uint64_t>> keys;
        for (const PlainEvent& event : known_) {
            if (event.corrects() || event.retracts() || !holds(event)) continue;
            const std::string when = occurred(event);
            const std::int64_t at = when == "unknown" ? INT64_MIN : parse_when(when).value().at.micros;
            if (!occurred_by || at <= occurred_by->micros) keys.emplace_back(at, event.number);
        }
        std::ranges::sort(keys);
        std::vector<std::uint64_t> numbers;
        for (const auto& [at, number] : keys) numbers.push_back(number);
        return numbers;
    }
    [[nodiscard]] const std::vector<PlainEvent>& known() const { return known_; }

  private:
    std::vector<PlainEvent> known_;
    std::vector<std::uint64_t> retracted_imports_;
};

}  // namespace forloeb::testing
