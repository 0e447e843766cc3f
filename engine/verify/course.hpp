// The course of one verification: what was found, how much was read, and whether to go on. One thread.
#pragma once

#include "engine/verify/verify.hpp"
#include "events/vocabulary/result.hpp"

namespace forloeb {

class Course {
  public:
    Course(VerifyReport& report, const VerifyStep& step, std::uint64_t bytes_of);

    void found(Finding finding);
    /// The error of a table's reader as a finding; the file is taken from RocksDB's own words, where they name one.
    void found(const Error& error, const char* table, Position first = {}, Position end = {});

    void begin(const char* reading) { progress_.reading = reading; }
    /// Counts bytes read; false: stop.
    [[nodiscard]] bool read(std::size_t bytes);
    [[nodiscard]] bool go_on() const { return report_.finished; }
    [[nodiscard]] VerifyReport& report() { return report_; }

  private:
    VerifyReport& report_;
    const VerifyStep& step_;
    VerifyProgress progress_;
};

}  // namespace forloeb
