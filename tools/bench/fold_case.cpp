#include <chrono>

#include "tools/bench/bench.hpp"
#include "tools/bench/made_up.hpp"
#include "tools/bench/talk.hpp"

namespace forloeb::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t events = 10'000;
constexpr std::uint64_t events_an_append = 500;
constexpr int folds = 20;

}  // namespace

// One very long case, read and folded into its history as of now: what every view of a case does first.
Status fold_case(Bench& bench) {
    bench.tell("fold");
    const MadeUp made_up{bench.next_seed()};
    std::vector<std::unique_ptr<Prepared>> talkers;
    talkers.push_back(std::make_unique<Prepared>(4, wire::Frame::APPENDED, bench.stop()));
    for (std::uint64_t first = 0; first < events; first += events_an_append) {
        FrameBuilder request(0, 40 * events_an_append);
        made_up.write_append(request.frame().initAppend(), first, 0, first, events_an_append);
        talkers.front()->add(request);
    }
    FORLOEB_TRY(const Timing written, timed_talk(bench.endpoint(), std::move(talkers)));
    if (bench.stop()()) return {};
    Timing timing;
    const auto start = Clock::now();
    for (int i = 0; i < folds && !bench.stop()(); ++i) {
        const auto begun = Clock::now();
        FORLOEB_TRY(const History history, bench.server().engine().history(made_up.stream(0), {}));
        if (history.stored.size() != events)
            return fail(ErrorKind::damaged, "The benchmark's long case has lost events.");
        timing.microseconds.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begun).count());
    }
    timing.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    timing.operations = timing.microseconds.size();
    bench.add({"fold.events_10000", "one case of 10,000 events read, checked and folded; in process, warm", 1, std::move(timing), "", 0});
    bench.add(Goal{"one case of 10,000 events folded: p50 in ms", bench.figure("fold.events_10000").timing.percentile(0.5) / 1000, 10, false});
    return {};
}

}  // namespace forloeb::bench
