// What waits to be sent to one peer: frames or texts, in order, some of them a write. Knows how far the first of them has
// gone out. Both doors' connections have one (connection.hpp, server/http/http_connection.hpp). Lives on the loop's one I/O
// thread. Private to the doors: it includes Asio.
//
// Promise: bytes leave in the order in which their parts were added, each once. It starts no write itself, and does not say
// how much may wait, nor for how long: whoever owns it does.
#pragma once

#include <boost/asio/buffer.hpp>

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "server/protocol/frame.hpp"

namespace forloeb {

[[nodiscard]] inline ByteSpan bytes_to_send(const WireFrame& frame) { return frame.bytes(); }
[[nodiscard]] inline ByteSpan bytes_to_send(const std::string& text) { return as_bytes(text); }

/// `Part` is one of the above.
template <typename Part>
class Outgoing {
  public:
    /// Of so many parts at a time one write is made.
    explicit Outgoing(std::size_t parts_per_write) : parts_per_write_(parts_per_write) {}

    void add(Part part) {
        bytes_ += part.size();
        parts_.push_back(std::move(part));
    }
    [[nodiscard]] bool is_empty() const { return parts_.empty(); }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }

    /// What the next write takes; valid until it has ended. Empty while one is under way, or when nothing waits.
    [[nodiscard]] std::vector<boost::asio::const_buffer> begin_write() {
        std::vector<boost::asio::const_buffer> buffers;
        if (writing_ || parts_.empty()) return buffers;
        writing_ = true;
        std::size_t skip = gone_of_first_;
        for (const Part& part : parts_) {
            if (buffers.size() == parts_per_write_) break;
            const ByteSpan left = bytes_to_send(part).subspan(skip);
            buffers.emplace_back(left.data(), left.size());
            skip = 0;
        }
        return buffers;
    }

    /// The write has ended, and the peer took so many bytes.
    void end_write(std::size_t bytes) {
        writing_ = false;
        bytes_ -= bytes;
        gone_of_first_ += bytes;
        while (!parts_.empty() && gone_of_first_ >= parts_.front().size()) {
            gone_of_first_ -= parts_.front().size();
            parts_.pop_front();
        }
    }

  private:
    std::size_t parts_per_write_;
    std::deque<Part> parts_;
    std::size_t bytes_ = 0;
    std::size_t gone_of_first_ = 0;
    bool writing_ = false;
};

}  // namespace forloeb
