// Sockets of the benchmark's own, bare and blocking: what the client library does beside that is not to be measured. Any
// thread.
#pragma once

#include <utility>

#include "server/protocol/endpoint.hpp"

namespace forloeb::bench {

/// Owns a file descriptor; -1 = none.
class Descriptor {
  public:
    explicit Descriptor(int fd = -1) : fd_(fd) {}
    ~Descriptor();
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    [[nodiscard]] int get() const { return fd_; }

  private:
    int fd_;
};

[[nodiscard]] Result<Descriptor> connect_to(const Endpoint& server);
/// The connection to the benchmark's server ended.
[[nodiscard]] tl::unexpected<Error> lost();

}  // namespace forloeb::bench
