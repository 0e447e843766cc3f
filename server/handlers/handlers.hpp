// From one request frame to its reply, without a socket: the server's loop and the in-process client call the same
// handlers. One file per request; each is: read, call the layers below, encode.
//
// Promise: `reply` is called exactly once with one frame carrying the request's corr, whatever the request holds; what a
// library throws stops here. Any thread; an append is answered on the engine's append thread, the others before handle()
// returns. Never call handle() on the append thread.
//
// Every request passes the gate (gate.hpp): decided, and put on record, before its answer leaves.
//
// Not here: sessions, limits of a connection, what may be asked by whom (server/access).
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <string>

#include "engine/engine.hpp"
#include "server/access/access_control.hpp"
#include "server/access/quotas.hpp"
#include "server/handlers/audit.hpp"
#include "server/handlers/gate.hpp"
#include "server/handlers/one_at_a_time.hpp"
#include "server/handlers/projections.hpp"
#include "server/handlers/proofs.hpp"
#include "server/protocol/frame.hpp"
#include "server/scrub/scrubber.hpp"
#include "server/session/session.hpp"
#include "server/subscriptions/remembered.hpp"

namespace forloeb {

/// Who is at the other end.
struct Caller {
    std::string user;  // the operating system's user behind a Unix socket; empty over TCP
    Principal principal;
};

/// What the loop counts and `status` tells.
struct DoorFigures {
    std::atomic<std::uint32_t> connections{0};
    std::atomic<std::uint32_t> subscriptions{0};
    std::atomic<std::uint32_t> requests_in_flight{0};
    std::atomic<std::uint64_t> appends_stored{0};  // since the start, whoever asked; counted by the handlers
    std::atomic<std::uint64_t> appends_refused{0};
    std::atomic<std::uint64_t> appends_unknown{0};
};

class Handlers {
  public:
    using Reply = std::function<void(WireFrame)>;

    /// All must outlive the handlers.
    Handlers(Engine& engine, AccessControl& access, ReadLog& reads, Projections& projections, Scrubber& scrubber, ServerFacts facts, DoorFigures& figures);

    /// `stop`: set when the answer is not wanted any more; a long answer is then given up.
    void handle(WireFrame request, const Caller& caller, Reply reply, const SharedStopFlag& stop = nullptr) const;
    /// The next push of a subscription, and where its cursor then stands.
    [[nodiscard]] Result<Pulled> pull(std::uint64_t corr, LogCursor cursor, std::size_t events_max, const Caller& caller) const;
    /// The cursor of a subscription that is remembered for this caller; held by the connection as long as the cursor is.
    [[nodiscard]] Result<LogCursor> open_remembered(const std::string& name, std::string purpose, std::uint64_t connection, const Caller& caller) const;
    /// What the events from a position to the head are about; nullptr if they are too many, or cannot be read.
    [[nodiscard]] std::shared_ptr<const Committed> committed(Position from) const;

    /// The auditors' index; for whoever keeps it in the background.
    [[nodiscard]] Status keep_audit_index() const { return audit_.keep_up(); }

    [[nodiscard]] const ServerFacts& facts() const { return facts_; }
    [[nodiscard]] Engine& engine() const { return engine_; }
    [[nodiscard]] AccessControl& access() const { return access_; }

  private:
    void handle_append(wire::Frame::Reader request, const Caller& caller, Reply reply) const;
    void handle_acknowledge(wire::Frame::Reader request, const Caller& caller, Reply reply) const;
    void handle_other(wire::Frame::Reader request, const Caller& caller, const Reply& reply) const;
    [[nodiscard]] Status check_quota(const Caller& caller) const;
    [[nodiscard]] Status answer(wire::Frame::Reader request, const Caller& caller, const Passage& passage, FrameBuilder& answered) const;
    /// The case log, or that of who read what.
    [[nodiscard]] Result<Engine*> log_of(bool reads) const;
    void fill_status(wire::Status::Builder out) const;
    void fill_scrub(wire::Scrub::Builder out) const;
    void fill_start(wire::Start::Builder out) const;

    Engine& engine_;
    AccessControl& access_;
    ReadLog& reads_;
    Gate gate_;
    mutable AuditRequests audit_;
    Projections& projections_;
    Scrubber& scrubber_;
    ServerFacts facts_;
    DoorFigures& figures_;
    mutable Quotas quotas_;
    mutable RememberedSubscriptions remembered_;
    mutable ProofRequests proofs_{engine_, [this] { return reads_.engine(); }};
    mutable OneAtATime verifications_{"A verification"}, exports_{"A copy of a part of the log"};
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

}  // namespace forloeb
