#include "server/access/quotas.hpp"

#include <algorithm>
#include <cmath>

#include "events/vocabulary/limits.hpp"

namespace forloeb {
namespace {

Status wait_first(std::int64_t ms, const char* what) {
    if (ms == 0) return {};
    auto refused = fail(ErrorKind::overloaded, what);
    refused.value().retry_after_ms = static_cast<std::uint32_t>(ms);
    return refused;
}

}  // namespace

double TokenBucket::tokens_at(SteadyMs now) const {
    return now > refilled_ ? std::min(burst_, tokens_ + per_second_ * static_cast<double>(now.value - refilled_.value) / 1000) : tokens_;
}

std::int64_t TokenBucket::wait_ms(SteadyMs now) {
    tokens_ = tokens_at(now);
    refilled_ = std::max(refilled_, now);
    if (tokens_ >= 1) return 0;
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil((1 - tokens_) / per_second_ * 1000)));
}

Status Quotas::take_request(const std::string& actor, SteadyMs now) {
    const std::lock_guard lock(mutex_);
    TokenBucket& requests = buckets_of(actor, now).requests;
    FORLOEB_CHECK(wait_first(requests.wait_ms(now), "You ask for more at a time than one may; wait as long as retryAfterMs says."));
    requests.take(1);
    return {};
}

Status Quotas::check_personal(const std::string& actor, SteadyMs now) {
    const std::lock_guard lock(mutex_);
    return wait_first(buckets_of(actor, now).personal.wait_ms(now), "You read more personal text at a time than one may; wait as long as retryAfterMs says.");
}

void Quotas::took_personal(const std::string& actor, std::size_t bytes, SteadyMs now) {
    const std::lock_guard lock(mutex_);
    buckets_of(actor, now).personal.take(static_cast<double>(bytes));
}

Quotas::Buckets& Quotas::buckets_of(const std::string& actor, SteadyMs now) {
    if (const auto at = buckets_.find(actor); at != buckets_.end()) return at->second;
    if (buckets_.size() >= limits::quotas_remembered_max) {
        // A full bucket is as good as none. If nobody rests, all begin anew: the actors come from a policy, which names fewer.
        std::erase_if(buckets_, [now](const auto& entry) { return entry.second.requests.is_full(now) && entry.second.personal.is_full(now); });
        if (buckets_.size() >= limits::quotas_remembered_max) buckets_.clear();
    }
    return buckets_.emplace(actor, Buckets{{limits::requests_per_second, limits::requests_burst}, {limits::personal_bytes_per_second, limits::personal_bytes_burst}}).first->second;
}

}  // namespace forloeb
