// Proof files (C2SP tlog-proof, extension .tlog-proof): that one leaf is in a log, with the checkpoint it is proven against.
//
//   c2sp.org/tlog-proof@v1 LF | ( extra base64 LF ) | index decimal LF | ( base64 hash LF )* | LF | checkpoint, verbatim
//
// Pure; any thread.
#pragma once

#include "engine/proof/paths.hpp"

namespace forloeb {

struct ProofFile {
    Position index;
    HashPath path;
    std::string checkpoint;  // the signed note
    std::string extra = {};  // bytes; we write none
    bool operator==(const ProofFile&) const = default;
};

[[nodiscard]] std::string encode_proof_file(const ProofFile& proof);
/// `invalid` unless it is what encode_proof_file wrote. The checkpoint is not looked into.
[[nodiscard]] Result<ProofFile> parse_proof_file(std::string_view text);

}  // namespace forloeb
