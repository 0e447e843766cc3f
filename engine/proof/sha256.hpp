// SHA-256 by OpenSSL, kept inline as Init/Update/Final: the one-shot call of OpenSSL 3.0 fetches the algorithm each time
// and is five times slower. Pure; any thread.
#pragma once

#include "events/vocabulary/bytes.hpp"

namespace forloeb {

[[nodiscard]] Hash sha256(ByteSpan bytes);
/// SHA-256 over the concatenation, without building it.
[[nodiscard]] Hash sha256(std::initializer_list<ByteSpan> pieces);

/// SHA-256 fed piece by piece.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    void update(ByteSpan bytes);
    [[nodiscard]] Hash finish();

  private:
    void* context_;
};

}  // namespace forloeb
