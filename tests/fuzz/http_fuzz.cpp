// libFuzzer target for HTTP requests as they arrive, and the checks of where they come from (README.md).
#include "tests/fuzz/read_requests.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    forloeb::fuzz::read_requests({data, size});
    return 0;
}
