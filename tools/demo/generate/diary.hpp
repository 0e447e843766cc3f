// What would have been recorded about one synthetic case (or evaluation project), entry by entry: when it happened, when
// it was written down, by whom, and what. An entry may refer to an earlier one's event by `ref`; its id is known once the
// append it stands in is (municipality.cpp). One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/append/request.hpp"
#include "events/vocabulary/time.hpp"

namespace forloeb::made {

struct Staff {
    std::string pseudonym;
    std::string role;
    std::string unit;
    std::string organisation = "kommune";
};

struct Entry {
    StreamId stream;
    Instant recorded;       // on the hour: what is written down in one hour is one append
    std::string json;       // the event as JSON; "@entry7@" stands for the id of that entry's event
};

/// An entry of the same diary, counted from 0.
struct Ref {
    std::size_t entry = 0;
    [[nodiscard]] std::string text() const { return "@entry" + std::to_string(entry) + "@"; }
};

class Diary {
  public:
    explicit Diary(StreamId stream) : stream_(stream) {}

    /// What happens from now on happens on this day at this minute of it, local time.
    void at(LocalDate day, int minute);
    void later(int minutes) { at(day_, minute_ + minutes); }
    [[nodiscard]] LocalDate day() const { return day_; }

    /// Written down at the next full hour. `payload` and `personal` are JSON objects; `personal` may be empty.
    Ref tell(std::string_view type, const Staff& by, const std::string& payload, const std::string& personal = {});
    /// Written down so many days later, at the end of a working day.
    Ref tell_late(int days, std::string_view type, const Staff& by, const std::string& payload, const std::string& personal = {});
    /// On another stream than the case: who the citizen is.
    Ref tell_of_person(StreamId person, const Staff& by, const std::string& payload, const std::string& personal);

    /// In the order they were written down, and within an hour in the order they were told; each with its number as a Ref
    /// counts it.
    [[nodiscard]] std::vector<std::pair<std::size_t, Entry>> take();

  private:
    Ref add(StreamId stream, Instant recorded, std::string_view type, const Staff& by, const std::string& payload, const std::string& personal);
    [[nodiscard]] Instant now() const;

    StreamId stream_;
    LocalDate day_;
    int minute_ = 0;
    std::vector<Entry> entries_;
};

}  // namespace forloeb::made
