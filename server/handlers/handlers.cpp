#include "server/handlers/handlers.hpp"

#include <kj/exception.h>
#include <spdlog/spdlog.h>

#include "server/handlers/append.hpp"
#include "server/handlers/pull.hpp"
#include "server/handlers/query.hpp"
#include "server/handlers/requests.hpp"
#include "server/handlers/verify.hpp"
#include "server/protocol/problem.hpp"
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

Handlers::Handlers(Engine& engine, Projections& projections, Scrubber& scrubber, ServerFacts facts, const DoorFigures& figures)
    : engine_(engine), projections_(projections), scrubber_(scrubber), facts_(std::move(facts)), figures_(figures) {}

void Handlers::handle(WireFrame request, const Caller& caller, Reply reply) const {
    std::uint64_t corr = 0;
    WireFrame answered;
    try {
        FrameReader reader(std::move(request));
        const auto frame = reader.frame();
        corr = frame.getCorr();
        if (frame.isAppend()) {
            const auto actor = [&] { return caller.user.empty() ? std::string() : engine_.pseudonym("os-user", caller.user); };
            auto append = read_append(frame.getAppend(), actor);
            if (append)
                return engine_.append(std::move(*append), [corr, reply = std::move(reply)](const AppendOutcome& outcome) {
                    reply(append_reply(corr, outcome));
                });
            log_failure(frame, append.error());
            answered = error_frame(corr, append.error());
        } else {
            FrameBuilder builder(corr, 1024);
            const Status status = answer(frame, builder);
            if (!status) log_failure(frame, status.error());
            answered = status ? builder.finish() : error_frame(corr, status.error());
        }
    } catch (const kj::Exception&) {
        answered = error_frame(corr, malformed());
    } catch (const std::exception& exception) {
        // A library below failed in a way of its own: the request is answered, the server goes on.
        spdlog::error("a request failed: {}", exception.what());
        answered = error_frame(corr, {ErrorKind::damaged, "The server could not handle this request; its log says more.", {}, {}});
    }
    if (answered.size() > limits::frame_bytes_max)
        answered = error_frame(corr, {ErrorKind::invalid, "The answer is larger than one frame; ask for less at a time.", {}, {}});
    reply(std::move(answered));
}

Status Handlers::answer(wire::Frame::Reader request, FrameBuilder& answered) const {
    if (request.isReadStream()) return read_stream(engine_, request.getReadStream(), answered);
    if (request.isReadLog()) return read_log(engine_, request.getReadLog(), answered);
    wire::Frame::Builder reply = answered.frame();
    switch (request.which()) {
        case wire::Frame::READ_HISTORY: return read_history(engine_, request.getReadHistory(), reply);
        case wire::Frame::LOOKUP: return lookup(engine_, request.getLookup(), reply);
        case wire::Frame::LIST_STREAMS: return list_streams(engine_, request.getListStreams(), reply);
        case wire::Frame::PSEUDONYMS: return pseudonyms(engine_, request.getPseudonyms(), reply);
        case wire::Frame::DIGESTS: return digests(engine_, request.getDigests(), reply);
        case wire::Frame::LOG_ROOT: return log_root(engine_, request.getLogRoot(), reply);
        case wire::Frame::QUERY: return query(engine_, projections_, request.getQuery(), reply);
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

Result<Pulled> Handlers::pull(std::uint64_t corr, const LogCursor& cursor, std::size_t events_max) const {
    try {
        return pull_events(engine_, corr, cursor, events_max);
    } catch (const std::exception& exception) {
        spdlog::error("a subscription's read failed: {}", exception.what());
        return fail(ErrorKind::damaged, "The server could not read on; its log says more.");
    } catch (const kj::Exception& exception) {
        spdlog::error("a subscription's read failed: {}", exception.getDescription().cStr());
        return fail(ErrorKind::damaged, "The server could not read on; its log says more.");
    }
}

}  // namespace forloeb
