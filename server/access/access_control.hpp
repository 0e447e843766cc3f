// Who comes in, and the answer to every question, under the policy that is in force. The doors hand in what they saw of a
// connection; the gate and the append handler ask `decide`.
//
// The policy is the file that the newest policy.changed event names by its SHA-256, else the built-in one: a file that
// nobody approved is not in force. What a case says of relations is read from the log and kept as long as the case stands
// where it stood. Roles, tokens and lock-outs are looked up at each question, so that a revocation counts for connections
// that are open.
//
// Any thread, but not the engine's append thread. Not here: recording what was read (the gate), the orders that change what
// is in force (access_orders.hpp), TLS itself (server/tls).
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>

#include "engine/engine.hpp"
#include "server/access/access.hpp"
#include "server/access/access_register.hpp"
#include "server/access/failed_logins.hpp"
#include "server/access/policy.hpp"

namespace forloeb {

/// What a door sees of a connection before it has said anything.
struct Visitor {
    std::string user;     // the operating system's user behind a Unix socket
    bool is_owner = false;     // and the data directory is theirs
    std::string address;  // of the network; empty behind a Unix socket
    std::string proxied_address = {};  // for whom a reverse proxy of ours asks: where failed attempts are counted
    std::string certificate;   // SHA-256 of a verified client certificate, 64 hex digits; empty = none
    std::string certificate_actor;  // the pseudonym in its SAN URI
};

/// Finds the cases of a person, for questions about person streams. Handed in, for it reads the projections' rows.
using CasesOfPerson = std::function<Result<std::vector<Uuid>>(const Uuid& person)>;

class AccessControl {
  public:
    /// `policy_file`: empty = DATA.policy.toml. `invalid` if a policy is in force and the file is not that one: nobody is
    /// let in under another policy than was approved.
    [[nodiscard]] static Result<std::unique_ptr<AccessControl>> open(Engine& engine, std::filesystem::path policy_file, CasesOfPerson cases_of_person);

    // ---- who asks ----

    /// The principal of a connection, with its token if it brought one. `refused` says what is wrong in general words; it
    /// counts as a failed attempt of that place, and too many lock it out, which is recorded.
    [[nodiscard]] Result<Principal> admit(const Visitor& visitor, std::string_view token);
    /// Who signs in at the page with this token. One that is good once is used up by it, which is on the log before this
    /// returns. `owner`: the operating system's user whose the data are: under the built-in policy the only one who may
    /// anything, and so the only one for whom signing in opens anything.
    [[nodiscard]] Result<Principal> sign_in(const Visitor& visitor, std::string_view token, const std::string& owner);
    /// An actor whom a reverse proxy of ours has identified.
    [[nodiscard]] Principal named_by_proxy(const std::string& actor) const;
    /// How long a place is locked out; before the doors open.
    void lock_out_for(std::int64_t ms) { failed_logins_.lock_out_for(ms); }
    /// A handshake that failed, or a certificate that names no actor.
    void failed(const Visitor& visitor, std::string_view method);
    /// The same principal under the policy of now: roles may have come or gone, the token may be revoked.
    [[nodiscard]] Principal current(const Principal& principal) const;
    /// Whoever a token belongs to, with whatever certificate: for an approval, not for a connection.
    [[nodiscard]] Result<Principal> holder_of(std::string_view secret) const;
    /// What the policy says of an actor who is not here.
    [[nodiscard]] Principal principal_of(const std::string& actor) const;

    // ---- what they may ----

    /// For all streams of the question together: the first that is refused refuses it.
    [[nodiscard]] Result<Decision> decide(const Principal& principal, const Question& question) const;
    /// The same as a status, for whoever has nothing to record of it.
    [[nodiscard]] Status permit(const Principal& principal, const Question& question) const;
    /// Nothing that this principal asks can be refused: the owner under the built-in policy. Saves looking.
    [[nodiscard]] bool may_everything(const Principal& principal) const;
    /// What a decision about this stream rests on; nothing is known of a case that nobody wrote to.
    [[nodiscard]] Result<CaseAccess> about(const StreamId& stream) const;

    // ---- what is in force ----

    [[nodiscard]] std::shared_ptr<const Policy> policy() const;
    [[nodiscard]] std::optional<PolicyInForce> in_force() const;
    /// Reads the policy file again. On an error the one in force stays.
    [[nodiscard]] Status reload();
    /// What else is to be read again then (certificates); called by reload() when the policy is in force.
    void also_reload(std::function<Status()> what) { also_reload_ = std::move(what); }
    [[nodiscard]] const std::filesystem::path& policy_file() const { return policy_file_; }
    /// Where an approved policy waits until its event is stored; reload() then moves it to policy_file().
    [[nodiscard]] std::filesystem::path approved_file() const { return policy_file_.string() + ".approved"; }
    /// As of now: what was appended before the call is in it.
    [[nodiscard]] Result<std::shared_ptr<const AccessRegister>> access_register() const;
    /// The stream that the server alone writes.
    [[nodiscard]] const StreamId& own_stream() const { return own_stream_; }
    [[nodiscard]] Engine& engine() const { return engine_; }

  private:
    AccessControl(Engine& engine, std::filesystem::path policy_file, CasesOfPerson cases_of_person);
    [[nodiscard]] Result<Principal> identify(const Visitor& visitor, std::string_view token) const;
    [[nodiscard]] Status check_lock_out(const std::string& place);
    [[nodiscard]] Status use_up(const ApiToken& token);
    [[nodiscard]] Result<ApiToken> good_token(std::string_view secret) const;
    [[nodiscard]] Result<Principal> with_token(const Visitor& visitor, std::string_view secret) const;
    [[nodiscard]] Status load_policy();
    [[nodiscard]] Result<Policy> approved_policy(const PolicyInForce& wanted) const;
    [[nodiscard]] Result<CaseAccess> about_case(const StreamId& stream) const;
    [[nodiscard]] Result<CaseAccess> about_person(const StreamId& stream) const;
    [[nodiscard]] std::vector<RestrictedClass> restricted_in(const StreamId& stream) const;
    void record_lock_out(const std::string& place, std::string_view method);

    struct RememberedCase {
        StreamVersion version;
        std::vector<Uuid> retracted;  // imports: they take events of the case away without a word in it
        CaseAccess access;
    };

    Engine& engine_;
    const StreamId own_stream_;
    const std::filesystem::path policy_file_;
    const CasesOfPerson cases_of_person_;
    mutable std::mutex mutex_;  // guards what follows
    std::shared_ptr<const Policy> policy_;
    mutable std::shared_ptr<const AccessRegister> register_;
    mutable std::map<Uuid, RememberedCase> remembered_;
    FailedLogins failed_logins_;
    std::set<std::string> used_up_;  // ids of tokens that were good once
    std::function<Status()> also_reload_;  // set before the doors open
};

}  // namespace forloeb
