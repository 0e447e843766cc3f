#include <map>

#include "engine/verify/verify_directory.hpp"
#include "server/handlers/verify.hpp"
#include "server/http/json_text.hpp"
#include "tools/cli/asking.hpp"
#include "tools/cli/backup_verbs.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/proof_asking.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/evidence/tile_directory.hpp"
#include "tools/render/answer_text.hpp"

namespace forloeb {
namespace {

const std::map<std::string, wire::VerifyLevel> levels = {
    {"checksums", wire::VerifyLevel::CHECKSUMS}, {"log", wire::VerifyLevel::LOG}, {"full", wire::VerifyLevel::FULL}};

VerifyLevel engine_level(wire::VerifyLevel level) {
    return level == wire::VerifyLevel::CHECKSUMS ? VerifyLevel::checksums : level == wire::VerifyLevel::LOG ? VerifyLevel::log : VerifyLevel::full;
}

std::string range_of(TextPage& page, wire::Finding::Reader finding) {
    if (finding.getFirst() == finding.getEnd()) return "";
    return std::string(page.say(" position ", " position ")) + std::to_string(finding.getFirst()) +
           (finding.getEnd() - finding.getFirst() > 1 ? "-" + std::to_string(finding.getEnd() - 1) : std::string());
}

void print_report(Invocation& call, wire::VerifyReport::Reader report, const std::string& level) {
    TextPage page = call.page();
    const bool clean = report.getFinished() && report.getFindingsCount() == 0;
    page.title(std::string(!report.getFinished() ? page.say("Afbrudt, før alt var læst", "Stopped before everything was read")
                           : clean               ? page.say("Intet fund", "No finding")
                                                 : page.say("FUND: ", "FINDINGS: ")) +
               (clean || !report.getFinished() ? std::string() : std::to_string(report.getFindingsCount())));
    page.field(page.say("Niveau", "Level"), level);
    page.field(page.say("Filer", "Files"), std::to_string(report.getFiles()));
    page.field(page.say("Byte læst", "Bytes read"), std::to_string(report.getBytes()));
    if (report.getLevel() != wire::VerifyLevel::CHECKSUMS) {
        page.field(page.say("Hændelser", "Events"), std::to_string(report.getEvents()));
        page.field(page.say("Forløb", "Streams"), std::to_string(report.getStreams()));
        if (report.getPurged() > 0) page.field(page.say("Fjernet efter ordre", "Purged by order"), std::to_string(report.getPurged()));
    }
    if (report.getLevel() == wire::VerifyLevel::FULL) {
        page.field(page.say("Append", "Appends"), std::to_string(report.getAppends()));
        page.field(page.say("Bundne navne", "Bound names"), std::to_string(report.getIdentifiers()));
        page.field(page.say("Projektioner", "Projections"), std::to_string(report.getProjections()));
    }
    for (const auto finding : report.getFindings())
        page.item(std::string(view(finding.getFile())) + (finding.getFile().size() > 0 && finding.getTable().size() > 0 ? " " : "") +
                  std::string(view(finding.getTable())) + range_of(page, finding) + ": " + std::string(view(finding.getWhat())));
}

ExitCode told(Invocation& call, wire::VerifyReport::Reader report, const std::string& level) {
    if (call.json())
        call.print_json(answer_json(report));
    else
        print_report(call, report, level);
    if (report.getFindingsCount() > 0) return ExitCode::finding;
    return report.getFinished() ? ExitCode::ok : ExitCode::interrupted;
}

/// A directory that cannot be started on: what is wrong with it is what was asked for.
ExitCode verify_refused(Invocation& call, const Error& refused, const std::string& level) {
    call.tell("Datamappen kan ikke startes: " + refused.message, "The data directory cannot be started on: " + refused.message);
    const Settings& settings = call.settings();
    auto report = verify_directory(settings.data, settings.keys, engine_level(levels.at(level)), Environment::system(), [&call](const VerifyProgress&) { return !call.stopped(); });
    if (!report) return call.failed(report.error());
    ++report->findings_count;
    report->findings.push_back({"", "", {}, {}, refused.message});
    FrameBuilder frame;
    write_report(frame.frame().initVerifyReply(), *report, levels.at(level));
    return told(call, frame.frame().getVerifyReply().asReader(), level);
}

/// A folder of tiles, offline, against a key that was got from elsewhere.
ExitCode verify_tile_folder(Invocation& call, const std::string& folder, const std::string& key_given, const std::vector<std::string>& witnesses_given) {
    if (key_given.empty()) return call.usage_error("Giv loggens nøgle med --key; forloeb log key skriver den.", "Give the log's key with --key; forloeb log key prints it.");
    const auto key = given_key(key_given);
    if (!key) return call.failed(key.error());
    std::vector<VerifierKey> witnesses;
    for (const std::string& given : witnesses_given) {
        auto witness = given_key(given);
        if (!witness) return call.failed(witness.error());
        witnesses.push_back(std::move(*witness));
    }
    const TileReport report = verify_tiles(folder, *key, witnesses);
    if (call.json()) {
        call.print_json(JsonLine('{')
                            .yes_no("holds", !report.difference)
                            .text("difference", report.difference.value_or(""))
                            .text("events", std::to_string(report.events))
                            .number("files", report.files)
                            .number("streams", report.streams)
                            .number("cosignatures", report.cosignatures)
                            .str());
    } else {
        TextPage page = call.page();
        page.title(report.difference ? page.say("FUND", "FINDING") : page.say("Intet fund", "No finding"));
        if (report.difference) page.item(*report.difference);
        page.field(page.say("Filer", "Files"), std::to_string(report.files));
        page.field(page.say("Hændelser", "Events"), std::to_string(report.events));
        page.field(page.say("Forløb", "Streams"), std::to_string(report.streams));
        if (!witnesses.empty()) page.field(page.say("Vidner", "Witnesses"), std::to_string(report.cosignatures));
    }
    return report.difference ? ExitCode::finding : ExitCode::ok;
}

ExitCode verify(Invocation& call, const std::string& level, const std::string& backup) {
    const auto known = levels.find(level);
    if (known == levels.end())
        return call.usage_error("--level er checksums, log eller full.", "--level is checksums, log or full.");
    if (!backup.empty()) return verify_copy(call, backup, call.settings().keys, engine_level(known->second));
    call.tell("Læser alt, hvad der er gemt. Det tager sin tid, og man kan arbejde imens.",
              "Reading everything that is stored. It takes its time, and work goes on meanwhile.");
    if (const auto client = call.client(); !client) {
        const bool damaged = client.error().kind == ErrorKind::damaged || client.error().kind == ErrorKind::storage;
        return damaged && !call.settings().data.empty() ? verify_refused(call, client.error(), level) : call.failed(client.error());
    }
    FrameBuilder request;
    request.frame().initVerify().setLevel(known->second);
    const auto reply = ask(call, request, wire::Frame::VERIFY_REPLY);
    if (!reply) return call.failed(reply.error());
    return told(call, reply->frame().getVerifyReply(), level);
}

}  // namespace

void add_verify(Menu& menu) {
    struct VerifyWanted {
        std::string level = "log";
        std::string backup;
        std::string tiles;
        std::string key;
        std::vector<std::string> witnesses;
    };
    auto wanted = std::make_shared<VerifyWanted>();
    CLI::App& verb = menu.verb(menu.root(), "verify", "læs alt, og sammenlign det med dets egne beviser; exitkode 1 ved fund",
                               "read everything and compare it with its own proofs; exit code 1 on a finding",
                               {"forloeb verify", "forloeb verify --level full --data sager --json", "forloeb verify --backup kopier/data-102-1a2b3c4d", "forloeb verify --tiles fliser --key nøgle.txt"},
                               [wanted](Invocation& call) {
                                   return wanted->tiles.empty() ? verify(call, wanted->level, wanted->backup) : verify_tile_folder(call, wanted->tiles, wanted->key, wanted->witnesses);
                               });
    menu.value(verb, "--level", wanted->level, "checksums|log|full",
               "checksums: hver fil; log: hele loggen, kæder og rod; full: også kopier, opslag og projektioner (log)",
               "checksums: every file; log: the whole log, chains and root; full: also copies, entries and projections (log)");
    menu.value(verb, "--backup", wanted->backup, "FOLDER", "uden server og data: en kopi fra backup create, genskabt til side", "without server and data: a copy from backup create, restored aside");
    menu.value(verb, "--tiles", wanted->tiles, "DIR", "uden server og data: en mappe fra log export-tiles", "without server and data: a folder from log export-tiles");
    menu.value(verb, "--key", wanted->key, "KEY|FILE", "loggens nøgle (forloeb log key), hentet et andet sted", "the log's key (forloeb log key), got from elsewhere");
    menu.values(verb, "--witness", wanted->witnesses, "KEY|FILE", "et vidnes nøgle; må gentages", "a witness's key; may be repeated");
}

}  // namespace forloeb
