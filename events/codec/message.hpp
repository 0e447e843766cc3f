// Owned Cap'n Proto bytes: one segment, 8-byte aligned, the canonical form of the Cap'n Proto specification
// ("Canonicalization"). What is hashed, stored and sent is always such a message. Any thread.
#pragma once

#include <capnp/any.h>
#include <capnp/message.h>
#include <capnp/serialize.h>
#include <kj/array.h>

#include "events/vocabulary/bytes.hpp"
#include "events/vocabulary/limits.hpp"
#include "events/vocabulary/result.hpp"

namespace forloeb {

/// Owns the words of one single-segment message and reads them in place.
class Message {
  public:
    Message() = default;
    explicit Message(kj::Array<capnp::word> words) : words_(kj::mv(words)) {}
    /// Copies bytes (RocksDB's slices are not aligned). `invalid` if they are no whole number of words.
    [[nodiscard]] static Result<Message> copy_of(ByteSpan bytes);

    [[nodiscard]] ByteSpan bytes() const {
        const auto raw = words_.asBytes();
        return {raw.begin(), raw.size()};
    }
    [[nodiscard]] bool empty() const { return words_.size() == 0; }
    /// Valid while the Message lives and stays put.
    [[nodiscard]] const capnp::word* words() const { return words_.begin(); }
    [[nodiscard]] std::size_t word_count() const { return words_.size(); }

  private:
    kj::Array<capnp::word> words_;
};

/// Whether a message's pointers have been checked (events/codec/shape.hpp).
enum class Trust : std::uint8_t {
    unchecked,  // reading stops with a kj::Exception after four times the message's size, so that no message is a bomb
    checked,    // read as often as you like: the limit counts every read, so an object that is kept would run dry
};

/// A reader with our limits over a single-segment message. Reading fields of an unchecked message may throw
/// kj::Exception. The Message must outlive it and stay put.
class MessageReader {
  public:
    explicit MessageReader(const Message& message, Trust trust = Trust::unchecked)
        : MessageReader(message.words(), message.word_count(), trust) {}
    MessageReader(const capnp::word* words, std::size_t count, Trust trust = Trust::unchecked)
        : segment_{kj::arrayPtr(words, count)}, reader_(kj::arrayPtr(segment_, 1), options(count, trust)) {}
    MessageReader(const MessageReader&) = delete;
    MessageReader& operator=(const MessageReader&) = delete;

    template <typename Root>
    [[nodiscard]] typename Root::Reader root() {
        return reader_.getRoot<Root>();
    }

  private:
    static capnp::ReaderOptions options(std::size_t count, Trust trust) {
        capnp::ReaderOptions options;
        options.traversalLimitInWords = trust == Trust::checked ? unlimited : 4 * count + 1024;
        options.nestingLimit = 4 * limits::nesting_depth_max;
        return options;
    }
    static constexpr std::uint64_t unlimited = std::uint64_t{1} << 60;
    kj::ArrayPtr<const capnp::word> segment_[1];
    capnp::SegmentArrayMessageReader reader_;
};

/// The canonical single-segment form of a struct. The caller has validated it (may throw kj::Exception otherwise).
template <typename Reader>
[[nodiscard]] Message canonical(Reader reader) {
    return Message(capnp::canonicalize(reader));
}
[[nodiscard]] inline Message canonical(capnp::AnyStruct::Reader reader) { return Message(reader.canonicalize()); }

}  // namespace forloeb
