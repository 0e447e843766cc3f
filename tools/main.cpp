// The program `forloeb`: hands the process's arguments, streams, environment and signals to the command line, and its exit
// code back.

#include <limits.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <functional>
#include <iostream>
#include <mutex>
#include <thread>

#include "tools/cli/command_line.hpp"

namespace {

/// A server reads and folds cases of some megabytes all day. By its defaults the allocator gives such memory back to the
/// system each time, and the next question pays for the same pages again: a third of a long case's fold.
void keep_freed_memory() {
    constexpr int block_bytes = 32 << 20;  // the largest the allocator takes
    ::mallopt(M_MMAP_THRESHOLD, block_bytes);
    ::mallopt(M_TRIM_THRESHOLD, 2 * block_bytes);
    ::mallopt(M_ARENA_MAX, 4);  // what is kept is kept an arena
}

/// Keys and opened text lie in this memory: a crash must not write them to a disk. One byte, for below a page no file is
/// written, and exactly one tells the kernel to hand nothing to a program that collects dumps either (core(5)).
void leave_no_core() {
    const rlimit none{1, 1};
    static_cast<void>(::setrlimit(RLIMIT_CORE, &none));  // refused where it was lower already
}

/// Ctrl-C and SIGTERM ask for an orderly stop; a second one ends at once. SIGHUP does what it was told to do.
class StopSignals {
  public:
    StopSignals() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGINT);
        sigaddset(&signals_, SIGTERM);
        sigaddset(&signals_, SIGHUP);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);  // inherited by every thread started later
        std::thread([this] {
            wait_for_stop();
            stop_.request_stop();
            wait_for_stop();
            ::_exit(static_cast<int>(forloeb::ExitCode::interrupted));
        }).detach();
    }
    [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }
    /// When it returns, what was to be done before is not being done any more.
    void at_hang_up(std::function<void()> what) {
        const std::lock_guard lock(mutex_);
        hang_up_ = std::move(what);
    }

  private:
    /// A program that nobody told what SIGHUP means ends by it, as ever.
    void wait_for_stop() {
        int signal = SIGHUP;
        while (signal == SIGHUP) {
            sigwait(&signals_, &signal);
            const std::lock_guard lock(mutex_);
            if (signal != SIGHUP) return;
            if (!hang_up_) return;
            hang_up_();
        }
    }

    std::mutex mutex_;  // guards what follows
    std::function<void()> hang_up_;
    sigset_t signals_{};
    std::stop_source stop_;
};

std::size_t terminal_columns(int fd) {
    winsize size{};
    if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return size.ws_col;
    return 100;
}

std::string own_path() {
    char path[PATH_MAX];
    const ssize_t size = ::readlink("/proc/self/exe", path, sizeof(path));
    return size > 0 ? std::string(path, static_cast<std::size_t>(size)) : "forloeb";
}

std::optional<std::string> environment_variable(const std::string& name) {
    const char* value = ::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

}  // namespace

int main(int argc, char** argv) {
    keep_freed_memory();
    leave_no_core();
    static StopSignals signals;  // outlives the thread that waits for them
    std::ios::sync_with_stdio(false);
    forloeb::Surroundings surroundings{.in = std::cin,
                                       .out = std::cout,
                                       .err = std::cerr,
                                       .out_is_terminal = ::isatty(STDOUT_FILENO) == 1,
                                       .err_is_terminal = ::isatty(STDERR_FILENO) == 1,
                                       .columns = terminal_columns(STDOUT_FILENO),
                                       .stop = signals.token(),
                                       .at_hang_up = [](std::function<void()> what) { signals.at_hang_up(std::move(what)); },
                                       .program = own_path(),
                                       .variable = environment_variable};
    const forloeb::ExitCode code = forloeb::run_command_line({argv + 1, argv + argc}, surroundings);
    std::cout.flush();
    return static_cast<int>(code);
}
