// Fuzz target: any bytes, cut anywhere, through the reading of HTTP requests. Fails on a crash, on a body or header above
// its limit, on memory held beyond what arrived, on a path that could lead elsewhere, and on a cut that changes what is understood.
// Build with -DFORLOEB_FUZZ=ON and clang; run: bin/fuzz_http -max_total_time=60
#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "events/vocabulary/limits.hpp"
#include "server/http/request_origin.hpp"
#include "server/http/request_reader.hpp"

namespace {

using namespace forloeb;

void must(bool holds) {
    if (!holds) std::abort();
}

std::string said(const HttpRequest& request) {
    std::string out = request.method + " " + request.path + "\n";
    for (const auto& [name, value] : request.query) out += name + "=" + value + "\n";
    for (const auto& [name, value] : request.headers) out += name + ": " + value + "\n";
    return out + "\n" + request.body;
}

void check_request(const HttpRequest& request) {
    must(request.body.size() <= limits::http_body_bytes_max);
    must(request.headers.size() <= limits::http_header_fields_max);
    must(request.path == "*" || request.path.starts_with('/'));
    must((request.path + "/").find("/../") == std::string::npos);
    for (const auto& [name, value] : request.headers) must(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
    (void)check_host(request, Entrance::loopback);
    (void)check_site(request);
    (void)cookie_of(request, "forloeb_session");
}

std::vector<std::string> understood(ByteSpan bytes, std::size_t chunk) {
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
            out.push_back(said(reader.request()));
            step = reader.next();
        }
        // How soon what is malformed is refused may depend on the cut; what is understood before it may not.
        if (step == RequestReader::Step::refused) return out;
        must(reader.bytes_held() <= arrived);
    }
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteSpan bytes(data, size);
    must(understood(bytes, size + 1) == understood(bytes, size == 0 ? 1 : 1 + data[0] % 13));
    return 0;
}
