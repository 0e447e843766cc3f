// Two people write on the same case: the second one's append conflicts, is decided again and stored. ADDRESS CASE
#include <iostream>

#include "events/schema/contact.capnp.h"
#include "tools/client/case_requests.hpp"

using namespace forloeb;

namespace {

std::string actor_of(const EventView& event) { return event.envelope().getActor().getPseudonym(); }

Result<StoredAppend> write_contact(ReconnectingClient& client, const StreamId& sag, StreamVersion seen, const char* actor, int minutes, const char* words) {
    FrameBuilder request;
    auto event = begin_append(request, sag, seen, 1)[0];
    auto held = begin_event<ContactHeld>(event, "2026-10-21T10:00:00+02:00", actor);
    held.setMinutes(minutes);
    held.setChannel("phone");
    held.initWith(1).set(0, "borger");
    begin_personal<ContactHeldPersonal>(event).setCitizenWords(words);
    return append(client, request);
}

Status run(const std::string& address, const std::string& name) {
    FORLOEB_TRY(const Endpoint endpoint, Endpoint::parse(address));
    FORLOEB_TRY(const auto client, ReconnectingClient::connect(endpoint));
    FORLOEB_TRY(const StreamId sag, find_case(*client, name));
    StreamVersion seen;
    FORLOEB_CHECK(read_stream(*client, sag, {}, [&](const EventView& event) { return seen = event.leaf().version, true; }));
    std::cout << "read up to version " << seen.value << '\n';

    FORLOEB_TRY(const StoredAppend colleague, write_contact(*client, sag, seen, "koord-2", 15, "Jeg er på vej på arbejde."));
    std::cout << "a colleague wrote version " << colleague.version.value << '\n';

    while (true) {
        const auto stored = write_contact(*client, sag, seen, "koord-1", 20, "Jeg vil gerne høre, hvad I aftaler.");
        if (stored) {
            std::cout << "stored as version " << stored->version.value << '\n';
            return {};
        }
        if (stored.error().kind != ErrorKind::conflict) return tl::make_unexpected(stored.error());
        // Read what is new and decide again: here a second contact on the same day stands beside the first.
        FORLOEB_CHECK(read_stream(*client, sag, seen.next(), [&](const EventView& event) {
            std::cout << "conflict: version " << event.leaf().version.value << " is " << event.type().name << " by " << actor_of(event) << '\n';
            return seen = event.leaf().version, true;
        }));
    }
}

}  // namespace

int main(int count, char** words) {
    const Status done = run(count > 1 ? words[1] : "127.0.0.1:7420", count > 2 ? words[2] : "karen");
    if (!done) std::cerr << done.error().message << '\n';
    return done ? 0 : 1;
}
