#include "tools/import/survey_mapping.hpp"

#include "tools/import/instrument_file.hpp"
#include "tools/import/toml_section.hpp"

namespace forloeb {
namespace {

void read_columns(TomlSection section, SurveyMapping& out) {
    section.need("respondent", out.respondent_column);
    section.read("group", out.group_column);
    section.read("answered", out.answered_column);
    section.read("answered_format", out.answered_format);
    section.read("zone", out.zone);
    section.refuse_unknown();
}

RespondentGroup group_named(TomlSection& section, const toml::node& where, const std::string& word) {
    if (const auto group = parse_respondent_group(word)) return *group;
    section.wrong(where, "\"" + word + "\" is no group: citizen, relative, secondHand, municipalCaseworker, regionalCaseworker or leader.");
    return RespondentGroup::UNKNOWN;
}

void read_groups(TomlSection& top, SurveyMapping& out) {
    std::string group;
    top.read("group", group);
    if (!group.empty()) out.group = group_named(top, top.at("group"), group);
    const toml::table* table = top.table("groups");
    if (table == nullptr) return;
    for (const auto& [word, node] : *table) {
        const auto* name = node.as_string();
        if (name == nullptr)
            top.wrong(node, "name the group this word stands for.");
        else
            out.groups[std::string(word.str())] = group_named(top, node, name->get());
    }
}

void read_values(TomlSection& top, SurveyMapping& out) {
    if (const toml::table* items = top.table("items"))
        for (const auto& [item, node] : *items) {
            if (const auto* column = node.as_string())
                out.items[std::string(item.str())] = column->get();
            else
                top.wrong(node, "name the column of this item.");
        }
    if (const toml::table* comments = top.table("comments"))
        for (const auto& [item, node] : *comments) {
            const auto* column = node.as_string();
            if (column != nullptr && is_code(item.str()))
                out.comments[std::string(item.str())] = column->get();
            else
                top.wrong(node, "name the column of the comments on this item, which is a code.");
        }
    if (const toml::table* values = top.table("values"))
        for (const auto& [word, node] : *values) {
            const auto* number = node.as_integer();
            if (number != nullptr && number->get() >= INT32_MIN && number->get() <= INT32_MAX)
                out.values[std::string(word.str())] = static_cast<std::int32_t>(number->get());
            else
                top.wrong(node, "write the whole number this word stands for.");
        }
    top.read("missing", out.missing);
    top.read("does_not_know", out.does_not_know);
    top.read("not_relevant", out.not_relevant);
    out.missing.insert("");
}

void read_answered_on(TomlSection& top, SurveyMapping& out) {
    std::string text;
    top.read("answered_on", text);
    if (text.empty()) return;
    if (const auto when = parse_when(text))
        out.answered_on = *when;
    else
        top.wrong(top.at("answered_on"), "\"answered_on\" must be a date such as 2026-01-31.");
}

Result<SurveyMapping> read_survey_mapping(const toml::table& file, const std::string& name) {
    std::optional<Error> error;
    SurveyMapping out;
    TomlSection top(file, "", name, error);
    FORLOEB_TRY(out.zone, Zone::load(std::string(default_zone)));
    top.need("source", out.source);
    top.need("wave", out.wave);
    top.read("survey", out.survey);
    top.read("pseudonymise", out.pseudonymise);
    std::string separator;
    top.read("separator", separator);
    if (separator.size() > 1) top.wrong(top.at("separator"), "\"separator\" is one character.");
    if (!separator.empty()) out.separator = separator.front();
    static const toml::table nothing;
    const toml::table* columns = top.table("columns");
    read_columns(TomlSection(columns == nullptr ? nothing : *columns, "columns", name, error), out);
    read_groups(top, out);
    read_answered_on(top, out);
    read_values(top, out);
    if (!is_code(out.source) || !is_code(out.wave)) top.wrong(top.at("source"), "\"source\" and \"wave\" must be codes of letters, digits and . _ -");
    if (out.group_column.empty() == (out.group == RespondentGroup::UNKNOWN))
        top.wrong(top.at("group"), "say the group of every row (\"group\"), or its column ([columns] group), not both.");
    if (out.answered_column.empty() && out.answered_on.is_unknown())
        top.wrong(file, "say when the answers are from: [columns] answered, or answered_on.");
    top.refuse_unknown();
    if (error) return tl::make_unexpected(std::move(*error));
    return out;
}

}  // namespace

Result<SurveyMapping> SurveyMapping::load(const std::filesystem::path& path) {
    FORLOEB_TRY(const std::string text, read_toml_text(path));
    return parse(text, path.filename().string());
}

Result<SurveyMapping> SurveyMapping::parse(std::string_view text, const std::string& file_name) {
    return with_toml(text, file_name, read_survey_mapping);
}

}  // namespace forloeb
