// A data directory with its true answers, of which any number of copies can be damaged and opened: cases with sealed notes,
// bound names, table files on more than one level, and a write-ahead log. The answers were given before anything was damaged.
// One thread.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tests/engine/temporary_directory.hpp"
#include "tests/faults/damage_check.hpp"

namespace forloeb::faults {

/// The data directory and the keys in a folder, in place of what another folder has under the same names.
void copy_directory(const std::filesystem::path& from, const std::filesystem::path& to);

/// A copy that may be damaged.
struct Copy {
    testing::TemporaryDirectory directory;
    [[nodiscard]] std::filesystem::path data() const { return directory.path() / "data"; }
    [[nodiscard]] std::filesystem::path log() const { return data() / "log"; }
    [[nodiscard]] std::filesystem::path keys() const { return directory.path() / "data.keys"; }
};

/// What became of one damaged copy.
struct Aftermath {
    bool refused = false;      // it did not open, and said why
    std::size_t errors = 0;    // questions answered with an error
    std::size_t served = 0;    // streams answered as before
    std::vector<Violation> violations;
};

class KeptDirectory {
  public:
    KeptDirectory();

    void copy_to(const Copy& copy) const;
    /// As it was half-way through its last session: files that grew since, and files that are gone now.
    [[nodiscard]] const std::filesystem::path& earlier() const { return earlier_.path(); }
    /// Opens the copy with nothing cached, lets `strike` happen to the running engine, and asks everything again.
    [[nodiscard]] Aftermath ask(const Copy& copy, const std::function<void()>& strike = {}) const;
    [[nodiscard]] std::size_t streams() const { return truth_.streams.size(); }

  private:
    void ask_for_details(Engine& engine, Aftermath& out) const;

    testing::TemporaryDirectory directory_, earlier_;
    Answers truth_;
    Position head_;
    std::vector<std::size_t> histories_;  // effective events of each case
};

}  // namespace forloeb::faults
