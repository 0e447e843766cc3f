#include "server/handlers/handlers.hpp"

#include <kj/exception.h>
#include <spdlog/spdlog.h>

#include "server/handlers/access.hpp"
#include "server/handlers/append.hpp"
#include "server/handlers/denied_append.hpp"
#include "server/handlers/permit_append.hpp"
#include "server/handlers/lifecycle.hpp"
#include "server/handlers/pull.hpp"
#include "server/handlers/query.hpp"
#include "server/handlers/requests.hpp"
#include "server/handlers/retain_reads.hpp"
#include "server/handlers/subscriptions.hpp"
#include "server/handlers/verify.hpp"
#include "server/protocol/problem.hpp"
#include "server/protocol/texts.hpp"
#include "server/protocol/trace.hpp"
#include "server/session/early_answers.hpp"

namespace forloeb {
namespace {

SteadyMs steady_now() {
    return {std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count()};
}

Error malformed() {
    return {ErrorKind::invalid, "The request is no well-formed message within the limits of nesting and size.", {}, {}};
}

/// Only codes and numbers: an error's own text may name a field, but the log is for operators.
void log_failure(wire::Frame::Reader request, const Error& error) {
    const auto level = error.kind == ErrorKind::damaged || error.kind == ErrorKind::storage ? spdlog::level::err : spdlog::level::debug;
    spdlog::log(level, "request {} answered {} {} trace={}", name_of(request.which()), error_code(error.kind), error.rule,
                trace_id({request.getTraceparent().begin(), request.getTraceparent().size()}));
}

}  // namespace

Handlers::Handlers(Engine& engine, AccessControl& access, ReadLog& reads, Projections& projections, Scrubber& scrubber, ServerFacts facts, DoorFigures& figures)
    : engine_(engine), access_(access), reads_(reads), gate_(engine, access, reads), audit_(engine, reads), projections_(projections), scrubber_(scrubber), facts_(std::move(facts)), figures_(figures), remembered_(engine.options().data.string() + ".subscriptions") {}

void Handlers::handle(WireFrame request, const Caller& caller, Reply reply, const SharedStopFlag& stop) const {
    std::uint64_t corr = 0;
    Error error = malformed();
    // Either may have answered before something below them fails.
    const auto answered = std::make_shared<std::atomic<bool>>(false);
    const Reply once = [answered, reply = std::move(reply)](WireFrame frame) {
        if (!answered->exchange(true)) reply(std::move(frame));
    };
    try {
        FrameReader reader(std::move(request));
        const auto frame = reader.frame();
        corr = frame.getCorr();
        if (const Status quota = check_quota(caller); !quota) return once(error_frame(corr, quota.error()));
        const AnswerScope scope(stop.get());
        if (frame.isSubscriptions() && frame.getSubscriptions().isAcknowledge()) return handle_acknowledge(frame, caller, once);
        return frame.isAppend() ? handle_append(frame, caller, once) : handle_other(frame, caller, once);
    } catch (const kj::Exception&) {
    } catch (const std::exception& exception) {
        // A library below failed in a way of its own: the request is answered, the server goes on.
        spdlog::error("a request failed: {}", exception.what());
        error = {ErrorKind::damaged, "The server could not handle this request; its log says more.", {}, {}};
    }
    once(error_frame(corr, error));
}

Status Handlers::check_quota(const Caller& caller) const {
    return access_.may_everything(caller.principal) ? Status() : quotas_.take_request(caller.principal.actor, steady_now());
}

void Handlers::handle_append(wire::Frame::Reader request, const Caller& caller, Reply reply) const {
    const std::uint64_t corr = request.getCorr();
    const auto actor = [&] { return caller.principal.actor; };
    auto append = read_append(request.getAppend(), actor);
    if (append) {
        const std::string purpose = text_of(request.getPurpose());
        if (const Status permitted = permit_append(access_, caller.principal, *append, purpose); !permitted) {
            ++figures_.appends_refused;
            log_failure(request, permitted.error());
            const AwaitedReceipt recorded = record_denied_append(reads_, caller, *append, purpose, permitted.error());
            return recorded.when_known([corr, reply = std::move(reply), why = permitted.error()](const Result<ReadReceipt>&) { reply(error_frame(corr, why)); });
        }
    }
    if (!append) {
        ++figures_.appends_refused;
        log_failure(request, append.error());
        return reply(error_frame(corr, append.error()));
    }
    engine_.append(std::move(*append), [corr, &figures = figures_, reply = std::move(reply)](const AppendOutcome& outcome) {
        ++(outcome ? figures.appends_stored : outcome.error().kind == ErrorKind::unknown ? figures.appends_unknown : figures.appends_refused);
        reply(append_reply(corr, outcome));
    });
}

void Handlers::handle_other(wire::Frame::Reader request, const Caller& caller, const Reply& reply) const {
    const std::uint64_t corr = request.getCorr();
    Passage passage = gate_.enter(request, caller);
    FrameBuilder builder(corr, 1024);
    const bool counted = !passage.decision().classes.empty() && !access_.may_everything(caller.principal);
    Status status;
    if (passage.refused())
        status = tl::make_unexpected(*passage.refused());
    else if (request.getAtLeast() > engine_.head().next.value)
        status = tl::make_unexpected(not_so_far());
    else if (counted)
        status = quotas_.check_personal(caller.principal.actor, steady_now());
    if (status) status = answer(request, caller, passage, builder);
    if (status && passage.finds_cases()) gate_.found(builder.frame().asReader(), passage);
    if (!status) log_failure(request, status.error());
    WireFrame answered = status ? builder.finish() : error_frame(corr, status.error());
    if (answered.size() > limits::frame_bytes_max)
        answered = error_frame(corr, {ErrorKind::invalid, "The answer is larger than one frame; ask for less at a time.", {}, {}});
    if (counted) quotas_.took_personal(caller.principal.actor, answered.size(), steady_now());
    passage.release(corr, std::move(answered), reply);
}

void Handlers::handle_acknowledge(wire::Frame::Reader request, const Caller& caller, Reply reply) const {
    const std::uint64_t corr = request.getCorr();
    const Passage passage = gate_.enter(request, caller);
    if (passage.refused()) return passage.release(corr, error_frame(corr, *passage.refused()), reply);
    acknowledge_subscription(remembered_, engine_.head().next, caller, request.getSubscriptions().getAcknowledge(), [corr, reply = std::move(reply)](const Result<Position>& stands) {
        if (!stands) return reply(error_frame(corr, stands.error()));
        FrameBuilder builder(corr, 16);
        builder.frame().initSubscriptionsReply().setAcknowledged(stands->value);
        reply(builder.finish());
    });
}

Result<Pulled> Handlers::pull(std::uint64_t corr, LogCursor cursor, std::size_t events_max, const Caller& caller) const {
    if (cursor.turn && cursor.turn->deleted) return fail(ErrorKind::not_found, "The remembered subscription was deleted.");
    try {
        if (!cursor.on_record) {
            FORLOEB_TRY(const ReadReceipt receipt, gate_.enter_subscription(cursor, caller));
            cursor.on_record = std::make_shared<const ReadReceipt>(receipt);
        } else {
            FORLOEB_CHECK(gate_.still_permitted(cursor, caller));
        }
        return pull_events(engine_, access_, corr, cursor, events_max);
    } catch (const std::exception& exception) {
        spdlog::error("a subscription's read failed: {}", exception.what());
    } catch (const kj::Exception& exception) {
        spdlog::error("a subscription's read failed: {}", exception.getDescription().cStr());
    }
    return fail(ErrorKind::damaged, "The server could not read on; its log says more.");
}

Result<LogCursor> Handlers::open_remembered(const std::string& name, std::string purpose, std::uint64_t connection, const Caller& caller) const {
    FORLOEB_TRY(LogCursor cursor, remembered_.take_turn(caller.principal.actor, name, connection));
    cursor.purpose = std::move(purpose);
    const std::uint64_t head = engine_.head().next.value;
    if (cursor.next.value > head)
        return fail(ErrorKind::conflict, "The acknowledged position is beyond the log, which has " + std::to_string(head) + " events: the directory is an older copy. Delete the subscription and make it anew.", "named");
    return cursor;
}

std::shared_ptr<const Committed> Handlers::committed(Position from) const {
    const auto leaves = engine_.read_leaves(from, limits::committed_told_max + 1);
    if (!leaves || leaves->empty() || leaves->size() > limits::committed_told_max) return nullptr;
    return std::make_shared<const Committed>(from, leaves->back().position.next(), *leaves);
}

Status Handlers::answer(wire::Frame::Reader request, const Caller& caller, const Passage& passage, FrameBuilder& answered) const {
    if (request.isReadStream()) return read_stream(engine_, passage, request.getReadStream(), answered);
    if (request.isReadLog()) return read_log(engine_, request.getReadLog(), answered);
    wire::Frame::Builder reply = answered.frame();
    switch (request.which()) {
        case wire::Frame::READ_HISTORY: return read_history(engine_, passage, request.getReadHistory(), reply);
        case wire::Frame::LOOKUP: return lookup(engine_, request.getLookup(), reply);
        case wire::Frame::LIST_STREAMS: return list_streams(engine_, request.getListStreams(), reply);
        case wire::Frame::PSEUDONYMS: return pseudonyms(engine_, request.getPseudonyms(), reply);
        case wire::Frame::DIGESTS: return digests(engine_, request.getDigests(), reply);
        case wire::Frame::LOG_ROOT: {
            FORLOEB_TRY(const Engine* const log, log_of(request.getLogRoot().getReads()));
            return log_root(*log, request.getLogRoot(), reply);
        }
        case wire::Frame::PROOFS: return proofs_.answer(request.getProofs(), reply);
        case wire::Frame::AUDIT: return audit_.answer(request.getAudit(), passage, reply.initAuditReply());
        case wire::Frame::QUERY: return query(engine_, passage, projections_, request.getQuery(), reply);
        case wire::Frame::PROJECTION_STATUS: return projection_status(projections_, request.getProjectionStatus(), reply);
        case wire::Frame::PROJECTION_REBUILD: return projection_rebuild(projections_, request.getProjectionRebuild(), reply);
        case wire::Frame::VERIFY: {
            FORLOEB_TRY(const OneAtATime::Turn turn, verifications_.take());
            return verify(engine_, projections_, scrubber_, request.getVerify(), reply);
        }
        case wire::Frame::EXPORT_LOG: {
            FORLOEB_TRY(const OneAtATime::Turn turn, exports_.take());
            FORLOEB_TRY(const Engine* const log, log_of(request.getExportLog().getReads()));
            return export_log(*log, request.getExportLog(), reply);
        }
        case wire::Frame::ACCESS: return answer_access(access_, caller.principal, request.getAccess(), reply.initAccessReply());
        case wire::Frame::LIFECYCLE:
            if (request.getLifecycle().isRetainReads())
                return retain_reads(engine_, *access_.policy(), reads_, caller.principal.actor, request.getLifecycle().getRetainReads(), reply.initLifecycleReply().initRetainedReads());
            return lifecycle(engine_, caller.principal.actor, request.getLifecycle(), reply.initLifecycleReply());
        case wire::Frame::SUBSCRIPTIONS: return answer_subscriptions(engine_, remembered_, caller, request.getSubscriptions(), reply.initSubscriptionsReply());
        case wire::Frame::STATUS: fill_status(reply.initStatusReply()); return {};
        default: return fail(ErrorKind::unsupported, "This server does not answer that request.");
    }
}

Result<Engine*> Handlers::log_of(bool reads) const { return reads ? reads_.engine() : Result<Engine*>(&engine_); }

void Handlers::fill_status(wire::Status::Builder out) const {
    const LogHead head = engine_.head();
    out.setServer(facts_.server);
    out.setController(facts_.controller);
    out.setOrigin(facts_.origin);
    out.setFormat(engine_.format_description());
    out.setHead(head.next.value);
    out.setRecordedAt(head.recorded_at.micros);
    out.setRoot(kj::arrayPtr(head.root.data(), head.root.size()));
    out.setConnections(figures_.connections);
    out.setSubscriptions(figures_.subscriptions);
    out.setRequestsInFlight(figures_.requests_in_flight);
    const EngineFigures engine = engine_.figures();
    out.setFreeBytes(engine.free_bytes);
    out.setSpaceFloor(engine.space_floor);
    out.setClockJumps(engine.clock_jumps);
    out.setRestored(engine_.restored_from());
    out.setCompactionHeld(engine.compaction_held);
    out.setPolicy(access_.policy()->title());
    fill_scrub(out.initScrub());
    fill_start(out.initStart());
    const auto up = std::chrono::steady_clock::now() - started_;
    out.setUpSeconds(static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::seconds>(up).count()));
}

void Handlers::fill_scrub(wire::Scrub::Builder out) const {
    const ScrubStatus scrub = scrubber_.status();
    out.setReading(scrub.reading);
    out.setBytes(scrub.bytes);
    out.setBytesOf(scrub.bytes_of);
    out.setRounds(scrub.rounds);
    out.setFinishedAt(scrub.finished_at.micros);
    out.setFindings(scrub.findings);
    if (scrub.newest) write_finding(out.initFinding(), *scrub.newest);
    out.setPeriodSeconds(static_cast<std::uint64_t>(scrubber_.period().count()));
}

void Handlers::fill_start(wire::Start::Builder out) const {
    const StartReport& start = engine_.start_report();
    out.setStoppedCleanly(start.stopped_cleanly);
    out.setDroppedEvents(start.dropped_events);
    out.setTornTail(start.torn_tail);
    out.setManifestBytesDropped(start.manifest_bytes_dropped);
    out.setAnchors(start.anchors);
    out.setEventsRead(start.events_read);
    out.setAnchorsWritten(start.anchors_written);
}

}  // namespace forloeb
