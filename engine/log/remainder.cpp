#include "engine/log/remainder.hpp"

#include <kj/exception.h>

#include <algorithm>

#include "engine/proof/sha256.hpp"
#include "events/codec/message.hpp"

namespace forloeb {
namespace {

bool all_zero(capnp::Data::Reader bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](Byte byte) { return byte == 0; });
}

}  // namespace

bool is_purged(Segment::Reader segment) { return all_zero(segment.getNonce()) && all_zero(segment.getBox()); }

bool is_remainder(ByteSpan payload) try {
    const auto message = Message::copy_of(payload);
    if (!message) return false;
    MessageReader reader(*message);
    const auto segments = reader.root<StoredEvent>().getSegments();
    for (const auto segment : segments)
        if (!is_purged(segment)) return false;
    return segments.size() > 0;
} catch (const kj::Exception&) {
    return false;
}

Result<std::string> remainder_of(ByteSpan payload) try {
    FORLOEB_TRY(const Message message, Message::copy_of(payload));
    MessageReader reader(message);
    const auto segments = reader.root<StoredEvent>().getSegments();
    if (segments.size() == 0) return fail(ErrorKind::invalid, "Nothing in this event is sealed: there is nothing to purge.");
    std::string left(as_text(message.bytes()));
    // The readers point into the message, so an offset there is one here.
    const auto clear = [&](capnp::Data::Reader bytes) {
        if (bytes.size() == 0) return;
        const auto at = static_cast<std::size_t>(bytes.begin() - message.bytes().data());
        std::fill_n(left.begin() + static_cast<std::ptrdiff_t>(at), bytes.size(), '\0');
    };
    for (const auto segment : segments) {
        clear(segment.getNonce());
        clear(segment.getBox());
    }
    return left;
} catch (const kj::Exception&) {
    return fail(ErrorKind::damaged, "A stored event is malformed.");
}

bool is_what_its_leaf_says(const layout::Record& record) {
    return sha256(record.payload) == record.leaf.payload_hash || is_remainder(record.payload);
}

}  // namespace forloeb
