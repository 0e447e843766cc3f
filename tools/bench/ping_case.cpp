#include "tools/bench/bench.hpp"
#include "tools/bench/talk.hpp"

namespace forloeb::bench {

// The least that one question and its answer cost here: the socket there and back, and two threads woken.
Status ping_case(Bench& bench) {
    bench.tell("ping");
    std::vector<std::unique_ptr<Prepared>> talkers;
    talkers.push_back(std::make_unique<Prepared>(1, wire::Frame::PONG, bench.stop()));
    for (std::uint64_t i = 0; i < bench.plan().appends; ++i) {
        FrameBuilder request(0, 16);
        request.frame().setPing();
        talkers.front()->add(request);
    }
    FORLOEB_TRY(Timing timing, timed_talk(bench.endpoint(), std::move(talkers)));
    bench.add({"ping", "one client, one ping at a time; Unix socket", 1, std::move(timing), "", 0});
    return {};
}

}  // namespace forloeb::bench
