#include "engine/sign/succession.hpp"

#include <doctest/doctest.h>

#include "engine/sign/checkpoint_signer.hpp"
#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

/// Two logs, each with a directory and keys of its own.
class TwoLogs : public EngineFixture {
  public:
    TwoLogs() {
        EngineOptions second = options();
        second.data = directory.path() / "second";
        second.origin = "kommune-101/case-log";
        next = std::move(*Engine::open(std::move(second), environment()));
    }
    SigningFiles old_files() { return {directory.path() / "data.keys", "local/case-log"}; }
    VerifierKey old_key() { return CheckpointSigner(*engine).verifier_key().value(); }
    VerifierKey next_key() { return CheckpointSigner(*next).verifier_key().value(); }
    Result<std::string> take_over() { return CheckpointSigner(*next).take_over_from(old_files()); }

    std::unique_ptr<Engine> next;
};

}  // namespace

TEST_CASE_FIXTURE(TwoLogs, "succession: the note names where the old log ended and who goes on, by both keys, and the old log is signed no more") {
    REQUIRE(engine->append_and_wait(request(1, on(case_stream(1), opened(1)))).has_value());
    const auto last = open_checkpoint(CheckpointSigner(*engine).checkpoint().value(), old_key());
    const std::string note = take_over().value();
    const Succession told = open_succession(note, old_key()).value();
    CHECK(told.last == last->checkpoint);
    CHECK(told.successor == next_key());
    CHECK(told.successor.name == "kommune-101/case-log");

    REQUIRE(engine->append_and_wait(request(2, on(case_stream(2), opened(2)))).has_value());
    const auto refused = CheckpointSigner(*engine).checkpoint();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().rule == "succeeded");
    open();  // also after another start
    CHECK_FALSE(CheckpointSigner(*engine).checkpoint().has_value());
    REQUIRE(next->append_and_wait(request(1, on(case_stream(1), opened(1)))).has_value());
    CHECK(CheckpointSigner(*next).checkpoint().has_value());
    CHECK(take_over().value() == note);
}

TEST_CASE_FIXTURE(TwoLogs, "succession: a log that never signed ends at nothing, and one without its key has no successor") {
    CHECK(take_over().error().kind == ErrorKind::refused);  // it has no key yet
    const VerifierKey key = old_key();
    const Succession told = open_succession(take_over().value(), key).value();
    CHECK(told.last.tree.size.value == 0);
    CHECK(to_hex(told.last.tree.root).starts_with("e3b0c44298fc1c14"));
}

TEST_CASE_FIXTURE(TwoLogs, "succession: there is one successor, it is another log, and no flipped bit of the note is believed") {
    const VerifierKey key = old_key();
    const std::string note = take_over().value();
    EngineOptions third = options();
    third.data = directory.path() / "third";
    third.origin = "kommune-102/case-log";
    const auto other = Engine::open(std::move(third), environment());
    CHECK(CheckpointSigner(**other).take_over_from(old_files()).error().kind == ErrorKind::refused);
    CHECK(CheckpointSigner(*engine).take_over_from(old_files()).error().kind == ErrorKind::refused);
    CHECK_FALSE(open_succession(note, next_key()).has_value());
    std::size_t believed = 0;
    for (std::size_t bit = 0; bit < note.size() * 8; ++bit) {
        std::string bent = note;
        bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
        believed += open_succession(bent, key).has_value() ? 1 : 0;
    }
    CHECK(believed == 0);
    // Signed by the old key alone it names somebody who never agreed.
    SignedNote half = parse_note(note).value();
    half.signatures.pop_back();
    CHECK_FALSE(open_succession(encode_note(half), key).has_value());
}
