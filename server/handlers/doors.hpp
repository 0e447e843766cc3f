// Every request there is, and what of persons may leave by it: the table that the gate goes by. A request that is not in it
// is refused, and a test that reads protocol.capnp names it (tests/server/handlers/gate_test.cpp).
//
// To add a request: its row in doors.cpp, and in asked.cpp what is put on record of it. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "server/access/access_words.hpp"
#include "server/protocol/protocol.capnp.h"

namespace forloeb {

/// What of persons an answer may hold.
enum class Holds : std::uint8_t {
    nothing,   // how the server does, hashes, words of the caller's own: decided, and recorded only if denied
    clear,     // pseudonymous case data: decided and recorded, and nothing sealed is opened
    personal,  // sealed parts may be opened, where the request asks for them
};

/// Which cases an answer is about.
enum class Reach : std::uint8_t {
    named,  // the request says
    found,  // the answer says: it is put on record too, before it leaves
};

struct Door {
    std::string_view request;  // its name in protocol.capnp; of a union within a request "query.caseList"
    Operation operation;
    Holds holds;
    Reach reach = Reach::named;
};

[[nodiscard]] std::span<const Door> all_doors();
/// nullptr if there is none.
[[nodiscard]] const Door* find_door(std::string_view request);
/// The request's name as in the table. Throws kj::Exception on malformed frames.
[[nodiscard]] std::string request_name(wire::Frame::Reader frame);

}  // namespace forloeb
