// Result<T>: how every call that can fail says so. Our code throws nothing; the exceptions of libraries stop in the
// adaptor that calls the library. An error's kind answers "what should the caller do?"; its message says it in words,
// names no person and quotes no personal data.
#pragma once

#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace forloeb {

enum class ErrorKind : std::uint8_t {
    invalid,      // the request is wrong: correct it; the same bytes will never be accepted
    not_found,    // nothing there by that id
    conflict,     // somebody was first (expected version, same append id with other content): reload, then decide
    refused,      // a case rule forbids it: the message names the rule, what it collides with and what would be accepted
    overloaded,   // a queue or quota is full: retry later
    unknown,      // the outcome is not known: ask again with the same append id
    unavailable,  // cannot reach the server, or it is stopping: retry later
    damaged,      // stored bytes are not what was written: call a human; the message names file or position range
    unsupported,  // written by a newer version, or not built in: upgrade
    storage,      // the disk failed: the process must stop (exit code 5)
    storage_full,  // too little room on the disk to begin: nothing was written; free some space, then try again
};

/// The kind's stable code, as it stands in JSON and on the wire ("invalid", "not_found", ...).
[[nodiscard]] const char* error_code(ErrorKind kind);

struct Error {
    ErrorKind kind = ErrorKind::invalid;
    std::string message;  // a full sentence: what is wrong and what to do
    std::string field;    // the offending field as a path ("payload.occurredAt"), or empty
    std::string rule;     // the case rule that refused, or empty
    std::uint32_t retry_after_ms = 0;  // of overloaded and unavailable: wait this long before the next try; 0 = not known
    std::string danish = {};  // the message in Danish, of a case rule or a refused access: who meets it is to act on it; or empty
};

template <typename T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, std::string message, std::string field = {}) {
    return tl::make_unexpected(Error{kind, std::move(message), std::move(field), {}});
}

}  // namespace forloeb

// Hands an error on to the caller: FORLOEB_TRY(auto page, engine.read(...)).
#define FORLOEB_CONCAT_(a, b) a##b
#define FORLOEB_CONCAT(a, b) FORLOEB_CONCAT_(a, b)
#define FORLOEB_TRY_(tmp, target, expression)                  \
    auto tmp = (expression);                                   \
    if (!tmp) return tl::make_unexpected(std::move(tmp.error())); \
    target = std::move(*tmp)
#define FORLOEB_TRY(target, expression) FORLOEB_TRY_(FORLOEB_CONCAT(try_result_, __LINE__), target, expression)
#define FORLOEB_CHECK(expression) \
    if (auto try_status = (expression); !try_status) return tl::make_unexpected(std::move(try_status.error()))
