// libFuzzer target for what the engine reads back from its disk (README.md).
#include "tests/fuzz/decode_row.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    forloeb::fuzz::decode_row({data, size});
    return 0;
}
