#include "engine/backup/manifest.hpp"

#include <charconv>
#include <sstream>

#include "engine/proof/sha256.hpp"

namespace forloeb {
namespace {

constexpr std::string_view first_words = "forloeb backup of ";
constexpr std::string_view check_words = "check ";
constexpr std::size_t hex_of_hash = 64;

tl::unexpected<Error> damaged() { return fail(ErrorKind::damaged, "The backup's file BACKUP is not what was written. Use another backup."); }

template <typename Number>
bool read_number(std::string_view text, Number& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && end == text.data() + text.size();
}

bool is_hash(std::string_view text) { return text.size() == hex_of_hash && text.find_first_not_of("0123456789abcdef") == std::string_view::npos; }

// A file directly in the backup's folder, whatever the text says.
bool is_plain_name(std::string_view name) { return !name.empty() && name.front() != '.' && name.find('/') == std::string_view::npos; }

bool read_file_line(const std::string& rest, std::vector<BackupFile>& files) {
    std::istringstream words(rest);
    BackupFile file;
    std::string bytes, more;
    if (!(words >> file.name >> bytes >> file.sha256) || words >> more) return false;
    if (!is_plain_name(file.name) || !read_number(bytes, file.bytes) || !is_hash(file.sha256)) return false;
    files.push_back(std::move(file));
    return true;
}

bool read_line(const std::string& word, const std::string& rest, BackupManifest& out) {
    if (word == "format") return read_number(rest, out.format);
    if (word == "events") return read_number(rest, out.events.value);
    if (word == "file") return read_file_line(rest, out.files);
    if (word == "root") {
        out.root = rest;
        return is_hash(rest);
    }
    std::string* const text = word == "controller" ? &out.controller : word == "origin" ? &out.origin : word == "keys" ? &out.keys : word == "verifier" ? &out.verifier : word == "created" ? &out.created : nullptr;
    if (text == nullptr) return false;
    *text = rest;
    return true;
}

}  // namespace

std::string encode_manifest(const BackupManifest& manifest) {
    std::ostringstream out;
    out << first_words << (manifest.kind == BackupManifest::Kind::data ? "data" : "keys") << "\nversion " << (manifest.verifier.empty() ? 1 : 2) << "\nformat " << manifest.format
        << "\ncontroller " << manifest.controller << "\norigin " << manifest.origin << "\nkeys " << manifest.keys
        << (manifest.verifier.empty() ? "" : "\nverifier ") << manifest.verifier << "\nevents "
        << manifest.events.value << "\nroot " << manifest.root << "\ncreated " << manifest.created << '\n';
    for (const BackupFile& file : manifest.files) out << "file " << file.name << ' ' << file.bytes << ' ' << file.sha256 << '\n';
    const std::string text = std::move(out).str();
    return text + std::string(check_words) + to_hex(sha256(as_bytes(text))) + '\n';
}

Result<BackupManifest> decode_manifest(std::string_view text) {
    const std::size_t check_line = check_words.size() + hex_of_hash + 1;
    if (text.size() < check_line) return damaged();
    const std::string_view body = text.substr(0, text.size() - check_line);
    if (text.substr(body.size()) != std::string(check_words) + to_hex(sha256(as_bytes(body))) + '\n') return damaged();

    std::istringstream lines{std::string(body)};
    std::string line;
    BackupManifest manifest;
    int version = 0;
    if (!std::getline(lines, line) || !line.starts_with(first_words)) return damaged();
    const std::string kind = line.substr(first_words.size());
    if (kind != "data" && kind != "keys") return damaged();
    manifest.kind = kind == "data" ? BackupManifest::Kind::data : BackupManifest::Kind::keys;
    if (!std::getline(lines, line) || !line.starts_with("version ") || !read_number(std::string_view(line).substr(8), version)) return damaged();
    if (version > backup_version)
        return fail(ErrorKind::unsupported, "The backup has version " + std::to_string(version) + "; this program knows versions up to " + std::to_string(backup_version) + ". Upgrade forloeb.");
    while (std::getline(lines, line)) {
        const std::size_t space = line.find(' ');
        if (space == std::string::npos || !read_line(line.substr(0, space), line.substr(space + 1), manifest)) return damaged();
    }
    if ((version == 2) != !manifest.verifier.empty()) return damaged();
    return manifest;
}

}  // namespace forloeb
