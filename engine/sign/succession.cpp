#include "engine/sign/succession.hpp"

#include <array>

#include "engine/proof/merkle.hpp"

namespace forloeb {
namespace {

constexpr std::string_view first_line = "forloeb succession v1\n";

VerifierKey public_half(const std::string& origin, const Ed25519Key& key) { return {origin, NoteAlgorithm::ed25519, key.public_key()}; }

tl::unexpected<Error> no_succession() { return fail(ErrorKind::invalid, "That is not a succession of ours: its first line, a checkpoint's three, and the new log's key."); }

}  // namespace

std::string encode_succession(const Succession& succession) {
    return std::string(first_line).append(encode_checkpoint(succession.last)).append(succession.successor.text()).append("\n");
}

Result<Succession> parse_succession(std::string_view text) {
    if (!text.starts_with(first_line) || !text.ends_with('\n')) return no_succession();
    const std::string_view lines = text.substr(first_line.size());
    const std::size_t key_line = lines.find_last_of('\n', lines.size() - 2);
    if (lines.size() < 2 || key_line == std::string_view::npos) return no_succession();
    Succession out;
    FORLOEB_TRY(out.last, parse_checkpoint(lines.substr(0, key_line + 1)));
    FORLOEB_TRY(out.successor, parse_verifier_key(lines.substr(key_line + 1, lines.size() - key_line - 2)));
    if (encode_succession(out) != text) return no_succession();
    return out;
}

Result<Succession> open_succession(std::string_view note, const VerifierKey& old_key) {
    FORLOEB_TRY(const SignedNote parsed, parse_note(note));
    FORLOEB_TRY(Succession out, parse_succession(parsed.text));
    if (out.last.origin != old_key.name) return fail(ErrorKind::damaged, "The succession is of another log than the key: " + out.last.origin + ".");
    const std::array both{old_key, out.successor};
    FORLOEB_TRY(const auto signatures, verified_signatures(parsed, both));
    for (const VerifierKey& key : both) {
        bool signed_by_it = false;
        for (const VerifiedSignature& signature : signatures) signed_by_it = signed_by_it || signature.by == key;
        if (!signed_by_it) return fail(ErrorKind::damaged, "The succession is not signed by the key of " + key.name + ".");
    }
    return out;
}

Result<std::string> hand_over(const SigningFiles& old_log, const SigningFiles& new_log, const Ed25519Key& new_key) {
    const VerifierKey successor = public_half(new_log.origin(), new_key);
    FORLOEB_TRY(const auto old_key, old_log.key());
    if (!old_key) return fail(ErrorKind::refused, "The old log's signing key is not at " + old_log.key_file().string() + ": without it nobody can say who goes on.");
    if (old_log.origin() == new_log.origin()) return fail(ErrorKind::refused, "A log does not succeed itself: the new one needs an origin of its own (--origin, when its directory is made).");
    const VerifierKey old_public = public_half(old_log.origin(), *old_key);
    FORLOEB_TRY(const auto known, old_log.successor());
    if (known) {
        FORLOEB_TRY(const Succession before, open_succession(*known, old_public));
        if (before.successor != successor) return fail(ErrorKind::refused, "That log has a successor already: " + before.successor.name + ".");
        FORLOEB_CHECK(new_log.keep_predecessor(*known));
        return *known;
    }
    Succession succession{{old_log.origin(), {{0}, MerkleEdge().root()}}, successor};
    FORLOEB_TRY(const auto last, old_log.signed_last(old_public));
    if (last) {
        FORLOEB_TRY(const OpenedCheckpoint opened, open_checkpoint(*last, old_public));
        succession.last = opened.checkpoint;
    }
    const std::string text = encode_succession(succession);
    const std::string note = encode_note({text, {sign_note(text, old_log.origin(), *old_key), sign_note(text, new_log.origin(), new_key)}});
    FORLOEB_CHECK(old_log.keep_successor(note));  // from here on the old log is signed no more
    FORLOEB_CHECK(new_log.keep_predecessor(note));
    return note;
}

}  // namespace forloeb
