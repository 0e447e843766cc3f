// How much one actor may ask for over time: requests, and bytes of answers with personal text. Token buckets, refilled with
// the time that is handed in, so that one program in a loop leaves room for the others, and nobody empties the house of
// personal text at the speed of a disk.
//
// An answer's size is known when it is made: it is taken from the bucket afterwards, which may leave a debt. Kept in memory,
// for at most limits::quotas_remembered_max actors. Any thread.
//
// Not here: limits of one connection (server/session), and who is not counted at all (Handlers).
#pragma once

#include <mutex>
#include <string>
#include <unordered_map>

#include "events/vocabulary/result.hpp"
#include "server/session/actions.hpp"

namespace forloeb {

/// Refills at `per_second` up to `burst`. Pure; one thread.
class TokenBucket {
  public:
    TokenBucket(double per_second, double burst) : per_second_(per_second), burst_(burst), tokens_(burst) {}
    /// Milliseconds until there is something in it; 0 = now.
    [[nodiscard]] std::int64_t wait_ms(SteadyMs now);
    void take(double amount) { tokens_ -= amount; }
    [[nodiscard]] bool is_full(SteadyMs now) const { return tokens_at(now) >= burst_; }

  private:
    [[nodiscard]] double tokens_at(SteadyMs now) const;
    double per_second_, burst_, tokens_;
    SteadyMs refilled_;
};

class Quotas {
  public:
    /// One request more. `overloaded` with the time to wait.
    [[nodiscard]] Status take_request(const std::string& actor, SteadyMs now);
    /// May an answer with personal text be made? `overloaded` with the time to wait.
    [[nodiscard]] Status check_personal(const std::string& actor, SteadyMs now);
    void took_personal(const std::string& actor, std::size_t bytes, SteadyMs now);

  private:
    struct Buckets {
        TokenBucket requests;
        TokenBucket personal;
    };
    [[nodiscard]] Buckets& buckets_of(const std::string& actor, SteadyMs now);

    std::mutex mutex_;  // guards what follows
    std::unordered_map<std::string, Buckets> buckets_;
};

}  // namespace forloeb
