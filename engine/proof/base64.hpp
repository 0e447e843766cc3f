// Base64 in the standard alphabet with padding (RFC 4648 section 4), by OpenSSL. Strict: what is read is exactly what would
// be written. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "events/vocabulary/bytes.hpp"
#include "events/vocabulary/result.hpp"

namespace forloeb {

[[nodiscard]] std::string to_base64(ByteSpan bytes);
/// `invalid` unless it is what to_base64 wrote.
[[nodiscard]] Result<std::string> from_base64(std::string_view text);

}  // namespace forloeb
