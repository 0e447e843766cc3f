// What auditors are told, for a person to read: one line an entry. Prints; decides nothing. One thread.
#pragma once

#include <vector>

#include "server/protocol/audit.capnp.h"
#include "tools/render/text_page.hpp"

namespace forloeb {

void print_audit_entries(TextPage& page, const std::vector<wire::audit::Entry::Reader>& entries);

}  // namespace forloeb
