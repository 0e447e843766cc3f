#include "engine/proof/ed25519.hpp"

#include <openssl/evp.h>

#include <cstdlib>

#include "engine/proof/base64.hpp"

namespace forloeb {
namespace {

struct DigestContext {
    EVP_MD_CTX* const context = EVP_MD_CTX_new();
    ~DigestContext() { EVP_MD_CTX_free(context); }
};

void must(bool ok) {
    if (!ok) std::abort();  // out of memory inside OpenSSL, or one without Ed25519: it cannot run this program
}

}  // namespace

Ed25519Key Ed25519Key::from_seed(const std::array<Byte, 32>& seed) {
    EVP_PKEY* const pair = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size());
    must(pair != nullptr);
    Ed25519PublicKey public_key;
    std::size_t size = public_key.size();
    must(EVP_PKEY_get_raw_public_key(pair, public_key.data(), &size) == 1);
    return Ed25519Key({pair, [](void* key) { EVP_PKEY_free(static_cast<EVP_PKEY*>(key)); }}, public_key);
}

Ed25519Signature Ed25519Key::sign(ByteSpan message) const {
    const DigestContext context;
    Ed25519Signature signature;
    std::size_t size = signature.size();
    must(EVP_DigestSignInit(context.context, nullptr, nullptr, nullptr, static_cast<EVP_PKEY*>(pair_.get())) == 1);
    must(EVP_DigestSign(context.context, signature.data(), &size, message.data(), message.size()) == 1);
    return signature;
}

bool ed25519_verifies(const Ed25519PublicKey& key, ByteSpan message, ByteSpan signature) {
    if (signature.size() != sizeof(Ed25519Signature)) return false;
    EVP_PKEY* const known = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size());
    if (known == nullptr) return false;
    const DigestContext context;
    const bool good = EVP_DigestVerifyInit(context.context, nullptr, nullptr, nullptr, known) == 1 &&
                      EVP_DigestVerify(context.context, signature.data(), signature.size(), message.data(), message.size()) == 1;
    EVP_PKEY_free(known);
    return good;
}

std::string public_key_pem(const Ed25519PublicKey& key) {
    // SEQUENCE { SEQUENCE { OBJECT IDENTIFIER 1.3.101.112 }, BIT STRING key }
    static constexpr Byte prefix[] = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};
    std::string der(as_text(prefix));
    der.append(as_text(key));
    return "-----BEGIN PUBLIC KEY-----\n" + to_base64(as_bytes(der)) + "\n-----END PUBLIC KEY-----\n";
}

}  // namespace forloeb
