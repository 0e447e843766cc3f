#include "tests/faults/sst_regions.hpp"

#include <array>

namespace forloeb::faults {
namespace {

constexpr std::size_t footer_bytes = 53;
constexpr std::size_t trailer_bytes = 5;  // type and checksum behind each block
constexpr std::string_view magic = "\xf7\xcf\xf4\x85\xb7\x41\xe2\x88";
constexpr std::string_view filter_name = "rocksdb.BuiltinBloomFilter";
// In order, and the second one's key is written without what it shares with the first.
constexpr std::string_view family_id = "column.family.id";
constexpr std::string_view family_name = "name";
constexpr std::array<std::string_view, 5> families = {"default", "identifiers", "appends", "streams", "log"};

std::uint64_t take_varint(std::string_view& bytes) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; !bytes.empty() && shift < 64; shift += 7) {
        const auto byte = static_cast<std::uint8_t>(bytes.front());
        bytes.remove_prefix(1);
        value |= std::uint64_t{byte & 0x7fu} << shift;
        if (byte < 0x80) break;
    }
    return value;
}

Extent take_handle(std::string_view& bytes) {
    const std::uint64_t offset = take_varint(bytes);
    return {offset, offset + take_varint(bytes) + trailer_bytes};
}

}  // namespace

std::optional<SstRegions> regions_of(std::string_view file) {
    if (file.size() < footer_bytes || !file.ends_with(magic)) return std::nullopt;
    std::string_view footer = file.substr(file.size() - footer_bytes + 1);
    const Extent metaindex = take_handle(footer);
    SstRegions regions;
    regions.index = take_handle(footer);
    if (regions.index.end > file.size() || metaindex.end > file.size()) return std::nullopt;
    regions.tail = {regions.index.end, file.size()};
    regions.data = {0, regions.index.begin};
    std::string_view names = file.substr(metaindex.begin, metaindex.end - metaindex.begin);
    if (const std::size_t at = names.find(filter_name); at != std::string_view::npos) {
        names.remove_prefix(at + filter_name.size());
        regions.filter = take_handle(names);
        regions.data.end = regions.filter.begin;
    }
    const std::size_t id = file.find(family_id, regions.index.end);
    const std::size_t family = id == std::string_view::npos ? id : file.find(family_name, id + family_id.size());
    for (const std::string_view name : families)
        if (family != std::string_view::npos && file.substr(family + family_name.size()).starts_with(name)) regions.table = name;
    return regions;
}

}  // namespace forloeb::faults
