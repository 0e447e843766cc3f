// What a request asks for, in the words of a decision and of a record: which cases, persons and versions, along which part of
// the log, and what was searched for. It reads from the log only what that takes. Any thread.
#pragma once

#include "engine/audit/read_record.hpp"
#include "engine/engine.hpp"
#include "server/access/access.hpp"
#include "server/handlers/doors.hpp"
#include "server/session/cursor.hpp"

namespace forloeb {

struct Asked {
    Question question;
    ReadRecord record;  // what was asked for; not yet by whom, nor what was decided
};

/// May throw kj::Exception on malformed requests. A request that names nothing there is still is asked for that.
[[nodiscard]] Asked asked_by(const Engine& engine, const Door& door, wire::Frame::Reader request);
/// A subscription, by its cursor.
[[nodiscard]] Asked asked_by(const Engine& engine, const LogCursor& cursor);

/// The cases that an answer is about, every field `caseId` in it, as records like `request`: one for each
/// read_record_cases_max of them, and at least one.
[[nodiscard]] std::vector<ReadRecord> found_in(const Engine& engine, wire::Frame::Reader answer, const ReadRecord& request);

inline constexpr std::size_t read_record_cases_max = 4000;

}  // namespace forloeb
