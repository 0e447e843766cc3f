// Personal text for one answer: events are unsealed when a text is asked for, each once. One thread; the plain texts die
// with it.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/engine.hpp"
#include "projections/schema/answers.capnp.h"

namespace forloeb {

class PersonalTexts {
  public:
    explicit PersonalTexts(const Engine& engine) : engine_(engine) {}

    struct Found {
        std::string text;
        SensitivityClass sensitivity = SensitivityClass::NONE;
        Uuid subject;
    };
    /// The text of a personal field of the event; empty if it has none or it cannot be opened.
    [[nodiscard]] Found find(const EffectiveEvent& event, std::string_view field);
    /// All texts (also of lists) of the event's personal fields of one class, or of every class with NONE.
    struct Named {
        std::string field;
        Found found;
    };
    [[nodiscard]] std::vector<Named> all(const EffectiveEvent& event, SensitivityClass sensitivity = SensitivityClass::NONE);
    /// The event has sealed parts, and some of them did not open: the key is gone.
    [[nodiscard]] bool withheld(const EffectiveEvent& event);

    /// Fills `out` with the first of `fields` that has text.
    void put(answers::PersonalText::Builder out, const EffectiveEvent* event, std::initializer_list<std::string_view> fields);

  private:
    const std::vector<UnsealedPart>& parts(const EffectiveEvent& event);

    const Engine& engine_;
    std::unordered_map<std::uint64_t, std::vector<UnsealedPart>> opened_;  // by position
};

}  // namespace forloeb
