#include <doctest/doctest.h>

#include <fstream>

#include "engine/backup/group_assembler.hpp"
#include "engine/backup/restore.hpp"
#include "engine/privacy/key_folder.hpp"
#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

class BackedUp : public EngineFixture {
  public:
    BackedUp() { write_cases(0, 10); }

    void write_cases(std::uint64_t from, std::uint64_t to) {
        for (std::uint64_t i = from; i < to; ++i) {
            AppendRequest append = request(i, on(case_stream(i), opened(i), contact(),
                                                 event_with_personal<NoteRecorded, NoteRecordedPersonal>(
                                                     "2026-01-06", [](NoteRecorded::Builder payload) { payload.setKind("k"); },
                                                     [](NoteRecordedPersonal::Builder personal) { personal.setText("en hemmelighed"); })));
            append.bindings.push_back({"case", "sag-" + std::to_string(i), case_stream(i)});
            REQUIRE(engine->append_and_wait(std::move(append)).has_value());
        }
    }
    /// The log up to its head, a few kilobytes at a time, while `between` may do what it likes.
    std::filesystem::path back_up(const char* name, const std::function<void()>& between = {}) {
        const std::filesystem::path folder = directory.path() / name;
        std::filesystem::create_directories(folder);
        const LogHead head = engine->head();
        ArchiveWriter writer(folder);
        for (ExportPoint from; from.position < head.next;) {
            const auto piece = engine->export_log(from, head.next, 4000);
            REQUIRE_MESSAGE(piece.has_value(), piece.error().message);
            for (const std::string& value : piece->values) REQUIRE(writer.add(value).has_value());
            from = piece->next;
            if (between) between();
        }
        BackupManifest manifest;
        manifest.controller = "local";
        manifest.origin = "local/case-log";
        manifest.keys = KeyFolder::open(keys(), false, environment()).value()->fingerprint();
        manifest.events = head.next;
        manifest.root = to_hex(head.root);
        manifest.created = format_instant(engine->now());
        REQUIRE(writer.finish(manifest).has_value());
        return folder;
    }
    std::filesystem::path keys() { return directory.path() / "data.keys"; }
    std::filesystem::path scratch() { return directory.path() / "scratch"; }
};

void flip(const std::filesystem::path& file, std::uint64_t at) {
    std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
    bytes.seekg(static_cast<std::streamoff>(at));
    const char before = static_cast<char>(bytes.get());
    bytes.seekp(static_cast<std::streamoff>(at));
    bytes.put(static_cast<char>(before ^ 0x20));
}

}  // namespace

TEST_CASE_FIXTURE(BackedUp, "backup: made while appends go on it is a prefix of the log, and proves itself with its keys") {
    std::uint64_t next = 10;
    const auto backup = back_up("backup", [this, &next] {
        write_cases(next, next + 1);
        ++next;
    });
    CHECK(next > 11);
    REQUIRE(KeyFolder::copy(keys(), directory.path() / "keys-copy").has_value());
    const auto proof = prove_backup(backup, directory.path() / "keys-copy", scratch(), environment());
    REQUIRE_MESSAGE(proof.has_value(), proof.error().message);
    CHECK(proof->report.is_clean());
    CHECK(proof->report.events == 30);
    CHECK(proof->report.identifiers == 10);
    CHECK(proof->histories == 10);
    CHECK(proof->opened == 10);
    CHECK(proof->unopened == 0);
    CHECK_FALSE(std::filesystem::exists(scratch()));
}

TEST_CASE_FIXTURE(BackedUp, "backup: without keys it proves the log, with older keys it says how much they do not open") {
    REQUIRE(KeyFolder::copy(keys(), directory.path() / "older").has_value());
    write_cases(10, 14);
    const auto backup = back_up("backup");
    const auto bare = prove_backup(backup, {}, scratch(), environment());
    REQUIRE_MESSAGE(bare.has_value(), bare.error().message);
    CHECK(bare->report.is_clean());
    CHECK(bare->report.events == 42);
    const auto older = prove_backup(backup, directory.path() / "older", scratch(), environment());
    REQUIRE_MESSAGE(older.has_value(), older.error().message);
    CHECK(older->opened == 10);
    CHECK(older->unopened == 4);
}

TEST_CASE_FIXTURE(BackedUp, "restore: newest, older and mid-chain copies are each the log of their day, and say that they were restored") {
    const auto first = back_up("first");
    const LogHead first_head = engine->head();
    write_cases(10, 13);
    const auto second = back_up("second");
    write_cases(13, 15);
    const auto newest = back_up("newest");
    std::string epochs;
    for (const auto& [backup, events] : {std::pair(first, 30u), std::pair(second, 39u), std::pair(newest, 45u)}) {
        const auto to = directory.path() / ("restored-" + backup.filename().string());
        const auto manifest = restore_backup(backup, to, environment());
        REQUIRE_MESSAGE(manifest.has_value(), manifest.error().message);
        EngineOptions options;
        options.data = to;
        options.keys = keys();
        const auto restored = Engine::open(options, environment());
        REQUIRE_MESSAGE(restored.has_value(), restored.error().message);
        CHECK((*restored)->head().next == Position{events});
        CHECK((*restored)->head().root == engine->recompute_root({events}).value());
        CHECK((*restored)->verify(VerifyLevel::full, {}).is_clean());
        CHECK((*restored)->restored_from().find("events " + std::to_string(events)) != std::string::npos);
        CHECK((*restored)->lookup("case", "sag-3").value() == case_stream(3));
        // A retry of an append from before is still known; a new one is taken.
        AppendRequest again = request(2, on(case_stream(2), opened(2), contact(),
                                            event_with_personal<NoteRecorded, NoteRecordedPersonal>(
                                                "2026-01-06", [](NoteRecorded::Builder payload) { payload.setKind("k"); },
                                                [](NoteRecordedPersonal::Builder personal) { personal.setText("en hemmelighed"); })));
        again.bindings.push_back({"case", "sag-2", case_stream(2)});
        const auto repeated = (*restored)->append_and_wait(std::move(again));
        REQUIRE_MESSAGE(repeated.has_value(), repeated.error().message);
        CHECK(repeated->repeated);
        CHECK((*restored)->append_and_wait(request(500, on(case_stream(1), contact()))).has_value());
        const std::string text = (*restored)->restored_from();
        const std::string epoch = text.substr(text.find("epoch"));
        CHECK(epochs.find(epoch) == std::string::npos);
        epochs += epoch;
    }
    CHECK(first_head.next == Position{30});
    CHECK(engine->restored_from().empty());
}

TEST_CASE_FIXTURE(BackedUp, "restore: a folder that is there, a backup of keys and a backup cut short are refused, and nothing is left behind") {
    const auto backup = back_up("backup");
    const auto there = restore_backup(backup, directory.path() / "data", environment());
    REQUIRE_FALSE(there.has_value());
    CHECK(there.error().kind == ErrorKind::conflict);

    const auto to = directory.path() / "restored";
    BackupManifest manifest = read_manifest(backup).value();
    std::filesystem::remove(backup / "BACKUP");
    CHECK(restore_backup(backup, to, environment()).error().kind == ErrorKind::not_found);
    manifest.events = {27};
    REQUIRE(write_manifest(backup, manifest).has_value());
    CHECK(restore_backup(backup, to, environment()).error().kind == ErrorKind::damaged);
    std::filesystem::remove(backup / "BACKUP");
    manifest.events = {30};
    manifest.kind = BackupManifest::Kind::keys;
    REQUIRE(write_manifest(backup, manifest).has_value());
    CHECK(restore_backup(backup, to, environment()).error().kind == ErrorKind::invalid);
    for (const char* name : {"restored", "restored.restoring"}) CHECK_FALSE(std::filesystem::exists(directory.path() / name));
}

TEST_CASE_FIXTURE(BackedUp, "restore: a flipped bit anywhere in a backup is refused naming the file") {
    const auto backup = back_up("backup");
    for (const char* name : {"BACKUP", "part-000000.log"}) {
        const std::uint64_t size = std::filesystem::file_size(backup / name);
        for (std::uint64_t i = 0; i < 10; ++i) {
            const std::uint64_t at = size * i / 10;
            flip(backup / name, at);
            const auto restored = restore_backup(backup, directory.path() / "restored", environment());
            REQUIRE_FALSE_MESSAGE(restored.has_value(), name << " byte " << at);
            CHECK(restored.error().message.find(backup.filename().string()) != std::string::npos);
            flip(backup / name, at);
        }
    }
    CHECK(restore_backup(backup, directory.path() / "restored", environment()).has_value());
}

TEST_CASE_FIXTURE(BackedUp, "a backup is never made of a log with a hole") {
    const auto end = engine->head().next;
    CHECK(engine->export_log({{30}, false}, end, 1000)->values.empty());
    CHECK_FALSE(engine->export_log({{1}, false}, end, 1000).has_value());  // no group begins there
    CHECK_FALSE(engine->export_log({{0}, false}, {31}, 1000).has_value());
}

TEST_CASE("backup manifest: comes back as written, and any change to it is refused") {
    BackupManifest manifest;
    manifest.controller = "kommune-101";
    manifest.origin = "local/case-log";
    manifest.keys = "0123456789abcdef";
    manifest.events = {42};
    manifest.root = std::string(64, 'a');
    manifest.created = "2026-01-01T00:00:00Z";
    manifest.files = {{"part-000000.log", 17, std::string(64, 'b')}};
    const std::string text = encode_manifest(manifest);
    const auto back = decode_manifest(text);
    REQUIRE(back.has_value());
    CHECK(encode_manifest(*back) == text);
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string changed = text;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        CHECK_MESSAGE(!decode_manifest(changed), "byte " << i);
        CHECK_MESSAGE(!decode_manifest(text.substr(0, i)), "cut at " << i);
    }
    manifest.files[0].name = "../part";
    CHECK_FALSE(decode_manifest(encode_manifest(manifest)).has_value());
}
