// An engine on a directory of its own, with a clock the test moves by hand, and short words for writing cases.
#pragma once

#include <capnp/message.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <random>
#include <string>

#include "engine/engine.hpp"
#include "events/schema/case.capnp.h"
#include "events/schema/contact.capnp.h"
#include "events/schema/coordinator.capnp.h"
#include "events/schema/goal.capnp.h"
#include "events/schema/correction.capnp.h"
#include "tests/engine/temporary_directory.hpp"

namespace forloeb::testing {

inline Uuid id(std::uint64_t low) { return Uuid::from_halves(0x0193000000007000, 0x8000000000000000 | low); }
inline StreamId case_stream(std::uint64_t low) { return {StreamKind::case_, id(low)}; }
inline Instant at(const char* text) { return parse_when(text).value().at; }

class EngineFixture {
  public:
    EngineFixture() { open(); }

    Environment environment() {
        Environment environment = Environment::system();
        environment.now = [this] { return Instant{clock.load()}; };
        environment.elapsed_micros = {};  // the test moves the clock: that is time passing, not a jump
        environment.on_storage_failure = [this](const Error&) { ++storage_failures; };
        return environment;
    }
    EngineOptions options() {
        EngineOptions options;
        options.data = directory.path() / "data";
        options.space_floor = space_floor_min;  // the least: an engine is quickly opened
        return options;
    }
    void open() {
        engine.reset();
        auto opened = Engine::open(options(), environment());
        REQUIRE_MESSAGE(opened.has_value(), opened.error().message);
        engine = std::move(*opened);
    }
    void set_clock(const char* when) { clock = at(when).micros; }

    TemporaryDirectory directory;
    std::atomic<std::int64_t> clock{1'767'225'600'000'000};  // 2026-01-01T00:00:00Z
    std::atomic<int> storage_failures{0};
    std::unique_ptr<Engine> engine;
};

/// One checked event: `fill` writes the clear payload, `personal` (optional) the personal one.
template <typename Payload>
CheckedEvent event(const char* occurred, const std::function<void(typename Payload::Builder)>& fill = {}, StreamKind kind = StreamKind::case_) {
    capnp::MallocMessageBuilder message;
    auto proposal = message.initRoot<ProposedEvent>();
    proposal.setType(std::string(event_type<Payload>().name));
    auto envelope = proposal.initEnvelope();
    write_moment(envelope.initOccurredAt(), parse_when(occurred).value());
    envelope.initActor().setPseudonym("koord-1");
    auto payload = proposal.getPayload().template initAs<Payload>();
    if (fill) fill(payload);
    auto checked = check_proposal(proposal.asReader(), kind);
    REQUIRE_MESSAGE(checked.has_value(), checked.error().message);
    return std::move(*checked);
}

template <typename Payload, typename Personal>
CheckedEvent event_with_personal(const char* occurred, const std::function<void(typename Payload::Builder)>& fill,
                                 const std::function<void(typename Personal::Builder)>& personal, StreamKind kind = StreamKind::case_) {
    capnp::MallocMessageBuilder message;
    auto proposal = message.initRoot<ProposedEvent>();
    proposal.setType(std::string(event_type<Payload>().name));
    auto envelope = proposal.initEnvelope();
    write_moment(envelope.initOccurredAt(), parse_when(occurred).value());
    envelope.initActor().setPseudonym("koord-1");
    auto payload = proposal.getPayload().template initAs<Payload>();
    if (fill) fill(payload);
    personal(proposal.initPersonal(1)[0].getFields().template initAs<Personal>());
    auto checked = check_proposal(proposal.asReader(), kind);
    REQUIRE_MESSAGE(checked.has_value(), checked.error().message);
    return std::move(*checked);
}

inline CheckedEvent opened(std::uint64_t citizen, const char* occurred = "2026-01-05") {
    return event<CaseOpened>(occurred, [citizen](CaseOpened::Builder payload) {
        payload.getSubject().setHigh(id(citizen).high());
        payload.getSubject().setLow(id(citizen).low());
        payload.setUnit("voksenhandicap");
    });
}
inline CheckedEvent contact(const char* occurred = "2026-01-06", const char* channel = "sms") {
    return event<ContactHeld>(occurred, [channel](ContactHeld::Builder payload) { payload.setChannel(channel); });
}

template <typename... Events>
StreamEvents on(StreamId stream, Events... events) {
    StreamEvents out{stream, {}};
    (out.events.push_back(std::move(events)), ...);
    return out;
}
template <typename... Writes>
AppendRequest request(std::uint64_t append_id, Writes... writes) {
    AppendRequest out;
    out.append_id = id(0x10000 + append_id);
    (out.writes.push_back(std::move(writes)), ...);
    return out;
}

}  // namespace forloeb::testing
