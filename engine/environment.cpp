#include <sodium.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <cstdlib>
#include <thread>

#include "engine/engine.hpp"

namespace forloeb {
namespace {

constexpr int exit_storage = 5;
constexpr auto answers_on_their_way = std::chrono::milliseconds(300);  // then exit, within a second of the failure

void end_soon() {
    std::thread([] {
        std::this_thread::sleep_for(answers_on_their_way);
        std::_Exit(exit_storage);  // nothing may be written or synced any more, not even by destructors
    }).detach();
}

// libsodium's own generator, seeded by the kernel and with a state per thread: the kernel's costs a call for each of the
// several draws that an event takes.
void choose_generator() {
    static const int chosen = randombytes_set_implementation(&randombytes_internal_implementation);
    static_cast<void>(chosen);
}

}  // namespace

Environment Environment::system() {
    choose_generator();
    Environment environment;
    environment.now = [] {
        const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
        return Instant{std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count()};
    };
    environment.entropy = [](Byte* out, std::size_t size) { randombytes_buf(out, size); };
    environment.on_storage_failure = [](const Error& reason) {
        end_soon();  // before anything that can hang: an answer to a slow client, a log nobody reads
        spdlog::critical("storage failed, stopping: {}", reason.message);
        spdlog::default_logger()->flush();
    };
    environment.elapsed_micros = [] {
        return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
    };
    return environment;
}

}  // namespace forloeb
