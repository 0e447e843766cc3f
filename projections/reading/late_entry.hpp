// Rule R14: was it written down late? By dates; imports compare with the source's entry time or stay silent; a month
// counts from its end. Pure; any thread.
#pragma once

#include "engine/read/fold.hpp"
#include "projections/schema/answers.capnp.h"

namespace forloeb {

struct LateEntry {
    answers::Late late = answers::Late::UNKNOWN;
    std::int32_t days = 0;  // recorded (or entered) minus occurred
};

[[nodiscard]] LateEntry late_entry(const EffectiveEvent& event, std::uint32_t days_max);

}  // namespace forloeb
