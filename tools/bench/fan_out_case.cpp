#include <algorithm>

#include "tools/bench/bench.hpp"
#include "tools/bench/made_up.hpp"
#include "tools/bench/talk.hpp"

namespace forloeb::bench {
namespace {

constexpr std::size_t subscribers = 100;

/// When each append was sent, by its place in the log, and how long it took to reach the subscribers.
struct Course {
    std::uint64_t first = 0;  // position of the first event that is awaited
    std::uint64_t wanted = 0;
    std::vector<SteadyTime> sent;
    std::vector<double> microseconds;
    std::size_t ready = 0;    // subscribers that are level with the log
    std::size_t expected = 0; // of them, before anything is appended
};

/// One append at a time, once everybody listens.
class Source final : public Talker {
  public:
    Source(Course& course, const MadeUp& made_up, const Stop& stop) : course_(course), made_up_(made_up), stop_(stop) {}
    ByteSpan next(SteadyTime now) override {
        if (waiting_) return {};
        if (!started_) {  // a question first, so that there is an answer to go on from
            started_ = waiting_ = true;
            FrameBuilder ping(~std::uint64_t{0}, 16);
            ping.frame().setPing();
            frame_ = ping.finish();
            return frame_.bytes();
        }
        if (course_.ready < course_.expected) {
            started_ = false;
            return next(now);
        }
        if (course_.sent.size() == course_.wanted || stop_()) return {};
        const std::uint64_t number = course_.sent.size();
        FrameBuilder request(number + 1);
        made_up_.write_append(request.frame().initAppend(), number, number / events_per_case, number % events_per_case, 1);
        frame_ = request.finish();
        course_.sent.push_back(now);
        waiting_ = true;
        return frame_.bytes();
    }
    Status heard(wire::Frame::Reader frame, SteadyTime) override {
        waiting_ = false;
        if (frame.isPong()) return {};
        if (!frame.isAppended()) return fail(ErrorKind::invalid, "The benchmark's append was not stored.");
        if (frame.getAppended().getPosition() != course_.first + course_.sent.size() - 1)
            return fail(ErrorKind::invalid, "Somebody else appends to the benchmark's server.");
        return {};
    }
    [[nodiscard]] bool done() const override { return started_ && !waiting_ && (course_.sent.size() == course_.wanted || stop_()); }

  private:
    Course& course_;
    const MadeUp made_up_;
    const Stop& stop_;
    WireFrame frame_;
    bool started_ = false;
    bool waiting_ = false;
};

class Subscriber final : public Talker {
  public:
    Subscriber(Course& course, const Stop& stop) : course_(course), stop_(stop) {}
    ByteSpan next(SteadyTime) override {
        if (subscribed_) return {};
        subscribed_ = true;
        FrameBuilder request(1, 32);
        auto subscribe = request.frame().initSubscribe();
        subscribe.getFrom().setPosition(course_.first);
        subscribe.setCredits(static_cast<std::uint32_t>(limits::credits_max));
        frame_ = request.finish();
        return frame_.bytes();
    }
    Status heard(wire::Frame::Reader frame, SteadyTime now) override {
        if (frame.isSubscribed()) ++course_.ready;
        if (!frame.isEvents()) return {};
        for ([[maybe_unused]] const auto event : frame.getEvents().getEvents()) {
            if (received_ >= course_.sent.size()) return fail(ErrorKind::damaged, "A subscriber was pushed what nobody appended.");
            course_.microseconds.push_back(std::chrono::duration<double, std::micro>(now - course_.sent[received_++]).count());
        }
        return {};
    }
    [[nodiscard]] bool done() const override { return received_ == course_.wanted || stop_(); }

  private:
    Course& course_;
    const Stop& stop_;
    WireFrame frame_;
    std::uint64_t received_ = 0;
    bool subscribed_ = false;
};

/// Asks for the whole log and never reads an answer.
class Sleeper final : public Talker {
  public:
    ByteSpan next(SteadyTime) override {
        if (!frame_.empty()) return {};
        FrameBuilder request(1, 32);
        request.frame().initSubscribe().setCredits(static_cast<std::uint32_t>(limits::credits_max));
        frame_ = request.finish();
        return frame_.bytes();
    }
    Status heard(wire::Frame::Reader, SteadyTime) override { return {}; }
    [[nodiscard]] bool done() const override { return true; }
    [[nodiscard]] bool listens() const override { return false; }

  private:
    WireFrame frame_;
};

Status measure(Bench& bench, const std::string& name, const std::string& settings, std::size_t fast, bool one_sleeps, const std::string& baseline) {
    bench.tell(name);
    Course course;
    course.first = bench.events();
    course.wanted = std::max<std::uint64_t>(1, bench.plan().appends / 10);
    course.expected = fast;
    std::vector<std::unique_ptr<Talker>> talkers;
    for (std::size_t i = 0; i < fast; ++i) talkers.push_back(std::make_unique<Subscriber>(course, bench.stop()));
    if (one_sleeps) talkers.push_back(std::make_unique<Sleeper>());
    talkers.push_back(std::make_unique<Source>(course, MadeUp{bench.next_seed()}, bench.stop()));
    Timing timing;
    FORLOEB_TRY(timing.seconds, talk(bench.endpoint(), talkers));
    timing.microseconds = std::move(course.microseconds);
    timing.operations = timing.microseconds.size();
    bench.add({name, settings, fast, std::move(timing), baseline, 0});
    return {};
}

}  // namespace

// Live subscribers of everything that is appended: how long an event takes from being sent to each of them. Then the
// same with one among them that never reads.
Status fan_out_case(Bench& bench) {
    FORLOEB_CHECK(measure(bench, "fan_out.fast_100", "one append at a time; from sending it to each of 100 live subscribers",
                          subscribers, false, ""));
    if (bench.stop()()) return {};
    FORLOEB_CHECK(measure(bench, "fan_out.fast_99_slow_1",
                          "the same with 99, and one more that asks for the whole log and never reads", subscribers - 1,
                          true, "fan_out.fast_100"));
    bench.add(Goal{"100 live subscribers, one slow: p99 of the others, times without", bench.p99_ratio("fan_out.fast_99_slow_1", "fan_out.fast_100"), 1.5, false});
    return {};
}

}  // namespace forloeb::bench
