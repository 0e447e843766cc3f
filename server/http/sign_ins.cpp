#include "server/http/sign_ins.hpp"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>

#include "engine/proof/sha256.hpp"
#include "events/vocabulary/limits.hpp"

namespace forloeb {

bool SignIns::is_over(const SignIn& one, std::int64_t now_ms) {
    return now_ms - one.used_ms >= limits::sign_in_idle_ms || now_ms - one.began_ms >= limits::sign_in_ms;
}

void SignIns::make_room(std::int64_t now_ms) {
    std::erase_if(by_digest_, [&](const auto& entry) { return is_over(entry.second, now_ms); });
    if (by_digest_.size() < limits::sign_ins_max) return;
    by_digest_.erase(std::ranges::min_element(by_digest_, {}, [](const auto& entry) { return entry.second.used_ms; }));
}

Result<std::string> SignIns::begin(Principal principal, std::int64_t now_ms) {
    std::array<Byte, 32> secret{};
    if (RAND_priv_bytes(secret.data(), static_cast<int>(secret.size())) != 1)
        return fail(ErrorKind::unavailable, "The operating system gives no random bytes; nobody can sign in now.");
    std::string cookie = to_hex(secret);
    const std::lock_guard lock(mutex_);
    make_room(now_ms);
    by_digest_[sha256(as_bytes(cookie))] = {std::move(principal), now_ms, now_ms};
    return cookie;
}

std::optional<SignIns::Live> SignIns::look(std::string_view cookie, std::int64_t now_ms) {
    if (cookie.empty()) return std::nullopt;
    const std::lock_guard lock(mutex_);
    const auto found = by_digest_.find(sha256(as_bytes(cookie)));
    if (found == by_digest_.end()) return std::nullopt;
    const SignIn& one = found->second;
    if (is_over(one, now_ms)) {
        by_digest_.erase(found);
        return std::nullopt;
    }
    return Live{one.principal, std::min(one.used_ms + limits::sign_in_idle_ms, one.began_ms + limits::sign_in_ms) - now_ms};
}

std::optional<SignIns::Live> SignIns::use(std::string_view cookie, std::int64_t now_ms) {
    auto live = look(cookie, now_ms);
    if (!live) return live;
    const std::lock_guard lock(mutex_);
    const auto found = by_digest_.find(sha256(as_bytes(cookie)));
    if (found == by_digest_.end()) return std::nullopt;
    found->second.used_ms = now_ms;
    live->idle_left_ms = std::min(limits::sign_in_idle_ms, found->second.began_ms + limits::sign_in_ms - now_ms);
    return live;
}

void SignIns::end(std::string_view cookie) {
    const std::lock_guard lock(mutex_);
    by_digest_.erase(sha256(as_bytes(cookie)));
}

std::string SignIns::csrf_of(std::string_view cookie) { return to_hex(sha256({as_bytes("forloeb csrf v1|"), as_bytes(cookie)})); }

bool SignIns::is_csrf_of(std::string_view cookie, std::string_view said) {
    const std::string wanted = csrf_of(cookie);
    return said.size() == wanted.size() && CRYPTO_memcmp(said.data(), wanted.data(), wanted.size()) == 0;
}

std::size_t SignIns::count() const {
    const std::lock_guard lock(mutex_);
    return by_digest_.size();
}

}  // namespace forloeb
