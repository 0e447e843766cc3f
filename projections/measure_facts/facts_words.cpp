#include "projections/measure_facts/facts_words.hpp"

namespace forloeb {
namespace {

constexpr std::size_t number_size = sizeof(std::uint32_t);

}  // namespace

std::optional<WordTable> WordTable::of(std::string_view bytes) {
    WordTable table;
    if (bytes.empty()) return table;
    if (bytes.size() < number_size) return std::nullopt;
    table.size_ = get_big_endian<std::uint32_t>(as_bytes(bytes).data());
    bytes.remove_prefix(number_size);
    if (table.size_ > bytes.size() / number_size) return std::nullopt;
    table.ends_ = bytes.substr(0, table.size_ * number_size);
    table.text_ = bytes.substr(table.ends_.size());
    std::size_t begin = 0;
    for (std::size_t number = 0; number < table.size_; ++number) {
        const std::size_t end = table.end_of(number);
        if (end < begin || end > table.text_.size()) return std::nullopt;
        begin = end;
    }
    return table;
}

std::string WordTable::written(const std::vector<std::string_view>& words) {
    std::string bytes;
    put_big_endian(bytes, static_cast<std::uint32_t>(words.size()));
    std::uint32_t end = 0;
    for (const std::string_view word : words) put_big_endian(bytes, end += static_cast<std::uint32_t>(word.size()));
    for (const std::string_view word : words) bytes.append(word);
    return bytes;
}

}  // namespace forloeb
