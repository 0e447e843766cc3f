// `forloeb person archive-export|archive-receipt`: what an archive gets before anything is erased. The package is a folder of
// files that anybody can read without us:
//
//   person.ndjson          the person's own stream, a line an event
//   case-<id>.ndjson       each of their cases
//   MANIFEST               what it is, and SHA-256 and name of each file, as `sha256sum --check` takes them
//
// A line has the event with its sealed parts opened, as `forloeb append` would take it, its leaf record and its stored bytes in
// hexadecimal: with those the log's proofs can be checked later, when the keys are gone.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "engine/proof/sha256.hpp"
#include "events/codec/json_writer.hpp"
#include "server/http/json_text.hpp"
#include "server/protocol/ids.hpp"
#include "tools/cli/person_verbs.hpp"
#include "tools/render/answer_text.hpp"

namespace forloeb {
namespace {

namespace fs = std::filesystem;

constexpr const char* manifest_name = "MANIFEST";

struct ExportOptions {
    std::string person, name, to, receiver;
    OrderOptions order;
};

struct ReceiptOptions {
    std::string person, name, receiver, package, receipt;
    OrderOptions order;
};

struct Package {
    std::vector<Uuid> cases;
    Position log_size;
    std::string sha256;  // of MANIFEST, and so of everything
};

Result<std::string> line_of(wire::EventRecord::Reader record) {
    FORLOEB_TRY(const EventView event, open_record(record));
    return JsonLine('{')
        .text("position", std::to_string(event.leaf().position.value))
        .text("recordedAt", format_instant(event.leaf().recorded_at))
        .text("eventId", event.leaf().event_id.text())
        .raw("event", proposal_json({event.type().name, event.envelope(), event.payload(), record.getPersonal()}))
        .text("leaf", to_hex({record.getLeaf().begin(), record.getLeaf().size()}))
        .text("stored", to_hex({record.getStored().begin(), record.getStored().size()}))
        .str();
}

/// All events of a stream, a line each.
Result<std::string> lines_of(Invocation& call, StreamId stream) {
    std::string out;
    for (std::uint64_t from = 0;;) {
        FrameBuilder request;
        request.frame().setPurpose("archive");
        auto wanted = request.frame().initReadStream();
        write_stream_ref(wanted.initStream(), stream);
        wanted.setFrom(from);
        wanted.setPersonal(true);
        FORLOEB_TRY(const Reply reply, ask(call, request, wire::Frame::PAGE));
        const auto page = reply.frame().getPage();
        for (const auto record : page.getEvents()) {
            FORLOEB_TRY(const std::string line, line_of(record));
            out.append(line);
            out.push_back('\n');
        }
        if (page.getAtEnd()) return out;
        from = page.getNext();
    }
}

Result<std::vector<Uuid>> cases_of(Invocation& call, const Uuid& person) {
    std::vector<Uuid> cases;
    for (Uuid after;;) {
        Query query(call.settings());
        auto wanted = (*query).initCaseList();
        write_id(wanted.initAfter(), after);
        write_id(wanted.initCitizen(), person);
        FORLOEB_TRY(const Reply reply, query.ask(call, wire::Answer::CASE_LIST));
        const auto list = reply.frame().getAnswer().getCaseList();
        for (const auto row : list.getRows()) cases.push_back(read_id(row.getCaseId()));
        if (!list.getMore()) return cases;
        after = cases.back();
    }
}

Status write_file(const fs::path& file, const std::string& content) {
    std::ofstream out(file, std::ios::binary);
    out << content;
    out.close();
    if (!out) return fail(ErrorKind::storage, "Cannot write " + file.string() + ": check permissions and free space.");
    return {};
}

Result<Package> write_package(Invocation& call, const Uuid& person, const fs::path& folder) {
    Package package;
    FrameBuilder request;
    request.frame().initLogRoot();
    FORLOEB_TRY(const Reply reply, ask(call, request, wire::Frame::LOG_ROOT_REPLY));
    const auto root = reply.frame().getLogRootReply();
    package.log_size = {root.getSize()};
    FORLOEB_TRY(package.cases, cases_of(call, person));
    std::error_code error;
    if (!fs::create_directories(folder, error)) return fail(ErrorKind::conflict, folder.string() + " is there already, or cannot be made.");
    fs::permissions(folder, fs::perms::owner_all, error);
    std::string manifest = "# log " + std::string(view(root.getOrigin())) + "\n# size " + std::to_string(root.getSize()) + "\n# root " +
                           to_hex({root.getRoot().begin(), root.getRoot().size()}) + "\n";
    const auto add = [&](const std::string& name, StreamId stream) -> Status {
        FORLOEB_TRY(const std::string lines, lines_of(call, stream));
        FORLOEB_CHECK(write_file(folder / name, lines));
        manifest.append(to_hex(sha256(as_bytes(lines)))).append("  ").append(name).append("\n");
        return {};
    };
    FORLOEB_CHECK(add("person.ndjson", {StreamKind::person, person}));
    for (const Uuid& one : package.cases) FORLOEB_CHECK(add("case-" + one.text() + ".ndjson", {StreamKind::case_, one}));
    FORLOEB_CHECK(write_file(folder / manifest_name, manifest));
    package.sha256 = to_hex(sha256(as_bytes(manifest)));
    return package;
}

template <typename List>
void write_list(List out, const std::vector<Uuid>& ids) {
    for (capnp::uint i = 0; i < out.size(); ++i) write_id(out[i], ids[i]);
}

ExitCode archive_export(Invocation& call, const ExportOptions& options) {
    const auto person = find_person(call, options.person);
    if (!person) return call.failed(person.error());
    const auto package = write_package(call, person->id, options.to);
    if (!package) return call.failed(package.error());
    FrameBuilder request;
    auto wanted = request.frame().initLifecycle().initArchive();
    write_order(wanted.initOrder(), options.order);
    wanted.setArchive(options.name.c_str());
    wanted.setReceiver(options.receiver.c_str());
    wanted.setSha256(package->sha256.c_str());
    wanted.setLogSize(package->log_size.value);
    write_list(wanted.initSubjects(1), {person->id});
    write_list(wanted.initCases(static_cast<capnp::uint>(package->cases.size())), package->cases);
    call.tell("Pakken står i " + options.to + ". Skriv arkivets kvittering, når den kommer: forloeb person archive-receipt.",
              "The package stands in " + options.to + ". Record the archive's receipt when it comes: forloeb person archive-receipt.");
    return give_order(call, request);
}

ExitCode archive_receipt(Invocation& call, const ReceiptOptions& options) {
    const auto person = find_person(call, options.person);
    if (!person) return call.failed(person.error());
    std::ifstream in(fs::path(options.package) / manifest_name, std::ios::binary);
    const std::string manifest{std::istreambuf_iterator<char>(in), {}};
    if (manifest.empty()) return call.failed({ErrorKind::not_found, options.package + " is no package: it has no MANIFEST.", "--package", {}});
    FrameBuilder request;
    auto wanted = request.frame().initLifecycle().initArchive();
    write_order(wanted.initOrder(), options.order);
    wanted.setArchive(options.name.c_str());
    wanted.setReceiver(options.receiver.c_str());
    wanted.setSha256(to_hex(sha256(as_bytes(manifest))).c_str());
    wanted.setReceipt(options.receipt.c_str());
    write_list(wanted.initSubjects(1), {person->id});
    return give_order(call, request);
}

}  // namespace

void add_person_archive(Menu& menu, CLI::App& noun) {
    auto exported = std::make_shared<ExportOptions>();
    CLI::App& verb = menu.verb(noun, "archive-export", "pak personens hændelser til arkivet, åbnet og med beviser", "pack the person's events for the archive, opened and with proofs",
                               {"forloeb person archive-export - --name aflevering-2026 --receiver stadsarkivet --to pakke --reason retention_ended"},
                               [exported](Invocation& call) { return archive_export(call, *exported); });
    person_argument(menu, verb, exported->person);
    menu.value(verb, "--name", exported->name, "NAME", "afleveringens navn, en kode", "the export's name, a code", true);
    menu.value(verb, "--receiver", exported->receiver, "ARCHIVE", "arkivet, der får den", "the archive that gets it", true);
    menu.value(verb, "--to", exported->to, "DIR", "mappe til pakken; må ikke findes", "folder for the package; must not exist", true);
    reason_options(menu, verb, exported->order, false);

    auto received = std::make_shared<ReceiptOptions>();
    CLI::App& receipt = menu.verb(noun, "archive-receipt", "arkivets kvittering for en aflevering", "the archive's receipt for an export",
                                  {"forloeb person archive-receipt - --name aflevering-2026 --receiver stadsarkivet --package pakke --receipt 2026-117 --reason approved"},
                                  [received](Invocation& call) { return archive_receipt(call, *received); });
    person_argument(menu, receipt, received->person);
    menu.value(receipt, "--name", received->name, "NAME", "afleveringens navn", "the export's name", true);
    menu.value(receipt, "--receiver", received->receiver, "ARCHIVE", "arkivet", "the archive", true);
    menu.value(receipt, "--package", received->package, "DIR", "pakken, som den blev afleveret", "the package as it was handed over", true);
    menu.value(receipt, "--receipt", received->receipt, "CODE", "arkivets kvittering, en kode", "the archive's receipt, a code", true);
    reason_options(menu, receipt, received->order, false);
}

}  // namespace forloeb
