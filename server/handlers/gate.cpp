#include "server/handlers/gate.hpp"

#include <kj/exception.h>

#include <algorithm>
#include <atomic>

#include "server/handlers/asked.hpp"
#include "server/handlers/handlers.hpp"
#include "server/protocol/problem.hpp"
#include "server/protocol/texts.hpp"

namespace forloeb {
namespace {

std::vector<SensitivityClass> list_of(ClassSet classes) {
    using enum SensitivityClass;
    std::vector<SensitivityClass> out;
    for (const SensitivityClass one : {IDENTITY, NARRATIVE, HEALTH, PENAL, ECONOMY})
        if (classes.has(one)) out.push_back(one);
    return out;
}

void add_caller(ReadRecord& record, const Caller& caller, const Principal& principal) {
    record.actor = principal.actor.empty() ? "unknown" : principal.actor;
    record.actor_name = caller.user;
    record.unit = principal.unit;
    record.organisation = principal.organisation;
    record.token = principal.token;
    record.certificate = principal.certificate;
}

void add_decision(ReadRecord& record, const Decision& decision) {
    record.permitted = decision.permitted;
    record.rule = decision.rule;
    record.role = decision.role;
    record.relation = decision.relation;
    record.purpose = decision.purpose;
    record.policy_version = decision.policy_version;
    record.break_glass = decision.break_glass;
    if (decision.permitted) record.classes = list_of(decision.classes);
}

bool holds_penal_matters(const Engine& engine, const StreamId& stream) try {
    const auto events = engine.read_whole_stream(stream);
    if (!events) return true;  // nobody can say
    for (const EventView& event : *events)
        for (const Segment::Reader segment : event.stored().getSegments())
            if (segment.getClass() == SensitivityClass::PENAL) return true;
    return false;
} catch (const kj::Exception&) {
    return true;
}

/// Only the records of reads that may hold penal matters are kept as long as those. Where no stream is named, or many are: as soon
/// as anything does.
bool may_hold_penal_matters(const Engine& engine, const Decision& decision, const std::vector<StreamId>& streams) {
    constexpr std::size_t streams_looked_into_max = 8;
    if (!decision.permitted || !decision.classes.has(SensitivityClass::PENAL) || !engine.seals_any(SensitivityClass::PENAL)) return false;
    if (streams.empty() || streams.size() > streams_looked_into_max) return true;
    return std::ranges::any_of(streams, [&engine](const StreamId& stream) { return holds_penal_matters(engine, stream); });
}

/// Before anything is recorded: any other text does not belong in a record.
Status check_purpose(const std::string& purpose) {
    if (purpose.empty() || std::ranges::find(purposes(), purpose) != purposes().end()) return {};
    return fail(ErrorKind::invalid, "A purpose is one of casework, coordination, supervision, complaint, audit, log_control, statistics, archive and operations.", "purpose");
}

Error no_such_door() {
    return {ErrorKind::unsupported, "This server does not answer that request; it may be older than what asks.", {}, {}};
}

/// Calls `all` once, when the last of `count` receipts is there, with the first error among them.
class Gathered {
  public:
    Gathered(std::size_t count, std::function<void(const Status&)> all) : missing_(count), all_(std::move(all)) {}
    void arrived(const Result<ReadReceipt>& receipt) {
        const std::lock_guard lock(mutex_);
        if (!receipt && status_) status_ = tl::make_unexpected(receipt.error());
        if (--missing_ == 0) all_(status_);
    }

  private:
    std::mutex mutex_;
    std::size_t missing_;
    Status status_;
    std::function<void(const Status&)> all_;
};

}  // namespace

// ---- one passage ----

Result<ReadReceipt> Passage::receipt() const {
    if (recorded_.empty()) return fail(ErrorKind::refused, "Personal text was not asked for at the door.");
    return recorded_.front().wait();
}

void Passage::release(std::uint64_t corr, WireFrame answer, Reply reply) const {
    if (recorded_.empty()) return reply(std::move(answer));
    const auto held = std::make_shared<WireFrame>(std::move(answer));
    const auto gathered = std::make_shared<Gathered>(recorded_.size(), [corr, held, reply = std::move(reply)](const Status& status) {
        reply(status ? std::move(*held) : error_frame(corr, status.error()));
    });
    for (const AwaitedReceipt& each : recorded_) each.when_known([gathered](const Result<ReadReceipt>& receipt) { gathered->arrived(receipt); });
}

// ---- the gate ----

Passage Gate::pass(const Door& door, Asked asked, const Caller& caller) const {
    Passage passage;
    auto decision = access_.decide(caller.principal, asked.question);
    if (!decision) {
        passage.refused_ = decision.error();
        return passage;
    }
    passage.decision_ = std::move(*decision);
    passage.record_ = std::move(asked.record);
    add_caller(passage.record_, caller, access_.current(caller.principal));
    add_decision(passage.record_, passage.decision_);
    passage.record_.penal = may_hold_penal_matters(engine_, passage.decision_, asked.question.streams);
    if (!passage.decision_.permitted) passage.refused_ = refusal(passage.decision_);
    if (door.holds == Holds::nothing && passage.decision_.permitted) return passage;
    passage.finds_cases_ = door.reach == Reach::found;
    passage.recorded_.push_back(reads_.record(passage.record_));
    return passage;
}

Passage Gate::enter(wire::Frame::Reader request, const Caller& caller) const {
    const Door* const door = find_door(request_name(request));
    if (door == nullptr) {
        Passage passage;
        passage.refused_ = no_such_door();
        return passage;
    }
    Asked asked = asked_by(engine_, *door, request);
    asked.question.purpose = text_of(request.getPurpose());
    if (const Status known = check_purpose(asked.question.purpose); !known) {
        Passage passage;
        passage.refused_ = known.error();
        return passage;
    }
    return pass(*door, std::move(asked), caller);
}

Result<ReadReceipt> Gate::enter_subscription(const LogCursor& cursor, const Caller& caller) const {
    Asked asked = asked_by(engine_, cursor);
    asked.question.purpose = cursor.purpose;
    FORLOEB_CHECK(check_purpose(cursor.purpose));
    const Passage passage = pass(*find_door("subscribe"), std::move(asked), caller);
    auto receipt = passage.receipt();
    if (passage.refused()) return tl::make_unexpected(*passage.refused());
    return receipt;
}

Status Gate::still_permitted(const LogCursor& cursor, const Caller& caller) const {
    if (access_.may_everything(caller.principal)) return {};
    Question question = asked_by(engine_, cursor).question;
    question.purpose = cursor.purpose;
    return access_.permit(caller.principal, question);
}

void Gate::found(wire::Frame::Reader answer, Passage& passage) const {
    const Result<ReadReceipt> first = passage.receipt();
    if (!first) return;  // and so nothing leaves
    passage.record_.answers = first->record_id();
    for (const ReadRecord& record : found_in(engine_, answer, passage.record_)) passage.recorded_.push_back(reads_.record(record));
}

}  // namespace forloeb
