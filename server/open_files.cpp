#include "server/open_files.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace forloeb {

Result<std::uint64_t> allow_open_files(std::uint64_t wanted, std::uint64_t least) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return least;
    if (limit.rlim_cur >= wanted) return wanted;
    if (limit.rlim_max < least)
        return fail(ErrorKind::overloaded, "This process may open " + std::to_string(limit.rlim_max) + " files; a server needs " + std::to_string(least) +
                                               ". Raise the limit (ulimit -Hn, or LimitNOFILE= of its service) and start again.");
    const std::uint64_t allowed = std::min<std::uint64_t>(wanted, limit.rlim_max);
    limit.rlim_cur = allowed;
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) return fail(ErrorKind::overloaded, "The limit of open files cannot be raised to " + std::to_string(allowed) + ".");
    return allowed;
}

}  // namespace forloeb
