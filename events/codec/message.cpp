#include "events/codec/message.hpp"

#include <cstring>

namespace forloeb {

Result<Message> Message::copy_of(ByteSpan bytes) {
    if (bytes.empty() || bytes.size() % sizeof(capnp::word) != 0)
        return fail(ErrorKind::invalid, "A message must be a whole number of 8-byte words, and at least one.");
    auto words = kj::heapArray<capnp::word>(bytes.size() / sizeof(capnp::word));
    std::memcpy(words.begin(), bytes.data(), bytes.size());
    return Message(kj::mv(words));
}

}  // namespace forloeb
