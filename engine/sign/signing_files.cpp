#include "engine/sign/signing_files.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "engine/proof/base64.hpp"
#include "engine/proof/sha256.hpp"
#include "engine/storage/synced_file.hpp"

namespace forloeb {
namespace {

constexpr std::string_view private_word = "PRIVATE+KEY+";
using Seed = std::array<Byte, 32>;
constexpr std::size_t secret_digits = (1 + 32) / 3 * 4;  // in base64: the algorithm and the seed

std::string file_digits(const std::string& origin) { return to_hex(sha256(as_bytes(origin))).substr(0, 8); }

VerifierKey verifier_of(const std::string& origin, const Ed25519Key& key) { return {origin, NoteAlgorithm::ed25519, key.public_key()}; }

// name+ID+base64( 1 | seed ): as a verifier key, with the seed in the place of the public key.
std::string key_line(const std::string& origin, const Seed& seed) {
    const std::string verifier = verifier_of(origin, Ed25519Key::from_seed(seed)).text();
    std::string secret(1, static_cast<char>(NoteAlgorithm::ed25519));
    secret.append(as_text(seed));
    std::string line(private_word);
    return line.append(verifier, 0, verifier.find('+', origin.size() + 1) + 1).append(to_base64(as_bytes(secret))).append("\n");
}

Result<std::optional<std::string>> read_if_there(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return std::optional<std::string>();
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) return fail(ErrorKind::storage, "Cannot read " + file.string() + ": check its permissions.");
    return std::optional(std::move(text).str());
}

tl::unexpected<Error> no_key(const std::filesystem::path& file, const std::string& origin) {
    return fail(ErrorKind::damaged, file.string() + " is not the signing key of " + origin + ". Restore it from where it was kept; a log never signs with another.");
}

}  // namespace

SigningFiles::SigningFiles(std::filesystem::path folder, std::string origin)
    : origin_(std::move(origin)),
      key_file_(folder / ("signing-" + file_digits(origin_) + ".key")),
      signed_file_(folder / ("signed-" + file_digits(origin_) + ".checkpoint")),
      successor_file_(folder / ("successor-" + file_digits(origin_) + ".note")),
      predecessor_file_(folder / ("predecessor-" + file_digits(origin_) + ".note")) {}

Result<std::optional<Ed25519Key>> SigningFiles::key() const {
    FORLOEB_TRY(const auto line, read_if_there(key_file_));
    if (!line) return std::optional<Ed25519Key>();
    if (line->size() <= secret_digits) return no_key(key_file_, origin_);
    const auto secret = from_base64(std::string_view(*line).substr(line->size() - 1 - secret_digits, secret_digits));  // it may have a '+' in it
    Seed seed{};
    if (!secret || secret->size() != 1 + seed.size()) return no_key(key_file_, origin_);
    std::copy_n(secret->begin() + 1, seed.size(), seed.begin());
    if (key_line(origin_, seed) != *line) return no_key(key_file_, origin_);
    return std::optional(Ed25519Key::from_seed(seed));
}

Result<Ed25519Key> SigningFiles::make_key(const std::function<void(Byte* out, std::size_t size)>& entropy) const {
    Seed seed;
    entropy(seed.data(), seed.size());
    FORLOEB_CHECK(replace_file(key_file_, key_line(origin_, seed)));
    return Ed25519Key::from_seed(seed);
}

Result<std::optional<std::string>> SigningFiles::signed_last(const VerifierKey& key) const {
    FORLOEB_TRY(auto note, read_if_there(signed_file_));
    if (note && !open_checkpoint(*note, key))
        return fail(ErrorKind::damaged, signed_file_.string() + " is not a checkpoint signed by this log's key. Put back the newest checkpoint that was given out: an auditor or witness has it.");
    return note;
}

Result<std::optional<std::string>> SigningFiles::successor() const { return read_if_there(successor_file_); }

Status SigningFiles::keep_successor(std::string_view note) const { return replace_file(successor_file_, std::string(note)); }

Status SigningFiles::keep_predecessor(std::string_view note) const { return replace_file(predecessor_file_, std::string(note)); }

Status SigningFiles::keep(std::string_view checkpoint) const { return replace_file(signed_file_, std::string(checkpoint)); }

}  // namespace forloeb
