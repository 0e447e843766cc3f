// libFuzzer target for evidence: notes, keys, proof files, bundles of entries, bundled events (README.md).
#include "tests/fuzz/decode_proof.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    forloeb::fuzz::decode_proof({data, size});
    return 0;
}
