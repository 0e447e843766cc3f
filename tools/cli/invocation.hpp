// One run of one verb: the settings that hold, the streams, and the way to a server or a data directory. Verbs write data
// to out() and messages through tell(); they return an exit code and throw nothing. One thread.
#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <string_view>

#include "tools/cli/exit_code.hpp"
#include "tools/cli/settings.hpp"
#include "tools/cli/surroundings.hpp"
#include "tools/directory/open_directory.hpp"
#include "tools/render/text_page.hpp"

namespace forloeb {

class Invocation {
  public:
    Invocation(Settings settings, Surroundings& surroundings);
    ~Invocation();

    [[nodiscard]] const Settings& settings() const { return settings_; }
    [[nodiscard]] Surroundings& surroundings() const { return surroundings_; }
    [[nodiscard]] bool json() const { return settings_.json; }
    [[nodiscard]] bool stopped() const { return surroundings_.stop.stop_requested(); }

    /// The data channel.
    [[nodiscard]] std::ostream& out() const { return surroundings_.out; }
    [[nodiscard]] TextPage page() const;
    /// One line of JSON, or one JSON document, and a line feed.
    void print_json(std::string_view json) const;

    /// A message to the person at the terminal; nothing with --quiet.
    void tell(std::string_view da, std::string_view en) const;
    [[nodiscard]] std::string say(std::string_view da, std::string_view en) const;
    /// Says what went wrong (with --json as one JSON object) and gives the exit code for it.
    [[nodiscard]] ExitCode failed(const Error& error) const;
    [[nodiscard]] ExitCode usage_error(std::string_view da, std::string_view en) const;

    /// Connects to the server, or opens the data directory in this process; the same client for the whole run.
    [[nodiscard]] Result<Client*> client();
    /// The engine of a data directory that client() has opened here; nullptr with a server.
    [[nodiscard]] Engine* engine() const { return opened_.engine; }
    /// Before client(): a data directory that is not there is made. Only verbs that write say so.
    void may_create() { may_create_ = true; }

  private:
    Settings settings_;
    Surroundings& surroundings_;
    OpenedDirectory opened_;  // or a connection, without an engine
    bool may_create_ = false;
};

}  // namespace forloeb
