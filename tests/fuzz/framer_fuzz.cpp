// libFuzzer target for what a stranger's bytes meet first: the frame splitter, and the session behind it (README.md).
#include "tests/fuzz/feed_session.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    forloeb::fuzz::feed_connection({data, size});
    return 0;
}
