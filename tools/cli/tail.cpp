#include <set>

#include "server/protocol/ids.hpp"
#include "tools/cli/asking.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/render/answer_text.hpp"
#include "server/evidence/event_json.hpp"
#include "tools/render/moment.hpp"
#include "tools/render/text.hpp"

namespace forloeb {
namespace {

constexpr std::chrono::milliseconds look_up_every{200};  // how soon Ctrl-C is noticed

struct TailOptions {
    std::string from;
    std::string case_name;
    std::vector<std::string> types;
    bool until_now = false;
};

void print_event(Invocation& call, const EventView& event) {
    if (call.json()) {
        call.print_json(event_json(event));
        return;
    }
    const Language language = call.settings().language;
    const LeafRecord& leaf = event.leaf();
    const std::string_view code = language == Language::da ? "da" : "en";
    call.out() << pad_left(std::to_string(leaf.position.value), 8) << "  "
               << moment_text(language, in_local_time(leaf.recorded_at)) << "  " << stream_kind_name(leaf.stream.kind)
               << ' ' << leaf.stream.id.text() << '#' << leaf.version.value << "  " << event.type().label(code) << " ("
               << printable(view(event.envelope().getActor().getPseudonym())) << ")\n";
}

/// Prints the events of one push; the number printed.
Result<std::uint64_t> print_push(Invocation& call, wire::Events::Reader push,
                                 const std::set<std::string>& types, std::uint64_t most) {
    std::uint64_t printed = 0;
    for (const auto record : push.getEvents()) {
        if (most != 0 && printed == most) break;
        if (!types.empty() && !types.contains(std::string(view(record.getType())))) continue;
        FORLOEB_TRY(const EventView event, open_record(record));
        print_event(call, event);
        ++printed;
    }
    call.out().flush();
    return printed;
}

Status fill(Invocation& call, const TailOptions& options, wire::Subscribe::Builder request) {
    if (!options.case_name.empty()) {
        FORLOEB_TRY(const StreamId stream, find_case(call, options.case_name));
        write_stream_ref(request.initStream(), stream);
    } else if (!options.types.empty()) {
        auto types = request.initTypes(static_cast<capnp::uint>(options.types.size()));
        for (capnp::uint i = 0; i < types.size(); ++i) types.set(i, options.types[i].c_str());
    } else {
        request.setEverything();
    }
    if (options.from.empty()) {
        request.getFrom().setNow();
        return {};
    }
    if (options.from.find_first_not_of("0123456789") != std::string::npos || options.from.size() > 19)
        return fail(ErrorKind::invalid, "Say from which position, 0 for the beginning.", "--from");
    request.getFrom().setPosition(std::stoull(options.from));
    return {};
}

ExitCode tail(Invocation& call, const TailOptions& options) {
    for (const std::string& type : options.types)
        if (find_event_type(type) == nullptr)
            return call.usage_error("Der er ingen hændelsestype " + type + ".", "There is no event type " + type + ".");
    const auto client = call.client();
    if (!client) return call.failed(client.error());
    FrameBuilder request;
    if (const Status filled = fill(call, options, request.frame().initSubscribe()); !filled)
        return call.failed(filled.error());
    if (!call.settings().purpose.empty()) request.frame().setPurpose(call.settings().purpose);
    auto subscription = (*client)->subscribe(request);
    if (!subscription) return call.failed(subscription.error());

    const std::set<std::string> types(options.types.begin(), options.types.end());
    const std::uint64_t most = call.settings().limit;
    std::uint64_t printed = 0;
    while (!call.stopped()) {
        const auto delivery = (*subscription)->next(look_up_every);
        if (!delivery) {
            call.tell("Fortsæt med: --from " + std::to_string((*subscription)->position().value),
                      "Go on with: --from " + std::to_string((*subscription)->position().value));
            return call.failed(delivery.error());
        }
        if (!*delivery) continue;
        const auto frame = (*delivery)->frame();
        if (frame.isCaughtUp() && options.until_now) return ExitCode::ok;
        if (!frame.isEvents()) continue;
        const auto count = print_push(call, frame.getEvents(), types, most == 0 ? 0 : most - printed);
        if (!count) return call.failed(count.error());
        printed += *count;
        if (most != 0 && printed >= most) return ExitCode::ok;
        if (!call.out()) return ExitCode::ok;  // nobody reads any more
    }
    return ExitCode::interrupted;
}

}  // namespace

void add_tail(Menu& menu) {
    auto options = std::make_shared<TailOptions>();
    CLI::App& verb = menu.verb(menu.root(), "tail", "følg loggen, mens den skrives", "follow the log as it is written",
                               {"forloeb tail", "forloeb tail --from 0 --until-now --json",
                                "forloeb tail --case karen --from 0", "forloeb tail --type meeting.held"},
                               [options](Invocation& call) { return tail(call, *options); });
    menu.value(verb, "--from", options->from, "POSITION", "begynd her, 0 = fra begyndelsen (fra nu)",
               "begin here, 0 = from the beginning (from now)");
    menu.value(verb, "--case", options->case_name, "CASE", "kun dette forløb", "only this case");
    menu.values(verb, "--type", options->types, "TYPE", "kun denne type; må gentages",
                "only this type; may be repeated");
    menu.flag(verb, "--until-now", options->until_now, "stop, når alt til nu er vist",
              "stop when everything until now is shown");
}

}  // namespace forloeb
