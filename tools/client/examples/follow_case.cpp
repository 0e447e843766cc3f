// Follows one case from its first event, over restarts of the server, until it has COUNT events. ADDRESS CASE COUNT
#include <iostream>

#include "events/vocabulary/time.hpp"
#include "server/protocol/ids.hpp"
#include "tools/client/case_requests.hpp"

using namespace forloeb;

namespace {

Status run(const std::string& address, const std::string& name, std::uint64_t count) {
    FORLOEB_TRY(const Endpoint endpoint, Endpoint::parse(address));
    Persistence persistence;
    persistence.on_state = [](bool connected, const std::string&) { std::cerr << (connected ? "connected" : "reconnecting") << std::endl; };
    FORLOEB_TRY(const auto client, ReconnectingClient::connect(endpoint, {}, persistence));
    FORLOEB_TRY(const StreamId sag, find_case(*client, name));

    FrameBuilder request;
    auto subscribe = request.frame().initSubscribe();
    write_stream_ref(subscribe.initStream(), sag);
    subscribe.getFrom().setPosition(0);
    FORLOEB_TRY(const auto feed, client->subscribe(request));
    for (std::uint64_t version = 0; version < count;) {
        FORLOEB_TRY(const auto delivery, feed->next(std::chrono::minutes(1)));
        if (!delivery || !delivery->frame().isEvents()) continue;
        for (const auto record : delivery->frame().getEvents().getEvents()) {
            FORLOEB_TRY(const EventView event, open_record(record));
            version = event.leaf().version.value;
            std::cout << version << ' ' << event.type().name << ' ' << format_when(event.occurred()) << std::endl;
        }
    }
    return {};
}

}  // namespace

int main(int count, char** words) {
    const Status done = run(count > 1 ? words[1] : "127.0.0.1:7420", count > 2 ? words[2] : "karen", count > 3 ? std::stoull(words[3]) : 1);
    if (!done) std::cerr << done.error().message << '\n';
    return done ? 0 : 1;
}
