#include "events/vocabulary/ids.hpp"

#include <doctest/doctest.h>

using namespace forloeb;

TEST_CASE("a UUID reads what it writes, in either case") {
    const auto id = Uuid::parse("0190A1B2-c3d4-7e8f-8a9b-0c1d2e3f4051");
    REQUIRE(id);
    CHECK(id->text() == "0190a1b2-c3d4-7e8f-8a9b-0c1d2e3f4051");
    CHECK(Uuid::from_halves(id->high(), id->low()) == *id);
    CHECK(Uuid::parse("00000000-0000-0000-0000-000000000000")->is_nil());
}

TEST_CASE("what is no UUID is refused") {
    for (const char* text : {"", "0190a1b2c3d47e8f8a9b0c1d2e3f4051", "0190a1b2-c3d4-7e8f-8a9b-0c1d2e3f405",
                             "0190a1b2-c3d4-7e8f-8a9b-0c1d2e3f405g", "0190a1b2-c3d4-7e8f-8a9b-0c1d2e3f40511",
                             "0190a1b2xc3d4-7e8f-8a9b-0c1d2e3f4051"}) {
        CAPTURE(text);
        CHECK(Uuid::parse(text).error().kind == ErrorKind::invalid);
    }
}

TEST_CASE("a UUID of version 7 carries its time first, and the marks of RFC 9562") {
    const Uuid id = Uuid::v7(0x0190a1b2c3d4, {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff});
    CHECK(id.text() == "0190a1b2-c3d4-7fff-bfff-ffffffffffff");
}

TEST_CASE("kinds of streams are written by name") {
    for (const StreamKind kind : {StreamKind::case_, StreamKind::person, StreamKind::project, StreamKind::governance})
        CHECK(parse_stream_kind(stream_kind_name(kind)) == kind);
    CHECK(stream_kind_name(StreamKind::case_) == "case");
    CHECK_FALSE(parse_stream_kind("reads"));
}
