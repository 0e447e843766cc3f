#include "server/handlers/denied_append.hpp"

#include <algorithm>

namespace forloeb {

AwaitedReceipt record_denied_append(ReadLog& reads, const Caller& caller, const AppendRequest& append, const std::string& purpose, const Error& why) {
    const Principal& who = caller.principal;
    ReadRecord record;
    record.operation = "append";
    record.permitted = false;
    record.rule = why.rule;
    if (std::ranges::find(purposes(), purpose) != purposes().end()) record.purpose = purpose;  // else it may be any text
    record.actor = who.actor.empty() ? "unknown" : who.actor;
    record.actor_name = caller.user;
    record.unit = who.unit;
    record.organisation = who.organisation;
    record.token = who.token;
    record.certificate = who.certificate;
    for (const StreamEvents& write : append.writes) (write.stream.kind == StreamKind::case_ ? record.cases : record.streams).push_back(write.stream.id);
    return reads.record(record);
}

}  // namespace forloeb
