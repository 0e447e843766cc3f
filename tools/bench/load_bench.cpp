// Loads a server that runs elsewhere, so that it can be killed, restarted and weighed from outside (tools/bench/grow).
//
//   forloeb_load unix:SOCKET SEED fill CASES EVENTS        whole cases of EVENTS events (1 to 1000), an append each, 64 under way
//   forloeb_load unix:SOCKET SEED append COUNT             single events: 64 clients, 16 in flight each
//   forloeb_load unix:SOCKET 0 ask cases PERSON COUNT      a coordinator's caseload, one question after the other (tools/bench/answers)
//   forloeb_load unix:SOCKET 0 ask measure ID COUNT        a measure over every case, likewise
//
// No two loads of one data directory may share a seed. Prints one line of JSON; ends with 1 if an append is not stored or a
// question not answered.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "events/vocabulary/limits.hpp"
#include "tools/bench/appends.hpp"
#include "tools/bench/made_up.hpp"
#include "tools/bench/talk.hpp"

namespace forloeb::bench {
namespace {

constexpr std::size_t fillers = 8;
constexpr std::size_t fill_in_flight = 8;
constexpr std::uint64_t cases_at_a_time = 1000;  // requests are encoded before they are sent, and memory is finite

const Stop never = [] { return false; };

/// Operations are events; the time is that of sending, without that of encoding.
Result<Timing> fill(const Endpoint& server, std::uint64_t seed, std::uint64_t cases, std::uint64_t events_each) {
    const MadeUp made_up{seed};
    Timing all;
    for (std::uint64_t first = 0; first < cases; first += cases_at_a_time) {
        std::vector<std::unique_ptr<Prepared>> talkers;
        for (std::size_t i = 0; i < fillers; ++i)
            talkers.push_back(std::make_unique<Prepared>(fill_in_flight, wire::Frame::APPENDED, never));
        for (std::uint64_t number = first; number < std::min(first + cases_at_a_time, cases); ++number) {
            FrameBuilder request;
            made_up.write_append(request.frame().initAppend(), number, number, 0, events_each);
            talkers[number % fillers]->add(request);
        }
        FORLOEB_TRY(const Timing timing, timed_talk(server, std::move(talkers)));
        all.operations += timing.operations * events_each;
        all.seconds += timing.seconds;
    }
    return all;
}

/// Over one connection: from the question to the whole answer, without a program that starts and prints.
Result<Timing> ask(const Endpoint& server, std::string_view what, const char* of, std::uint64_t count) {
    std::vector<std::unique_ptr<Prepared>> talkers;
    talkers.push_back(std::make_unique<Prepared>(1, wire::Frame::ANSWER, never));
    for (std::uint64_t i = 0; i < count; ++i) {
        FrameBuilder request;
        if (what == "measure") {
            request.frame().initQuery().initMeasureRun().setMeasure(of);
        } else {
            auto asked = request.frame().initQuery().initCoordinator();
            asked.setCoordinator(of);
            asked.setView(answers::CoordinatorViewKind::CASELOAD);
        }
        talkers.front()->add(request);
    }
    return timed_talk(server, std::move(talkers));
}

Result<Timing> load(const Endpoint& server, std::uint64_t seed, std::string_view what, std::uint64_t count,
                    std::uint64_t events_each) {
    if (what == "fill") return fill(server, seed, count, events_each);
    return timed_appends(server, {64, 16, count, seed}, never);
}

int run(int count, char** arguments) {
    const std::string_view what = count > 3 ? arguments[3] : "";
    const std::string_view subject = what == "ask" && count == 7 ? arguments[4] : "";
    if (!(what == "fill" && count == 6) && !(what == "append" && count == 5) && subject != "cases" && subject != "measure") {
        std::fprintf(stderr, "forloeb_load ENDPOINT SEED fill CASES EVENTS | append COUNT | ask cases PERSON COUNT | ask measure ID COUNT\n");
        return 2;
    }
    const auto number = [&](int place) { return count > place ? std::strtoull(arguments[place], nullptr, 10) : 0; };
    if (what == "fill" && (number(5) == 0 || number(5) > limits::append_events_max)) {
        std::fprintf(stderr, "A case is one append here, which takes 1 to %zu events.\n", limits::append_events_max);
        return 2;
    }
    const auto server = Endpoint::parse(arguments[1]);
    const auto timing = !server              ? Result<Timing>(tl::make_unexpected(server.error()))
                        : !subject.empty() ? ask(*server, subject, arguments[5], number(6))
                                             : load(*server, number(2), what, number(4), number(5));
    if (!timing) {
        std::fprintf(stderr, "%s\n", timing.error().message.c_str());
        return 1;
    }
    std::printf("{\"operations\": %llu, \"seconds\": %.6f, \"perSecond\": %.1f, \"p50Micros\": %.1f, \"p99Micros\": %.1f}\n",
                static_cast<unsigned long long>(timing->operations), timing->seconds, timing->per_second(),
                timing->percentile(0.5), timing->percentile(0.99));
    return 0;
}

}  // namespace
}  // namespace forloeb::bench

int main(int count, char** arguments) { return forloeb::bench::run(count, arguments); }
