// The one place that every request passes: may this caller ask this (server/access), and if the answer can hold personal or
// pseudonymous case data, is it on record in the read log before it leaves.
//
//   enter -> decide -> record ----> answer is made ----> release: when the record is on the disk, the answer leaves
//                        \-> receipt (waits for the disk) -> Engine::unseal
//
// Promise: no answer of a door that holds clear or personal data leaves before its record is durable, and none at all if it
// cannot be; who is denied is on record too; a request without a row in doors.cpp is refused. Appends do not pass through the
// read log and go on without it. Answers across cases are recorded a second time with the cases that were found in them.
//
// Any thread but the append threads. What may be asked by whom is server/access; what is recorded of each is asked.hpp.
#pragma once

#include <functional>
#include <optional>

#include "engine/audit/read_log.hpp"
#include "server/access/access_control.hpp"
#include "server/handlers/doors.hpp"
#include "server/protocol/frame.hpp"
#include "server/session/cursor.hpp"

namespace forloeb {

struct Caller;

/// One request on its way through.
class Passage {
  public:
    using Reply = std::function<void(WireFrame)>;

    /// Why it is not answered; empty if it is to be.
    [[nodiscard]] const std::optional<Error>& refused() const { return refused_; }
    /// Waits until the read is on record. `unavailable` if it cannot be.
    [[nodiscard]] Result<ReadReceipt> receipt() const;
    /// What was permitted: the purpose, the policy, the classes. Of a refused passage, why not.
    [[nodiscard]] const Decision& decision() const { return decision_; }
    /// Its cases are known when the answer is: Gate::found.
    [[nodiscard]] bool finds_cases() const { return finds_cases_; }
    /// Gives the answer, or an error in its place, when all is on record.
    void release(std::uint64_t corr, WireFrame answer, Reply reply) const;

  private:
    friend class Gate;
    std::optional<Error> refused_;
    Decision decision_;
    bool finds_cases_ = false;
    ReadRecord record_;
    std::vector<AwaitedReceipt> recorded_;  // all of them must be on the disk; none: nothing is recorded
};

class Gate {
  public:
    /// All must outlive the gate.
    Gate(const Engine& engine, const AccessControl& access, ReadLog& reads) : engine_(engine), access_(access), reads_(reads) {}

    /// May throw kj::Exception on malformed requests.
    [[nodiscard]] Passage enter(wire::Frame::Reader request, const Caller& caller) const;
    /// Before the first push of a subscription; waits for the disk. Its error ends the subscription.
    [[nodiscard]] Result<ReadReceipt> enter_subscription(const LogCursor& cursor, const Caller& caller) const;
    /// Before a later push: the role, the token or the relation may be gone.
    [[nodiscard]] Status still_permitted(const LogCursor& cursor, const Caller& caller) const;
    /// An answer across cases is ready: puts the cases in it on record.
    void found(wire::Frame::Reader answer, Passage& passage) const;

  private:
    [[nodiscard]] Passage pass(const Door& door, struct Asked asked, const Caller& caller) const;

    const Engine& engine_;
    const AccessControl& access_;
    ReadLog& reads_;
};

}  // namespace forloeb
