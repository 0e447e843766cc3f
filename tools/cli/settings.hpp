// What holds for one run, whatever the verb: where the data is, the language, as of when. A flag goes before an
// environment variable FORLOEB_*, that before the settings file (TOML), that before the default. Unknown keys of the file
// are refused with line and column. Pure but for reading the file; any thread.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/read/fold.hpp"
#include "engine/storage/store_limits.hpp"
#include "server/tls/tls_files.hpp"
#include "tools/cli/surroundings.hpp"
#include "tools/render/language.hpp"

namespace forloeb {

struct Settings {
    std::string server;          // "host:port" or "unix:PATH"; empty if --data was given
    std::filesystem::path data;  // run the handlers in this process; empty = talk to `server`
    std::filesystem::path keys;  // empty = beside the data
    std::string controller = "local";
    std::string origin;          // the log's name in its proofs, given when its directory is made; empty = local/case-log
    std::uint32_t space_floor_mib = static_cast<std::uint32_t>(space_floor_default >> 20);  // to append to `data`
    std::string coordinator;     // whose cases `my` is about: a pseudonym; empty = the one who asks
    std::string listen = "127.0.0.1:7420";  // serve, dev
    std::string socket;                     // Unix socket of serve, dev; empty = inside the data directory
    std::string http;                       // serve, dev: where HTTP is listened for; empty = not at all, in dev 127.0.0.1:7480
    std::string http_proxy_user;            // serve: whose reverse proxy may say who asks, over HTTP's Unix socket
    std::filesystem::path web_dir;          // serve, dev: the page's files; empty = those built in
    std::uint32_t scrub_hours = 24;         // serve, dev: everything is read once in so many; 0 = not in the background
    TlsFiles tls;                           // of serve, and of whoever asks a server over TCP
    std::filesystem::path token_file;       // the API token, alone in a file that nobody else reads; empty = none
    std::string purpose;                    // what personal data are asked for; empty = the first that the role allows
    std::filesystem::path policy;           // who may do what; empty = DATA.policy.toml, if one is in force
    std::filesystem::path vocabulary;       // folder of one's own code lists; empty = DATA.vocabulary, if it is there
    Language language = Language::da;
    AsOf as_of;
    std::string as_of_text;  // as they were given, for commands that are to be repeated
    std::string known_at_text;
    std::uint32_t limit = 0;  // 0 = the verb's own
    bool json = false;
    bool color = true;  // where the output is a terminal
    bool quiet = false;
};

/// One key of the settings file, or one value given by flag: its text, and where it stood.
struct GivenValue {
    std::string text;
    std::string where;  // "--limit", "FORLOEB_LIMIT", "forloeb.toml:3:9"
};
using GivenValues = std::map<std::string, GivenValue>;

struct SettingsFinding {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::string what;
};

/// Names of all settings, as they stand in the file; FORLOEB_ and the name in capitals is the variable.
[[nodiscard]] std::vector<std::string> setting_names();

/// Reads a settings file. Everything that is wrong with it is in `findings`; the values are those that are right.
struct SettingsFile {
    GivenValues values;
    std::vector<SettingsFinding> findings;
};
[[nodiscard]] Result<SettingsFile> read_settings_file(const std::filesystem::path& file);

/// Puts together what flags, environment and file say. `flags` by setting name. The file is `flags["config"]`, else
/// FORLOEB_CONFIG, else forloeb.toml in the user's configuration folder, if it is there. `invalid` names where a wrong
/// value stood.
[[nodiscard]] Result<Settings> resolve_settings(const GivenValues& flags, const Surroundings& surroundings);

/// The language alone, for messages about arguments that cannot be read: flag, environment, default.
[[nodiscard]] Language early_language(const std::vector<std::string>& arguments, const Surroundings& surroundings);

}  // namespace forloeb
