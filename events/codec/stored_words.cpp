#include "events/codec/stored_words.hpp"

#include <bit>
#include <cstring>

#include "events/vocabulary/limits.hpp"

// Words are read as this machine stores numbers, which must be as Cap'n Proto does.
static_assert(std::endian::native == std::endian::little);

namespace forloeb {
namespace {

using Kind = FieldShape::Kind;

constexpr int depth_max = 4 * limits::nesting_depth_max;

// The kinds of pointer, and how a list says what it is made of ("Encoding" in Cap'n Proto's documentation).
constexpr std::uint64_t struct_pointer = 0;
constexpr std::uint64_t list_pointer = 1;

struct Pointer {
    std::uint64_t bits = 0;

    [[nodiscard]] bool is_null() const { return bits == 0; }
    [[nodiscard]] std::uint64_t kind() const { return bits & 3; }
    [[nodiscard]] std::int64_t offset() const { return static_cast<std::int32_t>(static_cast<std::uint32_t>(bits)) >> 2; }
    [[nodiscard]] std::size_t elements_of_tag() const { return static_cast<std::uint32_t>(bits) >> 2; }
    [[nodiscard]] std::size_t data_words() const { return bits >> 32 & 0xffff; }
    [[nodiscard]] std::size_t pointers() const { return bits >> 48; }
    [[nodiscard]] capnp::ElementSize element_size() const { return static_cast<capnp::ElementSize>(bits >> 32 & 7); }
    [[nodiscard]] std::size_t elements() const { return bits >> 35; }
};

std::size_t bits_of(capnp::ElementSize size) {
    switch (size) {
        case capnp::ElementSize::BIT: return 1;
        case capnp::ElementSize::BYTE: return 8;
        case capnp::ElementSize::TWO_BYTES: return 16;
        case capnp::ElementSize::FOUR_BYTES: return 32;
        case capnp::ElementSize::EIGHT_BYTES: return 64;
        default: return 0;
    }
}

class Walk {
  public:
    Walk(std::span<const capnp::word> words, const StructShape* behind_any)
        // As a reader's traversal limit: a message may point to one place twice, but not without end.
        : words_(words), behind_any_(behind_any), budget_(4 * words.size() + 1024) {}

    bool root(const StructShape& shape) {
        return !words_.empty() && (pointer(0).is_null() || structure_behind(0, &shape, 0));
    }

  private:
    [[nodiscard]] Pointer pointer(std::size_t at) const {
        Pointer found;
        std::memcpy(&found.bits, words_.data() + at, sizeof found.bits);
        return found;
    }

    // Where a pointer's object of that many words begins; outside() if it does not lie inside, or all is spent.
    [[nodiscard]] std::size_t target(std::size_t at, Pointer from, std::size_t object_words) {
        const std::int64_t begin = static_cast<std::int64_t>(at) + 1 + from.offset();
        const auto size = static_cast<std::int64_t>(words_.size());
        if (begin < 0 || begin > size || static_cast<std::int64_t>(object_words) > size - begin || !spend(object_words)) return outside();
        return static_cast<std::size_t>(begin);
    }
    [[nodiscard]] std::size_t outside() const { return words_.size() + 1; }
    bool spend(std::size_t words) {
        const std::size_t cost = words + 1;
        if (cost > budget_) return false;
        budget_ -= cost;
        return true;
    }

    // ---- what a pointer may lead to; each has seen that it is not null ----

    bool structure_behind(std::size_t at, const StructShape* shape, int depth) {
        const Pointer found = pointer(at);
        if (found.kind() != struct_pointer || depth > depth_max) return false;
        const std::size_t begin = target(at, found, found.data_words() + found.pointers());
        return begin != outside() && structure(begin, found, shape, depth);
    }

    bool bytes_behind(std::size_t at, bool text) {
        const Pointer found = pointer(at);
        if (found.kind() != list_pointer || found.element_size() != capnp::ElementSize::BYTE) return false;
        const std::size_t begin = target(at, found, (found.elements() + 7) / 8);
        if (begin == outside()) return false;
        if (!text) return true;
        const auto* characters = reinterpret_cast<const unsigned char*>(words_.data() + begin);
        return found.elements() > 0 && characters[found.elements() - 1] == 0;
    }

    bool list_behind(std::size_t at, const FieldShape* field, int depth) {
        const Pointer found = pointer(at);
        if (found.kind() != list_pointer || depth > depth_max) return false;
        if (field != nullptr && found.element_size() != field->element_size) return false;
        switch (found.element_size()) {
            case capnp::ElementSize::INLINE_COMPOSITE: return structures_behind(at, found, field != nullptr ? field->child : nullptr, depth);
            case capnp::ElementSize::POINTER: {
                const std::size_t begin = target(at, found, found.elements());
                if (begin == outside()) return false;
                for (std::size_t i = 0; i < found.elements(); ++i)
                    if (!behind(begin + i, field != nullptr ? field->element : Kind::any, nullptr, depth + 1)) return false;
                return true;
            }
            default: return target(at, found, (found.elements() * bits_of(found.element_size()) + 63) / 64) != outside();
        }
    }

    // A tag says how many there are and what each is made of; then they follow, one after the other.
    bool structures_behind(std::size_t at, Pointer found, const StructShape* shape, int depth) {
        const std::size_t words = found.elements();
        const std::size_t begin = target(at, found, words + 1);
        if (begin == outside()) return false;
        const Pointer tag = pointer(begin);
        const std::size_t element_words = tag.data_words() + tag.pointers();
        if (tag.kind() != struct_pointer || tag.elements_of_tag() * element_words > words) return false;
        if (!spend(tag.elements_of_tag())) return false;  // they may take no words at all, and yet be many
        for (std::size_t i = 0; i < tag.elements_of_tag(); ++i)
            if (!structure(begin + 1 + i * element_words, tag, shape, depth)) return false;
        return true;
    }

    bool behind(std::size_t at, Kind kind, const FieldShape* field, int depth) {
        const Pointer found = pointer(at);
        if (found.is_null()) return true;
        switch (kind) {
            case Kind::text: return bytes_behind(at, true);
            case Kind::bytes: return bytes_behind(at, false);
            case Kind::structure: return structure_behind(at, field->child, depth);
            case Kind::list: return list_behind(at, field, depth);
            default: return found.kind() == struct_pointer ? structure_behind(at, nullptr, depth) : list_behind(at, nullptr, depth);
        }
    }

    // ---- the pointers of a struct ----

    bool structure(std::size_t begin, Pointer sections, const StructShape* shape, int depth) {
        if (sections.pointers() == 0) return true;
        std::uint64_t known = 0;  // pointers that a field in force has accounted for
        if (shape != nullptr && !fields(begin, sections, *shape, depth, known)) return false;
        const std::size_t first = begin + sections.data_words();
        for (std::size_t i = 0; i < sections.pointers(); ++i)
            if ((i >= 64 || (known >> i & 1) == 0) && !behind(first + i, Kind::any, nullptr, depth + 1)) return false;
        return true;
    }

    bool fields(std::size_t begin, Pointer sections, const StructShape& shape, int depth, std::uint64_t& known) {
        const std::uint16_t in_force = shape.discriminants == 0 ? FieldShape::no_discriminant : sixteen_bits(begin, sections, shape.discriminant_offset);
        for (const FieldShape* field : shape.pointing) {
            if (field->discriminant != FieldShape::no_discriminant && field->discriminant != in_force) continue;
            if (field->kind == Kind::group) {
                if (!fields(begin, sections, *field->child, depth, known)) return false;
                continue;
            }
            if (field->pointer >= sections.pointers()) continue;
            known |= std::uint64_t{1} << field->pointer;
            const std::size_t at = begin + sections.data_words() + field->pointer;
            const bool payload = field->kind == Kind::any && depth == 0 && behind_any_ != nullptr && !pointer(at).is_null();
            if (payload ? !structure_behind(at, behind_any_, 1) : !behind(at, field->kind, field, depth + 1)) return false;
        }
        return true;
    }

    [[nodiscard]] std::uint16_t sixteen_bits(std::size_t begin, Pointer sections, std::size_t index) const {
        if (index >= 4 * sections.data_words()) return 0;  // fields beyond the section have their default
        return static_cast<std::uint16_t>(pointer(begin + index / 4).bits >> (16 * (index % 4)));
    }

    std::span<const capnp::word> words_;
    const StructShape* behind_any_;
    std::size_t budget_;
};

}  // namespace

bool can_be_read_unchecked(std::span<const capnp::word> words, const StructShape& root, const StructShape* behind_any) {
    return Walk(words, behind_any).root(root);
}

}  // namespace forloeb
