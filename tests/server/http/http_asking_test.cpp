#include "tests/server/http/http_asking.hpp"

#include <capnp/compat/json.h>
#include <capnp/message.h>
#include <doctest/doctest.h>
#include <kj/exception.h>

#include "events/codec/json_check.hpp"

namespace forloeb::testing {

HttpRequest http_request(std::string method, std::string_view target, HttpFields headers, std::string body) {
    HttpRequest request;
    request.method = std::move(method);
    request.headers = std::move(headers);
    request.body = std::move(body);
    const std::size_t mark = std::min(target.find('?'), target.size());
    request.path = target.substr(0, mark);
    std::string_view rest = target.substr(std::min(mark + 1, target.size()));
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('&'), rest.size());
        const std::string_view one = rest.substr(0, end);
        const std::size_t equals = std::min(one.find('='), one.size());
        request.query.emplace_back(one.substr(0, equals), one.substr(std::min(equals + 1, one.size())));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return request;
}

Caller owner_of_the_data() {
    Caller caller;
    caller.principal.actor = "koord-1";
    caller.principal.roles = {"owner"};
    caller.principal.how = Identified::owner;
    return caller;
}

HttpResponse HttpAsking::ask(const HttpRequest& request, const Caller& caller) const {
    const Resources resources(server->handlers(), [](const std::function<void()>& work) { work(); });
    std::promise<HttpResponse> promise;
    auto answered = promise.get_future();
    resources.answer(request, caller, [&promise](HttpResponse response) { promise.set_value(std::move(response)); });
    return answered.get();
}

HttpResponse HttpAsking::post(std::string_view target, std::string body, HttpFields headers) const {
    headers.emplace_back("content-type", "application/json");
    return ask(http_request("POST", target, std::move(headers), std::move(body)));
}

std::string json_text_at(std::string_view json, std::string_view member) {
    capnp::MallocMessageBuilder message;
    auto value = message.initRoot<capnp::json::Value>();
    const capnp::JsonCodec codec;
    codec.decodeRaw(kj::arrayPtr(json.data(), json.size()), value);
    const auto found = json_member(value.asReader(), member);
    REQUIRE_MESSAGE(found.has_value(), std::string(member), " is not in ", std::string(json));
    if (found->isString()) return found->getString().cStr();
    const kj::String text = codec.encodeRaw(*found);
    return {text.begin(), text.size()};
}

bool is_json(std::string_view text) {
    try {
        capnp::MallocMessageBuilder message;
        capnp::JsonCodec().decodeRaw(kj::arrayPtr(text.data(), text.size()), message.initRoot<capnp::json::Value>());
        return true;
    } catch (const kj::Exception&) {
        return false;
    }
}

}  // namespace forloeb::testing
