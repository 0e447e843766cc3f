// What auditors are told, for other programs: CSV (RFC 4180), JSON Lines, and FHIR R4 AuditEvent resources, one a line, with
// the fields of IHE's Basic Audit Log Patterns. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/protocol/audit.capnp.h"

namespace forloeb {

enum class AuditFormat : std::uint8_t { text, csv, jsonl, fhir };

/// Empty if there is no such format.
[[nodiscard]] std::optional<AuditFormat> parse_audit_format(std::string_view text);

[[nodiscard]] std::string audit_csv_heading();
/// One line, without its end. `origin`: the log's name.
[[nodiscard]] std::string audit_line(AuditFormat format, wire::audit::Entry::Reader entry, std::string_view origin);

}  // namespace forloeb
