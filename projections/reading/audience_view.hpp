// What somebody other than the municipality sees of a case: which events, and which sealed parts of them.
//
//   internal   everything
//   citizen    events for the citizen; the citizen's own parts, and of others the name
//   partner    events for partners; of the citizen name and narrative, of others the name. Health, penal matters and
//              economy are for an extract with a purpose, not for the partner view
//   evaluator  events for evaluators, no personal text at all
//
// Who has a protected name and address (or whose protection cannot be read) is not named to citizen or partner, whatever
// was known then: protection counts as of now. Who may ask as which audience is not decided here. One thread.
#pragma once

#include <unordered_map>

#include "engine/audit/read_receipt.hpp"
#include "engine/engine.hpp"

namespace forloeb {

class AudienceView {
  public:
    /// `citizen`: the case's; nil if nobody said.
    AudienceView(const Engine& engine, const ReadReceipt& receipt, Audience audience, const Uuid& citizen)
        : engine_(engine), receipt_(receipt), audience_(audience), citizen_(citizen) {}

    [[nodiscard]] static bool is_for(const EffectiveEvent& event, Audience audience);
    [[nodiscard]] Audience audience() const { return audience_; }
    [[nodiscard]] bool sees_part(const EffectiveEvent& event, const Uuid& subject, SensitivityClass sensitivity);

  private:
    [[nodiscard]] bool is_protected(const Uuid& person);

    const Engine& engine_;
    const ReadReceipt& receipt_;
    const Audience audience_;
    const Uuid citizen_;
    std::unordered_map<std::string, bool> protected_;  // by the person's id, as far as was asked
};

}  // namespace forloeb
