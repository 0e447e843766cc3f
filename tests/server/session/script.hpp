// What the session tests write and read: frames by a client's hand, and actions as one line of text each. One thread.
// Sends no bytes anywhere.
#pragma once

#include <string>
#include <vector>

#include "server/session/session.hpp"

namespace forloeb::script {

WireFrame hello(std::uint64_t corr = 1, std::uint16_t version = 1);
WireFrame ping(std::uint64_t corr);
WireFrame read_log(std::uint64_t corr, std::uint64_t from = 0);
WireFrame append(std::uint64_t corr);
WireFrame subscribe_everything(std::uint64_t corr, std::uint64_t from, std::uint32_t credits);
WireFrame subscribe_now(std::uint64_t corr, std::uint32_t credits);
WireFrame subscribe_types(std::uint64_t corr, const std::vector<std::string>& types);
WireFrame credit(std::uint64_t corr, std::uint32_t events);
WireFrame unsubscribe(std::uint64_t corr);
WireFrame cancel(std::uint64_t corr);
/// 0 = not said.
WireFrame read_within(std::uint64_t corr, std::uint32_t deadline_ms, std::uint64_t at_least = 0);
WireFrame append_within(std::uint64_t corr, std::uint32_t deadline_ms);
/// Cases by the low half of their ids.
WireFrame subscribe_cases(std::uint64_t corr, const std::vector<std::uint64_t>& cases, std::uint64_t from);
WireFrame subscribe_named(std::uint64_t corr, const std::string& name);
/// A frame whose union tag is beyond this version's.
WireFrame from_the_future(std::uint64_t corr);
/// A reply of about `bytes` bytes.
WireFrame page(std::uint64_t corr, std::size_t bytes = 0);
Pulled pulled(std::uint64_t corr, const LogCursor& cursor, std::size_t events, std::uint64_t next, std::size_t bytes = 0);

/// One line per action: "send pong 7", "start ordered append 3 as t1", "pull 5 as t2 from 10 at most 3", "close: reason".
std::vector<std::string> lines(const Actions& actions);

/// A session that has said hello, at a head.
Session greeted(std::uint64_t head = 0);

using Lines = std::vector<std::string>;

}  // namespace forloeb::script
