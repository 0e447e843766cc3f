#include "engine/proof/proof_file.hpp"
#include "server/http/json_text.hpp"
#include "server/protocol/ids.hpp"
#include "tools/cli/log_verbs.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/proof_asking.hpp"
#include "server/evidence/files.hpp"

namespace forloeb {
namespace {

struct ProofWanted {
    std::string what;
    std::string leaf_file;
    std::string log = "events";
};

bool is_number(const std::string& text) { return !text.empty() && text.size() <= 19 && text.find_first_not_of("0123456789") == std::string::npos; }

/// A position, or CASE#VERSION.
Result<Position> position_of(Invocation& call, const std::string& what) {
    if (is_number(what)) return Position{std::stoull(what)};
    const std::size_t mark = what.rfind('#');
    if (mark == std::string::npos || !is_number(what.substr(mark + 1))) return fail(ErrorKind::invalid, "Say which event: its position in the log, or CASE#VERSION.", "EVENT");
    FORLOEB_TRY(const StreamId stream, find_case(call, what.substr(0, mark)));
    FrameBuilder request;
    auto wanted = request.frame().initReadStream();
    write_stream_ref(wanted.initStream(), stream);
    wanted.setFrom(std::stoull(what.substr(mark + 1)));
    wanted.setEventsMax(1);
    FORLOEB_TRY(const Reply reply, ask(call, request, wire::Frame::PAGE));
    const auto events = reply.frame().getPage().getEvents();
    if (events.size() != 1) return fail(ErrorKind::not_found, "The case has no event of that version.");
    FORLOEB_TRY(const EventView event, open_record(events[0]));
    return event.leaf().position;
}

ExitCode prove(Invocation& call, const ProofWanted& wanted) {
    const auto log = log_named(wanted.log);
    if (!log) return call.failed(log.error());
    const auto position = position_of(call, wanted.what);
    if (!position) return call.failed(position.error());
    ProofAsking asking(asking_by(call), *log);
    const auto head = asking.checkpoint();
    if (!head) return call.failed(head.error());
    if (*position >= head->checkpoint.tree.size)
        return call.failed({ErrorKind::unavailable, "The newest checkpoint ends before that event: at most one is signed a second. Ask again.", {}, {}});
    const auto proven = asking.inclusion({*position}, head->checkpoint.tree);
    if (!proven) return call.failed(proven.error());
    const std::string proof = encode_proof_file({*position, proven->front().path, head->note});
    if (!wanted.leaf_file.empty())
        if (const Status written = write_evidence(wanted.leaf_file, proven->front().leaf_bytes); !written) return call.failed(written.error());
    if (call.json())
        call.print_json(JsonLine('{').text("position", std::to_string(position->value)).number("hashes", proven->front().path.size()).text("proof", proof).str());
    else
        call.out() << proof;
    return ExitCode::ok;
}

}  // namespace

void add_log_prove(Menu& menu, CLI::App& noun) {
    auto wanted = std::make_shared<ProofWanted>();
    CLI::App& verb = menu.verb(noun, "prove", "bevis, at en hændelse er i loggen (C2SP tlog-proof)", "prove that an event is in the log (C2SP tlog-proof)",
                               {"forloeb log prove 17 > 17.tlog-proof", "forloeb log prove karen#3 --leaf 3.leaf"},
                               [wanted](Invocation& call) { return prove(call, *wanted); });
    menu.value(verb, "EVENT", wanted->what, "EVENT", "plads i loggen, eller FORLØB#VERSION", "position in the log, or CASE#VERSION", true);
    menu.value(verb, "--leaf", wanted->leaf_file, "FILE", "skriv også bladet, 144 byte, hertil", "also write the leaf, 144 bytes, to this file");
    add_log_option(menu, verb, wanted->log);
}

}  // namespace forloeb
