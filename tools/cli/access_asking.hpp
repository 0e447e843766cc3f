// Asking the server about access: one request, one reply of the kind that was asked for. One thread.
#pragma once

#include "tools/cli/asking.hpp"

namespace forloeb {

class AccessQuestion {
  public:
    [[nodiscard]] wire::access::Request::Builder operator*() { return access_; }
    /// `unsupported` if the server answered something else.
    [[nodiscard]] Result<Reply> ask(Invocation& call, wire::access::Reply::Which expected) {
        FORLOEB_TRY(Reply reply, forloeb::ask(call, request_, wire::Frame::ACCESS_REPLY));
        if (reply.frame().getAccessReply().which() != expected)
            return fail(ErrorKind::unsupported, "The server answered another question than was asked: use the same version on both sides.");
        return reply;
    }

  private:
    FrameBuilder request_;
    wire::access::Request::Builder access_ = request_.frame().initAccess();
};

/// "a, b, c"; a dash if there is nothing.
[[nodiscard]] inline std::string listed(capnp::List<capnp::Text>::Reader texts) {
    std::string out;
    for (const auto text : texts) out.append(out.empty() ? "" : ", ").append(text.begin(), text.size());
    return out.empty() ? "-" : out;
}

}  // namespace forloeb
