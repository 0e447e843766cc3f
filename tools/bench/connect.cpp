#include "tools/bench/connect.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <arpa/inet.h>

#include <cstring>

namespace forloeb::bench {
namespace {

bool connect_unix(int fd, const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) return false;
    std::memcpy(address.sun_path, path.data(), path.size());
    return ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

bool connect_tcp(int fd, const Endpoint& server) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server.port);
    const int on = 1;
    return ::inet_pton(AF_INET, server.host.c_str(), &address.sin_addr) == 1 &&
           ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
           ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0;
}

}  // namespace

Descriptor::~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
}

Result<Descriptor> connect_to(const Endpoint& server) {
    Descriptor socket(::socket(server.is_unix() ? AF_UNIX : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (socket.get() < 0 || !(server.is_unix() ? connect_unix(socket.get(), server.path) : connect_tcp(socket.get(), server)))
        return fail(ErrorKind::unavailable, "The benchmark cannot reach its server at " + server.text() + ".");
    return socket;
}

tl::unexpected<Error> lost() { return fail(ErrorKind::unavailable, "The benchmark's connection to its server was lost."); }

}  // namespace forloeb::bench
