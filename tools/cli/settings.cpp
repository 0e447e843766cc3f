#include "tools/cli/settings.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>

#include "engine/proof/note.hpp"
#include "tools/cli/spelling.hpp"

namespace forloeb {
namespace {

namespace fs = std::filesystem;

/// A text or a path, as it was given.
template <auto member>
Status set_text(Settings& settings, const std::string& text) {
    settings.*member = text;
    return {};
}

template <auto member>
Status set_tls(Settings& settings, const std::string& text) {
    settings.tls.*member = text;
    return {};
}

Status set_language(Settings& settings, const std::string& text) {
    const auto language = parse_language(text);
    if (!language) return fail(ErrorKind::invalid, "The language is da or en.");
    settings.language = *language;
    return {};
}

Status set_instant(std::optional<Instant>& target, std::string& as_given, const std::string& text) {
    FORLOEB_TRY(target, parse_as_of(text));
    as_given = text;
    return {};
}

Status set_clock(Settings& settings, const std::string& text) {
    if (text != "recorded" && text != "source") return fail(ErrorKind::invalid, "The clock is recorded or source.");
    settings.as_of.clock = text == "source" ? Clock::source : Clock::recorded;
    return {};
}

bool read_number(std::uint32_t& target, const std::string& text) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), target);
    return error == std::errc() && end == text.data() + text.size();
}

Status set_limit(Settings& settings, const std::string& text) {
    if (!read_number(settings.limit, text)) return fail(ErrorKind::invalid, "The limit is a number of rows, 0 for the usual.");
    return {};
}

Status set_space_floor(Settings& settings, const std::string& text) {
    constexpr auto least = 2 * space_floor_min >> 20;  // the read log keeps half of it and goes on when appends are refused
    if (!read_number(settings.space_floor_mib, text) || settings.space_floor_mib < least)
        return fail(ErrorKind::invalid, "The space floor is a number of MiB, at least " + std::to_string(least) + ".");
    return {};
}

Status set_origin(Settings& settings, const std::string& text) {
    if (!is_key_name(text)) return fail(ErrorKind::invalid, "A log's origin is the name of its key: no spaces and no '+', such as forloeb.example/kommune-101/case-log.");
    settings.origin = text;
    return {};
}

Status set_scrub_hours(Settings& settings, const std::string& text) {
    constexpr std::uint32_t most = 24 * 366;
    if (!read_number(settings.scrub_hours, text) || settings.scrub_hours > most)
        return fail(ErrorKind::invalid, "The time for one reading of everything is a number of hours, 0 for none, at most " + std::to_string(most) + ".");
    return {};
}

Status set_yes_no(bool& target, bool yes, const std::string& text) {
    if (text == "true" || text == "1")
        target = yes;
    else if (text == "false" || text == "0")
        target = !yes;
    else
        return fail(ErrorKind::invalid, "This setting is true or false.");
    return {};
}

/// What TOML type a setting has; flags and variables are always text.
enum class Form : std::uint8_t { text, number, yes_no };

struct Setting {
    const char* name;
    Form form;
    Status (*set)(Settings&, const std::string&);
};

const std::array settings_known = {
    Setting{"server", Form::text, set_text<&Settings::server>},
    Setting{"data", Form::text, set_text<&Settings::data>},
    Setting{"keys", Form::text, set_text<&Settings::keys>},
    Setting{"controller", Form::text, set_text<&Settings::controller>},
    Setting{"origin", Form::text, set_origin},
    Setting{"space-floor", Form::number, set_space_floor},
    Setting{"coordinator", Form::text, set_text<&Settings::coordinator>},
    Setting{"listen", Form::text, set_text<&Settings::listen>},
    Setting{"socket", Form::text, set_text<&Settings::socket>},
    Setting{"http", Form::text, set_text<&Settings::http>},
    Setting{"http-proxy-user", Form::text, set_text<&Settings::http_proxy_user>},
    Setting{"web-dir", Form::text, set_text<&Settings::web_dir>},
    Setting{"scrub-hours", Form::number, set_scrub_hours},
    Setting{"tls-authority", Form::text, set_tls<&TlsFiles::authority>},
    Setting{"tls-certificate", Form::text, set_tls<&TlsFiles::certificate>},
    Setting{"tls-key", Form::text, set_tls<&TlsFiles::key>},
    Setting{"token-file", Form::text, set_text<&Settings::token_file>},
    Setting{"for-purpose", Form::text, set_text<&Settings::purpose>},
    Setting{"policy", Form::text, set_text<&Settings::policy>},
    Setting{"vocabulary", Form::text, set_text<&Settings::vocabulary>},
    Setting{"lang", Form::text, set_language},
    Setting{"as-of", Form::text,
            [](Settings& s, const std::string& v) { return set_instant(s.as_of.occurred_by, s.as_of_text, v); }},
    Setting{"known-at", Form::text,
            [](Settings& s, const std::string& v) { return set_instant(s.as_of.known_at, s.known_at_text, v); }},
    Setting{"clock", Form::text, set_clock},
    Setting{"limit", Form::number, set_limit},
    Setting{"json", Form::yes_no, [](Settings& s, const std::string& v) { return set_yes_no(s.json, true, v); }},
    Setting{"no-color", Form::yes_no, [](Settings& s, const std::string& v) { return set_yes_no(s.color, false, v); }},
    Setting{"quiet", Form::yes_no, [](Settings& s, const std::string& v) { return set_yes_no(s.quiet, true, v); }},
};

const Setting* find_setting(std::string_view name) {
    const auto* const found =
        std::ranges::find_if(settings_known, [&](const Setting& setting) { return name == setting.name; });
    return found == settings_known.end() ? nullptr : found;
}

std::string variable_name(std::string_view setting) {
    std::string name = "FORLOEB_";
    for (const char c : setting) name += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return name;
}

std::optional<std::string> variable(const Surroundings& surroundings, const std::string& name) {
    return surroundings.variable ? surroundings.variable(name) : std::nullopt;
}

SettingsFinding finding_at(const toml::source_region& source, std::string what) {
    return {source.begin.line, source.begin.column, std::move(what)};
}

/// The value as text, if it is of the setting's form.
std::optional<std::string> toml_text(const toml::node& node, Form form) {
    switch (form) {
        case Form::text: return node.value_exact<std::string>();
        case Form::number:
            if (const auto number = node.value_exact<std::int64_t>()) return std::to_string(*number);
            return std::nullopt;
        case Form::yes_no:
            if (const auto yes = node.value_exact<bool>()) return *yes ? "true" : "false";
            return std::nullopt;
    }
    return std::nullopt;
}

const char* form_name(Form form) {
    switch (form) {
        case Form::text: return "a text in quotation marks";
        case Form::number: return "a whole number";
        case Form::yes_no: return "true or false";
    }
    return "";
}

void read_entry(std::string_view key, const toml::source_region& key_source, const toml::node& node,
                const fs::path& file, SettingsFile& out) {
    const Setting* setting = find_setting(key);
    if (setting == nullptr) {
        std::string what = "'" + std::string(key) + "' is no setting.";
        if (const auto near = nearest_word(key, setting_names())) what += " Did you mean '" + *near + "'?";
        out.findings.push_back(finding_at(key_source, what));
        return;
    }
    const auto text = toml_text(node, setting->form);
    if (!text) {
        out.findings.push_back(
            finding_at(node.source(), "'" + std::string(key) + "' is " + form_name(setting->form) + "."));
        return;
    }
    Settings trial;
    if (const Status status = setting->set(trial, *text); !status) {
        out.findings.push_back(finding_at(node.source(), "'" + std::string(key) + "': " + status.error().message));
        return;
    }
    out.values[std::string(key)] = {*text, file.string() + ":" + std::to_string(node.source().begin.line)};
}

fs::path usual_file(const Surroundings& surroundings) {
    if (const auto folder = variable(surroundings, "XDG_CONFIG_HOME"); folder && !folder->empty())
        return fs::path(*folder) / "forloeb.toml";
    if (const auto home = variable(surroundings, "HOME"); home && !home->empty())
        return fs::path(*home) / ".config" / "forloeb.toml";
    return {};
}

Result<GivenValues> values_of_file(const GivenValues& flags, const Surroundings& surroundings) {
    fs::path file;
    if (const auto flag = flags.find("config"); flag != flags.end())
        file = flag->second.text;
    else if (const auto named = variable(surroundings, "FORLOEB_CONFIG"); named && !named->empty())
        file = *named;
    else {
        std::error_code error;
        file = usual_file(surroundings);
        if (file.empty() || !fs::exists(file, error)) return GivenValues();
    }
    FORLOEB_TRY(SettingsFile read, read_settings_file(file));
    if (!read.findings.empty()) {
        const SettingsFinding& first = read.findings.front();
        return fail(ErrorKind::invalid, file.string() + ":" + std::to_string(first.line) + ":" +
                                            std::to_string(first.column) + ": " + first.what +
                                            " See: forloeb config check " + file.string());
    }
    return std::move(read.values);
}

}  // namespace

std::vector<std::string> setting_names() {
    std::vector<std::string> names;
    for (const Setting& setting : settings_known) names.emplace_back(setting.name);
    return names;
}

Result<SettingsFile> read_settings_file(const fs::path& file) {
    std::ifstream stream(file);
    if (!stream) return fail(ErrorKind::not_found, "Cannot read the settings file " + file.string() + ".");
    SettingsFile out;
    try {
        const toml::table table = toml::parse(stream, file.string());
        for (const auto& [key, node] : table) read_entry(key.str(), key.source(), node, file, out);
    } catch (const toml::parse_error& error) {
        out.findings.push_back(finding_at(error.source(), std::string(error.description())));
    }
    std::ranges::sort(out.findings, {},
                      [](const SettingsFinding& finding) { return std::pair(finding.line, finding.column); });
    return out;
}

Result<Settings> resolve_settings(const GivenValues& flags, const Surroundings& surroundings) {
    FORLOEB_TRY(GivenValues given, values_of_file(flags, surroundings));
    for (const Setting& setting : settings_known)
        if (auto value = variable(surroundings, variable_name(setting.name)); value && !value->empty())
            given[setting.name] = {std::move(*value), variable_name(setting.name)};
    if (const auto no_color = variable(surroundings, "NO_COLOR"); no_color && !no_color->empty())
        given["no-color"] = {"true", "NO_COLOR"};

    // Where to go is one choice: a nearer --data also sets aside a farther --server, and the other way round.
    const bool flag_data = flags.contains("data");
    const bool flag_server = flags.contains("server");
    if (flag_data && flag_server) return fail(ErrorKind::invalid, "Give --server or --data, not both.");
    if (flag_data) given.erase("server");
    if (flag_server) given.erase("data");
    for (const auto& [name, value] : flags) given[name] = value;
    if (given.contains("data") && given.contains("server"))
        return fail(ErrorKind::invalid, given["server"].where + " and " + given["data"].where +
                                            " name a server and a data directory. Choose with --server or --data.");

    Settings settings;
    for (const auto& [name, value] : given) {
        const Setting* setting = find_setting(name);
        if (setting == nullptr) continue;  // "config" itself
        if (Status status = setting->set(settings, value.text); !status)
            return fail(ErrorKind::invalid, value.where + ": " + status.error().message);
    }
    if (settings.server.empty() && settings.data.empty()) settings.server = settings.listen;
    return settings;
}

Language early_language(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
    std::string code = variable(surroundings, "FORLOEB_LANG").value_or("");
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--lang" && i + 1 < arguments.size()) code = arguments[i + 1];
        if (arguments[i].starts_with("--lang=")) code = arguments[i].substr(7);
    }
    return parse_language(code).value_or(Language::da);
}

}  // namespace forloeb
