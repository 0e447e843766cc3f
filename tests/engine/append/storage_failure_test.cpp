#include <doctest/doctest.h>
#include <rocksdb/env.h>
#include <sodium.h>
#include <sys/wait.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>

#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

// A disk that can stop answering.
class DyingDisk final : public rocksdb::EnvWrapper {
  public:
    DyingDisk() : EnvWrapper(rocksdb::Env::Default()) {}
    const char* Name() const override { return "DyingDisk"; }
    rocksdb::Status GetFreeSpace(const std::string& path, std::uint64_t* bytes) override {
        return dead ? rocksdb::Status::IOError("the disk does not answer") : EnvWrapper::GetFreeSpace(path, bytes);
    }
    std::atomic<bool> dead{false};
};

// In a process of its own: an append fails on the disk, and whoever is told so never returns.
[[noreturn]] void fail_with_an_answer_that_hangs(const std::filesystem::path& data) {
    randombytes_stir();  // libsodium aborts a child that draws from its parent's generator
    DyingDisk disk;
    Environment environment = Environment::system();
    environment.disk = &disk;
    EngineOptions options;
    options.data = data;
    auto engine = Engine::open(std::move(options), std::move(environment));
    if (!engine) ::_exit(99);
    disk.dead = true;
    std::mutex forever;
    std::condition_variable never;
    (*engine)->append(request(1, on(case_stream(1), opened(9))), [&](const AppendOutcome& outcome) {
        if (outcome.has_value() || outcome.error().kind != ErrorKind::unknown) ::_exit(98);
        std::unique_lock lock(forever);
        never.wait(lock, [] { return false; });
    });
    std::unique_lock lock(forever);
    never.wait(lock, [] { return false; });
    ::_exit(97);
}

}  // namespace

TEST_CASE("a storage failure ends the process with code 5, also when the answer to a client hangs") {
    const TemporaryDirectory directory;
    const ::pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) fail_with_an_answer_that_hangs(directory.path() / "data");
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 5);
}
