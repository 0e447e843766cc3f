#include "tools/import/mapping.hpp"

#include <capnp/any.h>
#include <capnp/dynamic.h>
#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

#include "events/codec/json.hpp"
#include "tools/import/toml_section.hpp"

namespace forloeb {
namespace {

DeadlineSet::Basis basis_of(TomlSection& section) {
    std::string name = "unknown";
    section.read("basis", name);
    const capnp::EnumSchema schema = capnp::Schema::from<DeadlineSet::Basis>();
    KJ_IF_MAYBE (found, schema.findEnumerantByName(name)) return static_cast<DeadlineSet::Basis>(found->getOrdinal());
    section.wrong(section.at("basis"), "\"basis\" must be unknown, statutory, internal or agreed.");
    return DeadlineSet::Basis::UNKNOWN;
}

DeadlineMapping read_deadline(TomlSection section) {
    DeadlineMapping out;
    section.need("attribute", out.attribute);
    section.need("kind", out.kind);
    out.reference = out.kind;
    section.read("reference", out.reference);
    out.basis = basis_of(section);
    if (!is_code(out.kind)) section.wrong(section.at("kind"), "\"kind\" must be a code of letters, digits and . _ -");
    if (!is_code(out.reference))
        section.wrong(section.at("reference"), "\"reference\" must be a code of letters, digits and . _ -");
    section.refuse_unknown();
    return out;
}

EnteredMapping read_entered(TomlSection section) {
    EnteredMapping out;
    section.need("attribute", out.attribute);
    section.read("format", out.format);
    section.read("zone", out.zone);
    section.refuse_unknown();
    return out;
}

/// `{ field = "attribute", ... }`, each field known to the struct.
std::vector<TypeMapping::FieldFrom> read_fields_from(TomlSection& section, std::string_view key,
                                                     std::optional<capnp::StructSchema> schema) {
    std::vector<TypeMapping::FieldFrom> out;
    const toml::table* table = section.table(key);
    if (table == nullptr) return out;
    for (const auto& [field, node] : *table) {
        const auto* attribute = node.as_string();
        if (attribute == nullptr) {
            section.wrong(node, "name the attribute that fills the field \"" + std::string(field.str()) + "\".");
            continue;
        }
        bool known = false;
        if (schema)
            KJ_IF_MAYBE (found, schema->findFieldByName(std::string(field.str()))) {
                (void)found;
                known = true;
            }
        if (!known) section.wrong(node, "the type has no such field: \"" + std::string(field.str()) + "\".");
        out.emplace_back(std::string(field.str()), attribute->get());
    }
    return out;
}

/// The fixed fields, read by the same JSON codec that reads everything else: unknown ones are refused by name.
Message read_fixed_fields(TomlSection& section, const EventType& type) {
    capnp::MallocMessageBuilder builder;
    auto payload = builder.initRoot<capnp::DynamicStruct>(type.clear);
    if (const toml::table* table = section.table("fields")) {
        std::ostringstream json;
        json << toml::json_formatter{*table};
        HouseJson codec;
        if (auto status = codec.decode(json.str(), payload); !status)
            section.wrong(*table, status.error().message +
                                      (status.error().field.empty() ? "" : " (" + status.error().field + ")"));
    }
    return canonical(payload.asReader().as<capnp::AnyStruct>());
}

TypeMapping read_type(TomlSection section) {
    TypeMapping out;
    std::string type;
    section.need("activity", out.activity);
    section.need("type", type);
    out.type = find_event_type(type);
    const bool on_cases =
        out.type != nullptr && std::count(out.type->streams.begin(), out.type->streams.end(), StreamKind::case_) != 0;
    if (on_cases) {
        out.fields = read_fixed_fields(section, *out.type);
        out.from = read_fields_from(section, "from", out.type->clear);
        out.personal = read_fields_from(section, "personal", out.type->personal);
        section.refuse_unknown();
    } else {
        section.wrong(
            section.at("type"),
            "\"" + type + "\" is not a type of event that stands on a case. The catalogue is in events/README.md.");
    }
    return out;
}

void read_case(TomlSection section, Mapping& out) {
    section.read("id", out.case_id);
    section.read("opened", out.opened);
    section.read("unit", out.case_unit);
    section.read("clear", out.clear_trace);
    section.refuse_unknown();
}

void read_event(TomlSection section, Mapping& out) {
    section.read("activity", out.activity);
    section.read("classifier", out.classifier);
    section.read("time", out.time);
    section.read("zone", out.zone);
    section.read("state", out.state);
    section.read("resource", out.resource);
    section.read("group", out.group);
    section.read("role", out.role);
    section.read("id", out.event_id);
    section.read("pseudonymise", out.pseudonymise);
    section.read("filler", out.filler);
    section.read("clear", out.clear_event);
    if (out.activity.empty()) section.wrong(section.at("activity"), "\"activity\" must name at least one key.");
    section.refuse_unknown();
}

Result<Mapping> read_mapping(const toml::table& file, const std::string& name) {
    std::optional<Error> error;
    Mapping out;
    TomlSection top(file, "", name, error);
    top.need("source", out.source);
    if (!is_code(out.source)) top.wrong(top.at("source"), "\"source\" must be a code of letters, digits and . _ -");
    static const toml::table nothing;
    const auto section = [&](const toml::table* table, const char* of) {
        return TomlSection(table == nullptr ? nothing : *table, of, name, error);
    };
    read_case(section(top.table("case"), "case"), out);
    read_event(section(top.table("event"), "event"), out);
    if (const toml::table* entered = top.table("entered")) out.entered = read_entered(section(entered, "entered"));
    for (const toml::table* one : top.tables("deadline"))
        out.deadlines.push_back(read_deadline(section(one, "deadline")));
    for (const toml::table* one : top.tables("map")) out.types.push_back(read_type(section(one, "map")));
    top.refuse_unknown();
    if (error) return tl::make_unexpected(std::move(*error));
    return out;
}

}  // namespace

const TypeMapping* Mapping::find_type(std::string_view activity_name) const {
    const auto found = std::find_if(types.begin(), types.end(),
                                    [activity_name](const TypeMapping& one) { return one.activity == activity_name; });
    return found == types.end() ? nullptr : &*found;
}

Result<Mapping> Mapping::standard(const std::string& source) {
    if (!is_code(source))
        return fail(ErrorKind::invalid,
                    "The source id must be a code of letters, digits and . _ - of at most 64 characters.", "source");
    Mapping out;
    out.source = source;
    FORLOEB_TRY(out.zone, Zone::load(std::string(default_zone)));
    return out;
}

Result<Mapping> Mapping::load(const std::filesystem::path& path) {
    FORLOEB_TRY(const std::string text, read_toml_text(path));
    return parse(text, path.filename().string());
}

Result<Mapping> Mapping::parse(std::string_view text, const std::string& file_name) {
    return with_toml(text, file_name, read_mapping);
}

}  // namespace forloeb
