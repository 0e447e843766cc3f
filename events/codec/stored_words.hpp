// The check that lets a stored event be read in place, without a look at any bound again: every pointer of the message
// stays inside it, and what stands behind the known ones is of the kind its schema says. One walk over the words, in
// time and depth bounded by their number, whatever they hold.
//
// After `true`, capnp::readMessageUnchecked may read and copy the message, and reading a known field throws nothing.
// What newer versions have added is held to the bounds alone. Far pointers and capabilities are refused: no canonical
// message has any. Behind an AnyPointer only bounds are checked, except for the root's own.
//
// Only for events/codec. Pure; any thread.
#pragma once

#include <capnp/common.h>

#include <span>

#include "events/codec/shape.hpp"

namespace forloeb {

/// `behind_any`: what the AnyPointer of the root struct is to point to; nullptr = anything.
[[nodiscard]] bool can_be_read_unchecked(std::span<const capnp::word> words, const StructShape& root, const StructShape* behind_any);

}  // namespace forloeb
