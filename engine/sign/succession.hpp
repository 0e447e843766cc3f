// A succession: what one log's key says last, that another log goes on where it ended. A restored backup is behind what was
// signed, and must not be signed on under the old name; the way on is a new data directory with an origin of its own, and this
// note, by which whoever trusts the old key comes to the new one. A change of key or operator is the same.
//
//   forloeb succession v1 LF
//   origin LF | size LF | base64( root ) LF      the checkpoint that was signed last; size 0 if none was
//   verifier key of the new log LF               name+ID+base64, its origin in it
//
// A signed note (engine/proof/note.hpp), by the old key and by the new one, so that nobody can be named a successor who does
// not take it on. Once it is signed the old log is signed no more. Pure but for `hand_over`; any thread.
#pragma once

#include "engine/sign/signing_files.hpp"

namespace forloeb {

struct Succession {
    LogCheckpoint last;      // of the old log
    VerifierKey successor;
    bool operator==(const Succession&) const = default;
};

[[nodiscard]] std::string encode_succession(const Succession& succession);
/// `invalid` unless it is what encode_succession wrote.
[[nodiscard]] Result<Succession> parse_succession(std::string_view text);
/// `damaged` unless both keys signed it; `old_key` is the one whose log ended.
[[nodiscard]] Result<Succession> open_succession(std::string_view note, const VerifierKey& old_key);

/// Signs it, and keeps it in both folders before it is given out; asked again, it gives out the same. `refused` if the old log
/// has another successor, if its key is not there, or if both are one log.
[[nodiscard]] Result<std::string> hand_over(const SigningFiles& old_log, const SigningFiles& new_log, const Ed25519Key& new_key);

}  // namespace forloeb
