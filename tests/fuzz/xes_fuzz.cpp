// libFuzzer target for the XES reader, from packed bytes to values. Built with clang and -DFORLOEB_FUZZ=ON:
//
//   cmake -S . -B build/fuzz -G Ninja -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ -DFORLOEB_FUZZ=ON
//   ninja -C build/fuzz fuzz_xes && build/fuzz/bin/fuzz_xes -max_total_time=60 build/fuzz/corpus tests/golden/xes
#include "tests/fuzz/read_xes.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    forloeb::fuzz::read_xes({reinterpret_cast<const char*>(data), size});
    return 0;
}
