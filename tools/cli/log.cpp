#include "server/http/json_text.hpp"
#include "tools/cli/asking.hpp"
#include "tools/cli/log_verbs.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/render/answer_text.hpp"

namespace forloeb {
namespace {

struct Root {
    std::uint64_t size = 0;
    std::string hex;
    std::string origin;
};

Result<Root> ask_root(Invocation& call, std::uint64_t size, bool recompute) {
    FrameBuilder request;
    auto wanted = request.frame().initLogRoot();
    wanted.setSize(size);
    wanted.setRecompute(recompute);
    FORLOEB_TRY(const Reply reply, ask(call, request, wire::Frame::LOG_ROOT_REPLY));
    const auto answer = reply.frame().getLogRootReply();
    const auto root = answer.getRoot();
    return Root{answer.getSize(), to_hex({root.begin(), root.size()}), std::string(view(answer.getOrigin()))};
}

ExitCode root(Invocation& call, std::uint64_t size, bool recompute) {
    const auto kept = ask_root(call, size, false);
    if (!kept) return call.failed(kept.error());
    std::string recomputed;
    if (recompute && kept->size > 0) {
        const auto anew = ask_root(call, kept->size, true);
        if (!anew) return call.failed(anew.error());
        recomputed = anew->hex;
    } else if (recompute) {
        recomputed = kept->hex;  // the root of no leaves is a constant
    }
    const bool differs = recompute && recomputed != kept->hex;
    if (call.json()) {
        JsonLine line('{');
        line.text("origin", kept->origin).text("size", std::to_string(kept->size)).text("root", kept->hex);
        if (recompute) line.text("recomputed", recomputed).yes_no("same", !differs);
        call.print_json(line.str());
    } else {
        call.out() << kept->origin << '\n' << kept->size << '\n' << kept->hex << '\n';
        if (recompute)
            call.out() << (differs ? call.say("FORSKELLIG fra roden over de gemte blade: ",
                                              "DIFFERS from the root over the stored leaves: ") +
                                         recomputed
                                   : call.say("Samme rod, regnet forfra over de gemte blade.",
                                              "The same root, computed anew from the stored leaves."))
                       << '\n';
    }
    return differs ? ExitCode::finding : ExitCode::ok;
}

}  // namespace

void add_log(Menu& menu) {
    CLI::App& noun = menu.noun("log", "loggen og dens bevis", "the log and its proof");
    auto recompute = std::make_shared<bool>(false);
    auto size = std::make_shared<std::uint64_t>(0);
    CLI::App& verb =
        menu.verb(noun, "root", "loggens navn, størrelse og rod (RFC 6962)", "the log's name, size and root (RFC 6962)",
                  {"forloeb log root", "forloeb log root --recompute", "forloeb log root --size 100 --json"},
                  [recompute, size](Invocation& call) { return root(call, *size, *recompute); });
    menu.flag(verb, "--recompute", *recompute,
              "regn den også forfra over de gemte blade; exitkode 1, hvis den er en anden",
              "also compute it anew from the stored leaves; exit code 1 if it differs");
    menu.number(verb, "--size", *size, "roden over de første N hændelser (alle)",
                "the root over the first N events (all)");
    add_log_checkpoint(menu, noun);
    add_log_prove(menu, noun);
    add_log_consistency(menu, noun);
    add_log_export_tiles(menu, noun);
    add_log_succeed(menu, noun);
}

}  // namespace forloeb
