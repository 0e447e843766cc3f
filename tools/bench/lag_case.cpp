#include "tools/bench/appends.hpp"
#include "tools/bench/bench.hpp"
#include "tools/client/client.hpp"

namespace forloeb::bench {
namespace {

constexpr std::size_t clients = 64;

/// Milliseconds from the disk to the rows of every projection, as 99 of 100 of the newest groups had to wait.
Result<double> lag_p99(const Endpoint& server) {
    FORLOEB_TRY(const std::unique_ptr<Client> client, Client::connect(server));
    FrameBuilder request;
    request.frame().initProjectionStatus();
    FORLOEB_TRY(const Reply reply, client->call(request));
    return static_cast<double>(reply.frame().getProjectionStatusReply().getLag().getP99Micros()) / 1000;
}

Result<double> lag_under_load(Bench& bench, const std::string& name) {
    bench.tell(name);
    FORLOEB_TRY(Timing timing, timed_appends(bench.endpoint(), {clients, 1, bench.plan().appends, bench.next_seed()}, bench.stop()));
    bench.add({name, "one event an append while the projections follow; the server's own figure of how far behind they are", clients,
               std::move(timing), "", 0});
    return lag_p99(bench.endpoint());
}

}  // namespace

// How far the live rows are behind the disk while 64 clients append; twice, so that a growing lag is seen.
Status lag_case(Bench& bench) {
    FORLOEB_TRY(const double first, lag_under_load(bench, "lag.first_half"));
    FORLOEB_TRY(const double second, lag_under_load(bench, "lag.second_half"));
    bench.add(Quantity{"projection lag, p99, first half", first, "ms"});
    bench.add(Goal{"64 clients appending: projection lag, p99 in ms", second, 50, false});
    return {};
}

}  // namespace forloeb::bench
