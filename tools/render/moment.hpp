// Times as a person in Denmark reads them: local time (Europe/Copenhagen), no more precise than they were told. Pure.
#pragma once

#include <string>

#include "events/vocabulary/time.hpp"
#include "tools/render/language.hpp"

namespace forloeb {

/// "2. okt. 2025 kl. 10.00" / "2 Oct 2025 10:00"; a day without time of day; "okt. 2025"; "uoplyst" if unknown.
[[nodiscard]] std::string moment_text(Language language, const WhenTold& when);
[[nodiscard]] std::string moment_text(Language language, Moment::Reader moment);
/// Its local date only.
[[nodiscard]] std::string date_text(Language language, Moment::Reader moment);
[[nodiscard]] std::string date_text(Language language, LocalDate date);
/// For tables, of fixed width: "02.10.2025 10.00" / "2025-10-02 10:00"; shorter when told less precisely, "-" if unknown.
[[nodiscard]] std::string moment_cell(Language language, Moment::Reader moment);
[[nodiscard]] std::string date_cell(Language language, Moment::Reader moment);

/// "om 3 dage", "i dag", "for 2 dage siden".
[[nodiscard]] std::string days_text(Language language, std::int32_t days_left);

}  // namespace forloeb
