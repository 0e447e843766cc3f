#include "tools/cli/progress.hpp"

#include <cmath>
#include <ostream>

namespace forloeb {
namespace {

constexpr auto on_terminal_every = std::chrono::milliseconds(100);
constexpr auto plain_every = std::chrono::seconds(10);

std::string grouped(Language language, std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t end = text.size(); end > 3; end -= 3) text.insert(end - 3, say(language, ".", ","));
    return text;
}

}  // namespace

Progress::Progress(Surroundings& surroundings, Language language, bool quiet, std::string unit)
    : err_(surroundings.err),
      language_(language),
      quiet_(quiet),
      terminal_(surroundings.err_is_terminal),
      unit_(std::move(unit)),
      started_(Clock::now()),
      printed_(started_) {}

Progress::~Progress() {
    if (shown_) err_ << "\r\x1b[K" << std::flush;
}

std::string Progress::line(std::uint64_t done, std::uint64_t total, double seconds) const {
    std::string text = grouped(language_, done);
    if (total > 0) text += " / " + grouped(language_, total);
    text += " " + unit_;
    if (total > 0) text += "  " + std::to_string(done * 100 / total) + " %";
    if (seconds <= 0 || done == 0) return text;
    const double rate = static_cast<double>(done) / seconds;
    text += "  " + grouped(language_, static_cast<std::uint64_t>(std::llround(rate))) + "/s";
    if (total > done)
        text += std::string(say(language_, "  ca. ", "  about ")) +
                grouped(language_, static_cast<std::uint64_t>(std::ceil(static_cast<double>(total - done) / rate))) +
                std::string(say(language_, " s tilbage", " s left"));
    return text;
}

void Progress::at(std::uint64_t done, std::uint64_t total, Clock::time_point now) {
    if (quiet_) return;
    if (now - printed_ < (terminal_ ? Clock::duration(on_terminal_every) : Clock::duration(plain_every))) return;
    printed_ = now;
    const std::string text = line(done, total, std::chrono::duration<double>(now - started_).count());
    if (terminal_)
        err_ << '\r' << text << "\x1b[K" << std::flush;
    else
        err_ << text << '\n' << std::flush;
    shown_ = terminal_;
}

}  // namespace forloeb
