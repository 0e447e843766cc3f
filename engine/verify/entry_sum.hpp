// A sum over entries that does not ask for their order: two tables of some millions are compared without looking one up in the other
// or holding either in memory. SHA-256 of each entry, added lane by lane. Equal sums mean equal entries as far as rot and faults go;
// it is not made against somebody who can choose the entries, which is what the proof tree is for. Pure.
#pragma once

#include <array>

#include "engine/proof/sha256.hpp"

namespace forloeb {

class EntrySum {
  public:
    void add(ByteSpan key, std::string_view value) {
        const Hash hash = sha256({key, as_bytes(value)});
        for (std::size_t lane = 0; lane < lanes_.size(); ++lane) lanes_[lane] += get_big_endian<std::uint64_t>(hash.data() + 8 * lane);
        ++entries_;
    }
    bool operator==(const EntrySum&) const = default;

  private:
    std::array<std::uint64_t, 4> lanes_{};
    std::uint64_t entries_ = 0;
};

}  // namespace forloeb
