// A synthetic municipality, append by append in the order of time: the generator behind `forloeb demo generate`. Nobody in
// it exists, and every event says that it is of the demo.
//
// The same options give the same bytes on every machine. Each case is a function of seed and number alone. Memory: the
// cases under way, not those that are over or have not begun. One thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tools/demo/generate/case_life.hpp"

namespace forloeb {

struct MunicipalityOptions {
    std::uint64_t seed = 1;
    std::uint32_t cases = 100;
};

class Municipality {
  public:
    explicit Municipality(MunicipalityOptions options);

    /// The lines of the next append, in the form of a story's (tools/demo/README.md); empty at the end. What was written
    /// down in one hour is one append, or several where it is more than an append may hold.
    [[nodiscard]] std::optional<std::string> next();

  private:
    struct UnderWay {
        std::vector<std::pair<std::size_t, made::Entry>> entries;
        std::size_t at = 0;
        std::vector<std::string> ids;  // by the entry's number
        [[nodiscard]] Instant next() const { return entries[at].second.recorded; }
    };

    void begin_until(Instant hour);
    void begin(std::uint64_t number, made::Diary diary);
    [[nodiscard]] std::string line(UnderWay& diary, Instant hour, const Uuid& append_id, std::uint32_t ordinal) const;

    MunicipalityOptions options_;
    made::Town town_;
    std::uint32_t begun_ = 0;
    std::map<std::uint64_t, UnderWay> under_way_;                         // by case number; the project is the last
    std::map<std::int64_t, std::vector<std::uint64_t>> due_;              // who has something to write in which hour
    std::uint64_t appends_ = 0;
};

}  // namespace forloeb
