// libFuzzer target for the files of a backup. Built with clang and -DFORLOEB_FUZZ=ON, as
// tests/fuzz/event_decode_fuzz.cpp says: ninja -C build/fuzz fuzz_backup
#include "tests/fuzz/decode_backup.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    forloeb::fuzz::decode_backup({data, size});
    return 0;
}
