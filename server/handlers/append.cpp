#include "server/handlers/append.hpp"

#include "server/protocol/ids.hpp"
#include "server/protocol/problem.hpp"

namespace forloeb {
namespace {

std::string step(const char* name, capnp::uint index) { return std::string(name) + "[" + std::to_string(index) + "]"; }

Result<CheckedEvent> check_event(ProposedEvent::Reader event, StreamKind kind, const DefaultActor& default_actor) {
    if (event.getEnvelope().getActor().hasPseudonym()) return check_proposal(event, kind);
    const std::string pseudonym = default_actor();
    if (pseudonym.empty()) return check_proposal(event, kind);
    capnp::MallocMessageBuilder copy;
    copy.setRoot(event);
    auto actor = copy.getRoot<ProposedEvent>().getEnvelope().getActor();
    actor.setPseudonym(pseudonym);
    return check_proposal(copy.getRoot<ProposedEvent>().asReader(), kind);
}

Result<StreamEvents> read_stream_events(wire::StreamEvents::Reader written, const std::string& path, const DefaultActor& default_actor) {
    StreamEvents out;
    FORLOEB_TRY(out.stream, read_stream_ref(written.getStream(), path + ".stream"));
    const auto events = written.getEvents();
    if (events.size() == 0) return fail(ErrorKind::invalid, "A stream that is written needs at least one event.", path + ".events");
    out.events.reserve(events.size());
    for (capnp::uint i = 0; i < events.size(); ++i) {
        auto checked = check_event(events[i], out.stream.kind, default_actor);
        if (!checked) {
            Error error = std::move(checked.error());
            error.field = path + "." + step("events", i) + (error.field.empty() ? "" : "." + error.field);
            return tl::make_unexpected(std::move(error));
        }
        out.events.push_back(std::move(*checked));
    }
    return out;
}

Status read_expectations(wire::Append::Reader append, AppendRequest& out) {
    const auto expectations = append.getExpectations();
    if (expectations.size() > limits::append_expectations_max)
        return fail(ErrorKind::invalid, "At most 64 streams can be named in one append's expectations.", "expectations");
    for (capnp::uint i = 0; i < expectations.size(); ++i) {
        const auto expected = expectations[i];
        const std::string path = step("expectations", i);
        FORLOEB_TRY(const StreamId stream, read_stream_ref(expected.getStream(), path + ".stream"));
        switch (expected.which()) {
            case wire::Expectation::ANY: break;
            case wire::Expectation::NO_STREAM: out.expectations.push_back({stream, {0}}); break;
            case wire::Expectation::EXACT: out.expectations.push_back({stream, {expected.getExact()}}); break;
            default: return fail(ErrorKind::unsupported, "This server does not know that expectation; upgrade it.", path);
        }
    }
    return {};
}

Status read_bindings(wire::Append::Reader append, AppendRequest& out) {
    const auto bindings = append.getBindings();
    if (bindings.size() > limits::append_lookups_max)
        return fail(ErrorKind::invalid, "At most 64 identifiers can be bound in one append.", "bindings");
    for (capnp::uint i = 0; i < bindings.size(); ++i) {
        const auto binding = bindings[i];
        const std::string path = step("bindings", i);
        FORLOEB_TRY(const StreamId stream, read_stream_ref(binding.getStream(), path + ".stream"));
        if (binding.getScope().size() == 0 || binding.getIdentifier().size() == 0)
            return fail(ErrorKind::invalid, "A binding needs a scope and an identifier.", path);
        out.bindings.push_back({binding.getScope().cStr(), binding.getIdentifier().cStr(), stream});
    }
    return {};
}

}  // namespace

Result<AppendRequest> read_append(wire::Append::Reader append, const DefaultActor& default_actor) {
    AppendRequest out;
    out.append_id = read_id(append.getAppendId());
    if (out.append_id.is_nil())
        return fail(ErrorKind::invalid, "An append needs an id of its own, best a UUIDv7: repeat it with the same one.", "appendId");
    out.imported = append.getImported();
    const auto streams = append.getStreams();
    std::size_t events = 0;
    for (const auto written : streams) events += written.getEvents().size();
    if (events == 0 || events > limits::append_events_max)
        return fail(ErrorKind::invalid, "One append holds 1 to 1,000 events; this one has " + std::to_string(events) + ".", "streams");
    const DefaultActor nobody = [] { return std::string(); };
    const DefaultActor& actor = out.imported ? nobody : default_actor;
    for (capnp::uint i = 0; i < streams.size(); ++i) {
        FORLOEB_TRY(auto written, read_stream_events(streams[i], step("streams", i), actor));
        out.writes.push_back(std::move(written));
    }
    FORLOEB_CHECK(read_expectations(append, out));
    FORLOEB_CHECK(read_bindings(append, out));
    return out;
}

WireFrame append_reply(std::uint64_t corr, const AppendOutcome& outcome) {
    if (!outcome && outcome.error().kind != ErrorKind::unknown) return error_frame(corr, outcome.error());
    FrameBuilder builder(corr, 64);
    if (!outcome) {
        write_problem(builder.frame().initOutcomeUnknown(), outcome.error());
        return builder.finish();
    }
    auto out = builder.frame().initAppended();
    out.setPosition(outcome->first.value);
    out.setCount(outcome->count);
    out.setRepeated(outcome->repeated);
    auto versions = out.initVersions(static_cast<capnp::uint>(outcome->streams.size()));
    for (capnp::uint i = 0; i < versions.size(); ++i) {
        write_stream_ref(versions[i].initStream(), outcome->streams[i].stream);
        versions[i].setVersion(outcome->streams[i].version.value);
    }
    return builder.finish();
}

}  // namespace forloeb
