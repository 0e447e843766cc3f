#include "projections/caseload/attention.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

namespace forloeb {
namespace {

using answers::Attention;

bool has_passed(const Observed& now, const WhenTold& when) {
    return when.precision == Precision::INSTANT ? when.at < now.by : local_date(when) < now.date;
}

std::int64_t days_to(const Observed& now, const WhenTold& when) { return days_between(now.date, local_date(when)); }

std::optional<Attention> dated(const Observed& now, const WhenTold& due, const AttentionLimits& limits, Attention passed, Attention soon) {
    if (due.is_unknown()) return std::nullopt;
    if (has_passed(now, due)) return passed;
    if (days_to(now, due) <= limits.soon_days) return soon;
    return std::nullopt;
}

std::optional<Attention> of_meeting(const Observed& now, const WhenTold& planned, const AttentionLimits& limits) {
    if (planned.is_unknown()) return std::nullopt;
    if (local_date(planned) == now.date) return Attention::MEETING_TODAY;
    return dated(now, planned, limits, Attention::MEETING_UNREGISTERED, Attention::MEETING_SOON);
}

std::optional<Attention> reason_on(const Observed& now, rows::PendingMatter::Reader matter, const AttentionLimits& limits) {
    const WhenTold due = read_moment(matter.getDue());
    const WhenTold since = read_moment(matter.getSince());
    switch (matter.getReason()) {
        case Attention::PROMISE_OVERDUE: return dated(now, due, limits, Attention::PROMISE_OVERDUE, Attention::PROMISE_SOON);
        case Attention::DEADLINE_OVERDUE: return dated(now, due, limits, Attention::DEADLINE_OVERDUE, Attention::DEADLINE_SOON);
        case Attention::MEETING_TODAY: return of_meeting(now, due, limits);
        case Attention::CONSENT_ENDING:
            if (due.is_unknown() || days_to(now, due) > limits.soon_days) return std::nullopt;
            return Attention::CONSENT_ENDING;
        case Attention::CONTACT_GAP:
            if (since.is_unknown() || -days_to(now, since) <= limits.contact_days) return std::nullopt;
            return Attention::CONTACT_GAP;
        default: return matter.getReason();
    }
}

}  // namespace

std::vector<Attentive> attention_on(const Observed& now, rows::CaseloadRow::Reader row, const AttentionLimits& limits) {
    std::vector<Attentive> items;
    for (const auto matter : row.getPending()) {
        const WhenTold due = read_moment(matter.getDue());
        if (const auto reason = reason_on(now, matter, limits))
            items.push_back({*reason, matter, due.is_unknown() ? 0 : static_cast<std::int32_t>(days_to(now, due))});
    }
    std::ranges::stable_sort(items, {}, [](const Attentive& item) { return std::tuple(item.reason, item.matter.getDue().getMicros()); });
    return items;
}

void fill_attention(answers::AttentionItem::Builder out, const Attentive& item) {
    out.setReason(item.reason);
    out.setCode(item.matter.getCode());
    out.setWho(item.matter.getWho());
    out.setDue(item.matter.getDue());
    out.setSince(item.matter.getSince());
    out.setDaysLeft(item.days_left);
    out.setStatutory(item.matter.getStatutory());
    out.setReference(item.matter.getReference());
    out.setPosition(item.matter.getPosition());
}

}  // namespace forloeb
