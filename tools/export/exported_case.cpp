#include "tools/export/exported_case.hpp"

#include "events/vocabulary/time.hpp"

namespace forloeb {

std::string export_time(std::int64_t day) {
    constexpr std::int32_t day_0 = 10'957;  // 2000-01-01, in days since 1970-01-01
    return format_date(LocalDate{day_0 + static_cast<std::int32_t>(day)}) + "T00:00:00.000Z";
}

}  // namespace forloeb
