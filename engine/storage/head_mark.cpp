#include "engine/storage/head_mark.hpp"

#include <zlib.h>

#include <algorithm>

namespace forloeb {
namespace {

constexpr std::string_view magic = "FLm1";
constexpr std::size_t checked_bytes = 4 + 1 + 8 + 8 + 32;
constexpr std::uint8_t flag_clean = 1;

std::uint32_t checksum(ByteSpan bytes) { return static_cast<std::uint32_t>(crc32_z(0, bytes.data(), bytes.size())); }

std::optional<HeadMark> decode_slot(ByteSpan slot) {
    if (slot.size() < checked_bytes + 4 || as_text(slot.first(magic.size())) != magic) return {};
    if (checksum(slot.first(checked_bytes)) != get_big_endian<std::uint32_t>(slot.data() + checked_bytes)) return {};
    HeadMark mark;
    mark.clean = (slot[4] & flag_clean) != 0;
    mark.sequence = get_big_endian<std::uint64_t>(slot.data() + 5);
    mark.next.value = get_big_endian<std::uint64_t>(slot.data() + 13);
    std::copy_n(slot.begin() + 21, mark.root.size(), mark.root.begin());
    return mark;
}

}  // namespace

std::string encode_mark(const HeadMark& mark) {
    std::string slot(magic);
    slot.push_back(mark.clean ? static_cast<char>(flag_clean) : '\0');
    put_big_endian(slot, mark.sequence);
    put_big_endian(slot, mark.next.value);
    slot.append(as_text(mark.root));
    put_big_endian(slot, checksum(as_bytes(slot)));
    slot.resize(mark_slot_bytes, '\0');
    return slot;
}

std::optional<HeadMark> decode_marks(ByteSpan file) {
    const auto slot = [&](std::size_t index) {
        const std::size_t begin = std::min(index * mark_slot_bytes, file.size());
        return decode_slot(file.subspan(begin, std::min(mark_slot_bytes, file.size() - begin)));
    };
    const std::optional<HeadMark> first = slot(0), second = slot(1);
    if (!first || !second) return first ? first : second;
    return first->sequence > second->sequence ? first : second;
}

}  // namespace forloeb
