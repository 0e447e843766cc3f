// Personal text for one answer: events are unsealed when a text is asked for, each once; what the audience may not see
// counts as withheld. One thread; the plain texts die with it.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/audit/read_receipt.hpp"
#include "engine/engine.hpp"
#include "projections/reading/audience_view.hpp"
#include "projections/schema/answers.capnp.h"

namespace forloeb {

class PersonalTexts {
  public:
    /// `receipt` and `view` must outlive the texts; nullptr sees everything.
    PersonalTexts(const Engine& engine, const ReadReceipt& receipt, AudienceView* view = nullptr) : engine_(engine), receipt_(receipt), view_(view) {}

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
    /// The text that a list of CodedText has for one item (an agenda item, an open item).
    [[nodiscard]] Found find_item(const EffectiveEvent& event, std::string_view field, std::string_view item);
    /// The event has sealed parts, and some of them did not open (the key is gone) or are not for the audience.
    [[nodiscard]] bool withheld(const EffectiveEvent& event);

    /// Fills `out` with the first of `fields` that has text.
    void put(answers::PersonalText::Builder out, const EffectiveEvent* event, std::initializer_list<std::string_view> fields);
    /// Fills `out` with find_item's text.
    void put_item(answers::PersonalText::Builder out, const EffectiveEvent* event, std::string_view field, std::string_view item);

  private:
    const std::vector<UnsealedPart>& parts(const EffectiveEvent& event);

    static void write(answers::PersonalText::Builder out, const Found& found, const EffectiveEvent& event);

    const Engine& engine_;
    const ReadReceipt& receipt_;
    AudienceView* const view_;
    std::unordered_map<std::uint64_t, std::vector<UnsealedPart>> opened_;  // by position
};

}  // namespace forloeb
