// Signs checkpoints of one log. The rules:
//
//   only what is durable, at most once a second (until then the one before is the answer);
//   never a log that is behind what was signed last, or that is not its continuation: both would make two histories under
//   one name. An older copy of the data, restored or put back, is such a log;
//   what was signed last is on the disk, in the key folder, before the signature is given out;
//   a directory that says of itself that it was restored does not get a new key: it signs with the folder it was made with;
//   a log that another one goes on for is signed no more.
//
// The operator of a log can still rewrite it together with the key folder: against that help checkpoints that others keep.
// Any thread; the engine outlives it. Works for any log that is an Engine.
#pragma once

#include <mutex>

#include "engine/engine.hpp"
#include "engine/sign/signing_files.hpp"

namespace forloeb {

class CheckpointSigner {
  public:
    /// `entropy`: cryptographic random bytes, for a new key.
    explicit CheckpointSigner(const Engine& engine, std::function<void(Byte* out, std::size_t size)> entropy = Environment::system().entropy);

    /// The signed note. `refused` with what to do, if the log may not be signed.
    [[nodiscard]] Result<std::string> checkpoint();
    /// This log goes on for the one whose signing files these are, which is signed no more: a note by both keys (succession.hpp).
    [[nodiscard]] Result<std::string> take_over_from(const SigningFiles& old_log);
    /// The public half of the key, made if there is none.
    [[nodiscard]] Result<VerifierKey> verifier_key();

  private:
    [[nodiscard]] Result<Ed25519Key> key();
    [[nodiscard]] Status check_continues(const LogCheckpoint& last, const TreeHead& now) const;

    const Engine& engine_;
    std::function<void(Byte* out, std::size_t size)> entropy_;
    std::string origin_;
    SigningFiles files_;
    std::mutex mutex_;
    Instant signed_at_;  // by this object; 0 if it has not
};

}  // namespace forloeb
