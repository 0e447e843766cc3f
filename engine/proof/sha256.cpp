#include "engine/proof/sha256.hpp"

#include <openssl/evp.h>

#include <cstdlib>

namespace forloeb {
namespace {

// Fetched once for the process; never freed, as EVP objects are used until exit.
const EVP_MD* algorithm() {
    static const EVP_MD* const md = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    if (md == nullptr) std::abort();  // an OpenSSL without SHA-256 cannot run this program
    return md;
}

struct ThreadContext {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    ~ThreadContext() { EVP_MD_CTX_free(context); }
};

}  // namespace

Hash sha256(ByteSpan bytes) { return sha256({bytes}); }

Hash sha256(std::initializer_list<ByteSpan> pieces) {
    thread_local ThreadContext thread;
    Hash hash;
    bool ok = EVP_DigestInit_ex2(thread.context, algorithm(), nullptr) == 1;
    for (ByteSpan piece : pieces) ok = ok && EVP_DigestUpdate(thread.context, piece.data(), piece.size()) == 1;
    ok = ok && EVP_DigestFinal_ex(thread.context, hash.data(), nullptr) == 1;
    if (!ok) std::abort();  // out of memory inside OpenSSL; a wrong hash must never be returned
    return hash;
}

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
    if (context_ == nullptr || EVP_DigestInit_ex2(static_cast<EVP_MD_CTX*>(context_), algorithm(), nullptr) != 1) std::abort();
}
Sha256::~Sha256() { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_)); }
void Sha256::update(ByteSpan bytes) {
    if (EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), bytes.data(), bytes.size()) != 1) std::abort();
}
Hash Sha256::finish() {
    Hash hash;
    if (EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(context_), hash.data(), nullptr) != 1) std::abort();
    return hash;
}

}  // namespace forloeb
