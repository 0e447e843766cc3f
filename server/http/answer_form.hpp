// In which form a caller takes an answer: the negotiation of RFC 9110, section 12.5.1. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace forloeb {

enum class AnswerForm : std::uint8_t {
    json,
    ndjson,  // lists: one row a line
    csv,     // lists
    fhir,    // audit entries as FHIR R4 AuditEvent, one a line
    tar,     // a folder of files
};

[[nodiscard]] std::string_view media_type(AnswerForm form);

/// The offered form that the Accept header likes best; of equals the first. Empty if it takes none of them.
[[nodiscard]] std::optional<AnswerForm> chosen_form(std::string_view accept, std::span<const AnswerForm> offered);

}  // namespace forloeb
