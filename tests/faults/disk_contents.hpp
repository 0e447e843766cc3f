// What a disk holds, and what of it would be there after a power cut. Plain data without locks, RocksDB or time: the
// model that simulated_disk.hpp describes, apart from the door through which RocksDB uses it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/faults/dice.hpp"

namespace forloeb::faults {

/// What one power cut did: enough to tell whether it hurt, and to find the moment again.
struct CutReport {
    std::uint64_t operation = 0;       // changing operations since power came on, up to and with the one that was cut
    std::string during;                // that operation, e.g. "sync 000012.log"; "idle" if none was in flight
    bool in_flight_done = false;       // did that operation reach the disk although it was never confirmed?
    std::uint64_t bytes_lost = 0;      // written, not synced, gone
    std::uint64_t bytes_kept = 0;      // written, not synced, there all the same
    std::uint32_t sectors_torn = 0;    // among the bytes kept
    std::uint32_t changes_undone = 0;  // creations, renames, removals

    [[nodiscard]] bool lost_something() const { return bytes_lost > 0 || sectors_torn > 0 || changes_undone > 0; }
    [[nodiscard]] std::string text() const;
};

/// Bytes within a file that were written over and not synced since.
struct Overwrite {
    std::size_t offset = 0;
    std::string before;
};
struct FileBody {
    std::string bytes;
    std::size_t safe = 0;  // synced bytes, from the beginning
    std::vector<Overwrite> unsafe = {};

    void write_over(std::size_t offset, const char* data, std::size_t size);
};
using Body = std::shared_ptr<FileBody>;  // lives on while it is open, also without a name

/// One change of a folder, all or nothing: each name gets a body, or (nullptr) none.
using NameChange = std::vector<std::pair<std::string, Body>>;

class Folder {
  public:
    [[nodiscard]] const std::map<std::string, Body>& names() const { return names_; }
    void change(NameChange change);
    /// Everything changed so far is safe.
    void sync();
    /// Power cut: a prefix of what was not safe stays.
    void lose(Dice& dice, CutReport& report);

  private:
    std::map<std::string, Body> names_;  // as programs see it
    std::map<std::string, Body> safe_;
    std::vector<NameChange> unsafe_;  // what leads from safe_ to names_
};

class DiskContents {
  public:
    [[nodiscard]] Folder* folder(const std::string& path);
    [[nodiscard]] Folder& make_folder(const std::string& path);
    void remove_folder(const std::string& path);
    /// The folder that a file lies in; nullptr if there is none.
    [[nodiscard]] Folder* folder_around(const std::string& file);
    /// nullptr if there is no such file.
    [[nodiscard]] Body find(const std::string& file);
    /// Names of files and folders directly in a folder.
    [[nodiscard]] std::vector<std::string> list(const std::string& path) const;
    /// In all files that have a name.
    [[nodiscard]] std::uint64_t bytes() const;
    /// Power cut: loses, by the dice, what is not safe; then everything that is left is.
    void lose(Dice& dice, CutReport& report);

    [[nodiscard]] static std::string name_of(const std::string& path);

  private:
    std::map<std::string, Folder> folders_;  // ordered: the same seed throws the same dice for the same file
};

}  // namespace forloeb::faults
