// Ed25519 (RFC 8032) by OpenSSL. Any thread; a key is immutable.
#pragma once

#include <array>
#include <memory>

#include "events/vocabulary/bytes.hpp"
#include "events/vocabulary/result.hpp"

namespace forloeb {

using Ed25519PublicKey = std::array<Byte, 32>;
using Ed25519Signature = std::array<Byte, 64>;

class Ed25519Key {
  public:
    /// The key pair of a 32-byte seed.
    [[nodiscard]] static Ed25519Key from_seed(const std::array<Byte, 32>& seed);
    [[nodiscard]] const Ed25519PublicKey& public_key() const { return public_key_; }
    [[nodiscard]] Ed25519Signature sign(ByteSpan message) const;

  private:
    Ed25519Key(std::shared_ptr<void> pair, const Ed25519PublicKey& public_key) : pair_(std::move(pair)), public_key_(public_key) {}
    std::shared_ptr<void> pair_;  // OpenSSL's EVP_PKEY
    Ed25519PublicKey public_key_;
};

[[nodiscard]] bool ed25519_verifies(const Ed25519PublicKey& key, ByteSpan message, ByteSpan signature);

/// The key as a file that other programs read: SubjectPublicKeyInfo in PEM (RFC 8410).
[[nodiscard]] std::string public_key_pem(const Ed25519PublicKey& key);

}  // namespace forloeb
