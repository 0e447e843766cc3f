#include "server/http/resource_request.hpp"

#include <capnp/dynamic.h>
#include <kj/exception.h>

#include <algorithm>

#include "events/codec/json_check.hpp"
#include "server/http/json_text.hpp"

namespace forloeb {
namespace {

using JsonValue = capnp::json::Value;

/// A text of the query or the path as the JSON value of its field; whole numbers may be texts there.
std::string parameter_json(std::string_view text, capnp::Type type) {
    if (type.isBool() && (text == "true" || text == "false")) return std::string(text);
    return json_quoted(text);
}

/// Repeated or with commas between.
std::string list_json(const std::vector<std::string_view>& texts, capnp::Type element) {
    JsonLine list('[');
    for (std::string_view text : texts)
        while (!text.empty()) {
            const std::size_t end = std::min(text.find(','), text.size());
            if (end > 0) list.item(parameter_json(text.substr(0, end), element));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    return list.str();
}

/// Sets one field by the JSON of its value; an error carries `name` instead of the schema's.
Status set_field(HouseJson& json, capnp::DynamicStruct::Builder out, const std::vector<std::string>& way, const std::string& value, const std::string& name) {
    for (std::size_t i = 0; i + 1 < way.size(); ++i) out = out.get(way[i]).as<capnp::DynamicStruct>();
    auto status = json.decode(JsonLine('{').raw(way.back(), value).str(), out);
    if (status) return status;
    Error error = std::move(status.error());
    const std::string rest = error.field.starts_with(way.back()) ? error.field.substr(way.back().size()) : std::string();
    error.field = name + rest;
    return tl::make_unexpected(std::move(error));
}

/// The request within its frame: where its fields go, and where those that its family shares.
class RequestPlace {
  public:
    RequestPlace(const ResourceShape& shape, wire::Frame::Builder frame) : shape_(shape), family_(frame), member_(shape.in_frame) {
        if (shape.chosen.empty()) return;
        family_ = family_.init(shape.in_frame).as<capnp::DynamicStruct>();
        member_ = shape.chosen;
    }
    /// After what the family shares: names the member that the union holds.
    void choose() {
        if (holds_struct())
            request_ = family_.init(member_).as<capnp::DynamicStruct>();
        else if (shape_.type.isVoid())
            family_.set(member_, capnp::VOID);
        else
            family_.clear(member_);
    }
    /// Where the way of a parameter begins.
    [[nodiscard]] capnp::DynamicStruct::Builder start_of(const ResourceParameter& parameter) { return parameter.shared || !holds_struct() ? family_ : request_; }
    [[nodiscard]] std::vector<std::string> way_of(const ResourceParameter& parameter) const {
        return parameter.field.empty() ? std::vector<std::string>{member_} : parameter.field;
    }
    [[nodiscard]] bool holds_struct() const { return shape_.type.isStruct() && !is_value(shape_.type); }
    [[nodiscard]] capnp::DynamicStruct::Builder request() { return request_; }
    /// The request is one value: {"caseId": ...}.
    [[nodiscard]] Status set_value(HouseJson& json, JsonValue::Reader value, const std::string& name) {
        if (auto fits = check_json(value, shape_.type); !fits) {
            Error error = std::move(fits.error());
            error.field = error.field.empty() ? name : name + "." + error.field;
            return tl::make_unexpected(std::move(error));
        }
        const auto orphanage = capnp::Orphanage::getForMessageContaining(family_);
        family_.adopt(member_, json.codec().decode(value, shape_.type, orphanage));
        return {};
    }

  private:
    const ResourceShape& shape_;
    capnp::DynamicStruct::Builder family_;
    capnp::DynamicStruct::Builder request_;
    std::string member_;
};

Status set_parameters(const HttpFields& given, HouseJson& json, const std::vector<ResourceParameter>& known, bool shared, RequestPlace& place) {
    for (const ResourceParameter& parameter : known) {
        if (parameter.shared != shared) continue;
        std::vector<std::string_view> texts;
        for (const auto& [name, text] : given)
            if (name == parameter.name) texts.push_back(text);
        if (texts.empty()) continue;
        const bool is_list = parameter.type.isList();
        if (!is_list && texts.size() > 1) return fail(ErrorKind::invalid, "This parameter is there twice.", parameter.name);
        const std::string value = is_list ? list_json(texts, parameter.type.asList().getElementType()) : parameter_json(texts.front(), parameter.type);
        FORLOEB_CHECK(set_field(json, place.start_of(parameter), place.way_of(parameter), value, parameter.name));
    }
    return {};
}

Status set_path(const ResourceShape& shape, const PathValues& values, HouseJson& json, RequestPlace& place) {
    for (const ResourceParameter& parameter : shape.path) {
        const auto at = std::ranges::find(values, std::string_view(parameter.name), &PathValues::value_type::first);
        FORLOEB_CHECK(set_field(json, place.start_of(parameter), place.way_of(parameter), parameter_json(at->second, parameter.type), parameter.name));
    }
    for (const auto& [way, said] : shape.fixed) FORLOEB_CHECK(set_field(json, place.request(), way, json_quoted(said), way.back()));
    return {};
}

Status no_json() { return fail(ErrorKind::invalid, "The body is no JSON object."); }

Status set_single_value(std::string_view body, std::string_view name, HouseJson& json, RequestPlace& place) {
    capnp::MallocMessageBuilder scratch;
    const auto value = scratch.initRoot<JsonValue>();
    try {
        json.codec().decodeRaw(kj::arrayPtr(body.data(), body.size()), value);
    } catch (const kj::Exception&) {  // its words may quote the body
        return no_json();
    }
    if (!value.asReader().isObject()) return no_json();
    for (const auto member : value.asReader().getObject()) {
        const std::string said = member.getName().cStr();
        if (said != name) return fail(ErrorKind::invalid, "There is no field of this name here; it is called " + std::string(name) + ".", said);
        FORLOEB_CHECK(place.set_value(json, member.getValue(), said));
    }
    return {};
}

Status set_body(const Resource& resource, const ResourceShape& shape, std::string_view body, HouseJson& json, RequestPlace& place) {
    if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) return {};  // every field has a value that means "not said"
    if (!shape.has_body) return body == "{}" ? Status() : fail(ErrorKind::invalid, "This resource takes no body.");
    if (!place.holds_struct()) return set_single_value(body, resource.value, json, place);
    FORLOEB_CHECK(json.decode(body, place.request()));
    for (const ResourceParameter& parameter : shape.path)
        if (place.request().has(parameter.field.front(), capnp::HasMode::NON_DEFAULT))
            return fail(ErrorKind::invalid, "This stands in the path: leave it out of the body.", parameter.field.front());
    return {};
}

}  // namespace

Status check_parameter_names(const HttpFields& given, const std::vector<ResourceParameter>& known) {
    for (const auto& [name, text] : given) {
        if (std::ranges::find(known, name, &ResourceParameter::name) != known.end()) continue;
        std::string names;
        for (const ResourceParameter& parameter : known) names.append(names.empty() ? "" : ", ").append(parameter.name);
        return fail(ErrorKind::invalid, known.empty() ? "This resource takes no parameters." : "There is no parameter of this name here. There are: " + names + ".", name);
    }
    return {};
}

Status fill_resource_request(const Resource& resource, const PathValues& path, const HttpRequest& request, HouseJson& json, wire::Frame::Builder out) {
    const ResourceShape& shape = resource_shape(resource);
    FORLOEB_CHECK(check_parameter_names(request.query, shape.query));
    RequestPlace place(shape, out);
    place.choose();
    FORLOEB_CHECK(set_parameters(request.query, json, shape.query, true, place));
    FORLOEB_CHECK(set_body(resource, shape, request.body, json, place));
    FORLOEB_CHECK(set_parameters(request.query, json, shape.query, false, place));
    return set_path(shape, path, json, place);
}

}  // namespace forloeb
