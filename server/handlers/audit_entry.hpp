// One event of either log as an auditor is told it. Any thread.
#pragma once

#include <memory>
#include <vector>

#include "engine/engine.hpp"
#include "projections/audit/audit_index.hpp"
#include "server/protocol/audit.capnp.h"

namespace forloeb {

/// What is to be told, before it is known how much there is: Cap'n Proto lists have a size.
struct AuditLine {
    AuditedLog log = AuditedLog::events;
    std::shared_ptr<const EventView> event;
    std::vector<UnsealedPart> personal = {};  // of the read log: names, search terms, reasons
    struct Change {
        std::string field, before, after;
    };
    std::vector<Change> changes = {};
};

void write_entry(wire::audit::Entry::Builder out, const AuditLine& line);

/// Clear fields that differ, by name. Both payloads must be of `type`.
[[nodiscard]] std::vector<AuditLine::Change> changes_between(const EventType& type, capnp::AnyPointer::Reader before, capnp::AnyPointer::Reader after);

}  // namespace forloeb
