// What must hold for any bytes that somebody hands in as evidence: reading them answers or refuses, and never throws, crashes
// or reads astray; what is accepted is written again as the same bytes; and no bytes make a proof of what is not in the tree.
#pragma once

#include <cstdlib>

#include "engine/proof/base64.hpp"
#include "engine/proof/checkpoint.hpp"
#include "engine/proof/merkle.hpp"
#include "engine/proof/proof_file.hpp"
#include "engine/proof/tiles.hpp"
#include "server/evidence/bundle.hpp"

namespace forloeb::fuzz {

inline void decode_note(std::string_view text) {
    const auto note = parse_note(text);
    if (note && encode_note(*note) != text) std::abort();
    if (note) {
        const auto checkpoint = parse_checkpoint(note->text);
        if (checkpoint && encode_checkpoint(*checkpoint) != note->text) std::abort();
    }
}

inline void decode_verifier_key(std::string_view text) {
    const auto key = parse_verifier_key(text);
    if (key && key->text() != text) std::abort();
}

inline void decode_base64(std::string_view text) {
    const auto bytes = from_base64(text);
    if (bytes && to_base64(as_bytes(*bytes)) != text) std::abort();
}

inline void decode_proof_file(std::string_view text) {
    const auto proof = parse_proof_file(text);
    if (!proof) return;
    if (encode_proof_file(*proof) != text) std::abort();
    // No path leads from this leaf to a root that nobody computed.
    Hash root{};
    root.fill(0x5a);
    const TreeHead tree{{proof->index.value + 1}, root};
    if (proves_inclusion(proof->path, proof->index, leaf_hash({}), tree) || proves_consistency(proof->path, {proof->index, leaf_hash({})}, tree)) std::abort();
}

inline void decode_entries(ByteSpan bundle) {
    if (bundle.empty()) return;
    const auto entries = read_entries(bundle.subspan(1), bundle[0]);
    if (entries && entries->size() != bundle[0]) std::abort();
}

/// Leaf 144 bytes, two bytes of length, the event, then the proof file: no such bytes are evidence of the tree above.
inline void decode_bundled_event(std::string_view bytes) {
    if (bytes.size() < leaf_bytes + 2) return;
    const std::size_t length = std::min<std::size_t>(get_big_endian<std::uint16_t>(as_bytes(bytes).data() + leaf_bytes), bytes.size() - leaf_bytes - 2);
    const BundledEvent event{std::string(bytes.substr(0, leaf_bytes)), std::string(bytes.substr(leaf_bytes + 2, length)), std::string(bytes.substr(leaf_bytes + 2 + length))};
    Hash root{};
    root.fill(0x5a);
    if (verify_event(event, "note\n", {{1000}, root})) std::abort();
}

/// The first byte chooses the decoder; the rest goes in.
inline void decode_proof(ByteSpan input) {
    if (input.empty()) return;
    const std::string_view rest = as_text(input.subspan(1));
    switch (input[0] % 6) {
        case 0: return decode_note(rest);
        case 1: return decode_verifier_key(rest);
        case 2: return decode_base64(rest);
        case 3: return decode_proof_file(rest);
        case 4: return decode_entries(as_bytes(rest));
        default: return decode_bundled_event(rest);
    }
}

}  // namespace forloeb::fuzz
