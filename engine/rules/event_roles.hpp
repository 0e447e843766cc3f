// What each event type is to the case rules: which thread it belongs to, whether it begins or ends something there, and
// when in the life of a case it may happen. One line per type; a test names the type that has none. Immutable.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "events/catalogue/catalogue.hpp"
#include "events/vocabulary/time.hpp"

namespace forloeb {

/// What a thread of events is about. One thread per reference ("m1", "mor"), except where it says one per case.
enum class ThreadKind : std::uint8_t {
    none,
    case_,        // one per case: opened, closed, reopened; used by everything that needs an open case
    intake,       // one per case
    coordinator,  // one per case: assignments of all persons, told apart by person
    partner,
    handover,
    goal,
    meeting,
    application,
    decision,
    commitment,
    deadline,
    assessment,
    survey,       // per survey, wave and respondent
    transition,
    link,         // one per case, told apart by the other case
    document,
    substitute,   // per substitute and the one who is away
    representative,
    team,
    request,      // for information
    consent,
    plan,
    service,
    disagreement,
    uncertainty,
    advice,
    wave,         // per wave and instrument
    respondent,
    period,       // per period and instrument
    seminar,
    hold,
};

/// What the event does in its thread.
enum class ThreadPart : std::uint8_t {
    nothing,
    start,  // something holds from here on
    end,    // ... until here
    use,    // only makes sense in between
    step,   // none of these: a rule of its own looks at it
};

/// When in the life of a case the event may happen.
enum class CaseTime : std::uint8_t {
    any,          // also before the case is opened
    once_opened,  // the case has been opened; when it happened does not matter
    while_open,   // happened while the case was open
};

/// The thing an event is about, as the client named it.
struct RoleSubject {
    std::string reference;
    std::string person = {};  // coordinators, appeals, linked cases: told apart within one thread
    std::optional<LocalDate> until = {};  // of a start that says on which day it ends by itself
};

struct EventRole {
    const EventType* type = nullptr;
    ThreadKind thread = ThreadKind::none;
    ThreadPart part = ThreadPart::nothing;
    CaseTime when = CaseTime::once_opened;
    RoleSubject (*read)(capnp::AnyPointer::Reader payload) = nullptr;  // nullptr: nothing to read
    bool may_be_unnamed = false;  // information nobody asked for, advice that was not recorded when shown

    [[nodiscard]] bool names_its_subject() const;  // one thread per reference
};

/// The role of a type. A type without a line of its own needs an opened case and belongs to no thread.
[[nodiscard]] const EventRole& role_of(const EventType& type);
/// For the test that every type has its line.
[[nodiscard]] bool has_own_role(const EventType& type);

}  // namespace forloeb
