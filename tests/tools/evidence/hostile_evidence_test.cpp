// The fuzz target's promise on a small corpus: a note, a key, a proof file, a bundle of entries and a bundled event with bytes
// changed, cut off and moved.
#include <doctest/doctest.h>

#include "tests/fuzz/changed_bytes.hpp"
#include "tests/fuzz/decode_proof.hpp"

using namespace forloeb;

namespace {

std::string signed_note() {
    std::array<Byte, 32> seed{};
    const std::string text = encode_checkpoint({"log.example", {{2}, leaf_hash({})}});
    return encode_note({text, {sign_note(text, "log.example", Ed25519Key::from_seed(seed))}});
}

std::string bundled_event(const std::string& proof) {
    LeafRecord leaf;
    leaf.version = {1};
    leaf.payload_length = 5;
    std::string bytes;
    encode_leaf(leaf, bytes);
    put_big_endian(bytes, std::uint16_t{5});
    return bytes + "event" + proof;
}

}  // namespace

TEST_CASE("evidence with any byte changed, cut off or moved is read or refused, and never proves what is not so") {
    const std::string proof = encode_proof_file({{1}, {leaf_hash({})}, signed_note()});
    const std::string key = VerifierKey{"log.example", NoteAlgorithm::ed25519, Ed25519Key::from_seed({}).public_key()}.text();
    const std::string entries = std::string(1, '\2') + std::string("\0\1a\0\2bc", 7);
    const std::vector<std::string> corpus = {signed_note(), key, to_base64(as_bytes(proof)), proof, entries, bundled_event(proof)};
    for (std::size_t which = 0; which < corpus.size(); ++which)
        CHECK_NOTHROW(fuzz::feed_changed("proof", static_cast<char>(which) + corpus[which], fuzz::decode_proof));
}
