#include "engine/append/request.hpp"

#include <algorithm>

#include "engine/proof/sha256.hpp"

namespace forloeb {

Uuid derive_event_id(const Uuid& append_id, std::uint32_t ordinal) {
    std::string suffix;
    put_big_endian(suffix, ordinal);
    const Hash hash = sha256({as_bytes("forloeb event id v1"), append_id.bytes, as_bytes(suffix)});
    Uuid id;
    std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
    id.bytes[6] = static_cast<Byte>(0x80 | (id.bytes[6] & 0x0f));  // version 8: ours (RFC 9562 section 5.8)
    id.bytes[8] = static_cast<Byte>(0x80 | (id.bytes[8] & 0x3f));
    return id;
}

}  // namespace forloeb
