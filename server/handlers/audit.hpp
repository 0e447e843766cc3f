// What auditors ask (server/protocol/audit.capnp): who did, saw and knew what. Places come from the index over both logs
// (projections/audit/audit_index.hpp), what stands there from the logs; questions about one case read that case. Each is
// itself a read and has passed the gate; names, search terms and reasons are opened under its receipt, where asked for.
//
// Any thread but the append threads.
#pragma once

#include <memory>
#include <mutex>

#include "engine/audit/read_log.hpp"
#include "projections/audit/audit_index.hpp"
#include "server/handlers/gate.hpp"

namespace forloeb {

class AuditRequests {
  public:
    /// Both must outlive it. Nothing is opened before the first call.
    AuditRequests(const Engine& events, ReadLog& reads) : events_(events), reads_(reads) {}

    /// Takes into the index what is new in both logs, so that a question finds it done. Gives up where still_wanted() says so.
    [[nodiscard]] Status keep_up();
    [[nodiscard]] Status answer(wire::audit::Request::Reader request, const Passage& passage, wire::audit::Reply::Builder out);

  private:
    [[nodiscard]] Result<AuditIndex*> up_to_date();

    const Engine& events_;
    ReadLog& reads_;
    std::mutex mutex_;  // guards index_
    std::unique_ptr<AuditIndex> index_;
};

}  // namespace forloeb
