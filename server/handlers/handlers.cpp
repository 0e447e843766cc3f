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
#include "server/handlers/verify.hpp"
#include "server/protocol/problem.hpp"
#include "server/protocol/texts.hpp"
#include "server/protocol/trace.hpp"

namespace forloeb {
namespace {

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

Handlers::Handlers(Engine& engine, AccessControl& access, ReadLog& reads, Projections& projections, Scrubber& scrubber, ServerFacts facts, const DoorFigures& figures)
    : engine_(engine), access_(access), reads_(reads), gate_(engine, access, reads), audit_(engine, reads), projections_(projections), scrubber_(scrubber), facts_(std::move(facts)), figures_(figures) {}

void Handlers::handle(WireFrame request, const Caller& caller, Reply reply) const {
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
        return frame.isAppend() ? handle_append(frame, caller, once) : handle_other(frame, caller, once);
    } catch (const kj::Exception&) {
    } catch (const std::exception& exception) {
        // A library below failed in a way of its own: the request is answered, the server goes on.
        spdlog::error("a request failed: {}", exception.what());
        error = {ErrorKind::damaged, "The server could not handle this request; its log says more.", {}, {}};
    }
    once(error_frame(corr, error));
}

void Handlers::handle_append(wire::Frame::Reader request, const Caller& caller, Reply reply) const {
    const std::uint64_t corr = request.getCorr();
    const auto actor = [&] { return caller.principal.actor; };
    auto append = read_append(request.getAppend(), actor);
    if (append) {
        const std::string purpose = text_of(request.getPurpose());
        if (const Status permitted = permit_append(access_, caller.principal, *append, purpose); !permitted) {
            log_failure(request, permitted.error());
            const AwaitedReceipt recorded = record_denied_append(reads_, caller, *append, purpose, permitted.error());
            return recorded.when_known([corr, reply = std::move(reply), why = permitted.error()](const Result<ReadReceipt>&) { reply(error_frame(corr, why)); });
        }
    }
    if (!append) {
        log_failure(request, append.error());
        return reply(error_frame(corr, append.error()));
    }
    engine_.append(std::move(*append), [corr, reply = std::move(reply)](const AppendOutcome& outcome) { reply(append_reply(corr, outcome)); });
}

void Handlers::handle_other(wire::Frame::Reader request, const Caller& caller, const Reply& reply) const {
    const std::uint64_t corr = request.getCorr();
    Passage passage = gate_.enter(request, caller);
    FrameBuilder builder(corr, 1024);
    Status status;
    if (passage.refused())
        status = tl::make_unexpected(*passage.refused());
    else
        status = answer(request, caller, passage, builder);
    if (status && passage.finds_cases()) gate_.found(builder.frame().asReader(), passage);
    if (!status) log_failure(request, status.error());
    WireFrame answered = status ? builder.finish() : error_frame(corr, status.error());
    if (answered.size() > limits::frame_bytes_max)
        answered = error_frame(corr, {ErrorKind::invalid, "The answer is larger than one frame; ask for less at a time.", {}, {}});
    passage.release(corr, std::move(answered), reply);
}

Result<Pulled> Handlers::pull(std::uint64_t corr, LogCursor cursor, std::size_t events_max, const Caller& caller) const {
    try {
        if (!cursor.on_record) {
            FORLOEB_TRY(const ReadReceipt receipt, gate_.enter_subscription(cursor, caller));
            cursor.on_record = std::make_shared<const ReadReceipt>(receipt);
        } else {
            FORLOEB_CHECK(gate_.still_permitted(cursor, caller));
        }
        return pull_events(engine_, corr, cursor, events_max);
    } catch (const std::exception& exception) {
        spdlog::error("a subscription's read failed: {}", exception.what());
    } catch (const kj::Exception& exception) {
        spdlog::error("a subscription's read failed: {}", exception.getDescription().cStr());
    }
    return fail(ErrorKind::damaged, "The server could not read on; its log says more.");
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
        case wire::Frame::LOG_ROOT: return log_root(engine_, request.getLogRoot(), reply);
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
            return export_log(engine_, request.getExportLog(), reply);
        }
        case wire::Frame::ACCESS: return answer_access(access_, caller.principal, request.getAccess(), reply.initAccessReply());
        case wire::Frame::LIFECYCLE: return lifecycle(engine_, caller.principal.actor, request.getLifecycle(), reply.initLifecycleReply());
        case wire::Frame::STATUS: fill_status(reply.initStatusReply()); return {};
        default: return fail(ErrorKind::unsupported, "This server does not answer that request.");
    }
}

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
