// One event of the access stream while it is written: payload, sealed part, actor; then an append of its own. One thread;
// private to server/access.
#pragma once

#include <capnp/message.h>

#include <string>
#include <string_view>

#include "engine/engine.hpp"
#include "server/access/access_register.hpp"

namespace forloeb {

/// The actor of what the server does by itself.
inline constexpr std::string_view server_actor = "forloeb";

class AccessEvent {
  public:
    AccessEvent(Engine& engine, std::string_view type, std::string_view actor) : engine_(engine) {
        const Instant now = engine.now();
        event_.setType(std::string(type));
        auto envelope = event_.initEnvelope();
        write_moment(envelope.initOccurredAt(), in_local_time(now));
        envelope.initActor().setPseudonym(std::string(actor));
    }

    template <typename Payload>
    [[nodiscard]] typename Payload::Builder payload() {
        return event_.getPayload().template initAs<Payload>();
    }
    /// The sealed fields, about this person.
    template <typename Personal>
    [[nodiscard]] typename Personal::Builder personal(const Uuid& subject) {
        auto part = event_.initPersonal(1)[0];
        part.initSubject().setHigh(subject.high());
        part.getSubject().setLow(subject.low());
        return part.getFields().template initAs<Personal>();
    }
    /// Checked like anybody's. `invalid` names the field.
    [[nodiscard]] Result<AppendRequest> request() && {
        AppendRequest out;
        out.append_id = engine_.new_id();
        StreamEvents on_stream{AccessRegister::stream_of(engine_), {}};
        FORLOEB_TRY(auto checked, check_proposal(event_.asReader(), on_stream.stream.kind));
        on_stream.events.push_back(std::move(checked));
        out.writes.push_back(std::move(on_stream));
        return out;
    }
    /// Appends and waits for the disk. Not on the append thread.
    [[nodiscard]] Status store() && {
        FORLOEB_TRY(AppendRequest append, std::move(*this).request());
        const AppendOutcome stored = engine_.append_and_wait(std::move(append));
        if (!stored) return tl::make_unexpected(stored.error());
        return {};
    }

  private:
    Engine& engine_;
    capnp::MallocMessageBuilder message_;
    ProposedEvent::Builder event_ = message_.initRoot<ProposedEvent>();
};

}  // namespace forloeb
