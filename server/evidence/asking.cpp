#include "server/evidence/asking.hpp"

#include "server/protocol/problem.hpp"

namespace forloeb {

Result<std::unique_ptr<FrameReader>> ask_for(const AskFrame& ask, FrameBuilder& request, wire::Frame::Which expected) {
    FORLOEB_TRY(WireFrame bytes, ask(request));
    auto reply = std::make_unique<FrameReader>(std::move(bytes));
    const auto frame = reply->frame();
    if (frame.isError()) return tl::make_unexpected(read_problem(frame.getError()));
    if (frame.which() != expected) return fail(ErrorKind::unsupported, "The server answered another question than was asked: use the same version on both sides.");
    return reply;
}

}  // namespace forloeb
