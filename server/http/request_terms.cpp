#include "server/http/request_terms.hpp"

#include <charconv>
#include <limits>

namespace forloeb {
namespace {

Result<std::uint64_t> number_in(const HttpRequest& request, std::string_view lower_name, const char* name, std::uint64_t most) {
    const std::string_view text = request.header(lower_name);
    std::uint64_t number = 0;
    if (text.empty()) return number;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number > most) return fail(ErrorKind::invalid, "Write a whole number here.", name);
    return number;
}

}  // namespace

Result<RequestTerms> request_terms(const HttpRequest& request) {
    FORLOEB_TRY(const std::uint64_t at_least, number_in(request, "forloeb-at-least", at_least_header, std::numeric_limits<std::uint64_t>::max()));
    FORLOEB_TRY(const std::uint64_t deadline_ms, number_in(request, "forloeb-deadline-ms", deadline_header, std::numeric_limits<std::uint32_t>::max()));
    return RequestTerms{Position{at_least}, static_cast<std::uint32_t>(deadline_ms)};
}

Error with_header_names(Error error) {
    if (error.field == "atLeast") error.field = at_least_header;
    if (error.field == "deadlineMs") error.field = deadline_header;
    return error;
}

}  // namespace forloeb
