// Leaf records in the order of the log: each continues its stream, by version and by the hash of the leaf before it. Pure
// but for what it remembers: the end of each stream. One thread.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "events/codec/leaf.hpp"

namespace forloeb {

class StreamChains {
  public:
    /// What is wrong with the leaf, in a sentence; empty if it follows on those taken before.
    [[nodiscard]] std::optional<std::string> take(const LeafRecord& leaf, const Hash& leaf_hash);
    [[nodiscard]] std::size_t streams() const { return ends_.size(); }

  private:
    struct End {
        StreamVersion version;
        Hash leaf{};
    };
    std::unordered_map<StreamId, End> ends_;
};

}  // namespace forloeb
