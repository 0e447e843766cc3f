// Asking for one of the views of a case and printing it; shared by the verbs below `forloeb case`. One thread.
#pragma once

#include <string>

#include "projections/schema/views.capnp.h"
#include "tools/cli/invocation.hpp"

namespace forloeb {

/// `soon_days`: 0 = the usual.
[[nodiscard]] ExitCode show_case_view(Invocation& call, const std::string& name, answers::CaseViewKind kind, const std::string& audience,
                                      std::uint32_t soon_days);

}  // namespace forloeb
