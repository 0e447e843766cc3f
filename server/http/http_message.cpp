#include "server/http/http_message.hpp"

#include <algorithm>

namespace forloeb {

std::string_view field_of(const HttpFields& fields, std::string_view name) {
    const auto at = std::ranges::find(fields, name, &HttpField::first);
    return at == fields.end() ? std::string_view() : std::string_view(at->second);
}

}  // namespace forloeb
