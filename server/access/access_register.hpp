// What the access stream says: tokens, broken glass and its reviews, and which policies were put in force. One governance
// stream per log, written by the server itself. Read as it was written: a correction or retraction of these events changes
// nothing here, so that nobody can unsay a broken glass. Immutable once loaded; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "server/access/access.hpp"

namespace forloeb {

struct ApiToken {
    std::string id;
    std::string sha256;  // of the secret, 64 hex digits
    std::string holder;
    std::vector<std::string> operations;  // as given; empty = all
    std::string certificate;
    std::string usage;
    WhenTold expires;
    bool revoked = false;

    /// Good once, to sign in at the page, and for nothing else: its id begins with "s-".
    [[nodiscard]] bool is_sign_in() const { return id.starts_with("s-"); }
    [[nodiscard]] bool is_good(Instant now) const { return !revoked && !expires.is_unknown() && now < expires.at; }
    [[nodiscard]] OperationSet scope() const;
};

struct BrokenGlass {
    BreakGlassRight right;
    std::string unit;
    std::string category;
    WhenTold opened;
    std::string outcome;  // of the review; empty = it is still to be reviewed
    Position position;
};

struct PolicyInForce {
    std::string title;
    std::string sha256;
    Position position;
};

class AccessRegister {
  public:
    /// Everything the stream holds now.
    [[nodiscard]] static Result<AccessRegister> load(const Engine& engine);
    /// The stream these events stand on.
    [[nodiscard]] static StreamId stream_of(const Engine& engine);

    [[nodiscard]] StreamVersion version() const { return version_; }
    [[nodiscard]] const std::vector<ApiToken>& tokens() const { return tokens_; }
    [[nodiscard]] const ApiToken* token(std::string_view id) const;
    [[nodiscard]] const std::vector<BrokenGlass>& broken() const { return broken_; }
    [[nodiscard]] const BrokenGlass* broken(std::string_view id) const;
    /// The newest policy.changed; empty if the built-in policy is in force.
    [[nodiscard]] const std::optional<PolicyInForce>& policy() const { return policy_; }

  private:
    void apply(const EventView& event);

    StreamVersion version_;
    std::vector<ApiToken> tokens_;
    std::vector<BrokenGlass> broken_;
    std::optional<PolicyInForce> policy_;
};

}  // namespace forloeb
