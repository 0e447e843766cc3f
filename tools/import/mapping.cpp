#include "tools/import/mapping.hpp"

#include <capnp/any.h>
#include <capnp/dynamic.h>
#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "events/codec/json.hpp"
#include "events/vocabulary/limits.hpp"

namespace forloeb {
namespace {

bool is_code(std::string_view text) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
               c == '-';
    };
    return !text.empty() && text.size() <= limits::clear_code_bytes_max &&
           std::all_of(text.begin(), text.end(), allowed);
}

/// One table of the file, that knows where it stands and which of its keys were asked for. The first thing that is wrong
/// is kept; later questions then answer with nothing.
class Section {
  public:
    Section(const toml::table& table, std::string name, const std::string& file, std::optional<Error>& error)
        : table_(table), name_(std::move(name)), file_(file), error_(error) {}

    void read(std::string_view key, std::string& out) {
        if (const toml::node* node = take(key)) {
            if (const auto* text = node->as_string())
                out = text->get();
            else
                wrong(*node, "\"" + std::string(key) + "\" must be a text.");
        }
    }
    void read(std::string_view key, bool& out) {
        if (const toml::node* node = take(key)) {
            if (const auto* value = node->as_boolean())
                out = value->get();
            else
                wrong(*node, "\"" + std::string(key) + "\" must be true or false.");
        }
    }
    void read(std::string_view key, KeySet& out) {
        std::vector<std::string> list(out.begin(), out.end());
        read(key, list);
        out = KeySet(list.begin(), list.end());
    }
    /// A list of texts; a single text is a list of one.
    void read(std::string_view key, std::vector<std::string>& out) {
        const toml::node* node = take(key);
        if (node == nullptr) return;
        out.clear();
        if (const auto* text = node->as_string()) {
            out.push_back(text->get());
        } else if (const auto* array = node->as_array()) {
            for (const toml::node& one : *array) {
                if (const auto* item = one.as_string())
                    out.push_back(item->get());
                else
                    wrong(one, "\"" + std::string(key) + "\" must hold texts only.");
            }
        } else {
            wrong(*node, "\"" + std::string(key) + "\" must be a list of texts.");
        }
    }
    void read(std::string_view key, Zone& out) {
        std::string name(default_zone);
        read(key, name);
        auto zone = Zone::load(name);
        if (zone)
            out = std::move(*zone);
        else
            wrong(at(key), zone.error().message);
    }
    /// A text that has to be there.
    void need(std::string_view key, std::string& out) {
        read(key, out);
        if (!table_.contains(key)) wrong(table_, "\"" + std::string(key) + "\" is missing" + in_section() + ".");
    }

    [[nodiscard]] const toml::table* table(std::string_view key) {
        const toml::node* node = take(key);
        if (node != nullptr && !node->is_table()) wrong(*node, "\"" + std::string(key) + "\" must be a table.");
        return node == nullptr ? nullptr : node->as_table();
    }
    /// The tables of an array of tables ([[key]]).
    [[nodiscard]] std::vector<const toml::table*> tables(std::string_view key) {
        std::vector<const toml::table*> out;
        const toml::node* node = take(key);
        if (node == nullptr) return out;
        const toml::array* array = node->as_array();
        if (array == nullptr) wrong(*node, "write [[" + std::string(key) + "]] for each of them.");
        for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
            const toml::node& one = *array->get(i);
            if (one.is_table())
                out.push_back(one.as_table());
            else
                wrong(one, "write [[" + std::string(key) + "]] for each of them.");
        }
        return out;
    }

    /// The node of a key that is there, else the table: where a complaint about it points to.
    [[nodiscard]] const toml::node& at(std::string_view key) const {
        const toml::node* node = table_.get(key);
        return node == nullptr ? table_ : *node;
    }
    void wrong(const toml::node& where, const std::string& what) {
        if (error_) return;
        const toml::source_position position = where.source().begin;
        error_ = Error{ErrorKind::invalid,
                       file_ + ", line " + std::to_string(position.line) + ", column " +
                           std::to_string(position.column) + ": " + what,
                       name_,
                       {}};
    }
    /// To be called when every known key has been read: refuses the others.
    void refuse_unknown() {
        for (const auto& [key, node] : table_) {
            if (known_.contains(key.str())) continue;
            std::string known;
            for (const std::string& one : known_) known += (known.empty() ? "" : ", ") + one;
            wrong(node,
                  "\"" + std::string(key.str()) + "\" is not a key" + in_section() + ". Known are: " + known + ".");
        }
    }

  private:
    const toml::node* take(std::string_view key) {
        known_.emplace(key);
        return error_ ? nullptr : table_.get(key);
    }
    [[nodiscard]] std::string in_section() const { return name_.empty() ? "" : " of [" + name_ + "]"; }

    const toml::table& table_;
    std::string name_;
    const std::string& file_;
    std::optional<Error>& error_;
    KeySet known_;
};

DeadlineSet::Basis basis_of(Section& section) {
    std::string name = "unknown";
    section.read("basis", name);
    const capnp::EnumSchema schema = capnp::Schema::from<DeadlineSet::Basis>();
    KJ_IF_MAYBE (found, schema.findEnumerantByName(name)) return static_cast<DeadlineSet::Basis>(found->getOrdinal());
    section.wrong(section.at("basis"), "\"basis\" must be unknown, statutory, internal or agreed.");
    return DeadlineSet::Basis::UNKNOWN;
}

DeadlineMapping read_deadline(Section section) {
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

EnteredMapping read_entered(Section section) {
    EnteredMapping out;
    section.need("attribute", out.attribute);
    section.read("format", out.format);
    section.read("zone", out.zone);
    section.refuse_unknown();
    return out;
}

/// `{ field = "attribute", ... }`, each field known to the struct.
std::vector<TypeMapping::FieldFrom> read_fields_from(Section& section, std::string_view key,
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
Message read_fixed_fields(Section& section, const EventType& type) {
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

TypeMapping read_type(Section section) {
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

void read_case(Section section, Mapping& out) {
    section.read("id", out.case_id);
    section.read("opened", out.opened);
    section.read("unit", out.case_unit);
    section.read("clear", out.clear_trace);
    section.refuse_unknown();
}

void read_event(Section section, Mapping& out) {
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
    Section top(file, "", name, error);
    top.need("source", out.source);
    if (!is_code(out.source)) top.wrong(top.at("source"), "\"source\" must be a code of letters, digits and . _ -");
    static const toml::table nothing;
    const auto section = [&](const toml::table* table, const char* of) {
        return Section(table == nullptr ? nothing : *table, of, name, error);
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
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) return fail(ErrorKind::not_found, "Cannot read the mapping file " + path.string() + ". Check the name.");
    return parse(text.str(), path.filename().string());
}

Result<Mapping> Mapping::parse(std::string_view text, const std::string& file_name) {
    try {
        return read_mapping(toml::parse(text), file_name);
    } catch (const toml::parse_error& error) {
        const toml::source_position position = error.source().begin;
        return fail(ErrorKind::invalid, file_name + ", line " + std::to_string(position.line) + ", column " +
                                            std::to_string(position.column) +
                                            ": this is no TOML: " + std::string(error.description()) + ".");
    }
}

}  // namespace forloeb
