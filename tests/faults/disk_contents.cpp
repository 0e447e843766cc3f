#include "tests/faults/disk_contents.hpp"

#include <algorithm>
#include <set>

namespace forloeb::faults {
namespace {

constexpr std::size_t sector_bytes = 512;
constexpr unsigned torn_percent = 30;

std::string without_end_slash(std::string path) {
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    return path;
}

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : without_end_slash(path.substr(0, slash + 1));
}

void perform(const NameChange& change, std::map<std::string, Body>& names) {
    for (const auto& [name, body] : change) {
        if (body)
            names[name] = body;
        else
            names.erase(name);
    }
}

void tear_a_sector(FileBody& body, Dice& dice) {
    const std::size_t sector = dice.between(body.safe / sector_bytes, (body.bytes.size() - 1) / sector_bytes);
    const std::size_t begin = std::max(sector * sector_bytes, body.safe);
    const std::size_t end = std::min((sector + 1) * sector_bytes, body.bytes.size());
    const bool scramble = dice.chance(50);
    for (std::size_t i = begin; i < end; ++i) body.bytes[i] = scramble ? static_cast<char>(dice.next()) : '\0';
}

// Of each sector that was written over the disk holds the new bytes or the old ones, or, torn, neither.
void lose_overwrites(FileBody& body, Dice& dice, CutReport& report) {
    for (; !body.unsafe.empty(); body.unsafe.pop_back()) {
        const Overwrite& over = body.unsafe.back();
        for (std::size_t at = 0; at < over.before.size();) {
            const std::size_t size = std::min(sector_bytes - (over.offset + at) % sector_bytes, over.before.size() - at);
            const std::uint64_t fate = dice.below(5);
            const bool torn = fate == 4, kept = fate < 2;
            for (std::size_t i = at; i < at + size && !kept; ++i)
                body.bytes[over.offset + i] = torn ? static_cast<char>(dice.next()) : over.before[i];
            (kept ? report.bytes_kept : report.bytes_lost) += size;
            report.sectors_torn += torn;
            at += size;
        }
    }
}

void lose_bytes(FileBody& body, Dice& dice, CutReport& report) {
    const std::size_t unsafe = body.bytes.size() - body.safe;
    if (unsafe == 0) return;
    // Nothing, everything, or a piece of it: each happens on real disks, and each finds other mistakes.
    const std::uint64_t fate = dice.below(4);
    const std::size_t kept = fate == 0 ? 0 : fate == 1 ? unsafe : dice.below(unsafe + 1);
    body.bytes.resize(body.safe + kept);
    report.bytes_lost += unsafe - kept;
    report.bytes_kept += kept;
    if (kept > 0 && dice.chance(torn_percent)) {
        tear_a_sector(body, dice);
        ++report.sectors_torn;
    }
    body.safe = body.bytes.size();
}

}  // namespace

void FileBody::write_over(std::size_t offset, const char* data, std::size_t size) {
    if (bytes.size() < offset + size) bytes.resize(offset + size);
    unsafe.push_back({offset, bytes.substr(offset, size)});
    bytes.replace(offset, size, data, size);
}

std::string CutReport::text() const {
    return "cut at operation " + std::to_string(operation) + " (" + during +
           (in_flight_done ? ", done" : ", not done") + "): " + std::to_string(bytes_lost) + " unsynced bytes lost, " +
           std::to_string(bytes_kept) + " kept, " + std::to_string(sectors_torn) + " sectors torn, " +
           std::to_string(changes_undone) + " changes of names undone";
}

void Folder::change(NameChange change) {
    perform(change, names_);
    unsafe_.push_back(std::move(change));
}

void Folder::sync() {
    safe_ = names_;
    unsafe_.clear();
}

void Folder::lose(Dice& dice, CutReport& report) {
    const std::size_t kept = dice.below(unsafe_.size() + 1);
    for (std::size_t i = 0; i < kept; ++i) perform(unsafe_[i], safe_);
    report.changes_undone += static_cast<std::uint32_t>(unsafe_.size() - kept);
    unsafe_.clear();
    names_ = safe_;
}

Folder* DiskContents::folder(const std::string& path) {
    const auto found = folders_.find(without_end_slash(path));
    return found == folders_.end() ? nullptr : &found->second;
}

Folder& DiskContents::make_folder(const std::string& path) { return folders_[without_end_slash(path)]; }
void DiskContents::remove_folder(const std::string& path) { folders_.erase(without_end_slash(path)); }
Folder* DiskContents::folder_around(const std::string& file) { return folder(folder_of(file)); }

Body DiskContents::find(const std::string& file) {
    const Folder* around = folder_around(file);
    if (around == nullptr) return nullptr;
    const auto found = around->names().find(name_of(file));
    return found == around->names().end() ? nullptr : found->second;
}

std::vector<std::string> DiskContents::list(const std::string& path) const {
    const std::string wanted = without_end_slash(path);
    std::vector<std::string> names;
    for (const auto& [folder_path, folder] : folders_) {
        if (folder_path == wanted)
            for (const auto& [name, body] : folder.names()) names.push_back(name);
        else if (folder_of(folder_path) == wanted)
            names.push_back(name_of(folder_path));
    }
    return names;
}

std::uint64_t DiskContents::bytes() const {
    std::uint64_t bytes = 0;
    std::set<const FileBody*> counted;  // two names, one file
    for (const auto& [path, folder] : folders_)
        for (const auto& [name, body] : folder.names())
            if (counted.insert(body.get()).second) bytes += body->bytes.size();
    return bytes;
}

void DiskContents::lose(Dice& dice, CutReport& report) {
    std::set<const FileBody*> done;  // a body with two names loses once
    for (auto& [path, folder] : folders_) folder.lose(dice, report);
    for (auto& [path, folder] : folders_)
        for (const auto& [name, body] : folder.names())
            if (done.insert(body.get()).second) {
                lose_overwrites(*body, dice, report);
                lose_bytes(*body, dice, report);
            }
}

std::string DiskContents::name_of(const std::string& path) {
    const std::string whole = without_end_slash(path);
    return whole.substr(whole.rfind('/') + 1);
}

}  // namespace forloeb::faults
