#include <algorithm>

#include "server/protocol/ids.hpp"
#include "server/protocol/problem.hpp"
#include "tools/bench/bench.hpp"
#include "tools/bench/made_up.hpp"
#include "tools/bench/talk.hpp"

namespace forloeb::bench {
namespace {

constexpr std::size_t writers = 8;

/// The case all write to, as its writers know it: they follow it, so what one was answered the others know too.
struct SharedCase {
    MadeUp made_up;
    std::uint64_t wins_wanted = 0;
    bool conditional = true;
    const Stop& stop;
    std::uint64_t version = 0;       // the newest any of them was told
    std::uint64_t attempts = 0;
    std::vector<std::uint64_t> won;  // versions, in the order answered
    std::vector<double> microseconds;

    [[nodiscard]] bool over() const { return won.size() >= wins_wanted || stop(); }
};

/// One writer, one append at a time, each on the condition that the case is as it knows it.
class Writer final : public Talker {
  public:
    explicit Writer(SharedCase& shared) : shared_(shared) {}

    ByteSpan next(SteadyTime now) override {
        if (waiting_ || shared_.over()) return {};
        FrameBuilder request(++corr_);
        auto append = request.frame().initAppend();
        const std::uint64_t number = shared_.attempts++;
        shared_.made_up.write_append(append, number, 0, number, 1);
        if (shared_.conditional) {
            auto expected = append.initExpectations(1)[0];
            write_stream_ref(expected.initStream(), shared_.made_up.stream(0));
            expected.setExact(shared_.version);
        }
        frame_ = request.finish();
        sent_ = now;
        waiting_ = true;
        return frame_.bytes();
    }
    Status heard(wire::Frame::Reader frame, SteadyTime now) override {
        waiting_ = false;
        shared_.microseconds.push_back(std::chrono::duration<double, std::micro>(now - sent_).count());
        if (frame.isAppended()) {
            const std::uint64_t version = frame.getAppended().getVersions()[0].getVersion();
            shared_.won.push_back(version);
            shared_.version = std::max(shared_.version, version);
            return {};
        }
        if (frame.isError() && frame.getError().getCode() == wire::ErrorCode::CONFLICT && shared_.conditional) return {};
        if (frame.isError()) return tl::make_unexpected(read_problem(frame.getError()));
        return fail(ErrorKind::invalid, "The benchmark's server gave an answer to another question.");
    }
    [[nodiscard]] bool done() const override { return !waiting_ && shared_.over(); }

  private:
    SharedCase& shared_;
    WireFrame frame_;
    SteadyTime sent_;
    std::uint64_t corr_ = 0;
    bool waiting_ = false;
};

/// Opens the case, then lets the writers at it. Every version has exactly one winner, or the measurement failed.
Result<SharedCase*> write_all(Bench& bench, SharedCase& shared, double& seconds) {
    std::vector<std::unique_ptr<Talker>> opener;
    opener.push_back(std::make_unique<Writer>(shared));
    shared.wins_wanted = 1;
    FORLOEB_TRY(const double opening, talk(bench.endpoint(), opener));
    static_cast<void>(opening);
    shared.wins_wanted += bench.plan().appends;
    shared.microseconds.clear();
    std::vector<std::unique_ptr<Talker>> talkers;
    for (std::size_t i = 0; i < writers; ++i) talkers.push_back(std::make_unique<Writer>(shared));
    FORLOEB_TRY(seconds, talk(bench.endpoint(), talkers));
    std::vector<std::uint64_t> versions = shared.won;
    std::ranges::sort(versions);
    for (std::size_t i = 0; i < versions.size(); ++i)
        if (versions[i] != i + 1) return fail(ErrorKind::damaged, "A version of the benchmark's case has no winner, or two.");
    return &shared;
}

Status measure(Bench& bench, const std::string& name, const std::string& settings, bool conditional, const std::string& baseline) {
    bench.tell(name);
    SharedCase shared{{bench.next_seed()}, 0, conditional, bench.stop(), 0, 0, {}, {}};
    double seconds = 0;
    FORLOEB_CHECK(write_all(bench, shared, seconds));
    Timing stored{shared.won.size() - 1, seconds, shared.microseconds};
    if (conditional) {
        Timing answered{shared.microseconds.size(), seconds, shared.microseconds};
        bench.add({name + ".answered", settings + "; stored and refused together", writers, std::move(answered), baseline, 0});
    }
    bench.add({name, settings, writers, std::move(stored), baseline, 0});
    return {};
}

}  // namespace

// Eight writers of one case, each insisting on the version it knows, beside eight that insist on nothing.
Status conditional_case(Bench& bench) {
    FORLOEB_CHECK(measure(bench, "one_case.unconditional", "8 writers of one case, 1 in flight each, no expectation", false, ""));
    if (bench.stop()()) return {};
    FORLOEB_CHECK(measure(bench, "one_case.conditional",
                          "8 writers of one case, 1 in flight each, each expecting the newest version any of them was told; stored only",
                          true, "one_case.unconditional"));
    bench.add(Goal{"8 conditional writers of one case: answers, times unconditional ones",
                   bench.rate_ratio("one_case.conditional.answered", "one_case.unconditional"), 0.5, true});
    return {};
}

}  // namespace forloeb::bench
