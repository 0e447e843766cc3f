#include "server/http/append_resource.hpp"

#include <kj/exception.h>

#include <algorithm>
#include <charconv>

#include "events/codec/json.hpp"
#include "events/codec/json_check.hpp"
#include "events/vocabulary/limits.hpp"
#include "server/http/json_text.hpp"
#include "server/http/problem_response.hpp"
#include "server/http/resource_answer.hpp"
#include "server/http/resource_request.hpp"
#include "server/protocol/ids.hpp"
#include "server/protocol/problem.hpp"

namespace forloeb {
namespace {

using JsonValue = capnp::json::Value;

Result<StreamId> stream_named(const Resource& resource, const PathValues& path) {
    const ResourceShape& shape = resource_shape(resource);
    FORLOEB_TRY(const StreamKind kind, parse_stream_kind(shape.fixed.front().second));
    auto id = Uuid::parse(path.front().second);
    if (!id || id->is_nil()) return fail(ErrorKind::invalid, "The path needs a UUID of 36 characters.", std::string(path.front().first));
    return StreamId{kind, *id};
}

std::string_view without_marks(std::string_view text) {
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
    return text;
}

Result<Uuid> append_id_of(const HttpRequest& request) {
    const std::string_view key = without_marks(request.header("idempotency-key"));
    auto id = Uuid::parse(key);
    if (!id || id->is_nil())
        return fail(ErrorKind::invalid, "Send a fresh UUID, best a UUIDv7, as Idempotency-Key, and the same one when you repeat the request.", "Idempotency-Key");
    return id;
}

Status fill_expectation(const HttpRequest& request, const StreamId& stream, wire::Append::Builder out) {
    const std::string_view must_match = request.header("if-match");
    const std::string_view must_not = request.header("if-none-match");
    if (must_match.empty() && must_not.empty()) return {};
    if (!must_match.empty() && !must_not.empty()) return fail(ErrorKind::invalid, "Send If-Match or If-None-Match, not both.", "If-Match");
    auto expectation = out.initExpectations(1)[0];
    write_stream_ref(expectation.initStream(), stream);
    if (must_match.empty()) {
        if (must_not != "*") return fail(ErrorKind::invalid, "Only If-None-Match: * is understood here: nobody has written to it.", "If-None-Match");
        expectation.setNoStream();
        return {};
    }
    const std::string_view digits = without_marks(must_match);
    std::uint64_t version = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), version);
    if (error != std::errc() || end != digits.data() + digits.size() || digits.empty())
        return fail(ErrorKind::invalid, "Send the version you have seen, as the ETag gave it: If-Match: \"12\".", "If-Match");
    expectation.setExact(version);
    return {};
}

Status in_batch(std::string step, Status status) {
    if (status) return status;
    Error error = std::move(status.error());
    error.field = error.field.empty() ? std::move(step) : step + "." + error.field;
    return tl::make_unexpected(std::move(error));
}

Status fill_binding(JsonValue::Reader value, const StreamId& stream, wire::Binding::Builder out) {
    if (!value.isObject()) return fail(ErrorKind::invalid, "Write an object with `scope` and `identifier` here.");
    for (const auto member : value.getObject()) {
        const std::string name = member.getName().cStr();
        if ((name != "scope" && name != "identifier") || !member.getValue().isString())
            return fail(ErrorKind::invalid, "A binding has the texts `scope` and `identifier`.", name);
        if (name == "scope") out.setScope(member.getValue().getString());
        if (name == "identifier") out.setIdentifier(member.getValue().getString());
    }
    write_stream_ref(out.initStream(), stream);
    return {};
}

Status fill_batch(HouseJson& json, JsonValue::Reader body, const StreamId& stream, wire::Append::Builder out) {
    for (const auto member : body.getObject()) {
        const std::string name = member.getName().cStr();
        if (name != "events" && name != "bindings") return fail(ErrorKind::invalid, "A batch has `events` and perhaps `bindings`.", name);
        if (!member.getValue().isArray()) return fail(ErrorKind::invalid, "Write a list here.", name);
    }
    const auto proposals = json_member(body, "events")->getArray();
    if (proposals.size() == 0 || proposals.size() > limits::append_events_max) return fail(ErrorKind::invalid, "One append holds 1 to 1,000 events.", "events");
    auto events = out.getStreams()[0].initEvents(proposals.size());
    for (capnp::uint i = 0; i < proposals.size(); ++i) FORLOEB_CHECK(in_batch("events[" + std::to_string(i) + "]", json.decode_proposal(proposals[i], events[i])));
    const auto bindings = json_member(body, "bindings");
    if (!bindings) return {};
    auto bound = out.initBindings(bindings->getArray().size());
    for (capnp::uint i = 0; i < bound.size(); ++i)
        FORLOEB_CHECK(in_batch("bindings[" + std::to_string(i) + "]", fill_binding(bindings->getArray()[i], stream, bound[i])));
    return {};
}

bool is_batch(const HttpRequest& request) {
    capnp::MallocMessageBuilder scratch;
    const auto value = scratch.initRoot<JsonValue>();
    try {
        HouseJson().codec().decodeRaw(kj::arrayPtr(request.body.data(), request.body.size()), value);
    } catch (const kj::Exception&) {
        return false;
    }
    return json_member(value.asReader(), "events").has_value();
}

/// The field as the caller wrote it: "streams[0].events[0].payload.x" is "payload.x" of a single event.
std::string field_as_written(const std::string& field, bool batch) {
    constexpr std::string_view one_stream = "streams[0].";
    constexpr std::string_view one_event = "events[0].";
    if (field == "appendId") return "Idempotency-Key";
    if (field.starts_with("expectations")) return "If-Match";
    if (!field.starts_with(one_stream)) return field;
    const std::string inside = field.substr(one_stream.size());
    return !batch && inside.starts_with(one_event) ? inside.substr(one_event.size()) : inside;
}

HttpResponse refused_append(const HttpRequest& request, const Engine& engine, const StreamId& stream, Error error) {
    const unsigned status = http_status(error);
    error.field = field_as_written(error.field, is_batch(request));
    if (status != 412) return problem_response(status, error, request);
    const auto version = engine.stream_version(stream);
    return problem_response(status, error, version ? std::optional(version->value) : std::nullopt);
}

HttpResponse stored_append(wire::Appended::Reader appended, const HttpRequest& request) {
    std::uint64_t version = 0;
    for (const auto written : appended.getVersions()) version = written.getVersion();
    const std::uint64_t first = appended.getPosition();
    JsonLine body('{');
    body.text("firstPosition", std::to_string(first)).text("lastPosition", std::to_string(first + appended.getCount() - 1));
    body.text("version", std::to_string(version)).yes_no("repeated", appended.getRepeated());
    return {201, {{"content-type", "application/json"}, {"etag", version_tag(version)}, {"location", request.path + "?from=" + std::to_string(version + 1 - appended.getCount())}}, body.str()};
}

}  // namespace

Status fill_append_request(const Resource& resource, const PathValues& path, const HttpRequest& request, wire::Append::Builder out) {
    FORLOEB_CHECK(check_parameter_names(request.query, {}));
    FORLOEB_TRY(const StreamId stream, stream_named(resource, path));
    FORLOEB_TRY(const Uuid append_id, append_id_of(request));
    write_id(out.initAppendId(), append_id);
    FORLOEB_CHECK(fill_expectation(request, stream, out));
    write_stream_ref(out.initStreams(1)[0].initStream(), stream);
    HouseJson json;
    capnp::MallocMessageBuilder scratch;
    const auto body = scratch.initRoot<JsonValue>();
    try {
        json.codec().decodeRaw(kj::arrayPtr(request.body.data(), request.body.size()), body);
    } catch (const kj::Exception&) {  // its words may quote the body
        return fail(ErrorKind::invalid, "The body is no JSON object: send one proposal, or {\"events\":[...]}.");
    }
    if (!json_member(body.asReader(), "events")) return json.decode_proposal(body.asReader(), out.getStreams()[0].initEvents(1)[0]);
    return fill_batch(json, body.asReader(), stream, out);
}

HttpResponse append_response(const Resource& resource, const PathValues& path, const HttpRequest& request, const Engine& engine, WireFrame reply) {
    try {
        FrameReader reader(std::move(reply));
        const auto frame = reader.frame();
        if (frame.isAppended()) return stored_append(frame.getAppended(), request);
        const Error error = read_problem(frame.isOutcomeUnknown() ? frame.getOutcomeUnknown() : frame.getError());
        const auto stream = stream_named(resource, path);
        return stream ? refused_append(request, engine, *stream, error) : problem_response(stream.error());
    } catch (const kj::Exception&) {
        return problem_response(Error{ErrorKind::unknown, "The answer could not be read. Send the same again with the same key.", "Idempotency-Key", {}});
    }
}

}  // namespace forloeb
