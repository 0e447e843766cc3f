#include "events/codec/shape.hpp"

#include <array>
#include <cstdlib>
#include <memory>
#include <unordered_map>

#include "events/catalogue/catalogue.hpp"
#include "events/codec/clear_text.hpp"
#include "events/schema/envelope.capnp.h"
#include "events/upcast/upcast.hpp"
#include "events/vocabulary/limits.hpp"
#include "events/vocabulary/time.hpp"

namespace forloeb {
namespace {

using Kind = FieldShape::Kind;

constexpr std::size_t data_words_max = 16;  // of one struct of ours; a test of the catalogue would meet a larger one
constexpr std::size_t pointers_max = 64;

// ---- making shapes ----

/// All shapes of this program, made at the first use.
class ShapeTable {
  public:
    ShapeTable() {
        for (const EventType& type : all_event_types()) {
            add(type.clear);
            if (type.personal) add(*type.personal);
        }
        for (const UpcastStep& step : upcast_steps()) add(step.old_struct);
        add(capnp::Schema::from<Envelope>());
        add(capnp::Schema::from<StoredEvent>());
    }
    [[nodiscard]] const StructShape* find(std::uint64_t id) const {
        const auto found = shapes_.find(id);
        return found == shapes_.end() ? nullptr : found->second.get();
    }

  private:
    const StructShape* add(capnp::StructSchema schema) {
        auto& slot = shapes_[schema.getProto().getId()];
        if (slot) return slot.get();  // also ends the recursion of Attribute in Attribute
        slot = std::make_unique<StructShape>();
        StructShape& shape = *slot;
        const auto proto = schema.getProto().getStruct();
        if (proto.getDataWordCount() > data_words_max || proto.getPointerCount() > pointers_max) std::abort();
        shape.discriminant_offset = proto.getDiscriminantOffset();
        shape.discriminants = proto.getDiscriminantCount();
        shape.is_moment = schema.getProto().getId() == capnp::typeId<Moment>();
        for (const auto field : schema.getFields()) shape.fields.push_back(make_field(field));
        for (const FieldShape& field : shape.fields)
            if (field.kind > Kind::enumeration) shape.pointing.push_back(&field);
        return &shape;
    }

    FieldShape make_field(capnp::StructSchema::Field field) {
        FieldShape shape;
        const auto proto = field.getProto();
        shape.name = proto.getName().cStr();
        shape.discriminant = proto.getDiscriminantValue();
        shape.verbatim = is_verbatim(field);
        shape.sensitivity = class_of(field);
        if (proto.isGroup()) {
            shape.kind = Kind::group;
            shape.child = add(field.getType().asStruct());
            return shape;
        }
        const std::uint32_t offset = proto.getSlot().getOffset();
        set_type(shape, field.getType());
        shape.bit_offset = offset * shape.bits;
        shape.pointer = static_cast<std::uint16_t>(offset);
        return shape;
    }

    void set_type(FieldShape& shape, capnp::Type type) {
        switch (type.which()) {
            case capnp::schema::Type::VOID: shape.kind = Kind::nothing; break;
            case capnp::schema::Type::TEXT: shape.kind = Kind::text; break;
            case capnp::schema::Type::DATA: shape.kind = Kind::bytes; break;
            case capnp::schema::Type::ANY_POINTER: shape.kind = Kind::any; break;
            case capnp::schema::Type::STRUCT:
                shape.kind = Kind::structure;
                shape.child = add(type.asStruct());
                break;
            case capnp::schema::Type::LIST: {
                FieldShape element;
                set_type(element, type.asList().getElementType());
                shape.kind = Kind::list;
                shape.element = element.kind;
                shape.element_size = size_of_element(element);
                shape.enumerants = element.enumerants;
                shape.child = element.child;
                break;
            }
            case capnp::schema::Type::ENUM:
                shape.kind = Kind::enumeration;
                shape.bits = 16;
                shape.enumerants = static_cast<std::uint16_t>(type.asEnum().getEnumerants().size());
                break;
            default: shape.kind = Kind::data; shape.bits = bits_of(type);
        }
    }

    static std::uint32_t bits_of(capnp::Type type) {
        switch (type.which()) {
            case capnp::schema::Type::BOOL: return 1;
            case capnp::schema::Type::INT8:
            case capnp::schema::Type::UINT8: return 8;
            case capnp::schema::Type::INT16:
            case capnp::schema::Type::UINT16: return 16;
            case capnp::schema::Type::INT32:
            case capnp::schema::Type::UINT32:
            case capnp::schema::Type::FLOAT32: return 32;
            case capnp::schema::Type::INT64:
            case capnp::schema::Type::UINT64:
            case capnp::schema::Type::FLOAT64: return 64;
            default: std::abort();  // interfaces have no place in an event
        }
    }

    static capnp::ElementSize size_of_element(const FieldShape& element) {
        switch (element.kind) {
            case Kind::structure: return capnp::ElementSize::INLINE_COMPOSITE;
            case Kind::text:
            case Kind::bytes: return capnp::ElementSize::POINTER;
            case Kind::data:
            case Kind::enumeration: break;
            default: std::abort();  // a list of lists, or of anything: give the elements a struct
        }
        switch (element.bits) {
            case 1: return capnp::ElementSize::BIT;
            case 8: return capnp::ElementSize::BYTE;
            case 16: return capnp::ElementSize::TWO_BYTES;
            case 32: return capnp::ElementSize::FOUR_BYTES;
            default: return capnp::ElementSize::EIGHT_BYTES;
        }
    }

    std::unordered_map<std::uint64_t, std::unique_ptr<StructShape>> shapes_;
};

// ---- walking bytes by a shape ----

tl::unexpected<Error> unknown_field() {
    return fail(ErrorKind::unsupported,
                "There is a field or value here that this version does not know: upgrade the server, or leave it out.");
}

struct Sections {
    kj::ArrayPtr<const kj::byte> data;
    capnp::List<capnp::AnyPointer>::Reader pointers;

    explicit Sections(capnp::AnyStruct::Reader value)
        : data(value.getDataSection()), pointers(value.getPointerSection()) {}

    [[nodiscard]] std::uint16_t sixteen_bits(std::uint32_t byte_offset) const {
        if (byte_offset + 2 > data.size()) return 0;  // fields beyond the section have their default
        return static_cast<std::uint16_t>(data[byte_offset] | (data[byte_offset + 1] << 8));
    }
};

/// One struct's sections, and which of their bits and pointers have been accounted for.
struct Account : Sections {
    std::array<kj::byte, data_words_max * 8> known_bits{};
    std::uint64_t known_pointers = 0;

    using Sections::Sections;

    void mark_data(std::uint32_t bit_offset, std::uint32_t bits) {
        if (bits == 1) {
            known_bits[bit_offset / 8] = static_cast<kj::byte>(known_bits[bit_offset / 8] | (1U << (bit_offset % 8)));
        } else {
            for (std::uint32_t i = 0; i < bits / 8; ++i) known_bits[bit_offset / 8 + i] = 0xff;
        }
    }
    [[nodiscard]] bool all_known() const {
        for (std::size_t i = 0; i < data.size(); ++i) {
            const kj::byte known = i < known_bits.size() ? known_bits[i] : kj::byte{0};
            if ((data[i] & ~known) != 0) return false;
        }
        for (capnp::uint i = 0; i < pointers.size(); ++i)
            if ((i >= pointers_max || (known_pointers >> i & 1) == 0) && !pointers[i].isNull()) return false;
        return true;
    }
};

class KnownCheck {
  public:
    explicit KnownCheck(TextRule rule) : rule_(rule) {}

    Status structure(capnp::AnyStruct::Reader value, const StructShape& shape, int depth) const {
        if (depth > limits::nesting_depth_max)
            return fail(ErrorKind::invalid, "This is nested too deeply: at most 16 levels.");
        Account sections(value);
        FORLOEB_CHECK(fields(sections, shape, depth));
        if (!sections.all_known()) return unknown_field();
        if (shape.is_moment) return moment(read_moment(value.as<Moment>()));
        return {};
    }

  private:
    Status fields(Account& sections, const StructShape& shape, int depth) const {
        std::uint16_t in_force = FieldShape::no_discriminant;
        if (shape.discriminants != 0) {
            sections.mark_data(shape.discriminant_offset * 16, 16);
            in_force = sections.sixteen_bits(shape.discriminant_offset * 2);
            if (in_force >= shape.discriminants) return unknown_field();
        }
        for (const FieldShape& field : shape.fields) {
            if (field.discriminant != FieldShape::no_discriminant && field.discriminant != in_force) continue;
            if (auto status = one_field(sections, field, depth); !status)
                return tl::make_unexpected(within(field.name, std::move(status.error())));
        }
        return {};
    }

    Status one_field(Account& sections, const FieldShape& field, int depth) const {
        switch (field.kind) {
            case Kind::nothing: return {};
            case Kind::data: sections.mark_data(field.bit_offset, field.bits); return {};
            case Kind::enumeration:
                sections.mark_data(field.bit_offset, field.bits);
                if (sections.sixteen_bits(field.bit_offset / 8) >= field.enumerants) return unknown_field();
                return {};
            case Kind::group: return fields(sections, *field.child, depth);
            default: break;
        }
        sections.known_pointers |= std::uint64_t{1} << field.pointer;
        if (field.pointer >= sections.pointers.size() || sections.pointers[field.pointer].isNull()) return {};
        const auto pointer = sections.pointers[field.pointer];
        switch (field.kind) {
            case Kind::text: return text(pointer.getAs<capnp::Text>(), field);
            case Kind::structure: return structure(pointer.getAs<capnp::AnyStruct>(), *field.child, depth + 1);
            case Kind::list: return list(pointer.getAs<capnp::AnyList>(), field, depth);
            case Kind::bytes: (void)pointer.getAs<capnp::Data>(); return {};
            default: return {};  // AnyPointer: whoever knows what it holds checks it
        }
    }

    Status list(capnp::AnyList::Reader list, const FieldShape& field, int depth) const {
        if (list.getElementSize() != field.element_size)
            return fail(ErrorKind::invalid, "The elements of this list have another type than the schema says.");
        // A list of empty structs takes no bytes at all: without this, a few bytes could ask for half a billion steps.
        if (list.size() > limits::list_elements_max)
            return fail(ErrorKind::invalid, "This list is too long: at most 10,000 elements.");
        for (capnp::uint i = 0; i < list.size(); ++i) {
            if (auto status = element(list, i, field, depth); !status) {
                Error error = std::move(status.error());
                const std::string index = "[" + std::to_string(i) + "]";
                error.field = error.field.empty() ? index : index + "." + error.field;
                return tl::make_unexpected(std::move(error));
            }
        }
        return {};
    }

    Status element(capnp::AnyList::Reader list, capnp::uint i, const FieldShape& field, int depth) const {
        switch (field.element) {
            case Kind::structure:
                return structure(list.as<capnp::List<capnp::AnyStruct>>()[i], *field.child, depth + 1);
            case Kind::text: return text(list.as<capnp::List<capnp::Text>>()[i], field);
            case Kind::enumeration:
                if (list.as<capnp::List<std::uint16_t>>()[i] >= field.enumerants) return unknown_field();
                return {};
            default: return {};
        }
    }

    Status text(capnp::Text::Reader text, const FieldShape& field) const {
        const std::string_view view(text.begin(), text.size());
        if (rule_ == TextRule::personal) return check_personal_text(view);
        return field.verbatim ? check_verbatim(view) : check_code(view);
    }

    /// A moment must be one that can be written and read back: a year of four digits, a day that begins at midnight.
    static Status moment(const WhenTold& when) {
        constexpr std::int64_t year_1 = -62'135'596'800'000'000;
        constexpr std::int64_t year_10000 = 253'402'300'800'000'000;
        constexpr std::int64_t minute = 60'000'000;
        constexpr std::int64_t day = 24 * 60 * minute;
        if (when.is_unknown()) {
            if (when == WhenTold{{}, 0, Precision::UNKNOWN}) return {};
            return fail(ErrorKind::invalid, "A moment of unknown precision must not carry a time.");
        }
        if (std::abs(when.offset_minutes) > 18 * 60)
            return fail(ErrorKind::invalid, "The offset from UTC is beyond 18 hours.");
        if (when.at.micros < year_1 + day || when.at.micros >= year_10000 - day)
            return fail(ErrorKind::invalid, "The year must lie between 1 and 9999.");
        const bool midnight = (when.at.micros + when.offset_minutes * minute) % day == 0;
        if (when.precision != Precision::INSTANT && !midnight)
            return fail(ErrorKind::invalid, "A moment told by day or month must be local midnight of its first day.");
        if (when.precision == Precision::MONTH && !format_date(local_date(when)).ends_with("-01"))
            return fail(ErrorKind::invalid, "A moment told by month must be the first day of the month.");
        return {};
    }

    TextRule rule_;
};

/// Touches every known field, so that what is malformed throws here and nowhere later.
void touch(capnp::AnyStruct::Reader value, const StructShape& shape);

void touch_fields(const Sections& sections, const StructShape& shape) {
    const std::uint16_t in_force =
        shape.discriminants == 0 ? FieldShape::no_discriminant : sections.sixteen_bits(shape.discriminant_offset * 2);
    for (const FieldShape& field : shape.fields) {
        if (field.discriminant != FieldShape::no_discriminant && field.discriminant != in_force) continue;
        if (field.kind == Kind::group) touch_fields(sections, *field.child);
        const bool has_pointer = field.kind == Kind::text || field.kind == Kind::bytes ||
                                 field.kind == Kind::structure || field.kind == Kind::list;
        if (!has_pointer || field.pointer >= sections.pointers.size() || sections.pointers[field.pointer].isNull())
            continue;
        const auto pointer = sections.pointers[field.pointer];
        if (field.kind == Kind::text) (void)pointer.getAs<capnp::Text>();
        if (field.kind == Kind::bytes) (void)pointer.getAs<capnp::Data>();
        if (field.kind == Kind::structure) touch(pointer.getAs<capnp::AnyStruct>(), *field.child);
        if (field.kind != Kind::list) continue;
        const auto list = pointer.getAs<capnp::AnyList>();
        KJ_REQUIRE(list.getElementSize() == field.element_size, "list of another element type");
        for (capnp::uint i = 0; i < list.size(); ++i) {
            if (field.element == Kind::text) (void)list.as<capnp::List<capnp::Text>>()[i];
            if (field.element == Kind::structure) touch(list.as<capnp::List<capnp::AnyStruct>>()[i], *field.child);
        }
    }
}

void touch(capnp::AnyStruct::Reader value, const StructShape& shape) { touch_fields(Sections(value), shape); }

}  // namespace

const StructShape& shape_of(capnp::StructSchema schema) { return shape_of(schema.getProto().getId()); }

const StructShape& shape_of(std::uint64_t struct_id) {
    static const ShapeTable table;
    const StructShape* shape = table.find(struct_id);
    if (shape == nullptr) std::abort();
    return *shape;
}

Status check_known(capnp::AnyStruct::Reader value, const StructShape& shape, TextRule rule) {
    return KnownCheck(rule).structure(value, shape, 0);
}

void check_readable(capnp::AnyStruct::Reader value, const StructShape& shape) { touch(value, shape); }

Error within(std::string step, Error error) {
    if (error.field.empty()) {
        error.field = std::move(step);
    } else if (error.field.front() == '[') {
        error.field = step + error.field;
    } else {
        error.field = step + "." + error.field;
    }
    return error;
}

}  // namespace forloeb
