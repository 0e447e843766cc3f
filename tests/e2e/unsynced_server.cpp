// A server that answers before the sync: the mutant by which tests/e2e/ext4_shutdown_test.py shows that it can fail.
// Never installed, and no part of forloeb: there is no setting of forloeb's that does this.
//
//   unsynced_server serve --data DIR --listen ADDR --socket PATH     until SIGTERM
#include <csignal>
#include <cstdio>
#include <string>

#include "server/server.hpp"

using namespace forloeb;

namespace {

// The value after a word of the command line.
std::string value_of(int count, char** words, const std::string& word) {
    for (int i = 1; i + 1 < count; ++i)
        if (words[i] == word) return words[i + 1];
    return {};
}

}  // namespace

int main(int count, char** words) {
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigprocmask(SIG_BLOCK, &stop, nullptr);

    ServerOptions options;
    options.engine.data = value_of(count, words, "--data");
    options.engine.sync = false;
    for (const std::string& address : {value_of(count, words, "--listen"), "unix:" + value_of(count, words, "--socket")}) {
        auto endpoint = Endpoint::parse(address);
        if (!endpoint) {
            std::fprintf(stderr, "%s\n", endpoint.error().message.c_str());
            return 2;
        }
        options.listen.push_back(std::move(*endpoint));
    }
    auto server = Server::open(std::move(options), Environment::system());
    if (!server) {
        std::fprintf(stderr, "%s\n", server.error().message.c_str());
        return 5;
    }
    (*server)->start();
    int signal = 0;
    sigwait(&stop, &signal);
    return 0;
}
