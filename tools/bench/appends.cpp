#include "tools/bench/appends.hpp"

#include "tools/bench/made_up.hpp"
#include "tools/bench/talk.hpp"

namespace forloeb::bench {
namespace {

// Numbers of one client stay apart from those of the next.
constexpr std::uint64_t client_stride = std::uint64_t{1} << 32;

}  // namespace

Result<Timing> timed_appends(const Endpoint& server, const AppendLoad& load, const Stop& stop) {
    const MadeUp made_up{load.seed};
    std::vector<std::unique_ptr<Prepared>> talkers;
    for (std::uint64_t client = 0; client < load.clients; ++client) {
        auto talker = std::make_unique<Prepared>(load.in_flight, wire::Frame::APPENDED, stop);
        const std::uint64_t share = load.appends / load.clients + (client < load.appends % load.clients ? 1 : 0);
        for (std::uint64_t i = 0; i < share; ++i) {
            FrameBuilder request;
            made_up.write_append(request.frame().initAppend(), client * client_stride + i,
                                 client * client_stride + i / events_per_case, i % events_per_case, 1);
            talker->add(request);
        }
        talkers.push_back(std::move(talker));
    }
    return timed_talk(server, std::move(talkers));
}

}  // namespace forloeb::bench
