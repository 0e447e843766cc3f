// P13: data directories of released formats open, read fully, and take appends. One per format, made by that version and never
// made again (FORLOEB_FREEZE=1 writes it, for a new format): tests/golden/data_format_1 with its key folder beside it.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "engine/proof/sha256.hpp"
#include "tests/engine/audit/test_receipt.hpp"
#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t cases = 6;

fs::path frozen() { return fs::path(FORLOEB_SOURCE_DIR) / "tests" / "golden" / "data_format_1"; }

Environment fixed_clock() {
    Environment environment = Environment::system();
    environment.now = [] { return at("2026-01-01T00:00:00Z"); };
    return environment;
}

EngineOptions in(const fs::path& folder) {
    EngineOptions options;
    options.data = folder / "data";
    options.controller = "eksempel";
    options.origin = "eksempel/case-log";
    return options;
}

CheckedEvent note(const std::string& text) {
    return event_with_personal<NoteRecorded, NoteRecordedPersonal>(
        "2026-01-06", [](NoteRecorded::Builder payload) { payload.setKind("observation"); },
        [&text](NoteRecordedPersonal::Builder personal) { personal.setText(text); });
}

void freeze(const fs::path& folder) {
    const auto engine = Engine::open(in(folder), fixed_clock());
    REQUIRE_MESSAGE(engine.has_value(), engine.error().message);
    for (std::uint64_t i = 0; i < cases; ++i) {
        AppendRequest append = request(i, on(case_stream(i), opened(100 + i), contact(), note("opdigtet note " + std::to_string(i))));
        append.bindings.push_back({"case", "sag-" + std::to_string(i), case_stream(i)});
        REQUIRE((*engine)->append_and_wait(std::move(append)).has_value());
    }
    REQUIRE((*engine)->append_and_wait(request(50, on(case_stream(1), contact("2026-02-01", "telefon")), on(case_stream(2), contact("2026-02-01")))).has_value());
}

/// Everything a reader is told, line by line: what the checked-in EXPECTED says.
std::string read_fully(const Engine& engine) {
    std::ostringstream out;
    const LogHead head = engine.head();
    out << "events " << head.next.value << "\nroot " << to_hex(head.root) << '\n';
    const Page page = engine.read_log({0}, {}).value();
    for (const EventView& event : page.events) {
        const LeafRecord& leaf = event.leaf();
        out << leaf.position.value << ' ' << leaf.stream.id.text() << ' ' << leaf.version.value << ' ' << leaf.event_id.text() << ' '
            << event.type().name << ' ' << to_hex(sha256(event.bytes())) << '\n';
        const std::vector<UnsealedPart> parts = engine.unseal(event, test_receipt()).value();
        for (const UnsealedPart& part : parts)
            out << "  sealed about " << part.subject.text() << ": " << MessageReader(part.fields).root<NoteRecordedPersonal>().getText().cStr() << '\n';
    }
    for (std::uint64_t i = 0; i < cases; ++i)
        out << "sag-" << i << ' ' << engine.lookup("case", "sag-" + std::to_string(i)).value().value().id.text() << ' '
            << engine.history(case_stream(i), {}).value().effective.size() << '\n';
    return std::move(out).str();
}

std::string text_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return std::move(text).str();
}

}  // namespace

TEST_CASE("format 1: a directory made when it was new opens, reads as it did then, verifies, and takes appends") {
    if (std::getenv("FORLOEB_FREEZE") != nullptr) {
        REQUIRE_FALSE(fs::exists(frozen()));
        freeze(frozen());
        const auto engine = Engine::open(in(frozen()), fixed_clock()).value();
        std::ofstream(frozen() / "EXPECTED") << read_fully(*engine);
        // What RocksDB writes about the machine, and does not need.
        for (const auto& entry : fs::directory_iterator(frozen() / "data" / "log")) {
            const std::string name = entry.path().filename().string();
            if (name.starts_with("OPTIONS") || name.starts_with("LOG") || name == "IDENTITY" || name == "LOCK") fs::remove(entry.path());
        }
    }
    TemporaryDirectory copy;
    for (const char* name : {"data", "data.keys"}) fs::copy(frozen() / name, copy.path() / name, fs::copy_options::recursive);
    EngineOptions options = in(copy.path());
    options.create = false;
    const auto engine = Engine::open(options, fixed_clock());
    REQUIRE_MESSAGE(engine.has_value(), engine.error().message);
    const std::string expected = text_of(frozen() / "EXPECTED");
    CHECK(expected.size() > 2000);
    CHECK(read_fully(**engine) == expected);
    const VerifyReport report = (*engine)->verify(VerifyLevel::full, {});
    CHECK_MESSAGE(report.is_clean(), (report.findings.empty() ? std::string() : report.findings.front().what));
    CHECK(report.events == 3 * cases + 2);

    const auto repeated = (*engine)->append_and_wait(request(50, on(case_stream(1), contact("2026-02-01", "telefon")), on(case_stream(2), contact("2026-02-01"))));
    REQUIRE_MESSAGE(repeated.has_value(), repeated.error().message);
    CHECK(repeated->repeated);
    CHECK(repeated->first == Position{3 * cases});
    const auto stored = (*engine)->append_and_wait(request(60, on(case_stream(3), note("en ny note"))));
    REQUIRE_MESSAGE(stored.has_value(), stored.error().message);
    CHECK(stored->first == Position{3 * cases + 2});
    CHECK((*engine)->verify(VerifyLevel::full, {}).is_clean());
}
