// A message under construction that begins in place: most events fit, and the library would allocate and clear 8 KiB for
// each. For the stack of one function; what is kept is the canonical copy (events/codec/message.hpp).
#pragma once

#include <capnp/message.h>

#include <array>

namespace forloeb {

struct ScratchMessage {
    std::array<capnp::word, 256> first_segment{};
    capnp::MallocMessageBuilder builder{kj::arrayPtr(first_segment.data(), first_segment.size())};
};

}  // namespace forloeb
