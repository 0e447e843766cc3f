#include "server/protocol/frame.hpp"

#include <capnp/schema.h>
#include <doctest/doctest.h>

#include "server/protocol/endpoint.hpp"
#include "server/protocol/kinds.hpp"
#include "server/protocol/problem.hpp"
#include "server/protocol/trace.hpp"

namespace forloeb {
namespace {

TEST_CASE("the worked example of the README is the bytes of a ping") {
    FrameBuilder builder(2);
    builder.frame().setPing();
    CHECK(to_hex(builder.finish().bytes()) ==
          "0000000007000000"
          "0000000003000300"
          "0200000000000000"
          "0400000000000000"
          "0000000000000000"
          "0000000000000000"
          "0000000000000000"
          "0000000000000000");
}

TEST_CASE("every member of the protocol's union has a kind and a name") {
    for (const auto field : capnp::Schema::from<wire::Frame>().getUnionFields()) {
        const auto which = static_cast<wire::Frame::Which>(field.getProto().getDiscriminantValue());
        CHECK_MESSAGE(kind_of(which) != FrameKind::unknown, field.getProto().getName().cStr());
        CHECK(std::string(name_of(which)) == field.getProto().getName().cStr());
    }
    CHECK(kind_of(static_cast<wire::Frame::Which>(999)) == FrameKind::unknown);
    CHECK(std::string(name_of(static_cast<wire::Frame::Which>(999))) == "unknown");
}

TEST_CASE("every kind of error survives the wire, with its field, rule and advice") {
    for (int kind = 0; kind <= static_cast<int>(ErrorKind::storage_full); ++kind) {
        const Error error{static_cast<ErrorKind>(kind), "Say it so.", "payload.due", "handover.needs_proposal"};
        FrameReader reader(error_frame(7, error));
        CHECK(reader.frame().getCorr() == 7);
        const Error read = read_problem(reader.frame().getError());
        CHECK(read.kind == error.kind);
        CHECK(read.message == error.message);
        CHECK(read.field == error.field);
        CHECK(read.rule == error.rule);
        CHECK(reader.frame().getError().getRetry() == retry_advice(error.kind));
    }
    CHECK(retry_advice(ErrorKind::unknown) == wire::Retry::SAME_ID);
    CHECK(retry_advice(ErrorKind::overloaded) == wire::Retry::LATER);
    CHECK(retry_advice(ErrorKind::storage_full) == wire::Retry::LATER);
}

TEST_CASE("an error code of a newer server is taken by its advice") {
    FrameBuilder builder(1);
    auto problem = builder.frame().initError();
    problem.setCode(static_cast<wire::ErrorCode>(200));
    problem.setRetry(wire::Retry::SAME_ID);
    CHECK(read_problem(problem.asReader()).kind == ErrorKind::unknown);
}

TEST_CASE("an address is a host and a port or a Unix socket, and says whether it stays on this machine") {
    CHECK(Endpoint::parse("127.0.0.1:7000")->text() == "127.0.0.1:7000");
    CHECK(Endpoint::parse("localhost")->text() == "127.0.0.1:7420");
    CHECK(Endpoint::parse("[::1]:0")->text() == "[::1]:0");
    CHECK(Endpoint::parse("unix:/run/forloeb.sock")->text() == "unix:/run/forloeb.sock");
    for (const char* text : {"127.0.0.1:7000", "[::1]:0", "localhost", "127.1.2.3", "unix:/run/forloeb.sock"}) CHECK_MESSAGE(Endpoint::parse(text)->is_loopback(), text);
    for (const char* text : {"0.0.0.0:7420", "example.org:7420", "192.168.1.2:7420", "127.evil.example:1", "[::]:7420"}) CHECK_MESSAGE(!Endpoint::parse(text)->is_loopback(), text);
    for (const char* text : {"127.0.0.1:70000", "127.0.0.1:x", "unix:", "", "a b:1", ":7420"})
        CHECK_MESSAGE(Endpoint::parse(text).error().kind == ErrorKind::invalid, text);
}

TEST_CASE("only a well-formed trace id reaches the log") {
    CHECK(trace_id("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01") == "0af7651916cd43dd8448eb211c80319c");
    CHECK(trace_id("") == "-");
    CHECK(trace_id("00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01") == "-");
    CHECK(trace_id("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\nEVIL") == "-");
}

}  // namespace
}  // namespace forloeb
