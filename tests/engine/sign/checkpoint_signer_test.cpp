#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "engine/sign/checkpoint_signer.hpp"
#include "engine/storage/data_directory.hpp"
#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;
namespace fs = std::filesystem;

namespace {

class Signed : public EngineFixture {
  public:
    void append_one() {
        REQUIRE(engine->append_and_wait(request(next, on(case_stream(next), opened(next)))).has_value());
        ++next;
    }
    void wait_a_second() { clock += 1'000'000; }
    std::string sign() {
        const auto note = CheckpointSigner(*engine).checkpoint();
        REQUIRE_MESSAGE(note.has_value(), note.error().message);
        return *note;
    }
    Error refused() {
        const auto note = CheckpointSigner(*engine).checkpoint();
        REQUIRE_FALSE(note.has_value());
        return note.error();
    }
    /// The data directory as it is now, without its engine.
    void copy_to(const fs::path& to) {
        engine.reset();
        fs::copy(data(), to, fs::copy_options::recursive);
    }
    void put_back(const fs::path& copy) {
        engine.reset();
        fs::remove_all(data());
        fs::copy(copy, data(), fs::copy_options::recursive);
        open();
    }
    fs::path data() { return directory.path() / "data"; }
    fs::path copy() { return directory.path() / "copy"; }
    /// The only file of the key folder that begins so.
    fs::path key_file(const char* prefix) {
        for (const auto& entry : fs::directory_iterator(directory.path() / "data.keys"))
            if (entry.path().filename().string().starts_with(prefix)) return entry.path();
        return {};
    }
    std::uint64_t next = 1;
};

std::string content(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return std::move(text).str();
}

TreeHead head_in(const std::string& note, const VerifierKey& key) {
    const auto opened = open_checkpoint(note, key);
    REQUIRE_MESSAGE(opened.has_value(), opened.error().message);
    return opened->checkpoint.tree;
}

}  // namespace

TEST_CASE_FIXTURE(Signed, "signing: a checkpoint is the durable head, is kept before it is given out, and another start signs with the same key") {
    append_one();
    const std::string note = sign();
    const VerifierKey key = CheckpointSigner(*engine).verifier_key().value();
    CHECK(key.name == "local/case-log");
    CHECK(head_in(note, key) == TreeHead{engine->head().next, engine->head().root});
    CHECK(content(key_file("signed-")) == note);
    CHECK((fs::status(key_file("signing-")).permissions() & fs::perms::all) == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(content(key_file("signing-")).starts_with("PRIVATE+KEY+local/case-log+"));
    open();
    CHECK(sign() == note);
    append_one();
    CHECK(head_in(sign(), key).size == Position{2});
}

TEST_CASE_FIXTURE(Signed, "signing: a key is read again whatever digits it is written with, also with a plus") {
    append_one();
    CheckpointSigner signer(*engine, [](Byte* out, std::size_t size) { std::fill_n(out, size, Byte{0xfb}); });
    const std::string note = signer.checkpoint().value();
    const std::string line = content(key_file("signing-"));
    REQUIRE(line.substr(line.size() - 45).find('+') != std::string::npos);
    CHECK(sign() == note);
}

TEST_CASE_FIXTURE(Signed, "signing: at most one a second, the one before until then") {
    CheckpointSigner signer(*engine);
    append_one();
    const std::string first = signer.checkpoint().value();
    append_one();
    CHECK(signer.checkpoint().value() == first);
    wait_a_second();
    CHECK(signer.checkpoint().value() != first);
}

TEST_CASE_FIXTURE(Signed, "signing: an older copy put back is behind what was signed, and is refused until it has caught up with the same events") {
    append_one();
    copy_to(copy());
    open();
    append_one();
    const std::string note = sign();
    put_back(copy());
    const Error behind = refused();
    CHECK(behind.kind == ErrorKind::refused);
    CHECK(behind.rule == "behind");
    CHECK(behind.message.find("1 events, but a checkpoint of 2 events was signed") != std::string::npos);
    --next;
    clock += 60'000'000;
    append_one();  // not the same event: it was recorded at another time
    CHECK(refused().rule == "not_consistent");
    append_one();
    CHECK(refused().rule == "not_consistent");
    CHECK(content(key_file("signed-")) == note);
}

TEST_CASE_FIXTURE(Signed, "signing: a restored directory gets no new key, and with the old one it goes on where nothing was signed since") {
    append_one();
    const std::string note = sign();
    engine.reset();
    const std::string restored = "restored from a backup\nepoch 1\n";
    REQUIRE(write_restored(data(), restored).has_value());
    open();
    CHECK(sign() == note);
    append_one();
    CHECK(head_in(sign(), CheckpointSigner(*engine).verifier_key().value()).size == Position{2});
    engine.reset();
    fs::remove(key_file("signing-"));
    open();
    CHECK(refused().rule == "restored");
}

TEST_CASE_FIXTURE(Signed, "signing: a key of another log, a bent one and a bent last checkpoint are told, and nothing is signed") {
    append_one();
    sign();
    const fs::path key = key_file("signing-"), last = key_file("signed-");
    const std::string key_text = content(key), last_text = content(last);
    std::ofstream(key, std::ios::binary) << std::string(key_text).replace(12, 5, "local").replace(key_text.size() - 4, 1, key_text[key_text.size() - 4] == 'A' ? "B" : "A");
    CHECK(refused().kind == ErrorKind::damaged);
    std::ofstream(key, std::ios::binary) << key_text;
    std::ofstream(last, std::ios::binary) << "local/case-log\n0\n";
    CHECK(refused().kind == ErrorKind::damaged);
    CHECK(content(last) == "local/case-log\n0\n");
    std::ofstream(last, std::ios::binary) << last_text;
    CHECK(sign() == last_text);
}
