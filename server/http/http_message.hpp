// One HTTP request as it was read and one response as it is to be written: plain values, so that everything between them
// can be tested without a socket. Reading and writing them is http_connection.hpp's business.
//
// Header names are in lower case. A target is at most limits::http_target_bytes_max, all headers together at most
// limits::http_header_bytes_max, a body at most limits::http_body_bytes_max; longer ones never become a request.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace forloeb {

using HttpField = std::pair<std::string, std::string>;
using HttpFields = std::vector<HttpField>;

/// The first field of that name; empty if there is none.
[[nodiscard]] std::string_view field_of(const HttpFields& fields, std::string_view name);

struct HttpRequest {
    std::string method;         // "GET", in upper case
    std::string path;           // percent-decoded, begins with '/'
    HttpFields query;           // percent-decoded, in order
    HttpFields headers;
    std::string body;

    [[nodiscard]] std::string_view header(std::string_view name) const { return field_of(headers, name); }
};

struct HttpResponse {
    unsigned status = 200;
    HttpFields headers;  // without content-length, date and connection, which the connection adds
    std::string body;

    [[nodiscard]] std::string_view header(std::string_view name) const { return field_of(headers, name); }
};

}  // namespace forloeb
