#include "server/evidence/stream_chains.hpp"

namespace forloeb {

std::optional<std::string> StreamChains::take(const LeafRecord& leaf, const Hash& leaf_hash) {
    End& end = ends_[leaf.stream];
    if (leaf.version != end.version.next())
        return "stream " + leaf.stream.id.text() + " goes from version " + std::to_string(end.version.value) + " to " + std::to_string(leaf.version.value) + ": an event is missing or out of place";
    if (leaf.previous != end.leaf) return "version " + std::to_string(leaf.version.value) + " of stream " + leaf.stream.id.text() + " does not name the event before it";
    end = {leaf.version, leaf_hash};
    return std::nullopt;
}

}  // namespace forloeb
