#include "server/http/resource_shape.hpp"

#include <kj/debug.h>

#include <algorithm>
#include <unordered_map>

#include "server/protocol/protocol.capnp.h"

namespace forloeb {
namespace {

std::vector<std::string> split_at(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        if (end > 0) parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

capnp::StructSchema::Field field_named(capnp::StructSchema schema, const std::string& name) {
    KJ_IF_MAYBE (field, schema.findFieldByName(name)) return *field;
    KJ_FAIL_REQUIRE("a row of resource_table.cpp names a field that is not there", name.c_str());
}

capnp::Type type_at(capnp::Type type, const std::vector<std::string>& way) {
    for (const std::string& step : way) type = field_named(type.asStruct(), step).getType();
    return type;
}

std::string parameter_name(std::string_view field) { return std::string(field == "eventsMax" ? "limit" : field); }

void add_as_of(const std::string& field, bool shared, std::vector<ResourceParameter>& out) {
    const capnp::StructSchema schema = capnp::Schema::from<wire::AsOf>();
    for (const auto& [name, member] : {std::pair("asOf", "occurredBy"), std::pair("knownAt", "knownAt"), std::pair("clock", "clock")})
        out.push_back({name, {field, member}, shared, field_named(schema, member).getType()});
}

/// The fields that fit into a query; `taken` are said elsewhere.
void add_parameters(capnp::StructSchema schema, bool shared, const std::vector<std::string>& taken, std::vector<ResourceParameter>& out) {
    for (const auto field : schema.getNonUnionFields()) {
        const std::string name = field.getProto().getName().cStr();
        if (std::ranges::find(taken, name) != taken.end()) continue;
        const capnp::Type type = field.getType();
        if (type.isStruct() && type.asStruct() == capnp::Schema::from<wire::AsOf>())
            add_as_of(name, shared, out);
        else if (is_value(type) || (type.isList() && is_value(type.asList().getElementType())))
            out.push_back({parameter_name(name), {name}, shared, type});
    }
}

/// "stream.kind=case stream.id={caseId}": where names of the path go, and what the row says itself.
void read_binds(const Resource& resource, ResourceShape& shape) {
    std::vector<std::string> bound;
    for (const std::string& bind : split_at(resource.binds, ' ')) {
        const std::size_t equals = bind.find('=');
        const auto way = split_at(bind.substr(0, equals), '.');
        const std::string said = bind.substr(equals + 1);
        if (!said.starts_with('{')) {
            shape.fixed.emplace_back(way, said);
            continue;
        }
        bound.push_back(said.substr(1, said.size() - 2));
        shape.path.push_back({bound.back(), way, false, type_at(shape.type, way)});
    }
    for (const std::string_view name : path_names(resource.path)) {
        if (std::ranges::find(bound, name) != bound.end()) continue;
        if (name == resource.value)
            shape.path.push_back({std::string(name), {}, false, shape.type});
        else
            shape.path.push_back({std::string(name), {std::string(name)}, false, type_at(shape.type, {std::string(name)})});
    }
}

void read_request(const Resource& resource, ResourceShape& shape) {
    const auto names = split_at(resource.request, '.');
    const capnp::StructSchema frame = capnp::Schema::from<wire::Frame>();
    shape.in_frame = names[0];
    shape.type = field_named(frame, names[0]).getType();
    const bool appends = resource.request == "append";
    // An append's body is proposals, and its path names the stream: append_resource.hpp reads them.
    if (appends) shape.type = capnp::Type(capnp::Schema::from<wire::StreamRef>());
    const capnp::Type family = shape.type;
    if (names.size() > 1) {
        shape.chosen = names[1];
        shape.type = field_named(family.asStruct(), names[1]).getType();
    }
    read_binds(resource, shape);
    if (!shape.chosen.empty()) add_parameters(family.asStruct(), true, {}, shape.query);
    std::vector<std::string> taken;
    for (const ResourceParameter& parameter : shape.path)
        if (!parameter.field.empty()) taken.push_back(parameter.field.front());
    for (const auto& [way, said] : shape.fixed) taken.push_back(way.front());
    const bool posts = resource.method == "POST";
    const bool in_path = std::ranges::any_of(shape.path, [](const ResourceParameter& parameter) { return parameter.field.empty(); });
    shape.has_body = posts && !shape.type.isVoid() && !in_path;
    if (posts || in_path || appends || resource.is_bundle) return;
    if (!resource.value.empty())
        shape.query.push_back({std::string(resource.value), {}, false, shape.type});
    else if (shape.type.isStruct())
        add_parameters(shape.type.asStruct(), false, taken, shape.query);
}

void read_answer(const Resource& resource, ResourceShape& shape) {
    std::vector<std::string> names = split_at(resource.answer, '.');
    if (names.empty()) names = {shape.in_frame == "query" ? "answer" : shape.in_frame + "Reply"};
    const capnp::StructSchema frame = capnp::Schema::from<wire::Frame>();
    shape.answer_in_frame = names[0];
    shape.answer = field_named(frame, names[0]).getType();
    // A reply that is a union has the request's own member, unless the row says another.
    if (names.size() == 1 && !shape.chosen.empty() && shape.answer.asStruct().getUnionFields().size() > 0) names.push_back(shape.chosen);
    if (names.size() > 1) {
        shape.answer_chosen = names[1];
        shape.answer = field_named(shape.answer.asStruct(), names[1]).getType();
    }
    if (!resource.rows.empty()) shape.row = type_at(shape.answer, {std::string(resource.rows)}).asList().getElementType();
}

}  // namespace

std::string answer_member(const ResourceShape& shape) {
    if (!shape.answer_chosen.empty()) return shape.answer_chosen;
    const std::string& name = shape.answer_in_frame;
    return name.ends_with("Reply") ? name.substr(0, name.size() - 5) : name;
}

bool is_value(capnp::Type type) {
    switch (type.which()) {
        case capnp::schema::Type::VOID:
        case capnp::schema::Type::LIST:
        case capnp::schema::Type::INTERFACE:
        case capnp::schema::Type::ANY_POINTER: return false;
        case capnp::schema::Type::STRUCT: return type.asStruct() == capnp::Schema::from<Id16>() || type.asStruct() == capnp::Schema::from<Moment>();
        default: return true;
    }
}

const ResourceShape& resource_shape(const Resource& resource) {
    static const auto shapes = [] {
        std::unordered_map<const Resource*, ResourceShape> all;
        for (const Resource& one : all_resources()) {
            ResourceShape shape;
            read_request(one, shape);
            read_answer(one, shape);
            all.emplace(&one, std::move(shape));
        }
        return all;
    }();
    return shapes.at(&resource);
}

}  // namespace forloeb
