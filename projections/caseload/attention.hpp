// What of a case's pending matters needs somebody on a day, the most urgent first. Pure; any thread.
#pragma once

#include <vector>

#include "projections/case_facts/case_time.hpp"
#include "projections/schema/rows.capnp.h"

namespace forloeb {

struct AttentionLimits {
    std::uint32_t soon_days;     // dated within so many days is "soon"
    std::uint32_t contact_days;  // longer without contact both ways needs a look
};

struct Attentive {
    answers::Attention reason;
    rows::PendingMatter::Reader matter;  // in the row handed in
    std::int32_t days_left = 0;          // 0 where there is no date
};

[[nodiscard]] std::vector<Attentive> attention_on(const Observed& now, rows::CaseloadRow::Reader row, const AttentionLimits& limits);

void fill_attention(answers::AttentionItem::Builder out, const Attentive& item);

}  // namespace forloeb
