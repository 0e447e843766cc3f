// libFuzzer target for evidence: notes, keys, proof files, bundles of entries, bundled events. Built with clang and
// -DFORLOEB_FUZZ=ON, as tests/fuzz/event_decode_fuzz.cpp says: ninja -C build/fuzz fuzz_proof
#include "tests/fuzz/decode_proof.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    forloeb::fuzz::decode_proof({data, size});
    return 0;
}
