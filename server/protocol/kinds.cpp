#include "server/protocol/kinds.hpp"

#include <capnp/schema.h>

namespace forloeb {

FrameKind kind_of(wire::Frame::Which which) {
    using wire::Frame;
    switch (which) {
        case Frame::HELLO:
        case Frame::PING:
        case Frame::SUBSCRIBE:
        case Frame::CREDIT:
        case Frame::UNSUBSCRIBE:
        case Frame::CANCEL: return FrameKind::control;
        case Frame::APPEND: return FrameKind::append;
        case Frame::READ_STREAM:
        case Frame::READ_LOG:
        case Frame::READ_HISTORY:
        case Frame::LOOKUP:
        case Frame::LIST_STREAMS:
        case Frame::PSEUDONYMS:
        case Frame::DIGESTS:
        case Frame::STATUS:
        case Frame::LOG_ROOT:
        case Frame::QUERY:
        case Frame::PROJECTION_STATUS:
        case Frame::PROJECTION_REBUILD:
        case Frame::VERIFY:
        case Frame::EXPORT_LOG:
        case Frame::PROOFS:
        case Frame::AUDIT:
        case Frame::ACCESS:
        case Frame::LIFECYCLE:
        case Frame::SUBSCRIPTIONS: return FrameKind::read;
        case Frame::NONE:
        case Frame::ERROR:
        case Frame::HELLO_REPLY:
        case Frame::PONG:
        case Frame::APPENDED:
        case Frame::OUTCOME_UNKNOWN:
        case Frame::PAGE:
        case Frame::HISTORY:
        case Frame::SUBSCRIBED:
        case Frame::EVENTS:
        case Frame::CAUGHT_UP:
        case Frame::FELL_BEHIND:
        case Frame::SUBSCRIPTION_ENDED:
        case Frame::LOOKUP_REPLY:
        case Frame::STREAMS:
        case Frame::PSEUDONYMS_REPLY:
        case Frame::DIGESTS_REPLY:
        case Frame::STATUS_REPLY:
        case Frame::LOG_ROOT_REPLY:
        case Frame::ANSWER:
        case Frame::PROJECTION_STATUS_REPLY:
        case Frame::PROJECTION_REBUILD_REPLY:
        case Frame::VERIFY_REPLY:
        case Frame::EXPORT_LOG_REPLY:
        case Frame::PROOFS_REPLY:
        case Frame::AUDIT_REPLY:
        case Frame::ACCESS_REPLY:
        case Frame::LIFECYCLE_REPLY:
        case Frame::SUBSCRIPTIONS_REPLY: return FrameKind::from_server;
    }
    return FrameKind::unknown;
}

const char* name_of(wire::Frame::Which which) {
    for (const auto field : capnp::Schema::from<wire::Frame>().getUnionFields())
        if (field.getProto().getDiscriminantValue() == static_cast<std::uint16_t>(which)) return field.getProto().getName().cStr();
    return "unknown";
}

}  // namespace forloeb
