// Asks the resources of a server without a socket: the same handlers, gate and read log. One thread, beside the server's own.
#pragma once

#include <future>
#include <string>

#include "server/http/resources.hpp"
#include "tests/server/server_fixture.hpp"

namespace forloeb::testing {

/// "/api/v1/cases?limit=2" as a request; what is escaped in a query stays as it is.
[[nodiscard]] HttpRequest http_request(std::string method, std::string_view target, HttpFields headers = {}, std::string body = {});

/// Who asks where nobody says another.
[[nodiscard]] Caller owner_of_the_data();

struct HttpAsking : ServerFixture {
    [[nodiscard]] HttpResponse ask(const HttpRequest& request, const Caller& caller = owner_of_the_data()) const;
    [[nodiscard]] HttpResponse get(std::string_view target, HttpFields headers = {}) const { return ask(http_request("GET", target, std::move(headers))); }
    [[nodiscard]] HttpResponse post(std::string_view target, std::string body, HttpFields headers = {}) const;
};

/// The text of a member of a JSON object; numbers and objects as they are written.
[[nodiscard]] std::string json_text_at(std::string_view json, std::string_view member);
[[nodiscard]] bool is_json(std::string_view text);

}  // namespace forloeb::testing
