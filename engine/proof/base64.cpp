#include "engine/proof/base64.hpp"

#include <openssl/evp.h>

namespace forloeb {

std::string to_base64(ByteSpan bytes) {
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL ends it with a zero byte
    const int written = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), bytes.data(), static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(written));
    return out;
}

Result<std::string> from_base64(std::string_view text) {
    std::string out(text.size() / 4 * 3, '\0');
    const auto malformed = [] { return fail(ErrorKind::invalid, "That is not base64 with padding."); };
    if (text.size() % 4 != 0) return malformed();
    const int decoded = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()), as_bytes(text).data(), static_cast<int>(text.size()));
    if (decoded != static_cast<int>(out.size())) return malformed();
    for (int i = 0; i < 2 && !out.empty() && text[text.size() - 1 - static_cast<std::size_t>(i)] == '='; ++i) out.pop_back();
    if (to_base64(as_bytes(out)) != text) return malformed();  // spaces, padding within, bits beyond the end
    return out;
}

}  // namespace forloeb
