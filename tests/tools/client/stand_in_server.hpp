// A server that says what a test tells it to: it speaks the protocol's frames on a loopback port and knows nothing. One
// connection at a time, on a thread of its own; `answer` is called there for every frame but hello.
#pragma once

#include <functional>
#include <thread>

#include "server/protocol/endpoint.hpp"
#include "server/protocol/frame.hpp"

namespace forloeb::testing {

class StandInServer {
  public:
    enum class Then { answer, stay_silent, hang_up, leave };  // leave: hang up and listen no more
    using Answering = std::function<Then(wire::Frame::Reader asked, FrameBuilder& answer)>;

    explicit StandInServer(Answering answer);
    ~StandInServer();
    [[nodiscard]] const Endpoint& endpoint() const { return endpoint_; }

  private:
    void serve();
    /// False: nobody else is to be served.
    bool talk(int peer);

    Answering answer_;
    int listener_ = -1;
    int wake_[2] = {-1, -1};  // closing the second end wakes the thread
    Endpoint endpoint_;
    std::thread thread_;
};

}  // namespace forloeb::testing
