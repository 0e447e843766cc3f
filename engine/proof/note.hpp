// Signed notes (C2SP signed-note): a text, and signatures by named keys beneath it.
//
//   text, lines each ended by a line feed
//   (an empty line)
//   U+2014, space, key name, space, base64( key id 4 big-endian | signature )
//
// A key's id is the first 4 bytes of SHA-256( name | 0x0A | algorithm 1 | public key ). Signatures by unknown keys are left
// alone; one bad signature by a known key spoils the note. Pure; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/proof/ed25519.hpp"

namespace forloeb {

/// The first byte of a public key in a note, and what its signatures are over.
enum class NoteAlgorithm : Byte {
    ed25519 = 0x01,      // the text
    cosignature = 0x04,  // "cosignature/v1\ntime SECONDS\n" and the text, in front of it the time: a witness saw it then
};

struct NoteSignature {
    std::string name;
    std::uint32_t key_id = 0;
    std::string signature;
    bool operator==(const NoteSignature&) const = default;
};

struct SignedNote {
    std::string text;  // with its last line feed
    std::vector<NoteSignature> signatures;
    bool operator==(const SignedNote&) const = default;
};

/// UTF-8 without control characters but line feeds, at least one signature, at most limits::note_signatures_max; else `invalid`.
[[nodiscard]] Result<SignedNote> parse_note(std::string_view bytes);
[[nodiscard]] std::string encode_note(const SignedNote& note);

/// Whose signatures are believed: the public half of a key, with its name.
struct VerifierKey {
    std::string name;
    NoteAlgorithm algorithm = NoteAlgorithm::ed25519;
    Ed25519PublicKey key{};

    [[nodiscard]] std::uint32_t id() const;
    /// name+ID+base64( algorithm | key ), the id as 8 lower-case hex digits.
    [[nodiscard]] std::string text() const;
    bool operator==(const VerifierKey&) const = default;
};
/// `invalid` unless it is what VerifierKey::text wrote; `unsupported` for an algorithm that is not ours.
[[nodiscard]] Result<VerifierKey> parse_verifier_key(std::string_view text);
/// A key name is not empty and has neither white space nor '+'.
[[nodiscard]] bool is_key_name(std::string_view name);

/// A signature that holds.
struct VerifiedSignature {
    VerifierKey by;
    std::uint64_t unix_seconds = 0;  // of a cosignature; 0 else
};
/// Those of the note's signatures that known keys made; `damaged` if one of theirs does not hold.
[[nodiscard]] Result<std::vector<VerifiedSignature>> verified_signatures(const SignedNote& note, std::span<const VerifierKey> known);

[[nodiscard]] NoteSignature sign_note(std::string_view text, const std::string& name, const Ed25519Key& key);
[[nodiscard]] NoteSignature cosign_note(std::string_view text, const std::string& name, const Ed25519Key& key, std::uint64_t unix_seconds);

}  // namespace forloeb
