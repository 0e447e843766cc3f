// How far a long piece of work has come, on stderr: a line that is rewritten on a terminal, else a plain line every ten
// seconds; nothing with --quiet. One thread at a time. Says counts and rates only, never what the work is about.
#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <string>

#include "tools/cli/surroundings.hpp"
#include "tools/render/language.hpp"

namespace forloeb {

class Progress {
  public:
    using Clock = std::chrono::steady_clock;

    /// `unit` in the reader's language: "hændelser".
    Progress(Surroundings& surroundings, Language language, bool quiet, std::string unit);
    ~Progress();  // takes its line off the terminal
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// `total` 0 = not known.
    void at(std::uint64_t done, std::uint64_t total, Clock::time_point now = Clock::now());

    /// "12.345 / 102.000 hændelser  12 %  8.500/s  ca. 10 s tilbage", for one moment.
    [[nodiscard]] std::string line(std::uint64_t done, std::uint64_t total, double seconds) const;

  private:
    std::ostream& err_;
    Language language_;
    bool quiet_;
    bool terminal_;
    bool shown_ = false;
    std::string unit_;
    Clock::time_point started_;
    Clock::time_point printed_;
};

}  // namespace forloeb
