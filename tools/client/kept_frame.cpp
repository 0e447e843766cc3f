#include "tools/client/kept_frame.hpp"

#include <capnp/any.h>

#include <algorithm>

namespace forloeb {

KeptFrame::KeptFrame(wire::Frame::Reader frame) { message_.setRoot(frame); }

void KeptFrame::copy_to(FrameBuilder& out) {
    const capnp::AnyStruct::Reader from = frame();
    capnp::AnyStruct::Builder to = out.frame();
    const auto data = from.getDataSection();
    std::copy(data.begin(), data.end(), to.getDataSection().begin());
    const auto pointers = from.getPointerSection();
    for (capnp::uint i = 0; i < pointers.size(); ++i) to.getPointerSection()[i].set(pointers[i]);
}

bool KeptFrame::may_repeat() {
    switch (frame().which()) {
        case wire::Frame::APPEND:
        case wire::Frame::PING:
        case wire::Frame::READ_STREAM:
        case wire::Frame::READ_LOG:
        case wire::Frame::READ_HISTORY:
        case wire::Frame::SUBSCRIBE:
        case wire::Frame::LOOKUP:
        case wire::Frame::LIST_STREAMS:
        case wire::Frame::PSEUDONYMS:
        case wire::Frame::DIGESTS:
        case wire::Frame::STATUS:
        case wire::Frame::LOG_ROOT:
        case wire::Frame::QUERY:
        case wire::Frame::PROJECTION_STATUS:
        case wire::Frame::VERIFY:
        case wire::Frame::EXPORT_LOG:
        case wire::Frame::PROOFS:
        case wire::Frame::AUDIT: return true;
        default: return false;
    }
}

}  // namespace forloeb
