// Checkpoints (C2SP tlog-checkpoint): the text of the signed notes by which a log states its size and root.
//
//   origin LF | size in decimal LF | base64( root ) LF
//
// Extension lines are refused: ours have none. Pure; any thread.
#pragma once

#include "engine/proof/note.hpp"
#include "engine/proof/paths.hpp"

namespace forloeb {

struct LogCheckpoint {
    std::string origin;
    TreeHead tree;
    bool operator==(const LogCheckpoint&) const = default;
};

[[nodiscard]] std::string encode_checkpoint(const LogCheckpoint& checkpoint);
/// `invalid` unless it is what encode_checkpoint wrote.
[[nodiscard]] Result<LogCheckpoint> parse_checkpoint(std::string_view text);

/// A checkpoint whose log's own signature holds, and those of the witnesses among `known`.
struct OpenedCheckpoint {
    LogCheckpoint checkpoint;
    std::vector<VerifiedSignature> cosignatures;
};
/// `note` as it was given out; `log_key` is the log's, with its origin as name. `damaged` if a signature does not hold or the
/// log's own is missing. How many cosignatures are enough is the caller's question.
[[nodiscard]] Result<OpenedCheckpoint> open_checkpoint(std::string_view note, const VerifierKey& log_key, std::span<const VerifierKey> witnesses = {});

}  // namespace forloeb
