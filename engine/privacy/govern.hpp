// Orders that keep or restrict and are events only: they can be taken back by the opposite event. Each checks what the order
// must carry, appends one event to the governing stream, and answers with its place. Any thread but the append thread.
//
// What cannot be taken back is Engine::shred and Engine::purge.
#pragma once

#include "engine/engine.hpp"

namespace forloeb {

struct OrderReceipt {
    Uuid event;
    Position position;
};

/// Restriction (GDPR art. 18): the subject's personal text is given out for `purposes` only, until it is lifted.
struct RestrictOrder {
    Warrant warrant;  // a reason and a legal basis
    Uuid subject;
    std::vector<SensitivityClass> classes;  // empty = all
    bool lift = false;
    std::vector<std::string> purposes;
};
[[nodiscard]] Result<OrderReceipt> restrict_subject(Engine& engine, const RestrictOrder& order);

/// A hold on a person or a case: while it stands, nothing that it covers is destroyed or purged.
struct HoldOrder {
    Warrant warrant;  // a reason; to place it also a legal basis, to lift it also one approver
    std::string hold;
    bool lift = false;
    Uuid subject, case_stream;
};
[[nodiscard]] Result<OrderReceipt> change_hold(Engine& engine, const HoldOrder& order);

/// An archive export, when its package is made; and again under the same name with the archive's receipt.
struct ArchiveOrder {
    Warrant warrant;
    std::string archive, receiver, sha256, receipt;
    std::vector<Uuid> subjects, cases;
    Position log_size;
};
[[nodiscard]] Result<OrderReceipt> record_archive(Engine& engine, const ArchiveOrder& order);

}  // namespace forloeb
