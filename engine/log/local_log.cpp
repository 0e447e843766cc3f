#include "engine/log/log.hpp"

namespace forloeb {

LogResult LocalLog::append(const Group&, Batch& derived) {
    if (Status written = store_.write(derived, sync_); !written) return Unknown{std::move(written.error())};
    return Appended{};
}

}  // namespace forloeb
