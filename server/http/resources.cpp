#include "server/http/resources.hpp"

#include <algorithm>
#include <memory>

#include "server/http/append_resource.hpp"
#include "server/http/bundle_resource.hpp"
#include "server/http/problem_response.hpp"
#include "server/http/request_terms.hpp"
#include "server/http/resource_answer.hpp"
#include "server/http/resource_request.hpp"
#include "server/http/resource_words.hpp"
#include "server/protocol/trace.hpp"

namespace forloeb {
namespace {

/// A request that a row was found for, while it is under way.
struct Answering {
    const Resource* resource = nullptr;
    PathValues path;
    HttpRequest request;
    AnswerForm form = AnswerForm::json;
    Resources::Reply reply;
};

struct FoundRow {
    const Resource* resource = nullptr;
    PathValues path;
    std::string methods;  // those there are for this path
};

std::string_view below_prefix(std::string_view path) {
    if (!path.starts_with(api_prefix)) return {};
    return path.substr(api_prefix.size());
}

/// HEAD is GET without the body, which the connection leaves out.
FoundRow row_of(std::string_view method, std::string_view path) {
    FoundRow found;
    PathValues values;
    for (const Resource& row : all_resources()) {
        if (!path_matches(row.path, path, values)) continue;
        if (found.methods.find(row.method) == std::string::npos) found.methods.append(found.methods.empty() ? "" : ", ").append(row.method).append(row.method == "GET" ? ", HEAD" : "");
        if (found.resource != nullptr || (row.method != method && !(method == "HEAD" && row.method == "GET"))) continue;
        found.resource = &row;
        found.path = values;
    }
    return found;
}

/// What an answer of the API always carries: it is about people, and depends on who asks and how.
HttpResponse finished(HttpResponse response, const HttpRequest& request) {
    response.headers.emplace_back("cache-control", "no-store");
    response.headers.emplace_back("vary", "accept, accept-language");
    const std::string_view trace = request.header("traceparent");
    if (trace_id(trace) != "-") response.headers.emplace_back("traceparent", trace);
    return response;
}

bool takes_json(const HttpRequest& request) {
    if (request.body.empty()) return true;
    const std::string_view type = request.header("content-type");
    return type.substr(0, type.find(';')) == "application/json";
}

HttpResponse no_such_method(const std::string& methods) {
    HttpResponse response = problem_response(405, Error{ErrorKind::invalid, "This resource is asked with " + methods + ".", {}, {}});
    response.headers.emplace_back("allow", methods);
    return response;
}

HttpResponse no_such_form(std::span<const AnswerForm> offered) {
    std::string types;
    for (const AnswerForm form : offered) types.append(types.empty() ? "" : ", ").append(media_type(form));
    return problem_response(406, Error{ErrorKind::invalid, "This resource can be had as " + types + ".", "Accept", {}});
}

HttpResponse no_json_body() { return problem_response(415, Error{ErrorKind::invalid, "Send the body as application/json.", "Content-Type", {}}); }

Status fill_frame(const Answering& of, wire::Frame::Builder frame) {
    FORLOEB_TRY(const RequestTerms terms, request_terms(of.request));
    frame.setAtLeast(terms.at_least.value);
    frame.setDeadlineMs(terms.deadline_ms);
    const std::string_view purpose = of.request.header("forloeb-purpose");
    const std::string_view trace = of.request.header("traceparent");
    if (!purpose.empty()) frame.setPurpose(std::string(purpose).c_str());
    if (trace_id(trace) != "-") frame.setTraceparent(std::string(trace).c_str());
    if (of.resource->request == "append") return fill_append_request(*of.resource, of.path, of.request, frame.initAppend());
    HouseJson json;
    return fill_resource_request(*of.resource, of.path, of.request, json, frame);
}

HttpResponse response_of(const Answering& of, const Handlers& handlers, WireFrame frame) {
    if (of.resource->request == "append") return append_response(*of.resource, of.path, of.request, handlers.engine(), std::move(frame));
    return resource_response(*of.resource, std::move(frame), of.request, of.form, handlers.facts().origin);
}

}  // namespace

std::string_view Resources::route_of(const HttpRequest& request) {
    const std::string_view path = below_prefix(request.path);
    if (const FoundRow found = row_of(request.method, path); found.resource != nullptr) return found.resource->path;
    return route_of_words(path);
}

void Resources::answer(const HttpRequest& request, const Caller& caller, Reply reply, const SharedStopFlag& stop) const {
    const std::string_view path = below_prefix(request.path);
    if (auto words = answer_words(request, path, vocabularies_)) return reply(finished(std::move(*words), request));
    FoundRow found = row_of(request.method, path);
    if (found.methods.empty()) return reply(finished(problem_response(Error{ErrorKind::not_found, "There is nothing at this address. /api/v1/openapi.json says what there is.", {}, {}}), request));
    if (found.resource == nullptr) return reply(finished(no_such_method(found.methods), request));
    const auto form = chosen_form(request.header("accept"), forms_of(*found.resource));
    if (!form) return reply(finished(no_such_form(forms_of(*found.resource)), request));
    if (!takes_json(request)) return reply(finished(no_json_body(), request));

    if (found.resource->is_bundle) return reply(finished(bundle_response(found.path, request, handlers_, caller), request));

    const auto of = std::make_shared<Answering>(Answering{found.resource, std::move(found.path), request, *form, std::move(reply)});
    FrameBuilder frame(1);
    if (const Status filled = fill_frame(*of, frame.frame()); !filled) return of->reply(finished(problem_response(filled.error()), request));
    handlers_.handle(frame.finish(), caller, [this, of](WireFrame answered) {
        const auto held = std::make_shared<WireFrame>(std::move(answered));
        workers_([this, of, held] { of->reply(finished(response_of(*of, handlers_, std::move(*held)), of->request)); });
    }, stop);
}

}  // namespace forloeb
