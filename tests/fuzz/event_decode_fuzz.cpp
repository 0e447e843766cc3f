// libFuzzer target for everything in events/codec that meets foreign bytes. Built with clang and -DFORLOEB_FUZZ=ON:
//
//   cmake -S . -B build/fuzz -G Ninja -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ -DFORLOEB_FUZZ=ON
//   ninja -C build/fuzz fuzz_event_decode && build/fuzz/bin/fuzz_event_decode -max_total_time=60
#include "tests/fuzz/decode_event.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    forloeb::fuzz::decode_event({data, size});
    return 0;
}
