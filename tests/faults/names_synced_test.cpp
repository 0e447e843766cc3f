#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "tests/engine/temporary_directory.hpp"

#include "engine/engine.hpp"

// The program's own calls, seen on their way to the kernel: the simulated disk does not see the files that the engine
// writes itself, and no process can take the power from a real one. What was synced when is the whole question.
namespace {

struct Call {
    std::string what;  // "sync", "rename"
    std::filesystem::path path;
};

std::mutex calls_mutex;
std::vector<Call> calls;

void note(const char* what, std::filesystem::path path) {
    const std::lock_guard lock(calls_mutex);
    calls.push_back({what, std::move(path)});
}

std::filesystem::path path_of(int fd) {
    char path[PATH_MAX];
    const ssize_t size = ::readlink(("/proc/self/fd/" + std::to_string(fd)).c_str(), path, sizeof path);
    return size < 0 ? std::filesystem::path()
                    : std::filesystem::path(std::string(path, static_cast<std::size_t>(size)));
}

}  // namespace

extern "C" int fsync(int fd) {
    note("sync", path_of(fd));
    return static_cast<int>(::syscall(SYS_fsync, fd));
}
extern "C" int fdatasync(int fd) {
    note("sync", path_of(fd));
    return static_cast<int>(::syscall(SYS_fdatasync, fd));
}
extern "C" int rename(const char* from, const char* to) noexcept {
    note("rename", to);
    return static_cast<int>(::syscall(SYS_rename, from, to));
}

using namespace forloeb;

TEST_CASE("names: what the engine creates or renames is synced in its folder before the directory is in use") {
    const testing::TemporaryDirectory directory;
    const std::filesystem::path data = directory.path() / "data", keys = directory.path() / "data.keys";
    {
        const std::lock_guard lock(calls_mutex);
        calls.clear();
    }
    EngineOptions options;
    options.data = data;
    auto engine = Engine::open(options, Environment::system());
    REQUIRE_MESSAGE(engine.has_value(), engine.error().message);
    const std::vector<Call> seen = [] {
        const std::lock_guard lock(calls_mutex);
        return calls;
    }();

    std::size_t renames = 0;
    for (auto call = seen.begin(); call != seen.end(); ++call) {
        if (call->what != "rename" || !call->path.string().starts_with(directory.path().string())) continue;
        ++renames;
        const auto next = std::find_if(call + 1, seen.end(), [&directory](const Call& later) {
            return later.path.string().starts_with(directory.path().string());
        });
        const bool synced = next != seen.end() && next->what == "sync" && next->path == call->path.parent_path();
        CHECK_MESSAGE(synced, call->path.filename().string(), " was renamed and its folder was not synced next");
    }
    CHECK(renames >= 2);  // FORMAT, and RocksDB's CURRENT
    for (const std::filesystem::path& file : {keys / "master.key", keys / "epoch-key", keys / "subject-keys"}) {
        const auto written = std::find_if(
            seen.begin(), seen.end(), [&file](const Call& call) { return call.what == "sync" && call.path == file; });
        REQUIRE_MESSAGE(written != seen.end(), file.filename().string(), " was not synced");
        const bool named = std::any_of(
            written, seen.end(), [&keys](const Call& later) { return later.what == "sync" && later.path == keys; });
        CHECK_MESSAGE(named, file.filename().string(), " was created and its folder was not synced after it");
    }
}
