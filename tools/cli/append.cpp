#include <sys/random.h>

#include <chrono>
#include <fstream>
#include <iostream>

#include "server/http/json_text.hpp"
#include "server/protocol/ids.hpp"
#include "tools/cli/append_lines.hpp"
#include "tools/cli/asking.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/verbs.hpp"

namespace forloeb {
namespace {

struct AppendOptions {
    std::string file;
    bool keep_going = false;
};

struct Counts {
    std::uint64_t appends = 0;
    std::uint64_t events = 0;
    std::uint64_t repeated = 0;
    std::uint64_t failed = 0;
};

Uuid fresh_id() {
    const auto now =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch());
    std::array<Byte, 10> entropy{};
    static_cast<void>(::getrandom(entropy.data(), entropy.size(), 0));  // this few bytes always come
    return Uuid::v7(static_cast<std::uint64_t>(now.count()), entropy);
}

std::string stored_line(const LineAppend& append, const Uuid& id, wire::Appended::Reader stored) {
    JsonLine versions('[');
    for (const auto version : stored.getVersions()) {
        const auto stream = read_stream_ref(version.getStream(), "versions");
        if (!stream) continue;
        versions.item(
            JsonLine('{')
                .raw("stream",
                     JsonLine('{').text("kind", stream_kind_name(stream->kind)).text("id", stream->id.text()).str())
                .number("version", version.getVersion()));
    }
    return JsonLine('{')
        .number("line", append.first_line())
        .text("appendId", id.text())
        .yes_no("stored", true)
        .yes_no("repeated", stored.getRepeated())
        .text("position", std::to_string(stored.getPosition()))
        .number("count", stored.getCount())
        .raw("versions", versions.str())
        .str();
}

std::string failed_line(std::uint64_t line, const Uuid* id, const Error& error) {
    JsonLine problem('{');
    problem.text("code", error_code(error.kind)).text("message", error.message);
    if (!error.field.empty()) problem.text("field", error.field);
    if (!error.rule.empty()) problem.text("rule", error.rule);
    JsonLine out('{');
    out.number("line", line);
    if (id != nullptr) out.text("appendId", id->text());
    return out.yes_no("stored", false).raw("error", problem.str()).str();
}

/// Sends one append; prints its line; the exit code says whether it was stored.
ExitCode send(Invocation& call, const LineAppend& append, Counts& counts) {
    const Uuid id = append.append_id ? *append.append_id : fresh_id();
    FrameBuilder request;
    append.fill(request.frame().initAppend(), id);
    const auto reply = ask(call, request, wire::Frame::APPENDED);
    if (!reply) {
        call.print_json(failed_line(append.first_line(), &id, reply.error()));
        ++counts.failed;
        return exit_code_of(reply.error().kind);
    }
    const auto stored = reply->frame().getAppended();
    call.print_json(stored_line(append, id, stored));
    if (stored.getRepeated())
        ++counts.repeated;
    else {
        ++counts.appends;
        counts.events += stored.getCount();
    }
    return ExitCode::ok;
}

ExitCode append_all(Invocation& call, std::istream& in, bool keep_going, Counts& counts) {
    AppendReader reader(in);
    ExitCode worst = ExitCode::ok;
    while (!call.stopped()) {
        auto append = reader.next();
        if (!append) {
            call.print_json(failed_line(reader.error_line(), nullptr, append.error()));
            ++counts.failed;
            return exit_code_of(append.error().kind);
        }
        if (!*append) return worst;
        const ExitCode code = send(call, **append, counts);
        // A server that is gone answers nothing else either.
        if (code != ExitCode::ok && (!keep_going || code != ExitCode::data)) return code;
        if (code != ExitCode::ok) worst = code;
    }
    return ExitCode::interrupted;
}

ExitCode append(Invocation& call, const AppendOptions& options) {
    call.may_create();
    if (const auto client = call.client(); !client) return call.failed(client.error());
    std::ifstream file;
    if (options.file != "-") {
        file.open(options.file);
        if (!file) return call.failed({ErrorKind::not_found, "Cannot read the file " + options.file + ".", {}, {}});
    }
    Counts counts;
    const ExitCode code =
        append_all(call, options.file == "-" ? call.surroundings().in : file, options.keep_going, counts);
    const auto number = [](std::uint64_t count) { return std::to_string(count); };
    call.tell("Gemt: " + number(counts.appends) + " append med " + number(counts.events) + " hændelser; " +
                  number(counts.repeated) + " var gemt i forvejen; " + number(counts.failed) + " fejlede.",
              "Stored: " + number(counts.appends) + " appends with " + number(counts.events) + " events; " +
                  number(counts.repeated) + " had been stored before; " + number(counts.failed) + " failed.");
    return code;
}

}  // namespace

void add_append(Menu& menu) {
    auto options = std::make_shared<AppendOptions>();
    options->file = "-";
    CLI::App& verb = menu.verb(menu.root(), "append", "skriv hændelser, en JSON-linje pr. hændelse",
                               "write events, one JSON line an event",
                               {"forloeb append haendelser.ndjson", "forloeb append - < haendelser.ndjson",
                                "forloeb append haendelser.ndjson --keep-going --quiet"},
                               [options](Invocation& call) { return append(call, *options); });
    menu.value(verb, "FILE", options->file, "FILE", "filen; - er standard input", "the file; - is standard input");
    menu.flag(verb, "--keep-going", options->keep_going, "fortsæt efter en afvist append",
              "go on after a refused append");
}

}  // namespace forloeb
