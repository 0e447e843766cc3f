// Stored runs, copied out of the store once and laid so that every event in them begins at a whole word: from here they
// are opened, relayed and folded in place. What points into a copy holds on to all of them (std::shared_ptr).
//
// One thread adds; then any thread reads.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace forloeb {

class RunCopies {
  public:
    /// The copy; it stays where it is.
    std::string_view add(std::string_view run);

  private:
    std::vector<std::unique_ptr<std::uint64_t[]>> blocks_;
    std::size_t words_left_ = 0;  // of the newest block
    std::size_t words_so_far_ = 0;
    std::uint64_t* next_ = nullptr;
};

}  // namespace forloeb
