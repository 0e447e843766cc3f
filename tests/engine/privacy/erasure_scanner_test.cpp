// That nothing is left: a scanner looks for planted words in tables, write-ahead logs, backups and key folders. First that it
// would find them (where nothing seals), then that it does not, then that no key that is left opens what was shredded.
#include <doctest/doctest.h>
#include <sodium.h>

#include "engine/backup/archive.hpp"
#include "engine/backup/restore.hpp"
#include "engine/privacy/key_folder.hpp"
#include "engine/privacy/seal.hpp"
#include "engine/proof/sha256.hpp"
#include "events/schema/person.capnp.h"
#include "tests/engine/audit/test_receipt.hpp"
#include "tests/engine/engine_fixture.hpp"
#include "tests/engine/privacy/erasure_scanner.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t citizens = 4, notes_each = 30;
constexpr std::uint64_t shredded_citizen = 102;

std::string canary(const char* what, std::uint64_t citizen) { return std::string("kanarie-") + what + "-" + std::to_string(citizen) + "-q7x"; }
std::string number_of(std::uint64_t citizen) { return "1105801" + std::to_string(citizen); }

/// Synthetic citizens with planted words: in sealed fields, and once in a clear one.
class Planted : public EngineFixture {
  public:
    Planted() {
        for (std::uint64_t citizen = 101; citizen < 101 + citizens; ++citizen) plant(citizen);
    }
    void plant(std::uint64_t citizen) {
        const StreamId person{StreamKind::person, id(citizen)};
        AppendRequest described = request(citizen, on(person, event_with_personal<SubjectDescribed, SubjectDescribedPersonal>(
                                                                  "2026-01-02", [](SubjectDescribed::Builder payload) { payload.setKind("citizen"); },
                                                                  [citizen](SubjectDescribedPersonal::Builder personal) {
                                                                      personal.setName(canary("navn", citizen));
                                                                      personal.setCpr(number_of(citizen));
                                                                      personal.setDiagnoses({canary("diagnose", citizen).c_str()});
                                                                  },
                                                                  StreamKind::person)));
        described.bindings.push_back({"cpr", number_of(citizen), person});
        REQUIRE(engine->append_and_wait(std::move(described)).has_value());
        AppendRequest story = request(1000 + citizen, on(case_stream(citizen), opened(citizen)));
        for (std::uint64_t i = 0; i < notes_each; ++i)
            story.writes.back().events.push_back(event_with_personal<NoteRecorded, NoteRecordedPersonal>(
                "2026-01-06", [](NoteRecorded::Builder payload) { payload.setKind("observation"); },
                [citizen](NoteRecordedPersonal::Builder personal) { personal.setText(canary("notat", citizen) + std::string(900, '.')); }));
        REQUIRE(engine->append_and_wait(std::move(story)).has_value());
    }
    fs::path back_up(const char* name) {
        const fs::path folder = directory.path() / name;
        fs::create_directories(folder);
        const LogHead head = engine->head();
        ArchiveWriter writer(folder);
        for (ExportPoint from; from.position < head.next;) {
            const LogExport piece = engine->export_log(from, head.next, 100'000).value();
            for (const std::string& value : piece.values) REQUIRE(writer.add(value).has_value());
            from = piece.next;
        }
        BackupManifest manifest;
        manifest.controller = "local";
        manifest.origin = "local/case-log";
        manifest.keys = KeyFolder::open(keys_folder(), false, environment()).value()->fingerprint();
        manifest.events = head.next;
        manifest.root = to_hex(head.root);
        manifest.created = format_instant(engine->now());
        REQUIRE(writer.finish(manifest).has_value());
        return folder;
    }
    ShredOrder shred_order() {
        ShredOrder order;
        order.warrant = {id(0x30000), "leder-1", {"leder-1", "dpo-1"}, "retention_ended", "databeskyttelsesforordningen", "17", {}, "rule_discards"};
        order.subject = id(shredded_citizen);
        order.rule = {"birth_days_1", {1}};
        return order;
    }
    /// The nonces and boxes of the shredded citizen's segments, with what each is bound to.
    struct Box {
        std::string nonce, box, bound;
        SensitivityClass sensitivity;
        Uuid event;
    };
    std::vector<Box> boxes_of(std::uint64_t citizen) {
        std::vector<Box> boxes;
        for (const StreamId stream : {case_stream(citizen), StreamId{StreamKind::person, id(citizen)}}) {
            const std::vector<EventView> events = engine->read_whole_stream(stream).value();
            for (const EventView& event : events) {
                std::uint32_t number = 0;
                for (const Segment::Reader segment : event.stored().getSegments()) boxes.push_back(box_of(event, number++, segment));
            }
        }
        return boxes;
    }
    /// Written here a second time, after the drawing in engine/privacy/seal.hpp.
    static Box box_of(const EventView& event, std::uint32_t number, Segment::Reader segment) {
        const LeafRecord& leaf = event.leaf();
        std::string bound = "forloeb segment v1";
        bound.append(as_text(sha256(as_bytes("local/case-log")))).append(as_text(leaf.event_id.bytes));
        put_big_endian(bound, static_cast<std::uint8_t>(leaf.stream.kind));
        bound.append(as_text(leaf.stream.id.bytes));
        put_big_endian(bound, leaf.type_id);
        put_big_endian(bound, number);
        put_big_endian(bound, segment.getSubject().getHigh());
        put_big_endian(bound, segment.getSubject().getLow());
        put_big_endian(bound, static_cast<std::uint8_t>(segment.getClass()));
        put_big_endian(bound, segment.getGeneration());
        const auto text = [](capnp::Data::Reader bytes) { return std::string(as_text({bytes.begin(), bytes.size()})); };
        return {text(segment.getNonce()), text(segment.getBox()), bound, segment.getClass(), leaf.event_id};
    }
    static bool opens(const Box& box, const Secret& key) {
        std::string plain(box.box.size(), '\0');
        return crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<Byte*>(plain.data()), nullptr, nullptr, as_bytes(box.box).data(), box.box.size(),
                                                          as_bytes(box.bound).data(), box.bound.size(), as_bytes(box.nonce).data(), key.data()) == 0;
    }
    /// Does any key of this folder open the box, whoever it belongs to?
    static bool any_key_opens(const Box& box, const KeyFolder& keys) {
        for (std::uint64_t citizen = 101; citizen < 101 + citizens; ++citizen)
            for (const SensitivityClass one : {SensitivityClass::IDENTITY, SensitivityClass::NARRATIVE, SensitivityClass::HEALTH, SensitivityClass::PENAL, SensitivityClass::ECONOMY})
                for (std::uint32_t generation = 1; generation <= 3; ++generation)
                    for (const SegmentCipher cipher : {SegmentCipher::event_key, SegmentCipher::subject_key}) {
                        const auto key = keys.key_for_opening(id(citizen), one, generation, cipher, box.event);
                        if (key && opens(box, key->secret)) return true;
                    }
        return false;
    }
    fs::path keys_folder() { return directory.path() / "data.keys"; }
    fs::path data_folder() { return directory.path() / "data"; }
};

}  // namespace

TEST_CASE_FIXTURE(Planted, "the scanner finds a planted word wherever nothing seals it: in write-ahead log, tables and backup") {
    const std::string word = "kanarie-uforseglet-q7x";
    // A code in a clear field: stored as it is, as all would be without sealing.
    REQUIRE(engine->append_and_wait(request(7000, on(case_stream(900), opened(900), contact("2026-01-07", word.c_str()))))
                .has_value());
    CHECK(ErasureScanner(data_folder()).kinds_with(word) == std::set<std::string>{"file", "write-ahead log"});
    CHECK(ErasureScanner(back_up("backup")).finds(word));
    open();  // a start writes what was recovered into tables
    CHECK(ErasureScanner(data_folder()).kinds_with(word).contains("table"));
}

TEST_CASE_FIXTURE(Planted, "sealed words are nowhere: not in the data directory, its write-ahead log, a backup, or the folder of keys") {
    const fs::path backup = back_up("backup");
    for (int start = 0; start < 2; ++start) {
        for (const fs::path& folder : {data_folder(), keys_folder(), backup}) {
            const ErasureScanner scanner(folder);
            CHECK(scanner.looked().size() >= 2);
            for (std::uint64_t citizen = 101; citizen < 101 + citizens; ++citizen) {
                for (const char* what : {"navn", "diagnose", "notat"}) CHECK_FALSE(scanner.finds(canary(what, citizen)));
                CHECK_FALSE(scanner.finds(number_of(citizen)));
            }
        }
        open();
    }
}

TEST_CASE_FIXTURE(Planted, "after a shred no key that is left opens any segment of that person, in the store or in an older backup, and every root is as it was") {
    const std::vector<Box> boxes = boxes_of(shredded_citizen);
    REQUIRE(boxes.size() == notes_each + 2);
    const fs::path old_backup = back_up("backup");
    {
        const auto keys = KeyFolder::open(keys_folder(), false, environment()).value();
        for (const Box& box : boxes) CHECK(any_key_opens(box, *keys));  // the control: with the key it opens, by our own account of the format
    }
    std::vector<Hash> roots;
    for (std::uint64_t size = 1; size <= engine->head().next.value; size += 10) roots.push_back(engine->recompute_root({size}).value());
    fs::copy(keys_folder(), directory.path() / "old keys", fs::copy_options::recursive);

    const auto shredded = engine->shred(shred_order());
    REQUIRE_MESSAGE(shredded.has_value(), shredded.error().message);
    std::uint64_t size = 1;
    for (const Hash& root : roots) {
        CHECK(engine->recompute_root({size}).value() == root);
        size += 10;
    }
    engine.reset();
    const auto keys = KeyFolder::open(keys_folder(), false, environment()).value();
    for (const Box& box : boxes) CHECK_FALSE(any_key_opens(box, *keys));
    CHECK(keys->state(id(103), SensitivityClass::NARRATIVE) == KeyState::active);

    // The old copy of the wrapped keys, with every epoch key that is left, opens to nothing.
    fs::copy_file(keys_folder() / "epoch-key", directory.path() / "old keys" / "epoch-key", fs::copy_options::overwrite_existing);
    CHECK(KeyFolder::open(directory.path() / "old keys", false, environment()).error().kind == ErrorKind::damaged);

    // An older backup, restored with the keys there are: the person stays closed, the others open.
    const auto proof = prove_backup(old_backup, keys_folder(), directory.path() / "scratch", environment());
    REQUIRE_MESSAGE(proof.has_value(), proof.error().message);
    CHECK(proof->report.is_clean());
    CHECK(proof->unopened == boxes.size());
    CHECK(proof->opened == (citizens - 1) * boxes.size());
}

TEST_CASE_FIXTURE(Planted, "after a purge the sealed boxes are in no file of the store, a backup made then has none, and it restores, verifies and rebuilds") {
    const std::vector<Box> boxes = boxes_of(shredded_citizen);
    const auto found = [&boxes](const fs::path& folder) {
        const ErasureScanner scanner(folder);
        std::size_t count = 0;
        for (const Box& box : boxes) count += scanner.finds(box.box.substr(16, 64));
        return count;
    };
    CHECK(found(data_folder()) == boxes.size());  // the control: boxes are found where they lie
    CHECK(found(back_up("before")) == boxes.size());
    open();
    CHECK(found(data_folder()) == boxes.size());

    PurgeOrder order{shred_order().warrant, case_stream(shredded_citizen), {}};
    const std::vector<EventView> story = engine->read_whole_stream(order.stream).value();
    for (const EventView& event : story)
        if (event.leaf().segment_count > 0) order.events.push_back(event.leaf().event_id);
    const Hash root = engine->head().root;
    const Position before = engine->head().next;
    const auto purged = engine->purge(order);
    REQUIRE_MESSAGE(purged.has_value(), purged.error().message);
    CHECK(purged->events == notes_each);
    CHECK(engine->recompute_root(before).value() == root);
    CHECK(found(data_folder()) == 2);  // the description, on the person's own stream, was not named

    const fs::path after = back_up("after");
    CHECK(found(after) == 2);
    const auto proof = prove_backup(after, keys_folder(), directory.path() / "scratch", environment());
    REQUIRE_MESSAGE(proof.has_value(), proof.error().message);
    CHECK(proof->report.is_clean());
    CHECK(proof->report.purged == notes_each);
    CHECK(proof->unopened == notes_each);
    open();
    CHECK(engine->verify(VerifyLevel::full, {}).is_clean());
    CHECK(found(data_folder()) == 2);
}
