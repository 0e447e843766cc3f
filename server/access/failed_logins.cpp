#include "server/access/failed_logins.hpp"

#include <algorithm>

namespace forloeb {

std::int64_t FailedLogins::locked_out_ms(const std::string& place, std::int64_t now_ms) const {
    const auto found = places_.find(place);
    return found == places_.end() ? 0 : std::max<std::int64_t>(0, found->second.locked_until_ms - now_ms);
}

bool FailedLogins::failed(const std::string& place, std::int64_t now_ms) {
    if (is_locked_out(place, now_ms)) return false;
    if (places_.size() >= limits::places_remembered_max) forget_old(now_ms);
    Place& at = places_[place];
    std::erase_if(at.attempts_ms, [&](std::int64_t attempt) { return attempt <= now_ms - limits::failed_logins_within_ms; });
    at.attempts_ms.push_back(now_ms);
    if (at.attempts_ms.size() < static_cast<std::size_t>(limits::failed_logins_max)) return false;
    at.locked_until_ms = now_ms + lock_out_ms_;
    at.attempts_ms.clear();
    return true;
}

void FailedLogins::succeeded(const std::string& place) { places_.erase(place); }

// Those that say nothing any more; and if all still do, the one whose say ends first, so that it never grows.
void FailedLogins::forget_old(std::int64_t now_ms) {
    const auto says_until = [](const Place& place) {
        return std::max(place.locked_until_ms, place.attempts_ms.empty() ? 0 : place.attempts_ms.back() + limits::failed_logins_within_ms);
    };
    std::erase_if(places_, [&](const auto& entry) { return says_until(entry.second) <= now_ms; });
    if (places_.size() < limits::places_remembered_max) return;
    places_.erase(std::ranges::min_element(places_, {}, [&](const auto& entry) { return says_until(entry.second); }));
}

}  // namespace forloeb
