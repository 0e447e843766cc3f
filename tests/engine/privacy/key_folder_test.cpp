#include <doctest/doctest.h>

#include <fstream>

#include "engine/privacy/key_folder.hpp"
#include "engine/privacy/seal.hpp"
#include "engine/proof/sha256.hpp"
#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

struct Folder {
    TemporaryDirectory directory;
    std::filesystem::path path = directory.path() / "keys";
    [[nodiscard]] std::unique_ptr<KeyFolder> open(bool create = false) const {
        auto opened = KeyFolder::open(path, create, Environment::system());
        REQUIRE_MESSAGE(opened.has_value(), opened.error().message);
        return std::move(*opened);
    }
};

const SealContext context{sha256(as_bytes("origin")), id(1), case_stream(2), 42};

Message sealed_segment(KeyFolder& keys, std::string_view plain) {
    capnp::MallocMessageBuilder message;
    auto segment = message.initRoot<Segment>();
    const PartToSeal part{id(9), SensitivityClass::HEALTH, as_bytes(plain)};
    REQUIRE(seal_segment(context, 0, part, keys, Environment::system().entropy, segment).has_value());
    return canonical(segment.asReader());
}

}  // namespace

TEST_CASE_FIXTURE(Folder, "keys and derived secrets are the same after reopening, and differ between folders") {
    auto keys = open(true);
    const SegmentKey key = keys->key_for_sealing(id(1), SensitivityClass::NARRATIVE, id(77)).value();
    CHECK(keys->key_for_sealing(id(1), SensitivityClass::NARRATIVE, id(77))->secret == key.secret);
    CHECK(keys->key_for_sealing(id(1), SensitivityClass::HEALTH, id(77))->secret != key.secret);
    CHECK(keys->key_for_sealing(id(2), SensitivityClass::NARRATIVE, id(77))->secret != key.secret);
    CHECK(keys->key_for_sealing(id(1), SensitivityClass::NARRATIVE, id(78))->secret != key.secret);
    REQUIRE(keys->sync_new_keys().has_value());
    const auto fingerprint = keys->fingerprint();
    const auto pseudonym = keys->pseudonym("xes:a", "Resource21");
    keys.reset();
    keys = open();
    CHECK(keys->key_for_opening(id(1), SensitivityClass::NARRATIVE, 1, SegmentCipher::event_key, id(77))->secret == key.secret);
    CHECK_FALSE(keys->key_for_opening(id(1), SensitivityClass::NARRATIVE, 2, SegmentCipher::event_key, id(77)).has_value());
    CHECK(keys->fingerprint() == fingerprint);
    CHECK(keys->pseudonym("xes:a", "Resource21") == pseudonym);
    CHECK(keys->pseudonym("xes:b", "Resource21") != pseudonym);
    Folder other;
    CHECK(other.open(true)->pseudonym("xes:a", "Resource21") != pseudonym);
}

TEST_CASE_FIXTURE(Folder, "a torn last batch of keys is dropped, a damaged earlier one is refused") {
    auto keys = open(true);
    for (std::uint64_t i = 1; i <= 3; ++i) {
        static_cast<void>(keys->key_for_sealing(id(i), SensitivityClass::IDENTITY, id(77)));
        REQUIRE(keys->sync_new_keys().has_value());
    }
    keys.reset();
    const auto file = path / "subject-keys";
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 5);
    keys = open();
    CHECK(keys->key_for_opening(id(2), SensitivityClass::IDENTITY, 1, SegmentCipher::event_key, id(77)).has_value());
    CHECK_FALSE(keys->key_for_opening(id(3), SensitivityClass::IDENTITY, 1, SegmentCipher::event_key, id(77)).has_value());
    keys.reset();
    std::fstream(file, std::ios::in | std::ios::out | std::ios::binary).seekp(20).put('x');
    CHECK(KeyFolder::open(path, false, Environment::system()).error().kind == ErrorKind::damaged);
}

TEST_CASE_FIXTURE(Folder, "no flipped bit anywhere in the key files drops a key: each is refused, and the files stay as they are") {
    auto keys = open(true);
    for (std::uint64_t i = 1; i <= 4; ++i) {
        for (std::uint64_t j = 0; j < i; ++j) static_cast<void>(keys->key_for_sealing(id(10 * i + j), SensitivityClass::IDENTITY, id(77)));
        REQUIRE(keys->sync_new_keys().has_value());
    }
    keys.reset();
    for (const char* name : {"subject-keys", "master.key", "epoch-key"}) {
        const auto file = path / name;
        const auto size = std::filesystem::file_size(file);
        for (std::uint64_t bit = 0; bit < 8 * size; ++bit) {
            const auto flip = [&] {
                std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
                bytes.seekg(static_cast<std::streamoff>(bit / 8));
                const int before = bytes.get();
                bytes.seekp(static_cast<std::streamoff>(bit / 8));
                bytes.put(static_cast<char>(before ^ (1 << bit % 8)));
            };
            flip();
            const auto opened = KeyFolder::open(path, false, Environment::system());
            REQUIRE_FALSE_MESSAGE(opened.has_value(), name << " bit " << bit);
            CHECK(opened.error().kind == ErrorKind::damaged);
            REQUIRE(std::filesystem::file_size(file) == size);
            flip();
        }
    }
    keys = open();
    CHECK(keys->key_for_opening(id(43), SensitivityClass::IDENTITY, 1, SegmentCipher::event_key, id(77)).has_value());
}

TEST_CASE_FIXTURE(Folder, "a sealed part opens only where it was sealed") {
    auto keys = open(true);
    const Message message = sealed_segment(*keys, "en diagnose");
    MessageReader reader(message);
    const auto segment = reader.root<Segment>();
    CHECK(open_segment(context, 0, segment, *keys).value() == "en diagnose");
    CHECK(as_text(message.bytes()).find("diagnose") == std::string_view::npos);

    SealContext moved = context;
    moved.event_id = id(5);
    CHECK(open_segment(moved, 0, segment, *keys).error().kind == ErrorKind::damaged);
    CHECK(open_segment(context, 1, segment, *keys).error().kind == ErrorKind::damaged);
    moved = context;
    moved.stream = case_stream(3);
    CHECK(open_segment(moved, 0, segment, *keys).error().kind == ErrorKind::damaged);

    Folder other;  // a folder without that key: the part is gone, which is not an error
    CHECK_FALSE(open_segment(context, 0, segment, *other.open(true)).value().has_value());
}

TEST_CASE_FIXTURE(Folder, "lengths of sealed text tell only a size class") {
    auto keys = open(true);
    const auto box_size = [&keys](std::string_view plain) {
        const Message message = sealed_segment(*keys, plain);
        MessageReader reader(message);
        return reader.root<Segment>().getBox().size();
    };
    CHECK(box_size("ja") == box_size("ja, det er aftalt"));
    CHECK(box_size("ja") < box_size(std::string(40, 'x')));
    CHECK(box_size("") == box_size("ja"));  // also nothing at all
}
