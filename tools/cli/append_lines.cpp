#include "tools/cli/append_lines.hpp"

#include <capnp/compat/json.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <istream>

#include "events/codec/json_check.hpp"
#include "events/vocabulary/limits.hpp"
#include "server/protocol/ids.hpp"

namespace forloeb {
namespace {

using JsonValue = capnp::json::Value;

std::string_view text_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

Error in_field(std::string field, Error error) {
    error.field = error.field.empty() ? std::move(field) : field + "." + error.field;
    return error;
}

Result<std::string> text_member(JsonValue::Reader object, std::string_view name) {
    const auto value = json_member(object, name);
    if (!value || !value->isString()) return fail(ErrorKind::invalid, "Write a text here.", std::string(name));
    return std::string(text_of(value->getString()));
}

Status known_members_only(JsonValue::Reader object, std::initializer_list<std::string_view> known) {
    if (!object.isObject()) return fail(ErrorKind::invalid, "Write a JSON object here.");
    for (const auto member : object.getObject()) {
        const std::string_view name = text_of(member.getName());
        if (std::ranges::find(known, name) != known.end()) continue;
        if (name == "recordedAt")
            return fail(ErrorKind::invalid, "When an event is recorded is the engine's to say: leave it out.",
                        "recordedAt");
        return fail(ErrorKind::invalid, "There is no field of this name here.", std::string(name));
    }
    return {};
}

Result<StreamId> read_stream(JsonValue::Reader value) {
    FORLOEB_CHECK(known_members_only(value, {"kind", "id"}));
    FORLOEB_TRY(const std::string kind_name, text_member(value, "kind"));
    FORLOEB_TRY(const StreamKind kind, parse_stream_kind(kind_name));
    FORLOEB_TRY(const std::string id_text, text_member(value, "id"));
    FORLOEB_TRY(const Uuid id, Uuid::parse(id_text));
    return StreamId{kind, id};
}

/// A whole number, also as the text that 64-bit numbers are in our JSON.
Result<std::uint64_t> read_count(JsonValue::Reader value) {
    constexpr double exact_max = 9007199254740992.0;  // 2^53
    if (value.isNumber() && value.getNumber() >= 0 && value.getNumber() <= exact_max &&
        value.getNumber() == static_cast<double>(static_cast<std::uint64_t>(value.getNumber())))
        return static_cast<std::uint64_t>(value.getNumber());
    if (value.isString()) {
        const std::string_view text = text_of(value.getString());
        std::uint64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error == std::errc() && end == text.data() + text.size() && !text.empty()) return number;
    }
    return fail(ErrorKind::invalid, "Write the number of events you have seen on the stream, 0 for none.");
}

Status read_bindings(JsonValue::Reader value, AppendLine& line) {
    if (!value.isArray()) return fail(ErrorKind::invalid, "Write a list of {scope, identifier} here.");
    for (const auto binding : value.getArray()) {
        FORLOEB_CHECK(known_members_only(binding, {"scope", "identifier"}));
        FORLOEB_TRY(std::string scope, text_member(binding, "scope"));
        FORLOEB_TRY(std::string identifier, text_member(binding, "identifier"));
        line.bindings.emplace_back(std::move(scope), std::move(identifier));
    }
    return {};
}

Status read_members(HouseJson& json, JsonValue::Reader object, AppendLine& line) {
    FORLOEB_CHECK(known_members_only(object, {"stream", "expectedVersion", "appendId", "bindings", "event"}));
    const auto stream = json_member(object, "stream");
    if (!stream) return fail(ErrorKind::invalid, "Say which stream the event stands on.", "stream");
    auto stream_id = read_stream(*stream);
    if (!stream_id) return tl::make_unexpected(in_field("stream", std::move(stream_id.error())));
    line.stream = *stream_id;
    if (const auto expected = json_member(object, "expectedVersion")) {
        auto count = read_count(*expected);
        if (!count) return tl::make_unexpected(in_field("expectedVersion", std::move(count.error())));
        line.expected = *count;
    }
    if (json_member(object, "appendId")) {
        FORLOEB_TRY(const std::string text, text_member(object, "appendId"));
        auto id = Uuid::parse(text);
        if (!id) return tl::make_unexpected(in_field("appendId", std::move(id.error())));
        line.append_id = *id;
    }
    if (const auto bindings = json_member(object, "bindings"))
        if (auto read = read_bindings(*bindings, line); !read)
            return tl::make_unexpected(in_field("bindings", std::move(read.error())));
    const auto event = json_member(object, "event");
    if (!event) return fail(ErrorKind::invalid, "The event is missing.", "event");
    line.event = std::make_unique<capnp::MallocMessageBuilder>();
    if (auto decoded = json.decode_proposal(*event, line.event->initRoot<ProposedEvent>()); !decoded)
        return tl::make_unexpected(in_field("event", std::move(decoded.error())));
    return {};
}

enum class LineEnd : std::uint8_t { line, input, too_long };

LineEnd read_text(std::istream& in, std::string& text) {
    text.clear();
    for (int c = in.rdbuf()->sbumpc(); c != std::char_traits<char>::eof(); c = in.rdbuf()->sbumpc()) {
        if (c == '\n') return LineEnd::line;
        if (text.size() == limits::append_bytes_max) return LineEnd::too_long;
        text.push_back(static_cast<char>(c));
    }
    return LineEnd::input;
}

}  // namespace

Result<AppendLine> read_append_line(HouseJson& json, std::string_view text, std::uint64_t number) {
    AppendLine line;
    line.number = number;
    capnp::MallocMessageBuilder scratch;
    const auto value = scratch.initRoot<JsonValue>();
    try {
        json.codec().decodeRaw(kj::arrayPtr(text.data(), text.size()), value);
    } catch (const kj::Exception&) {  // its words may quote the line
        return fail(ErrorKind::invalid, "This line is no JSON object.");
    }
    FORLOEB_CHECK(read_members(json, value.asReader(), line));
    return line;
}

void LineAppend::fill(wire::Append::Builder out, const Uuid& id) const {
    write_id(out.initAppendId(), id);
    std::vector<std::vector<const AppendLine*>> streams;  // in the order in which they first appear
    std::size_t bindings = 0;
    std::size_t expectations = 0;
    for (const AppendLine& line : lines) {
        bindings += line.bindings.size();
        expectations += line.expected ? 1 : 0;
        const auto known =
            std::ranges::find_if(streams, [&](const auto& of) { return of.front()->stream == line.stream; });
        if (known != streams.end())
            known->push_back(&line);
        else
            streams.push_back({&line});
    }
    auto writes = out.initStreams(static_cast<capnp::uint>(streams.size()));
    for (capnp::uint i = 0; i < writes.size(); ++i) {
        write_stream_ref(writes[i].initStream(), streams[i].front()->stream);
        auto events = writes[i].initEvents(static_cast<capnp::uint>(streams[i].size()));
        for (capnp::uint k = 0; k < events.size(); ++k)
            events.setWithCaveats(k, streams[i][k]->event->getRoot<ProposedEvent>().asReader());
    }
    auto expected = out.initExpectations(static_cast<capnp::uint>(expectations));
    auto bound = out.initBindings(static_cast<capnp::uint>(bindings));
    capnp::uint next_expected = 0;
    capnp::uint next_bound = 0;
    for (const AppendLine& line : lines) {
        if (line.expected) {
            auto expectation = expected[next_expected++];
            write_stream_ref(expectation.initStream(), line.stream);
            expectation.setExact(*line.expected);
        }
        for (const auto& [scope, identifier] : line.bindings) {
            auto binding = bound[next_bound++];
            binding.setScope(scope.c_str());
            binding.setIdentifier(identifier.c_str());
            write_stream_ref(binding.initStream(), line.stream);
        }
    }
}

Result<std::optional<AppendLine>> AppendReader::next_line() {
    std::string text;
    for (;;) {
        ++line_;
        const LineEnd end = read_text(in_, text);
        if (end == LineEnd::too_long)
            return fail(ErrorKind::invalid, "This line is longer than an append may be (" +
                                                std::to_string(limits::append_bytes_max) + " bytes).");
        if (text.find_first_not_of(" \t\r") != std::string::npos) break;
        if (end == LineEnd::input) return std::optional<AppendLine>();
    }
    FORLOEB_TRY(AppendLine line, read_append_line(json_, text, line_));
    return std::optional<AppendLine>(std::move(line));
}

Result<std::optional<LineAppend>> AppendReader::next() {
    if (failed_) return tl::make_unexpected(*failed_);
    if (!held_) {
        FORLOEB_TRY(held_, next_line());
        if (!held_) return std::optional<LineAppend>();
    }
    LineAppend append;
    append.append_id = held_->append_id;
    append.lines.push_back(std::move(*held_));
    held_.reset();
    while (append.append_id) {
        auto line = next_line();
        if (!line) {  // the append before the bad line may lack a part of itself: it is not sent
            failed_ = line.error();
            return tl::make_unexpected(line.error());
        }
        if (!*line) break;
        if ((*line)->append_id != append.append_id) {
            held_ = std::move(*line);
            break;
        }
        append.lines.push_back(std::move(**line));
    }
    return std::optional<LineAppend>(std::move(append));
}

}  // namespace forloeb
