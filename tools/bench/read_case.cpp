#include <atomic>
#include <thread>

#include "server/protocol/ids.hpp"
#include "tools/bench/appends.hpp"
#include "tools/bench/bench.hpp"
#include "tools/bench/made_up.hpp"
#include "tools/bench/talk.hpp"

namespace forloeb::bench {
namespace {

constexpr std::uint64_t events_read = 100;
constexpr std::uint64_t cases = 50;

Status write_cases(Bench& bench, const MadeUp& made_up) {
    std::vector<std::unique_ptr<Prepared>> talkers;
    talkers.push_back(std::make_unique<Prepared>(8, wire::Frame::APPENDED, bench.stop()));
    // An event at a time, round and round, as cases grow: so that reading one is not reading one append.
    for (std::uint64_t ordinal = 0; ordinal < events_read; ++ordinal) {
        for (std::uint64_t number = 0; number < cases; ++number) {
            FrameBuilder request;
            made_up.write_append(request.frame().initAppend(), ordinal * cases + number, number, ordinal, 1);
            talkers.front()->add(request);
        }
    }
    FORLOEB_TRY(const Timing written, timed_talk(bench.endpoint(), std::move(talkers)));
    return {};
}

Result<Timing> reads(Bench& bench, const MadeUp& made_up, std::size_t clients) {
    std::vector<std::unique_ptr<Prepared>> talkers;
    for (std::size_t client = 0; client < clients; ++client) {
        talkers.push_back(std::make_unique<Prepared>(1, wire::Frame::PAGE, bench.stop()));
        for (std::uint64_t i = 0; i < bench.plan().appends / clients + 1; ++i) {
            FrameBuilder request(0, 32);
            write_stream_ref(request.frame().initReadStream().initStream(), made_up.stream((i * 7 + client) % cases));
            talkers.back()->add(request);
        }
    }
    return timed_talk(bench.endpoint(), std::move(talkers));
}

std::string name_of(std::size_t clients, bool loaded) {
    return "read.clients_" + std::to_string(clients) + (loaded ? ".under_appends" : "");
}

Status measure(Bench& bench, const MadeUp& made_up, std::size_t clients, bool loaded) {
    bench.tell(name_of(clients, loaded));
    FORLOEB_TRY(Timing timing, reads(bench, made_up, clients));
    bench.add({name_of(clients, loaded),
               std::string("one case of 100 events a request, warm; Unix socket") +
                   (loaded ? "; while 16 other clients append without pause" : ""),
               clients, std::move(timing), loaded ? name_of(clients, false) : "", 0});
    return {};
}

/// Reads while others append, until the reading is over.
Status measure_loaded(Bench& bench, const MadeUp& made_up) {
    std::atomic<bool> over{false};
    const Stop stop = [&] { return over || bench.stop()(); };
    std::optional<Error> failure;
    const std::uint64_t seed = bench.next_seed();
    std::thread appending([&] {
        auto timing = timed_appends(bench.endpoint(), {16, 1, 40 * bench.plan().appends, seed}, stop);
        if (!timing) failure = timing.error();
    });
    Status status = measure(bench, made_up, 1, true);
    if (status) status = measure(bench, made_up, 8, true);
    over = true;
    appending.join();
    if (failure) return tl::make_unexpected(*failure);
    return status;
}

}  // namespace

// One case of a hundred events over the socket, alone and while others append.
Status read_case(Bench& bench) {
    const MadeUp made_up{bench.next_seed()};
    FORLOEB_CHECK(write_cases(bench, made_up));
    FORLOEB_CHECK(measure(bench, made_up, 1, false));
    FORLOEB_CHECK(measure(bench, made_up, 8, false));
    FORLOEB_CHECK(measure_loaded(bench, made_up));
    bench.add(Goal{"read one case of 100 events, 8 clients under appends: p99, times idle",
                   bench.p99_ratio(name_of(8, true), name_of(8, false)), 3, false});
    return {};
}

}  // namespace forloeb::bench
