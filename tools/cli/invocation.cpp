#include "tools/cli/invocation.hpp"

#include "server/http/json_text.hpp"
#include "tools/cli/service.hpp"

namespace forloeb {

Invocation::Invocation(Settings settings, Surroundings& surroundings)
    : settings_(std::move(settings)), surroundings_(surroundings) {}

Invocation::~Invocation() = default;

TextPage Invocation::page() const {
    return {out(), {settings_.language, surroundings_.columns, settings_.color && surroundings_.out_is_terminal}};
}

void Invocation::print_json(std::string_view json) const { out() << json << '\n'; }

void Invocation::tell(std::string_view da, std::string_view en) const {
    if (!settings_.quiet) surroundings_.err << forloeb::say(settings_.language, da, en) << std::endl;
}

std::string Invocation::say(std::string_view da, std::string_view en) const {
    return std::string(forloeb::say(settings_.language, da, en));
}

ExitCode Invocation::failed(const Error& error) const {
    if (json()) {
        JsonLine line('{');
        line.text("code", error_code(error.kind)).text("message", error.message);
        if (!error.field.empty()) line.text("field", error.field);
        if (!error.rule.empty()) line.text("rule", error.rule);
        surroundings_.err << JsonLine('{').raw("error", line.str()).str() << std::endl;
    } else {
        surroundings_.err << say("Fejl: ", "Error: ") << say(error.danish.empty() ? error.message : error.danish, error.message);
        if (!error.field.empty()) surroundings_.err << say(" Felt: ", " Field: ") << error.field << '.';
        if (!error.rule.empty()) surroundings_.err << say(" Regel: ", " Rule: ") << error.rule << '.';
        surroundings_.err << std::endl;
    }
    return exit_code_of(error.kind);
}

ExitCode Invocation::usage_error(std::string_view da, std::string_view en) const {
    surroundings_.err << say("Fejl: ", "Error: ") << say(da, en) << std::endl;
    return ExitCode::usage;
}

Result<Client*> Invocation::client() {
    if (opened_.client) return opened_.client.get();
    FORLOEB_TRY(const ClientIdentity identity, client_identity(settings_));
    if (settings_.data.empty()) {
        FORLOEB_TRY(const Endpoint endpoint, Endpoint::parse(settings_.server));
        FORLOEB_TRY(opened_.client, Client::connect(endpoint, nullptr, identity));
    } else {
        FORLOEB_TRY(opened_, open_directory(engine_options(settings_, may_create_), Environment::system(), identity, settings_.policy));
    }
    return opened_.client.get();
}

}  // namespace forloeb
