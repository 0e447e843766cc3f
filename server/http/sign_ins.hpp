// Who has signed in at the page: a cookie of 256 random bits, of which only the SHA-256 is kept, in memory, until it has not
// been used for limits::sign_in_idle_ms, is limits::sign_in_ms old, or is ended. A restart ends them all.
//
// What the principal may is not kept but looked up at each request (AccessControl::current). Time is handed in. Any thread.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "events/vocabulary/bytes.hpp"
#include "server/access/access.hpp"

namespace forloeb {

class SignIns {
  public:
    /// The cookie's value: nobody has it but who gets it now. `unavailable` if there are no random bytes.
    [[nodiscard]] Result<std::string> begin(Principal principal, std::int64_t now_ms);

    struct Live {
        Principal principal;
        std::int64_t idle_left_ms = 0;  // until it ends by itself
    };
    /// Whose cookie it is; empty if it is nobody's, or no longer. Counts as a use of it.
    [[nodiscard]] std::optional<Live> use(std::string_view cookie, std::int64_t now_ms);
    /// The same, and does not count as one: a page that looks whether it is still signed in, an event stream.
    [[nodiscard]] std::optional<Live> look(std::string_view cookie, std::int64_t now_ms);
    void end(std::string_view cookie);

    /// What a page must send beside the cookie to change anything: a page of another site cannot read it.
    [[nodiscard]] static std::string csrf_of(std::string_view cookie);
    [[nodiscard]] static bool is_csrf_of(std::string_view cookie, std::string_view said);

    [[nodiscard]] std::size_t count() const;

  private:
    struct SignIn {
        Principal principal;
        std::int64_t began_ms = 0;
        std::int64_t used_ms = 0;
    };
    [[nodiscard]] static bool is_over(const SignIn& one, std::int64_t now_ms);
    void make_room(std::int64_t now_ms);

    mutable std::mutex mutex_;  // guards what follows
    std::map<Hash, SignIn> by_digest_;
};

}  // namespace forloeb
