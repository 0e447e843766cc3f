#include "tools/cli/asking.hpp"

#include <istream>

#include "server/protocol/ids.hpp"
#include "server/protocol/kinds.hpp"

namespace forloeb {
namespace {

void write_bound(Moment::Builder out, const std::optional<Instant>& bound) {
    if (bound) write_moment(out, in_local_time(*bound));
}

Result<std::optional<StreamId>> look_up(Invocation& call, const std::string& scope, const std::string& identifier) {
    FrameBuilder request;
    auto lookup = request.frame().initLookup();
    lookup.setScope(scope.c_str());
    lookup.initIdentifiers(1).set(0, identifier.c_str());
    FORLOEB_TRY(const Reply reply, ask(call, request, wire::Frame::LOOKUP_REPLY));
    const auto streams = reply.frame().getLookupReply().getStreams();
    if (streams.size() != 1 || streams[0].getKind() == wire::StreamKind::UNSET) return std::optional<StreamId>();
    FORLOEB_TRY(const StreamId stream, read_stream_ref(streams[0], "streams"));
    return std::optional<StreamId>(stream);
}

}  // namespace

Status write_date(Moment::Builder out, const std::string& text, const char* flag) {
    auto when = parse_when(text);
    if (!when) {
        when.error().field = flag;
        return tl::make_unexpected(std::move(when.error()));
    }
    write_moment(out, *when);
    return {};
}

void write_as_of(wire::AsOf::Builder out, const AsOf& as_of) {
    write_bound(out.initOccurredBy(), as_of.occurred_by);
    write_bound(out.initKnownAt(), as_of.known_at);
    out.setClock(as_of.clock == Clock::source ? wire::Clock::SOURCE : wire::Clock::RECORDED);
}

Result<Reply> ask(Invocation& call, FrameBuilder& request, wire::Frame::Which expected) {
    FORLOEB_TRY(Client* const client, call.client());
    if (!request.frame().hasPurpose() && !call.settings().purpose.empty()) request.frame().setPurpose(call.settings().purpose);
    FORLOEB_TRY(Reply reply, client->call(request));
    if (reply.frame().which() != expected)
        return fail(ErrorKind::unsupported, std::string("The server answered with ") + name_of(reply.frame().which()) +
                                                " instead of " + name_of(expected) +
                                                ": use the same version on both sides.");
    return reply;
}

Query::Query(const Settings& settings) : query_(request_.frame().initQuery()) {
    write_as_of(query_.initAsOf(), settings.as_of);
}

Result<Reply> Query::ask(Invocation& call, wire::Answer::Which expected) {
    FORLOEB_TRY(Reply reply, forloeb::ask(call, request_, wire::Frame::ANSWER));
    if (reply.frame().getAnswer().which() != expected)
        return fail(ErrorKind::unsupported,
                    "The server answered another question than was asked: use the same version on both sides.");
    return reply;
}

Result<StreamId> find_case(Invocation& call, const std::string& text) {
    if (const auto id = Uuid::parse(text)) return StreamId{StreamKind::case_, *id};
    FORLOEB_TRY(const std::optional<StreamId> named, look_up(call, "case", text));
    if (named) return *named;
    const std::size_t colon = text.rfind(':');
    if (colon != std::string::npos) {
        FORLOEB_TRY(const std::optional<StreamId> scoped, look_up(call, text.substr(0, colon), text.substr(colon + 1)));
        if (scoped) return *scoped;
    }
    return fail(ErrorKind::not_found, "There is no case of this id or name. List them with: forloeb case list");
}

Result<StreamId> find_citizen(Invocation& call, std::string text) {
    if (text == "-") std::getline(call.surroundings().in, text);
    const std::size_t colon = text.rfind(':');
    for (const char* scope : {"cpr", "name"}) {
        FORLOEB_TRY(const std::optional<StreamId> found, look_up(call, scope, text));
        if (found) return *found;
    }
    if (colon != std::string::npos) {
        FORLOEB_TRY(const std::optional<StreamId> scoped, look_up(call, text.substr(0, colon), text.substr(colon + 1)));
        if (scoped) return *scoped;
    }
    return fail(ErrorKind::not_found, "Nobody is bound to that number or name.");
}

std::string answer_json(capnp::DynamicStruct::Reader answer) { return HouseJson().encode(answer, true); }

}  // namespace forloeb
