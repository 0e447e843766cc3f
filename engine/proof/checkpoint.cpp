#include "engine/proof/checkpoint.hpp"

#include <algorithm>
#include <charconv>

#include "engine/proof/base64.hpp"

namespace forloeb {

std::string encode_checkpoint(const LogCheckpoint& checkpoint) {
    std::string out = checkpoint.origin;
    return out.append("\n").append(std::to_string(checkpoint.tree.size.value)).append("\n").append(to_base64(checkpoint.tree.root)).append("\n");
}

Result<LogCheckpoint> parse_checkpoint(std::string_view text) {
    LogCheckpoint out;
    const std::size_t origin_end = text.find('\n'), size_end = origin_end == std::string_view::npos ? origin_end : text.find('\n', origin_end + 1);
    if (size_end == std::string_view::npos) return fail(ErrorKind::invalid, "A checkpoint has three lines: origin, size and root.");
    out.origin = text.substr(0, origin_end);
    std::from_chars(text.data() + origin_end + 1, text.data() + size_end, out.tree.size.value);
    const std::string_view root_line = text.substr(size_end + 1);
    const auto root = from_base64(root_line.substr(0, root_line.find('\n')));
    if (root && root->size() == sizeof(Hash)) std::ranges::copy(as_bytes(*root), out.tree.root.begin());
    if (out.origin.empty() || encode_checkpoint(out) != text) return fail(ErrorKind::invalid, "That is not a checkpoint of ours: origin, size and root, one line each, and no more.");
    return out;
}

Result<OpenedCheckpoint> open_checkpoint(std::string_view note, const VerifierKey& log_key, std::span<const VerifierKey> witnesses) {
    FORLOEB_TRY(const SignedNote parsed, parse_note(note));
    std::vector<VerifierKey> known(witnesses.begin(), witnesses.end());
    known.push_back(log_key);
    FORLOEB_TRY(std::vector<VerifiedSignature> signatures, verified_signatures(parsed, known));
    const auto own = std::ranges::find(signatures, log_key, &VerifiedSignature::by);
    if (own == signatures.end()) return fail(ErrorKind::damaged, "The checkpoint is not signed by the key of " + log_key.name + ".");
    signatures.erase(own);
    OpenedCheckpoint out;
    FORLOEB_TRY(out.checkpoint, parse_checkpoint(parsed.text));
    if (out.checkpoint.origin != log_key.name) return fail(ErrorKind::damaged, "The checkpoint is of another log than the key: " + out.checkpoint.origin + ".");
    out.cosignatures = std::move(signatures);
    return out;
}

}  // namespace forloeb
