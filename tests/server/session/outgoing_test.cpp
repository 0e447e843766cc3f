#include "server/session/outgoing.hpp"

#include <doctest/doctest.h>

namespace forloeb::testing {
namespace {

std::vector<std::string> texts_of(const std::vector<boost::asio::const_buffer>& buffers) {
    std::vector<std::string> out;
    for (const auto& one : buffers) out.emplace_back(static_cast<const char*>(one.data()), one.size());
    return out;
}

}  // namespace

TEST_CASE("bytes go out in order, each once, wherever the peer stops taking them") {
    const std::vector<std::string> parts = {"event", "", "s", "as they come"};
    for (std::size_t taken = 1; taken <= 18; ++taken) {
        CAPTURE(taken);
        Outgoing<std::string> queue(2);
        for (const std::string& part : parts) queue.add(part);
        CHECK(queue.bytes() == 18);
        std::string received;
        for (int writes = 0; !queue.is_empty() && writes < 40; ++writes) {
            std::string offered;
            const auto texts = texts_of(queue.begin_write());
            CHECK(texts.size() <= 2);
            for (const std::string& text : texts) offered.append(text);
            const std::string gone = offered.substr(0, taken);
            received.append(gone);
            queue.end_write(gone.size());
            CHECK(queue.bytes() == 18 - received.size());
        }
        CHECK(received == "events" "as they come");
    }
}

TEST_CASE("there is one write at a time, of what waited when it began") {
    Outgoing<std::string> queue(16);
    CHECK(queue.begin_write().empty());
    queue.add("a");
    CHECK(texts_of(queue.begin_write()) == std::vector<std::string>{"a"});
    queue.add("b");
    CHECK(queue.begin_write().empty());  // the first has not ended
    queue.end_write(1);
    CHECK(texts_of(queue.begin_write()) == std::vector<std::string>{"b"});
    queue.end_write(0);  // the peer took nothing: it is offered again
    CHECK(texts_of(queue.begin_write()) == std::vector<std::string>{"b"});
    queue.end_write(1);
    CHECK(queue.is_empty());
    CHECK(queue.bytes() == 0);
}

TEST_CASE("frames are sent with every byte they have") {
    Outgoing<WireFrame> queue(4);
    FrameBuilder ping(2);
    ping.frame().setPing();
    queue.add(ping.finish());
    CHECK(queue.bytes() == 64);
    const auto buffers = queue.begin_write();
    REQUIRE(buffers.size() == 1);
    CHECK(buffers.front().size() == 64);
    queue.end_write(64);
    CHECK(queue.is_empty());
}

}  // namespace forloeb::testing
