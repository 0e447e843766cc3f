// Who did what on a case, and who looked at it: the question is itself put on record. ADDRESS CASE
#include <iostream>

#include "events/codec/id16.hpp"
#include "events/vocabulary/time.hpp"
#include "tools/client/case_requests.hpp"

using namespace forloeb;

namespace {

void print(wire::audit::Entry::Reader entry) {
    std::cout << format_instant({entry.getRecordedAt()}) << ' ' << entry.getActor().cStr();
    if (entry.getLog() == wire::audit::Log::EVENTS)
        std::cout << " wrote " << entry.getType().cStr() << '\n';
    else
        std::cout << (entry.getDenied() ? " was denied " : " saw ") << entry.getOperation().cStr() << " (" << entry.getPurpose().cStr() << ")\n";
}

Status run(const std::string& address, const std::string& name) {
    FORLOEB_TRY(const Endpoint endpoint, Endpoint::parse(address));
    FORLOEB_TRY(const auto client, ReconnectingClient::connect(endpoint));
    FORLOEB_TRY(const StreamId sag, find_case(*client, name));
    std::string after;
    do {
        FrameBuilder request;
        request.frame().setPurpose("audit");
        auto audit = request.frame().initAudit();
        audit.setAfter(capnp::Data::Reader(reinterpret_cast<const kj::byte*>(after.data()), after.size()));
        write_id(audit.initOfCase(), sag.id);
        FORLOEB_TRY(const Reply reply, client->call(request));
        for (const auto entry : reply.frame().getAuditReply().getEntries()) print(entry);
        const auto next = reply.frame().getAuditReply().getNext();
        after.assign(reinterpret_cast<const char*>(next.begin()), next.size());
    } while (!after.empty());
    return {};
}

}  // namespace

int main(int count, char** words) {
    const Status done = run(count > 1 ? words[1] : "127.0.0.1:7420", count > 2 ? words[2] : "karen");
    if (!done) std::cerr << done.error().message << '\n';
    return done ? 0 : 1;
}
