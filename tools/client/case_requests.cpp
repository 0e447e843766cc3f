#include "tools/client/case_requests.hpp"

#include <chrono>
#include <random>

#include "events/codec/id16.hpp"
#include "events/vocabulary/time.hpp"
#include "server/protocol/ids.hpp"

namespace forloeb {
namespace {

Uuid new_append_id() {
    std::random_device device;
    std::array<Byte, 10> entropy{};
    for (Byte& byte : entropy) byte = static_cast<Byte>(device());
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return Uuid::v7(static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(since).count()), entropy);
}

}  // namespace

Result<StreamId> find_case(ReconnectingClient& client, std::string_view identifier, std::string_view scope) {
    FrameBuilder request;
    auto lookup = request.frame().initLookup();
    lookup.setScope(std::string(scope));
    lookup.initIdentifiers(1).set(0, std::string(identifier));
    FORLOEB_TRY(const Reply reply, client.call(request));
    const auto found = reply.frame().getLookupReply().getStreams();
    if (found.size() != 1 || found[0].getKind() != wire::StreamKind::CASE)
        return fail(ErrorKind::not_found, "No case is bound to that identifier.", "identifier");
    return read_stream_ref(found[0], "streams[0]");
}

capnp::List<ProposedEvent>::Builder begin_append(FrameBuilder& request, const StreamId& stream, std::optional<StreamVersion> seen, unsigned events) {
    auto append = request.frame().initAppend();
    write_id(append.initAppendId(), new_append_id());
    if (seen) {
        auto expected = append.initExpectations(1)[0];
        write_stream_ref(expected.initStream(), stream);
        expected.setExact(seen->value);
    }
    auto written = append.initStreams(1)[0];
    write_stream_ref(written.initStream(), stream);
    return written.initEvents(events);
}

void begin_event(ProposedEvent::Builder event, std::string_view type, std::string_view occurred, std::string_view pseudonym) {
    event.setType(std::string(type));
    auto envelope = event.initEnvelope();
    if (const auto when = parse_when(occurred)) write_moment(envelope.initOccurredAt(), *when);
    envelope.initActor().setPseudonym(std::string(pseudonym));
}

Result<StoredAppend> append(ReconnectingClient& client, FrameBuilder& request) {
    FORLOEB_TRY(const Reply reply, client.call(request));
    const auto said = reply.frame().getAppended();
    StoredAppend stored{{said.getPosition()}, {}, said.getRepeated()};
    if (said.getVersions().size() != 0) stored.version = {said.getVersions()[0].getVersion()};
    return stored;
}

Status read_stream(ReconnectingClient& client, const StreamId& stream, StreamVersion from, const std::function<bool(const EventView&)>& visit) {
    for (bool at_end = false; !at_end;) {
        FrameBuilder request;
        auto read = request.frame().initReadStream();
        write_stream_ref(read.initStream(), stream);
        read.setFrom(from.value);
        FORLOEB_TRY(const Reply reply, client.call(request));
        const auto page = reply.frame().getPage();
        for (const auto record : page.getEvents()) {
            FORLOEB_TRY(const EventView event, open_record(record));
            if (!visit(event)) return {};
        }
        at_end = page.getAtEnd();
        from = {page.getNext()};
    }
    return {};
}

}  // namespace forloeb
