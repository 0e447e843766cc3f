// An append that the policy denies is on record in the read log, as denied reads are. Any thread.
#pragma once

#include "engine/append/request.hpp"
#include "engine/audit/read_log.hpp"
#include "server/handlers/handlers.hpp"

namespace forloeb {

/// The record is on its way; the refusal leaves when it is known, also if it could not be written.
[[nodiscard]] AwaitedReceipt record_denied_append(ReadLog& reads, const Caller& caller, const AppendRequest& append, const std::string& purpose, const Error& why);

}  // namespace forloeb
