// Corrections and retractions hold for every event type alike: whatever a client can record, it can put right.
#include <capnp/dynamic.h>
#include <capnp/message.h>
#include <doctest/doctest.h>

#include <algorithm>

#include "engine/rules/rules.hpp"
#include "tests/engine/sketched_event.hpp"
#include "tests/events/every_field.hpp"

namespace forloeb::testing {
namespace {

/// An event of any type with every clear field filled, as the rules see it.
class FilledEvent {
  public:
    FilledEvent(const EventType& type, std::uint64_t number) : type_(&type), number_(number) {
        auto stored = message_.initRoot<StoredEvent>();
        write_moment(stored.initEnvelope().initOccurredAt(), parse_when("2026-03-01").value());
        auto payload = stored.getPayload().initAs<capnp::DynamicStruct>(type.clear);
        test::EveryField(test::EveryField::Text::clear).fill(payload);
        if (type.type_id() == capnp::typeId<EventCorrected>()) stored.getPayload().initAs<EventCorrected>();
    }

    void correct(const FilledEvent& target) {
        auto correction = message_.getRoot<StoredEvent>().getPayload().getAs<EventCorrected>();
        write_id(correction.initTarget(), sketched_id(target.number_));
        correction.setTargetType(kj::StringPtr(target.type_->name.data(), target.type_->name.size()));
        correction.getPayload().set(target.view().payload);
    }
    void retract(std::uint64_t target) {
        write_id(message_.getRoot<StoredEvent>().getPayload().getAs<EventRetracted>().initTarget(),
                 sketched_id(target));
    }
    [[nodiscard]] ProposedView view() const {
        const auto stored = message_.getRoot<StoredEvent>().asReader();
        return {type_, stored.getEnvelope(), stored.getPayload(), sketched_id(number_)};
    }

  private:
    const EventType* type_;
    std::uint64_t number_;
    mutable capnp::MallocMessageBuilder message_;
};

bool is_amendment(const EventType& type) {
    return type.type_id() == capnp::typeId<EventCorrected>() || type.type_id() == capnp::typeId<EventRetracted>();
}

TEST_CASE(
    "an event of every type can be corrected, retracted, and its retraction retracted, on every stream that takes corrections") {
    const std::vector<StreamKind>& amendable = event_type<EventCorrected>().streams;  // a record of a read stays as it is
    std::size_t tried = 0;
    for (const EventType& type : all_event_types()) {
        if (is_amendment(type)) continue;
        for (const StreamKind kind : type.streams) {
            if (std::ranges::find(amendable, kind) == amendable.end()) continue;
            CAPTURE(type.name);
            const FilledEvent original(type, 1);
            FilledEvent correction(event_type<EventCorrected>(), 2);
            correction.correct(original);
            FilledEvent retraction(event_type<EventRetracted>(), 3);
            retraction.retract(1);
            FilledEvent restoration(event_type<EventRetracted>(), 4);
            restoration.retract(3);

            CaseState state(kind);
            state.apply(original.view());
            for (const FilledEvent* amendment : {&correction, &retraction}) {
                const Status allowed = decide(state, amendment->view());
                CHECK_MESSAGE(allowed, (allowed ? "" : allowed.error().message));
                state.apply(amendment->view());
            }
            CHECK_FALSE(state.fact(0).holds);
            CHECK(decide(state, retraction.view()).error().rule == "correction.target_holds");
            CHECK(decide(state, restoration.view()));
            state.apply(restoration.view());
            CHECK(state.fact(0).holds);
            state.undo_to(1);
            CHECK(state.fact(0).holds);
            ++tried;
        }
    }
    CHECK(tried > all_event_types().size());
}

}  // namespace
}  // namespace forloeb::testing
