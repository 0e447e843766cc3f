// Asking an auditor's question, page by page, and writing the entries in the format asked for. One thread.
#pragma once

#include <string>

#include "server/protocol/audit.capnp.h"
#include "tools/cli/asking.hpp"
#include "tools/cli/menu.hpp"

namespace forloeb {

/// The options that the questions have in common.
struct AuditOptions {
    std::string from, to, format;
    bool names = false;
};
void audit_options(Menu& menu, CLI::App& verb, AuditOptions& options);
void audit_format_option(Menu& menu, CLI::App& verb, AuditOptions& options);

/// `fill` chooses the member of the request.
using FillAudit = std::function<void(wire::audit::Request::Builder)>;
/// Says also what `after_all` has to say of the last reply.
[[nodiscard]] ExitCode ask_audit(Invocation& call, const AuditOptions& options, const FillAudit& fill,
                                 const std::function<void(wire::audit::Reply::Reader)>& after_all = {});

}  // namespace forloeb
