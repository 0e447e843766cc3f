#include "tools/bench/made_up.hpp"

#include "events/schema/case.capnp.h"
#include "events/schema/contact.capnp.h"
#include "events/vocabulary/time.hpp"
#include "server/protocol/ids.hpp"

namespace forloeb::bench {
namespace {

constexpr std::int64_t first_occurred_micros = 1'767'225'600'000'000;  // 2026-01-01T00:00:00Z
constexpr std::int64_t micros_per_hour = 3'600'000'000;
constexpr const char* note =
    "Aftalt med borgeren, at koordinatoren skriver igen i næste uge, og at visitationen deltager i mødet.";

enum class Use : std::uint64_t { append = 1, stream = 2 };

/// splitmix64
std::uint64_t mix(std::uint64_t value) {
    value += 0x9e3779b97f4a7c15ULL;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

Uuid id(std::uint64_t seed, Use use, std::uint64_t number) {
    const std::uint64_t high = mix(mix(mix(seed) ^ static_cast<std::uint64_t>(use)) ^ number);
    return Uuid::from_halves(high, mix(high ^ number));
}

}  // namespace

StreamId MadeUp::stream(std::uint64_t number) const { return {StreamKind::case_, id(seed, Use::stream, number)}; }
Uuid MadeUp::append_id(std::uint64_t number) const { return id(seed, Use::append, number); }

void MadeUp::write_event(ProposedEvent::Builder out, std::uint64_t ordinal) const {
    auto envelope = out.initEnvelope();
    write_moment(envelope.initOccurredAt(),
                 in_local_time({first_occurred_micros + static_cast<std::int64_t>(ordinal % 8192) * micros_per_hour}));
    auto actor = envelope.initActor();
    actor.setPseudonym("koord-1");
    actor.setRole("coordinator");
    actor.setUnit("Voksenhandicap");
    envelope.setPurpose("bench");
    if (ordinal == 0) {
        out.setType("case.opened");
        out.getPayload().initAs<CaseOpened>().setMunicipality("demo");
        return;
    }
    out.setType("contact.held");
    auto contact = out.getPayload().initAs<ContactHeld>();
    contact.initWith(1).set(0, "borger");
    contact.setChannel("sms");
    contact.setMinutes(10);
    out.initPersonal(1)[0].getFields().initAs<ContactHeldPersonal>().setNote(note);
}

void MadeUp::write_append(wire::Append::Builder out, std::uint64_t append, std::uint64_t stream_number,
                          std::uint64_t first, std::uint64_t count) const {
    write_id(out.initAppendId(), append_id(append));
    auto written = out.initStreams(1)[0];
    write_stream_ref(written.initStream(), stream(stream_number));
    auto events = written.initEvents(static_cast<capnp::uint>(count));
    for (std::uint64_t i = 0; i < count; ++i) write_event(events[static_cast<capnp::uint>(i)], first + i);
}

}  // namespace forloeb::bench
