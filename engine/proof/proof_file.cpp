#include "engine/proof/proof_file.hpp"

#include <algorithm>
#include <charconv>

#include "engine/proof/base64.hpp"

namespace forloeb {
namespace {

constexpr std::string_view first_line = "c2sp.org/tlog-proof@v1\n";
constexpr std::string_view extra_word = "extra ";
constexpr std::string_view index_word = "index ";

tl::unexpected<Error> malformed() { return fail(ErrorKind::invalid, "That is not a proof file of version 1 (c2sp.org/tlog-proof@v1)."); }

/// The next line without its line feed, taken off the front of `rest`; empty at the end.
std::string_view take_line(std::string_view& rest) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    return line;
}

}  // namespace

std::string encode_proof_file(const ProofFile& proof) {
    std::string out(first_line);
    if (!proof.extra.empty()) out.append(extra_word).append(to_base64(as_bytes(proof.extra))).append("\n");
    out.append(index_word).append(std::to_string(proof.index.value)).append("\n");
    for (const Hash& hash : proof.path) out.append(to_base64(hash)).append("\n");
    return out.append("\n").append(proof.checkpoint);
}

Result<ProofFile> parse_proof_file(std::string_view text) {
    if (!text.starts_with(first_line)) return malformed();
    ProofFile proof;
    std::string_view rest = text.substr(first_line.size());
    std::string_view line = take_line(rest);
    if (line.starts_with(extra_word)) {
        FORLOEB_TRY(proof.extra, from_base64(line.substr(extra_word.size())));
        line = take_line(rest);
    }
    if (!line.starts_with(index_word)) return malformed();
    std::from_chars(line.data() + index_word.size(), line.data() + line.size(), proof.index.value);
    for (line = take_line(rest); !line.empty(); line = take_line(rest)) {
        FORLOEB_TRY(const std::string hash, from_base64(line));
        if (hash.size() != sizeof(Hash)) return malformed();
        std::ranges::copy(as_bytes(hash), proof.path.emplace_back().begin());
    }
    proof.checkpoint = rest;
    if (encode_proof_file(proof) != text) return malformed();
    return proof;
}

}  // namespace forloeb
