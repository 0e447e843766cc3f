// Which release of the time zone data local dates were computed with (G2; projections/README.md): part of every receipt.
#pragma once

#include <string>

namespace forloeb {

/// "2024a", or "unknown" if the data directory does not say. Read once.
[[nodiscard]] const std::string& time_zone_data_version();

}  // namespace forloeb
