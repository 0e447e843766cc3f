// The trace id of a W3C traceparent, for logs. Pure; any thread.
#pragma once

#include <string_view>

namespace forloeb {

/// The 32 hex digits of "00-<32 hex>-<16 hex>-<2 hex>" (W3C Trace Context, section 3.2); "-" for anything else, so that
/// nothing but hex digits of a client's choosing can reach a log.
[[nodiscard]] std::string_view trace_id(std::string_view traceparent);

}  // namespace forloeb
