#include "events/codec/json_writer.hpp"

#include <capnp/schema.capnp.h>
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "events/schema/contact.capnp.h"
#include "tests/events/codec/library_json.hpp"
#include "tests/events/every_field.hpp"

using namespace forloeb;

namespace {

std::string written(capnp::DynamicStruct::Reader value, JsonFields fields) {
    std::string out;
    JsonWriter(out, fields).object(value);
    return out;
}

void check_against_library(capnp::DynamicStruct::Reader value) {
    CHECK(written(value, JsonFields::there) == test::LibraryJson(capnp::HasMode::NON_NULL).encode(value));
    CHECK(written(value, JsonFields::said) == test::LibraryJson(capnp::HasMode::NON_DEFAULT).encode(value));
}

}  // namespace

TEST_CASE("every event type's structs are written as Cap'n Proto's own codec writes them: full, empty, said and there") {
    for (const EventType& type : all_event_types()) {
        if (type.name == "event.corrected") continue;  // its payload is of another type, which the library cannot know
        CAPTURE(type.name);
        for (const auto& schema : {std::optional(type.clear), type.personal}) {
            if (!schema) continue;
            capnp::MallocMessageBuilder full;
            test::EveryField(test::EveryField::Text::personal).fill(full.initRoot<capnp::DynamicStruct>(*schema));
            check_against_library(full.getRoot<capnp::DynamicStruct>(*schema).asReader());
            capnp::MallocMessageBuilder empty;
            check_against_library(empty.initRoot<capnp::DynamicStruct>(*schema).asReader());
        }
    }
}

TEST_CASE("groups in unions in structs are written as the library writes them: the types of the schemas' own fields") {
    std::size_t compared = 0;
    for (const EventType& type : all_event_types())
        for (const auto field : type.clear.getFields()) {
            if (!field.getProto().isSlot()) continue;
            check_against_library(field.getProto().getSlot().getType());
            ++compared;
        }
    CHECK(compared > 300);
}

TEST_CASE("every byte a text may hold is escaped as the library escapes it") {
    capnp::MallocMessageBuilder message;
    auto actor = message.initRoot<Actor>();
    std::string every;
    for (int c = 1; c < 256; ++c) every.push_back(static_cast<char>(c));
    actor.setPseudonym(every.c_str());
    actor.setUnit("\\\"/");
    check_against_library(actor.asReader());
    std::string quoted;
    append_json_quoted(quoted, "a\"b\\c\n\x01");
    CHECK(quoted == "\"a\\\"b\\\\c\\n\\u0001\"");
}

TEST_CASE("numbers keep every digit, also where JSON has no word for them") {
    capnp::MallocMessageBuilder message;
    auto value = message.initRoot<capnp::schema::Value>();
    for (const double number : {0.1, 1.0 / 3, 1e300, -2.5, 5e-324, 123456789012345680.0, std::nan(""), std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()}) {
        value.setFloat64(number);
        check_against_library(value.asReader());
        value.setFloat32(static_cast<float>(number));
        check_against_library(value.asReader());
    }
    value.setInt64(std::numeric_limits<std::int64_t>::min());
    CHECK(written(value.asReader(), JsonFields::there) == R"({"int64":"-9223372036854775808"})");
    value.setInt8(-128);
    CHECK(written(value.asReader(), JsonFields::there) == R"({"int8":-128})");
    value.setUint32(4294967295);
    CHECK(written(value.asReader(), JsonFields::there) == R"({"uint32":4294967295})");
}

TEST_CASE("what an older version stored, shorter structs, is written as its defaults") {
    capnp::MallocMessageBuilder message;
    auto contact = message.initRoot<capnp::AnyPointer>();
    contact.initAsAnyStruct(0, 0);  // no words at all
    const auto read = contact.asReader().getAs<capnp::DynamicStruct>(capnp::Schema::from<ContactHeld>());
    CHECK(written(read, JsonFields::said) == "{}");
    check_against_library(read);
}

TEST_CASE("a word of a newer program is written as its number") {
    capnp::MallocMessageBuilder message;
    auto contact = message.initRoot<ContactHeld>();
    contact.setInPerson(static_cast<Answer>(77));
    CHECK(written(contact.asReader(), JsonFields::said) == R"({"inPerson":77})");
    check_against_library(contact.asReader());
}
