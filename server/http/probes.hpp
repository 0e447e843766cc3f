// Is the server fit to be asked? For whoever decides where requests go: /readyz answers 503 while a part of it is not. What
// it says names no case and no person. Workers, as it asks the projections.
#pragma once

#include <string>
#include <vector>

#include "server/handlers/handlers.hpp"
#include "server/http/http_message.hpp"

namespace forloeb {

class Probes {
  public:
    /// All must outlive the probes.
    Probes(const Engine& engine, Projections& projections, const ReadLog& reads) : engine_(engine), projections_(projections), reads_(reads) {}

    struct Check {
        std::string name;
        bool is_good = true;
        std::string says;
    };
    /// store, disk, projections, read_log.
    [[nodiscard]] std::vector<Check> checks() const;
    /// "ok", or what is not; `verbose` says all of it.
    [[nodiscard]] HttpResponse ready(bool verbose) const;

    struct Lag {
        std::string projection;
        std::uint64_t events = 0;  // durable and not in its rows
        bool follows = true;
    };
    [[nodiscard]] std::vector<Lag> lags() const;

    /// More than this is not "a moment behind": a rebuild, or a follower that does not keep up.
    static constexpr std::uint64_t lag_events_max = 10'000;

  private:
    const Engine& engine_;
    Projections& projections_;
    const ReadLog& reads_;
};

}  // namespace forloeb
