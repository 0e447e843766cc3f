#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "engine/privacy/key_folder.hpp"
#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t people = 5;
constexpr std::array rotation_steps = {"epoch key made", "keys wrapped", "old keys held", "keys exchanged", "old epoch key overwritten", "done"};

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}

void put_bytes(const fs::path& file, const std::string& bytes) { std::ofstream(file, std::ios::binary) << bytes; }

std::set<std::string> names_in(const fs::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename().string());
    return names;
}

std::unique_ptr<KeyFolder> opened_keys(const fs::path& folder, bool create = false) {
    auto keys = KeyFolder::open(folder, create, Environment::system());
    REQUIRE_MESSAGE(keys.has_value(), keys.error().message);
    return std::move(*keys);
}

/// People's narrative keys and what they are for one event each.
struct KeysOfPeople {
    TemporaryDirectory directory;
    fs::path folder = directory.path() / "keys";
    std::vector<Secret> secrets;

    KeysOfPeople() {
        const auto keys = opened_keys(folder, true);
        for (std::uint64_t i = 0; i < people; ++i) secrets.push_back(keys->key_for_sealing(id(i), SensitivityClass::NARRATIVE, id(50 + i))->secret);
        REQUIRE(keys->sync_new_keys().has_value());
    }
    [[nodiscard]] fs::path copy(const std::string& name) const {
        fs::copy(folder, directory.path() / name, fs::copy_options::recursive);
        return directory.path() / name;
    }
    void check_all_open(const KeyFolder& keys, std::uint64_t from = 0) const {
        for (std::uint64_t i = from; i < people; ++i) {
            const auto key = keys.key_for_opening(id(i), SensitivityClass::NARRATIVE, 1, SegmentCipher::event_key, id(50 + i));
            REQUIRE(key.has_value());
            CHECK(key->secret == secrets[i]);
        }
    }
};

}  // namespace

TEST_CASE_FIXTURE(KeysOfPeople, "a rotation keeps every key, and what was wrapped before it opens no more") {
    const fs::path before = copy("before");
    auto keys = opened_keys(folder);
    CHECK(keys->epoch() == 1);
    const KeyEpoch rotated = keys->rotate().value();
    CHECK(rotated.number == 2);
    CHECK(rotated.wrapped == people);
    check_all_open(*keys);
    static_cast<void>(keys->key_for_sealing(id(90), SensitivityClass::HEALTH, id(1)));  // and new keys go under the new epoch
    REQUIRE(keys->sync_new_keys().has_value());
    keys.reset();
    keys = opened_keys(folder);
    CHECK(keys->epoch() == 2);
    check_all_open(*keys);
    CHECK(keys->state(id(90), SensitivityClass::HEALTH) == KeyState::active);
    CHECK(names_in(folder) == std::set<std::string>{"epoch-key", "master.key", "subject-keys"});

    // The old file of wrapped keys, as a copy of the disk may hold it, beside the only epoch key there is.
    fs::copy_file(folder / "epoch-key", before / "epoch-key", fs::copy_options::overwrite_existing);
    CHECK(KeyFolder::open(before, false, Environment::system()).error().kind == ErrorKind::damaged);
    CHECK(KeyFolder::check(before).error().kind == ErrorKind::damaged);
}

TEST_CASE_FIXTURE(KeysOfPeople, "a rotation cut off after any step leaves the old epoch or the new one, whole, and the next start tidies up") {
    std::set<std::uint32_t> epochs;
    for (const std::string cut : rotation_steps) {
        CAPTURE(cut);
        const fs::path here = copy("cut after " + cut);
        {
            const auto keys = opened_keys(here);
            CHECK(keys->destroy(id(0), SensitivityClass::NARRATIVE));
            std::string last;
            const auto rotated = keys->rotate([&](const char* done) {
                last = done;
                return cut != done;
            });
            CHECK(last == cut);
            CHECK_FALSE(rotated.has_value());
        }
        CHECK(KeyFolder::check(here).has_value());
        const fs::path saved = directory.path() / ("copy after " + cut);
        REQUIRE(KeyFolder::copy(here, saved).has_value());
        for (const fs::path& folder_now : {here, saved}) {
            const auto keys = opened_keys(folder_now);
            check_all_open(*keys, 1);
            epochs.insert(keys->epoch());
            CHECK(keys->state(id(0), SensitivityClass::NARRATIVE) == (keys->epoch() == 1 ? KeyState::active : KeyState::destroyed));
            CHECK(names_in(folder_now) == std::set<std::string>{"epoch-key", "master.key", "subject-keys"});
        }
    }
    CHECK(epochs == std::set<std::uint32_t>{1, 2});
}

TEST_CASE_FIXTURE(KeysOfPeople, "never had, active and destroyed are three states, kept over a start, and what is destroyed gets no new key") {
    auto keys = opened_keys(folder);
    CHECK(keys->state(id(1), SensitivityClass::PENAL) == KeyState::never_had);
    CHECK(keys->state(id(1), SensitivityClass::NARRATIVE) == KeyState::active);
    CHECK(keys->destroy(id(1), SensitivityClass::NARRATIVE));
    CHECK(keys->destroy(id(1), SensitivityClass::HEALTH));  // never had one, and never will
    CHECK_FALSE(keys->destroy(id(1), SensitivityClass::HEALTH));
    REQUIRE(keys->rotate().has_value());
    keys.reset();
    keys = opened_keys(folder);
    CHECK(keys->state(id(1), SensitivityClass::PENAL) == KeyState::never_had);
    CHECK(keys->state(id(1), SensitivityClass::NARRATIVE) == KeyState::destroyed);
    CHECK(keys->state(id(1), SensitivityClass::HEALTH) == KeyState::destroyed);
    CHECK(keys->state(id(2), SensitivityClass::NARRATIVE) == KeyState::active);
    CHECK_FALSE(keys->key_for_sealing(id(1), SensitivityClass::NARRATIVE, id(3)).has_value());
    CHECK_FALSE(keys->key_for_opening(id(1), SensitivityClass::NARRATIVE, 1, SegmentCipher::event_key, id(51)).has_value());
    CHECK(keys->key_ids(id(1), SensitivityClass::NARRATIVE).empty());
    CHECK(keys->key_ids(id(2), SensitivityClass::NARRATIVE).size() == 1);
}

TEST_CASE_FIXTURE(KeysOfPeople, "one event taken out of a person's key is gone for good, and the person's other events stay") {
    auto keys = opened_keys(folder);
    const auto other = keys->key_for_sealing(id(1), SensitivityClass::NARRATIVE, id(60))->secret;
    CHECK(keys->take_out(id(1), SensitivityClass::NARRATIVE, id(51)));
    CHECK_FALSE(keys->take_out(id(1), SensitivityClass::NARRATIVE, id(51)));
    CHECK_FALSE(keys->take_out(id(1), SensitivityClass::PENAL, id(51)));
    REQUIRE(keys->rotate().has_value());
    keys.reset();
    keys = opened_keys(folder);
    CHECK_FALSE(keys->key_for_opening(id(1), SensitivityClass::NARRATIVE, 1, SegmentCipher::event_key, id(51)).has_value());
    CHECK(keys->key_for_opening(id(1), SensitivityClass::NARRATIVE, 1, SegmentCipher::event_key, id(60))->secret == other);
    CHECK(keys->state(id(1), SensitivityClass::NARRATIVE) == KeyState::active);
    CHECK(bytes_of(folder / "subject-keys").find(as_text(secrets[1])) == std::string::npos);
}

TEST_CASE("a folder of the version before epochs is wrapped when it is opened, and no key is left in the clear") {
    TemporaryDirectory directory;
    const fs::path frozen = fs::path(FORLOEB_SOURCE_DIR) / "tests" / "golden" / "data_format_1" / "data.keys";
    const std::string old_keys = bytes_of(frozen / "subject-keys");
    constexpr std::size_t first_record = 8, record = 53, secret_at = 21;
    Uuid subject;
    std::copy_n(as_bytes(old_keys).begin() + first_record, 16, subject.bytes.begin());
    const auto sensitivity = static_cast<SensitivityClass>(old_keys[first_record + 16]);
    const std::string secret = old_keys.substr(first_record + secret_at, record - secret_at);
    const auto check_wrapped = [&](const fs::path& folder) {
        const auto keys = opened_keys(folder);
        CHECK(keys->epoch() == 1);
        CHECK(names_in(folder) == std::set<std::string>{"epoch-key", "master.key", "subject-keys"});
        CHECK(bytes_of(folder / "subject-keys").find(secret) == std::string::npos);
        CHECK(as_text(keys->key_for_opening(subject, sensitivity, 1, SegmentCipher::subject_key, id(1))->secret) == secret);
        // What it seals from now on is sealed event by event, under a key that opens nothing old.
        CHECK(keys->key_for_sealing(subject, sensitivity, id(1))->generation == 2);
    };
    const auto old_folder = [&](const char* name) {
        fs::copy(frozen, directory.path() / name, fs::copy_options::recursive);
        return directory.path() / name;
    };
    CHECK(KeyFolder::check(frozen).has_value());
    const fs::path whole = old_folder("whole");
    check_wrapped(whole);

    // Cut off before the files were exchanged: the old keys have a second name, and stay what they are.
    const fs::path before = old_folder("before");
    fs::create_hard_link(before / "subject-keys", before / "subject-keys.unwrapped");
    put_bytes(before / "subject-keys.next", "half a f");
    fs::copy_file(whole / "epoch-key", before / "epoch-key.next");
    check_wrapped(before);

    // And after: the old keys are overwritten.
    const fs::path after = old_folder("after");
    fs::rename(after / "subject-keys", after / "subject-keys.unwrapped");
    fs::create_hard_link(after / "subject-keys.unwrapped", directory.path() / "same file");
    fs::copy_file(whole / "subject-keys", after / "subject-keys");
    fs::copy_file(whole / "epoch-key", after / "epoch-key.next");
    check_wrapped(after);
    CHECK(bytes_of(directory.path() / "same file") == std::string(old_keys.size(), '\0'));
}
