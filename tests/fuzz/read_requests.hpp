// What must hold for any bytes, cut anywhere, that are read as HTTP requests: no body or header above its limit, no memory held
// beyond what arrived, no path that leads elsewhere, the same understood however the bytes were cut, and no crash.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "events/vocabulary/limits.hpp"
#include "server/http/request_origin.hpp"
#include "server/http/request_reader.hpp"
#include "tests/fuzz/changed_bytes.hpp"

namespace forloeb::fuzz {

inline std::string said_in(const HttpRequest& request) {
    std::string out = request.method + " " + request.path + "\n";
    for (const auto& [name, value] : request.query) out += name + "=" + value + "\n";
    for (const auto& [name, value] : request.headers) out += name + ": " + value + "\n";
    return out + "\n" + request.body;
}

inline void check_request(const HttpRequest& request) {
    must(request.body.size() <= limits::http_body_bytes_max);
    must(request.headers.size() <= limits::http_header_fields_max);
    must(request.path == "*" || request.path.starts_with('/'));
    must((request.path + "/").find("/../") == std::string::npos);
    for (const auto& [name, value] : request.headers) must(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
    (void)check_host(request, Entrance::loopback);
    (void)check_site(request);
    (void)cookie_of(request, "forloeb_session");
}

inline std::vector<std::string> understood(ByteSpan bytes, std::size_t chunk) {
    std::vector<std::string> out;
    RequestReader reader;
    std::size_t arrived = 0;
    while (!bytes.empty()) {
        const ByteSpan part = bytes.first(std::min(chunk, bytes.size()));
        bytes = bytes.subspan(part.size());
        arrived += part.size();
        auto step = reader.take(part);
        while (step == RequestReader::Step::done) {
            check_request(reader.request());
            out.push_back(said_in(reader.request()));
            step = reader.next();
        }
        // How soon what is malformed is refused may depend on the cut; what is understood before it may not.
        if (step == RequestReader::Step::refused) return out;
        must(reader.bytes_held() <= arrived);
    }
    return out;
}

inline void read_requests(ByteSpan bytes) {
    must(understood(bytes, bytes.size() + 1) == understood(bytes, bytes.empty() ? 1 : 1 + bytes[0] % 13));
}

}  // namespace forloeb::fuzz
