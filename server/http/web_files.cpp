#include "server/http/web_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>

#include "engine/proof/sha256.hpp"
#include "events/vocabulary/limits.hpp"
#include "server/http/embedded_files.hpp"
#include "server/http/problem_response.hpp"
#include "server/http/response_bytes.hpp"

namespace forloeb {
namespace {

constexpr int smallest_level = 12;  // made once, sent often

struct ContentType {
    std::string_view ending;
    const char* type;
};
constexpr std::array content_types = {
    ContentType{".html", "text/html; charset=utf-8"}, ContentType{".js", "text/javascript; charset=utf-8"}, ContentType{".css", "text/css; charset=utf-8"},
    ContentType{".json", "application/json"},         ContentType{".svg", "image/svg+xml"},                 ContentType{".png", "image/png"},
    ContentType{".ico", "image/x-icon"},              ContentType{".woff2", "font/woff2"},                  ContentType{".woff", "font/woff"},
    ContentType{".txt", "text/plain; charset=utf-8"}, ContentType{".webmanifest", "application/manifest+json"}};

const char* content_type(std::string_view path) {
    for (const ContentType& known : content_types)
        if (path.ends_with(known.ending)) return known.type;
    return "application/octet-stream";
}

/// "app-4f2a90c1.js": its content is in its name.
bool is_named_by_content(std::string_view path) {
    if (path.starts_with("/assets/")) return true;
    const std::size_t dot = path.rfind('.');
    const std::size_t dash = path.rfind('-', dot);
    if (dot == std::string_view::npos || dash == std::string_view::npos || dot - dash < 9) return false;
    const auto is_hash = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return std::ranges::all_of(path.substr(dash + 1, dot - dash - 1), is_hash);
}

/// Below the folder also after links are followed.
std::optional<std::string> read_below(const std::filesystem::path& folder, std::string_view path) {
    std::error_code error;
    const auto root = std::filesystem::canonical(folder, error);
    if (error) return std::nullopt;
    const auto file = std::filesystem::canonical(root / path.substr(1), error);
    if (error || !std::filesystem::is_regular_file(file, error) || std::filesystem::file_size(file, error) > limits::web_file_bytes_max) return std::nullopt;
    if (std::mismatch(root.begin(), root.end(), file.begin(), file.end()).first != root.end()) return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

}  // namespace

WebFiles::WebFiles(std::filesystem::path folder) : folder_(std::move(folder)) {
    if (!folder_.empty()) return;
    for (const EmbeddedFile& file : embedded_files()) built_in_.emplace(file.path, prepare(std::string(file.bytes)));
}

WebFiles::File WebFiles::prepare(std::string bytes) {
    File file;
    // Weak: it names the content, whichever way it is encoded.
    file.etag = "W/\"" + to_hex(sha256(as_bytes(bytes))).substr(0, 32) + "\"";
    if (bytes.size() > limits::http_gzip_bytes_min) file.compressed = gzipped(bytes, smallest_level);
    if (file.compressed.size() >= bytes.size()) file.compressed.clear();
    file.bytes = std::move(bytes);
    return file;
}

HttpResponse WebFiles::answer(const HttpRequest& request) const {
    if (request.method != "GET") {
        auto refused = problem_response(405, {ErrorKind::invalid, "The page's files are only read.", {}, {}});
        refused.headers.emplace_back("allow", "GET, HEAD, OPTIONS");
        return refused;
    }
    const std::string path = request.path == "/" ? "/index.html" : request.path;
    if (!folder_.empty()) {
        if (auto bytes = read_below(folder_, path)) return give(prepare(std::move(*bytes)), path, request);
    } else if (const auto found = built_in_.find(path); found != built_in_.end()) {
        return give(found->second, path, request);
    }
    return problem_response(404, {ErrorKind::not_found, "There is no such page here. The page is at /, the resources are below /api/v1.", {}, {}});
}

HttpResponse WebFiles::give(const File& file, const std::string& path, const HttpRequest& request) const {
    HttpResponse response;
    response.headers = {{"content-type", content_type(path)}, {"etag", file.etag}, {"vary", "accept-encoding"},
                        {"cache-control", is_named_by_content(path) ? "public, max-age=31536000, immutable" : "no-cache"}};
    if (request.header("if-none-match") == file.etag) {
        response.status = 304;
        return response;
    }
    response.body = file.bytes;
    if (!file.compressed.empty() && wants_gzip(request, response)) {
        response.body = file.compressed;
        response.headers.emplace_back("content-encoding", "gzip");
    }
    return response;
}

}  // namespace forloeb
