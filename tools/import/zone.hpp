// From a written date and time to an instant with its offset: a written offset stands; where there is
// none, the configured zone is assumed and said so. Pure after loading; any thread.
#pragma once

#include <cctz/time_zone.h>

#include <string>
#include <string_view>

#include "events/vocabulary/result.hpp"
#include "events/vocabulary/time.hpp"
#include "tools/xes/value.hpp"

namespace forloeb {

inline constexpr std::string_view default_zone = "Europe/Copenhagen";

class Zone {
  public:
    /// A zone of the tz database; `invalid` if it has none of that name.
    [[nodiscard]] static Result<Zone> load(const std::string& name);

    enum class Clock : std::uint8_t {
        once,     // the usual case
        twice,    // the hour that the clock goes back over: the earlier instant is taken
        skipped,  // the hour that the clock jumps over: read with the offset before the jump
    };
    struct Placed {
        WhenTold when;
        bool assumed = false;  // the offset is the zone's, not the source's
        Clock clock = Clock::once;
    };
    [[nodiscard]] Placed place(const xes::DateTime& written) const;

    [[nodiscard]] const std::string& name() const { return name_; }

  private:
    std::string name_;
    cctz::time_zone zone_;
};

/// Reads a text by a format of strftime's letters (%Y-%m-%d %H:%M:%S, %z for an offset); nothing if it does not fit.
[[nodiscard]] std::optional<xes::DateTime> parse_by_format(const std::string& format, const std::string& text);

}  // namespace forloeb
