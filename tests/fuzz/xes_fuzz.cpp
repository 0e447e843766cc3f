// libFuzzer target for the XES reader, from packed bytes to values (README.md).
#include "tests/fuzz/read_xes.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    forloeb::fuzz::read_xes({reinterpret_cast<const char*>(data), size});
    return 0;
}
