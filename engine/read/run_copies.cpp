#include "engine/read/run_copies.hpp"

#include <algorithm>
#include <cstring>

#include "engine/storage/layout.hpp"

namespace forloeb {
namespace {

constexpr std::size_t word_bytes = sizeof(std::uint64_t);
constexpr std::size_t block_words_min = 4 * 1024 / word_bytes;
constexpr std::size_t block_words_max = 256 * 1024 / word_bytes;

// Leaves and payloads are whole words, the header in front of them is not.
constexpr std::size_t lead_bytes = word_bytes - layout::run_header_bytes % word_bytes;
static_assert(leaf_bytes % word_bytes == 0);

}  // namespace

std::string_view RunCopies::add(std::string_view run) {
    const std::size_t words = (lead_bytes + run.size() + word_bytes - 1) / word_bytes;
    if (words > words_left_) {
        words_left_ = std::max(words, std::clamp(words_so_far_, block_words_min, block_words_max));
        blocks_.push_back(std::make_unique_for_overwrite<std::uint64_t[]>(words_left_));
        next_ = blocks_.back().get();
    }
    char* copy = reinterpret_cast<char*>(next_) + lead_bytes;
    std::memcpy(copy, run.data(), run.size());
    next_ += words;
    words_left_ -= words;
    words_so_far_ += words;
    return {copy, run.size()};
}

}  // namespace forloeb
