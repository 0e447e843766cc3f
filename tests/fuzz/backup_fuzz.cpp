// libFuzzer target for the files of a backup, and for RocksDB's growing files as verification reads them (README.md).
#include "tests/fuzz/decode_backup.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    forloeb::fuzz::decode_backup({data, size});
    return 0;
}
