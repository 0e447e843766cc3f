#include <doctest/doctest.h>

#include "engine/proof/base64.hpp"
#include "engine/proof/checkpoint.hpp"
#include "engine/proof/merkle.hpp"
#include "engine/proof/proof_file.hpp"

using namespace forloeb;

namespace {

Ed25519Key key_of(Byte seed) {
    std::array<Byte, 32> bytes{};
    bytes.fill(seed);
    return Ed25519Key::from_seed(bytes);
}
const std::string origin = "forloeb.example/kommune-101/case-log";
VerifierKey log_key() { return {origin, NoteAlgorithm::ed25519, key_of(1).public_key()}; }
VerifierKey witness_key() { return {"witness.example", NoteAlgorithm::cosignature, key_of(2).public_key()}; }

std::string checkpoint_text() { return encode_checkpoint({origin, {{1}, leaf_hash({})}}); }

SignedNote signed_checkpoint() { return {checkpoint_text(), {sign_note(checkpoint_text(), origin, key_of(1))}}; }

}  // namespace

TEST_CASE("verifier keys: the specification's example, and our own round trip") {
    const std::string example = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    const auto key = parse_verifier_key(example);
    REQUIRE(key.has_value());
    CHECK(key->name == "example.com/foo");
    CHECK(key->id() == 0x530d903a);
    CHECK(key->text() == example);
    CHECK(parse_verifier_key(witness_key().text()).value() == witness_key());
    for (const char* wrong : {"", "a+b", "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                              "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==",
                              "example com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"})
        CHECK_FALSE(parse_verifier_key(wrong).has_value());
}

TEST_CASE("Ed25519: the first test vector of RFC 8032, and the key as PEM") {
    std::array<Byte, 32> seed = {0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4,
                                 0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60};
    const Ed25519Key key = Ed25519Key::from_seed(seed);
    CHECK(to_hex(key.public_key()) == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    CHECK(to_hex(key.sign({})) == "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    CHECK(public_key_pem(key.public_key()) == "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n");
}

TEST_CASE("checkpoints: the exact text, signed and opened again") {
    CHECK(checkpoint_text() == "forloeb.example/kommune-101/case-log\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n");
    CHECK(encode_checkpoint({origin, {{0}, MerkleEdge().root()}}) == origin + "\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
    const std::string note = encode_note(signed_checkpoint());
    CHECK(note.starts_with(checkpoint_text() + "\n\xe2\x80\x94 " + origin + " "));
    const auto opened = open_checkpoint(note, log_key());
    REQUIRE_MESSAGE(opened.has_value(), opened.error().message);
    CHECK(opened->checkpoint == LogCheckpoint{origin, {{1}, leaf_hash({})}});
    CHECK(opened->cosignatures.empty());
    for (const char* wrong : {"", "a\n", "a\n1\n", "a\n01\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n", "a\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\nmore\n",
                              "a\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoA==\n", "\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n"})
        CHECK_FALSE(parse_checkpoint(wrong).has_value());
}

TEST_CASE("checkpoints: unknown signatures are left alone, a bad one by a known key spoils the note, the log's own is needed") {
    SignedNote note = signed_checkpoint();
    note.signatures.insert(note.signatures.begin(), sign_note(note.text, "somebody.example", key_of(9)));
    CHECK(open_checkpoint(encode_note(note), log_key()).has_value());
    note.signatures.push_back(cosign_note(note.text, witness_key().name, key_of(2), 1'790'000'000));
    const std::vector<VerifierKey> witnesses = {witness_key()};
    const auto opened = open_checkpoint(encode_note(note), log_key(), witnesses);
    REQUIRE_MESSAGE(opened.has_value(), opened.error().message);
    REQUIRE(opened->cosignatures.size() == 1);
    CHECK(opened->cosignatures[0].unix_seconds == 1'790'000'000);
    CHECK(opened->cosignatures[0].by == witness_key());

    SignedNote bent = note;
    bent.signatures.back().signature[0] = static_cast<char>(bent.signatures.back().signature[0] ^ 1);  // another time
    CHECK_FALSE(open_checkpoint(encode_note(bent), log_key(), witnesses).has_value());
    CHECK(open_checkpoint(encode_note(bent), log_key()).has_value());  // nobody we know
    bent = note;
    bent.text[bent.text.size() - 3] = 'A';
    CHECK_FALSE(open_checkpoint(encode_note(bent), log_key()).has_value());
    bent = note;
    bent.signatures.erase(bent.signatures.begin() + 1);
    CHECK_FALSE(open_checkpoint(encode_note(bent), log_key()).has_value());
    CHECK_FALSE(open_checkpoint(encode_note(note), {"another.example/log", NoteAlgorithm::ed25519, key_of(1).public_key()}).has_value());
}

TEST_CASE("notes: every flipped bit of a signed checkpoint is noticed, in the text, the names and the signature") {
    const std::string note = encode_note(signed_checkpoint());
    for (std::size_t bit = 0; bit < note.size() * 8; ++bit) {
        std::string flipped = note;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
        CHECK_FALSE(open_checkpoint(flipped, log_key()).has_value());
    }
}

TEST_CASE("notes: malformed ones are refused, sixteen signatures and more are taken") {
    const std::string text = "hello\n";
    SignedNote note{text, {}};
    for (Byte i = 0; i < 20; ++i) note.signatures.push_back(sign_note(text, "key-" + std::to_string(i), key_of(i)));
    CHECK(parse_note(encode_note(note)).value() == note);
    const std::string good = encode_note({text, {sign_note(text, "a", key_of(1))}});
    CHECK(parse_note(good).has_value());
    for (const std::string& wrong : {std::string(), std::string("\n\n"), good.substr(0, good.size() - 1), text + "\n", text + "\n- a AAAAAAA=\n", "\r" + good, good + "\n", std::string("\xff") + good})
        CHECK_FALSE(parse_note(wrong).has_value());
}

TEST_CASE("proof files: the exact text and back, and nothing else") {
    const ProofFile proof{{3}, {leaf_hash({}), MerkleEdge().root()}, encode_note(signed_checkpoint())};
    const std::string text = encode_proof_file(proof);
    CHECK(text == "c2sp.org/tlog-proof@v1\nindex 3\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n" + proof.checkpoint);
    CHECK(parse_proof_file(text).value() == proof);
    ProofFile with_extra = proof;
    with_extra.extra = "x";
    CHECK(encode_proof_file(with_extra).starts_with("c2sp.org/tlog-proof@v1\nextra eA==\nindex 3\n"));
    CHECK(parse_proof_file(encode_proof_file(with_extra)).value() == with_extra);
    CHECK(parse_proof_file(encode_proof_file({{0}, {}, "a note\n"})).value().path.empty());
    for (const char* wrong : {"", "c2sp.org/tlog-proof@v2\nindex 3\n\nx", "c2sp.org/tlog-proof@v1\nindex 03\n\nx", "c2sp.org/tlog-proof@v1\nindex 3\nAAAA\n\nx", "c2sp.org/tlog-proof@v1\n\nx",
                              "c2sp.org/tlog-proof@v1\nindex 3"})
        CHECK_FALSE(parse_proof_file(wrong).has_value());
}
