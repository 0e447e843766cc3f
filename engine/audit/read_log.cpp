#include "engine/audit/read_log.hpp"

#include <capnp/message.h>
#include <kj/exception.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>

#include "events/codec/id16.hpp"
#include "events/schema/audit.capnp.h"

namespace forloeb {
namespace {

// It must go on recording after the case log has refused appends for want of room, or a full disk would stop the reads.
constexpr std::uint64_t floor_share = 4;

void write_envelope(Envelope::Builder out, const ReadRecord& record, Instant now) {
    write_moment(out.initOccurredAt(), in_local_time(now));
    auto actor = out.initActor();
    actor.setPseudonym(record.actor);
    actor.setRole(record.role);
    actor.setUnit(record.unit);
    actor.setOrganisation(record.organisation);
    if (!record.acting_for.empty()) out.initOnBehalfOf().setPseudonym(record.acting_for);
    out.setPurpose(record.purpose);
}

void write_clear(ReadRecorded::Builder out, const ReadRecord& record) {
    out.setOperation(record.operation);
    out.setOutcome(record.permitted ? ReadOutcome::PERMITTED : ReadOutcome::DENIED);
    out.setRule(record.rule);
    out.setRelation(record.relation);
    write_ids([&out](unsigned count) { return out.initCases(count); }, record.cases);
    write_ids([&out](unsigned count) { return out.initStreams(count); }, record.streams);
    write_ids([&out](unsigned count) { return out.initSubjects(count); }, record.subjects);
    out.setFromVersion(record.from_version.value);
    out.setToVersion(record.to_version.value);
    out.setFromPosition(record.from.value);
    out.setEndPosition(record.end.value);
    auto classes = out.initClasses(static_cast<capnp::uint>(record.classes.size()));
    for (capnp::uint i = 0; i < classes.size(); ++i) classes.set(i, record.classes[i]);
    out.setEvents(record.events);
    out.setLogSize(record.log_size.value);
    out.setPolicy(record.policy);
    out.setPolicyVersion(record.policy_version);
    out.setBreakGlass(record.break_glass);
    out.setRecipient(record.recipient);
    out.setToken(record.token);
    out.setCertificate(record.certificate);
    write_id(out.initAnswers(), record.answers);
    out.setRetention(record.penal ? ReadRetention::PENAL : ReadRetention::ORDINARY);
}

Result<CheckedEvent> event_of(const ReadRecord& record, Instant now) try {
    capnp::MallocMessageBuilder message;
    auto proposal = message.initRoot<ProposedEvent>();
    const EventType& type = event_type<ReadRecorded>();
    proposal.setType(capnp::Text::Reader(type.name.data(), type.name.size()));
    write_envelope(proposal.initEnvelope(), record, now);
    write_clear(proposal.getPayload().initAs<ReadRecorded>(), record);
    if (!record.actor_name.empty() || !record.criteria.empty() || !record.reason.empty()) {
        auto personal = proposal.initPersonal(1)[0].getFields().initAs<ReadRecordedPersonal>();
        personal.setActorName(record.actor_name);
        personal.setCriteria(record.criteria);
        personal.setReason(record.reason);
    }
    return check_proposal(proposal.asReader(), StreamKind::reads);
} catch (const kj::Exception&) {
    return fail(ErrorKind::invalid, "The record of a read could not be built; ask for less at a time.");
}

Error cannot_record(const Error& why) {
    const ErrorKind kind = why.kind == ErrorKind::invalid || why.kind == ErrorKind::overloaded ? why.kind : ErrorKind::unavailable;
    return {kind, "This read cannot be put on record, so nothing is given out; appends go on. The read log says: " + why.message, why.field, {}};
}

}  // namespace

// ---- a receipt on its way ----

struct AwaitedReceipt::State {
    std::mutex mutex;
    std::condition_variable known;
    std::optional<Result<ReadReceipt>> receipt;
    Done done;
};

AwaitedReceipt::AwaitedReceipt() : state_(std::make_shared<State>()) {}

const Result<ReadReceipt>& AwaitedReceipt::wait() const {
    std::unique_lock lock(state_->mutex);
    state_->known.wait(lock, [&] { return state_->receipt.has_value(); });
    return *state_->receipt;  // never changed again
}

void AwaitedReceipt::when_known(Done done) const {
    {
        const std::lock_guard lock(state_->mutex);
        if (!state_->receipt) {
            state_->done = std::move(done);
            return;
        }
    }
    done(*state_->receipt);
}

void AwaitedReceipt::arrived(Result<ReadReceipt> receipt) const {
    Done done;
    {
        const std::lock_guard lock(state_->mutex);
        state_->receipt = std::move(receipt);
        done = std::move(state_->done);
        state_->known.notify_all();
    }
    if (done) done(*state_->receipt);
}

// ---- the log ----

EngineOptions ReadLog::beside(const EngineOptions& data) {
    EngineOptions options;
    options.data = data.data.string() + ".reads";
    options.controller = data.controller;
    options.origin = data.origin + "/read-audit";
    options.space_floor = std::max(space_floor_min, data.space_floor / floor_share);
    return options;
}

ReadLog::ReadLog(EngineOptions options, Environment environment) : options_(std::move(options)), environment_(std::move(environment)) {
    environment_.on_storage_failure = [this](const Error& reason) {
        spdlog::error("the read log failed; reads stop until the server is started again: {}", reason.message);
        set_trouble(reason.message);
    };
}

// The engine last heard of its disk under the mutex: it goes first, and without it.
ReadLog::~ReadLog() {
    std::unique_ptr<Engine> engine;
    const std::lock_guard lock(mutex_);
    engine.swap(engine_);
}

Result<Engine*> ReadLog::engine() {
    const std::lock_guard lock(mutex_);
    if (!engine_) {
        auto opened = Engine::open(options_, environment_);
        set_trouble(opened ? std::string() : opened.error().message);
        if (!opened) return tl::make_unexpected(std::move(opened.error()));
        engine_ = std::move(*opened);
    }
    return engine_.get();
}

std::string ReadLog::trouble() const {
    const std::lock_guard lock(trouble_mutex_);
    return trouble_;
}

void ReadLog::set_trouble(std::string why) {
    const std::lock_guard lock(trouble_mutex_);
    trouble_ = std::move(why);
}

StreamId ReadLog::volume_for(bool penal) {
    const std::lock_guard lock(mutex_);
    Volume& volume = volumes_[penal];
    constexpr std::int64_t days_in_micros = 24ll * 3600 * 1'000'000;
    const Instant now = engine_->now();
    if (volume.records % volume_records == 0 || now.micros - volume.begun.micros > volume_days * days_in_micros) volume = {engine_->new_id(), 0, now};
    ++volume.records;
    return {StreamKind::reads, volume.id};
}

AwaitedReceipt ReadLog::record(const ReadRecord& record) {
    AwaitedReceipt awaited;
    const auto refuse = [&awaited](const Error& why) {
        awaited.arrived(tl::make_unexpected(cannot_record(why)));
        return awaited;
    };
    const auto opened = engine();
    if (!opened) return refuse(opened.error());
    auto event = event_of(record, (*opened)->now());
    if (!event) return refuse(event.error());
    AppendRequest request;
    request.append_id = (*opened)->new_id();
    request.writes.push_back({volume_for(record.penal), {}});
    request.writes.back().events.push_back(std::move(*event));
    const Uuid event_id = derive_event_id(request.append_id, 0);
    (*opened)->append(std::move(request), [this, awaited, event_id, classes = record.classes, purpose = record.purpose](const AppendOutcome& outcome) {
        set_trouble(outcome ? std::string() : outcome.error().message);
        if (outcome)
            awaited.arrived(ReadReceipt(outcome->first, event_id, classes, purpose));
        else
            awaited.arrived(tl::make_unexpected(cannot_record(outcome.error())));
    });
    return awaited;
}

}  // namespace forloeb
