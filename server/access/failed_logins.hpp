// Failed attempts to identify oneself, by the place they came from: after limits::failed_logins_max within
// limits::failed_logins_within_ms the place is locked out, for limits::lock_out_ms unless told otherwise. Time is handed in.
// One thread; the owner guards it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "events/vocabulary/limits.hpp"

namespace forloeb {

class FailedLogins {
  public:
    /// From the next lock-out on.
    void lock_out_for(std::int64_t ms) { lock_out_ms_ = ms; }
    [[nodiscard]] std::int64_t lock_out_ms() const { return lock_out_ms_; }

    /// For how long this place is locked out still; 0 = it is not.
    [[nodiscard]] std::int64_t locked_out_ms(const std::string& place, std::int64_t now_ms) const;
    [[nodiscard]] bool is_locked_out(const std::string& place, std::int64_t now_ms) const { return locked_out_ms(place, now_ms) > 0; }
    /// One more. True if this is the one that locks it out: to be recorded once.
    [[nodiscard]] bool failed(const std::string& place, std::int64_t now_ms);
    /// Somebody identified themselves there: what failed before does not count.
    void succeeded(const std::string& place);

  private:
    struct Place {
        std::vector<std::int64_t> attempts_ms;  // oldest first
        std::int64_t locked_until_ms = 0;
    };
    void forget_old(std::int64_t now_ms);

    std::int64_t lock_out_ms_ = limits::lock_out_ms;
    std::map<std::string, Place> places_;
};

}  // namespace forloeb
