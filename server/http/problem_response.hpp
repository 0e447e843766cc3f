// What went wrong, as HTTP says it: application/problem+json (RFC 9457) with the house's code, field, rule and advice.
// Pure; any thread. Names nobody, as errors do.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "events/vocabulary/result.hpp"
#include "server/http/http_message.hpp"

namespace forloeb {

/// The status that an error is answered with; a refusal of the policy is 403, one of a case rule 422; a version that was not
/// as expected 412, any other conflict 409.
[[nodiscard]] unsigned http_status(const Error& error);

[[nodiscard]] HttpResponse problem_response(const Error& error);
/// The same with another status, where HTTP has one of its own (401, 405, 413, ...). `version`: of the stream that somebody
/// else wrote to first.
[[nodiscard]] HttpResponse problem_response(unsigned status, const Error& error, std::optional<std::uint64_t> version = {});
/// The same in the language that the request asks for, where the error has it: of a case rule and of a refused access. Content-Language says which.
[[nodiscard]] HttpResponse problem_response(const Error& error, const HttpRequest& request);
[[nodiscard]] HttpResponse problem_response(unsigned status, const Error& error, const HttpRequest& request, std::optional<std::uint64_t> version = {});

/// "Not Found": the words of RFC 9110; empty for a status it does not know.
[[nodiscard]] std::string_view http_reason(unsigned status);

}  // namespace forloeb
