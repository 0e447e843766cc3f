// libFuzzer target for everything in events/codec that meets foreign bytes (README.md).
#include "tests/fuzz/decode_event.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    forloeb::fuzz::decode_event({data, size});
    return 0;
}
