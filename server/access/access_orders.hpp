// The orders that change who may do what: tokens, broken glass and its review, another policy. Each is an event on the access
// stream, written by the server for a principal whom the policy lets give it; the callers (server/handlers/access.cpp) have
// asked `decide` before. They wait for the disk: any thread but the engine's append thread.
#pragma once

#include "server/access/access_control.hpp"

namespace forloeb {

struct TokenOrder {
    std::string holder;
    std::vector<std::string> operations;  // empty = all that the holder may
    std::string certificate;              // SHA-256, 64 hex digits; empty = not bound
    std::uint32_t days = 0;               // 0 = 90
    std::string usage;
    bool sign_in = false;                 // good once and for minutes, to sign in at the page: nothing else is said then
};
struct IssuedToken {
    ApiToken token;
    std::string secret;  // nobody has it but who gets it now
};
[[nodiscard]] Result<IssuedToken> create_token(AccessControl& access, const Principal& by, const TokenOrder& order);
[[nodiscard]] Status revoke_token(AccessControl& access, const Principal& by, const std::string& id, const std::string& reason);

struct BreakGlassOrder {
    Uuid case_id;
    std::string reason;
    std::string category;
    std::uint32_t minutes = 0;  // 0 = as many as the policy allows
};
[[nodiscard]] Result<BrokenGlass> break_glass(AccessControl& access, const Principal& by, const BreakGlassOrder& order);

struct ReviewOrder {
    std::string id;
    std::string outcome;
    std::string note;
};
/// `refused` for whoever broke it.
[[nodiscard]] Status review_broken_glass(AccessControl& access, const Principal& by, const ReviewOrder& order);

struct PolicyOrder {
    std::string text;  // of the file
    std::vector<std::string> approved_by;
    std::string approval;  // the second one's token
    std::string reason;
};
/// Writes the file, records policy.changed, and puts it in force. Two people approve: the caller, and one who proves it with
/// a token (under the built-in policy there are no others to ask: two are named).
[[nodiscard]] Status change_policy(AccessControl& access, const Principal& by, const PolicyOrder& order);

}  // namespace forloeb
