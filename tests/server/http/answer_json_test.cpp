// What answers become, beside Cap'n Proto's own codec.
#include <doctest/doctest.h>

#include "server/http/event_record_json.hpp"
#include "server/http/resource_shape.hpp"
#include "tests/events/codec/library_json.hpp"
#include "tests/events/every_field.hpp"

namespace forloeb::testing {

TEST_CASE("every answer that a resource gives is written as Cap'n Proto's own codec writes it, full and empty") {
    std::size_t compared = 0;
    test::LibraryJson library(capnp::HasMode::NON_NULL);
    for (const Resource& resource : all_resources()) {
        const capnp::Type type = resource_shape(resource).answer;
        if (!type.isStruct()) continue;
        CAPTURE(std::string(resource.request));
        capnp::MallocMessageBuilder full;
        test::EveryField(test::EveryField::Text::personal).fill(full.initRoot<capnp::DynamicStruct>(type.asStruct()));
        capnp::MallocMessageBuilder empty;
        empty.initRoot<capnp::DynamicStruct>(type.asStruct());
        for (auto* const message : {&full, &empty}) {
            const auto answer = message->getRoot<capnp::DynamicStruct>(type.asStruct()).asReader();
            std::string written;
            JsonWriter(written).object(answer);  // events as they come, for these are none
            CHECK(written == library.encode(answer));
        }
        ++compared;
    }
    CHECK(compared > 40);
}

TEST_CASE("an answer of anything but a struct is its value") {
    CHECK(answer_value_json(std::uint64_t{12}, capnp::schema::Type::UINT64) == "\"12\"");
    CHECK(answer_value_json(true, capnp::schema::Type::BOOL) == "true");
    CHECK(answer_value_json("a\"b", capnp::schema::Type::TEXT) == "\"a\\\"b\"");
    CHECK(answer_value_json(capnp::VOID, capnp::schema::Type::VOID) == "null");
}

}  // namespace forloeb::testing
