#include "tools/demo/story.hpp"

#include <capnp/compat/json.h>
#include <capnp/message.h>

#include <algorithm>
#include <optional>
#include <string>

#include "events/codec/json.hpp"

namespace forloeb {
namespace {

using JsonValue = capnp::json::Value;

std::string_view text_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

/// The member `name` of an object; nothing if there is none.
std::optional<JsonValue::Reader> member(JsonValue::Reader object, std::string_view name) {
    if (!object.isObject()) return std::nullopt;
    for (const auto field : object.getObject())
        if (text_of(field.getName()) == name) return field.getValue();
    return std::nullopt;
}

Result<std::string_view> text_member(JsonValue::Reader object, std::string_view name) {
    const auto value = member(object, name);
    if (!value || !value->isString()) return fail(ErrorKind::invalid, "A text is missing.", std::string(name));
    return text_of(value->getString());
}

Result<StreamId> read_stream(JsonValue::Reader line) {
    const auto stream = member(line, "stream");
    if (!stream) return fail(ErrorKind::invalid, "Say which stream the event stands on.", "stream");
    FORLOEB_TRY(const std::string_view kind_name, text_member(*stream, "kind"));
    FORLOEB_TRY(const StreamKind kind, parse_stream_kind(kind_name));
    FORLOEB_TRY(const std::string_view id_text, text_member(*stream, "id"));
    FORLOEB_TRY(const Uuid id, Uuid::parse(id_text));
    return StreamId{kind, id};
}

Status read_bindings(JsonValue::Reader line, StreamId stream, AppendRequest& request) {
    const auto bindings = member(line, "bindings");
    if (!bindings) return {};
    if (!bindings->isArray()) return fail(ErrorKind::invalid, "Write a list of {scope, identifier}.", "bindings");
    for (const auto binding : bindings->getArray()) {
        FORLOEB_TRY(const std::string_view scope, text_member(binding, "scope"));
        FORLOEB_TRY(const std::string_view identifier, text_member(binding, "identifier"));
        request.bindings.push_back({std::string(scope), std::string(identifier), stream});
    }
    return {};
}

/// Adds one line to the appends read so far.
Status read_line(HouseJson& json, std::string_view text, std::vector<StoryAppend>& appends) {
    capnp::MallocMessageBuilder raw;
    auto line = raw.initRoot<JsonValue>();
    try {
        json.codec().decodeRaw(kj::arrayPtr(text.data(), text.size()), line);
    } catch (const kj::Exception& broken) {
        return fail(ErrorKind::invalid, std::string("Not JSON: ") + broken.getDescription().cStr());
    }
    FORLOEB_TRY(const StreamId stream, read_stream(line));
    FORLOEB_TRY(const std::string_view append_text, text_member(line, "appendId"));
    FORLOEB_TRY(const Uuid append_id, Uuid::parse(append_text));
    FORLOEB_TRY(const std::string_view recorded_text, text_member(line, "recordedAt"));
    FORLOEB_TRY(const WhenTold recorded, parse_when(recorded_text));
    if (recorded.precision != Precision::INSTANT)
        return fail(ErrorKind::invalid, "Write a time with its offset: an append is made at an instant.", "recordedAt");

    const bool new_append = appends.empty() || appends.back().request.append_id != append_id;
    if (!appends.empty() && recorded.at < appends.back().recorded_at)
        return fail(ErrorKind::invalid, "Recorded before the line above it: put the lines in order.", "recordedAt");
    if (!new_append && recorded.at != appends.back().recorded_at)
        return fail(ErrorKind::invalid, "Lines of one append are recorded at one time.", "recordedAt");
    if (new_append) {
        appends.push_back({recorded.at, {}});
        appends.back().request.append_id = append_id;
    }
    AppendRequest& request = appends.back().request;

    const auto event = member(line, "event");
    if (!event) return fail(ErrorKind::invalid, "The event is missing.", "event");
    capnp::MallocMessageBuilder message;
    auto proposal = message.initRoot<ProposedEvent>();
    FORLOEB_CHECK(json.decode_proposal(*event, proposal));
    FORLOEB_TRY(CheckedEvent checked, check_proposal(proposal, stream.kind));
    if (request.writes.empty() || request.writes.back().stream != stream) request.writes.push_back({stream, {}});
    request.writes.back().events.push_back(std::move(checked));
    return read_bindings(line, stream, request);
}

}  // namespace

Result<std::vector<StoryAppend>> read_story(const StoryText& story) {
    std::vector<StoryAppend> appends;
    HouseJson json;
    std::size_t number = 0;
    for (std::string_view rest = story.ndjson; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        ++number;
        if (line.empty()) continue;
        if (auto read = read_line(json, line, appends); !read) {
            read.error().message = std::string(story.name) + ".ndjson line " + std::to_string(number) + ": " + read.error().message;
            return tl::make_unexpected(std::move(read.error()));
        }
    }
    return appends;
}

}  // namespace forloeb
