#include "server/open_files.hpp"

#include <sys/resource.h>

namespace forloeb {

Status allow_open_files(std::uint64_t needed) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return {};
    if (limit.rlim_cur >= needed) return {};
    if (limit.rlim_max < needed)
        return fail(ErrorKind::overloaded, "This process may open " + std::to_string(limit.rlim_max) + " files; a server needs " + std::to_string(needed) +
                                               ". Raise the limit (ulimit -Hn, or LimitNOFILE= of its service) and start again.");
    limit.rlim_cur = needed;
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) return fail(ErrorKind::overloaded, "The limit of open files cannot be raised to " + std::to_string(needed) + ".");
    return {};
}

}  // namespace forloeb
