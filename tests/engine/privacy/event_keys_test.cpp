#include <doctest/doctest.h>
#include <sodium.h>

#include "engine/privacy/event_keys.hpp"

using namespace forloeb;

namespace {

Secret numbered_secret(Byte first) {
    Secret secret;
    for (std::size_t i = 0; i < secret.size(); ++i) secret[i] = static_cast<Byte>(first + i);
    return secret;
}

Uuid event_number(std::uint64_t number) { return Uuid::from_halves(7, 0x8000000000000000 | number * 0x9e3779b1); }

std::string from_hex(std::string_view hex) {
    std::string out;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) out.push_back(static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
    return out;
}

}  // namespace

TEST_CASE("each event has a secret of its own, and the same one after writing and reading") {
    const EventKeys keys(numbered_secret(0));
    const EventKeys read = EventKeys::decode(as_bytes(keys.encode())).value();
    CHECK(keys.of(event_number(1)) == read.of(event_number(1)));
    CHECK(keys.of(event_number(1)) != keys.of(event_number(2)));
    CHECK(keys.of(event_number(1)) != EventKeys(numbered_secret(1)).of(event_number(1)));
    CHECK(read.root() == numbered_secret(0));
    CHECK_FALSE(EventKeys::decode(as_bytes(keys.encode().substr(1))).has_value());
}

TEST_CASE("events taken out are gone from the keys and from what is written of them, and a thousand others keep their secrets") {
    EventKeys keys(numbered_secret(0));
    std::vector<std::optional<Secret>> before;
    for (std::uint64_t i = 0; i < 1000; ++i) before.push_back(keys.of(event_number(i)));
    for (std::uint64_t i = 0; i < 1000; i += 100) CHECK(keys.take_out(event_number(i)));
    CHECK_FALSE(keys.take_out(event_number(100)));
    CHECK_FALSE(keys.root().has_value());
    const EventKeys read = EventKeys::decode(as_bytes(keys.encode())).value();
    for (std::uint64_t i = 0; i < 1000; ++i) {
        if (i % 100 == 0) {
            CHECK_FALSE(read.of(event_number(i)).has_value());
            CHECK(keys.encode().find(as_text(*before[i])) == std::string::npos);
        } else {
            CHECK(read.of(event_number(i)) == before[i]);
        }
    }
}

// draft-irtf-cfrg-xchacha-03, sections 2.2.1 and A.3.1.
TEST_CASE("the library's HChaCha20 and XChaCha20-Poly1305 give the published vectors") {
    const std::string nonce16 = from_hex("000000090000004a0000000031415927");
    Secret subkey;
    const Secret key = numbered_secret(0);
    crypto_core_hchacha20(subkey.data(), as_bytes(nonce16).data(), key.data(), nullptr);
    CHECK(to_hex(subkey) == "82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc");

    const std::string plain = "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
    const std::string bound = from_hex("50515253c0c1c2c3c4c5c6c7");
    const std::string nonce = from_hex("404142434445464748494a4b4c4d4e4f5051525354555657");
    const Secret aead_key = numbered_secret(0x80);
    std::string box(plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<Byte*>(box.data()), nullptr, as_bytes(plain).data(), plain.size(), as_bytes(bound).data(), bound.size(), nullptr,
                                               as_bytes(nonce).data(), aead_key.data());
    CHECK(to_hex(as_bytes(box)) ==
          "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
          "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52e"
          "c0875924c1c7987947deafd8780acf49");
}
