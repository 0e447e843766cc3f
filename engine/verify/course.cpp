#include "engine/verify/course.hpp"

#include "events/vocabulary/limits.hpp"

namespace forloeb {
namespace {

// "... in /data/log/000012.sst offset 32 ..." -> "000012.sst"
std::string file_in(const std::string& words) {
    const std::size_t end = words.find(".sst");
    if (end == std::string::npos) return {};
    const std::size_t slash = words.find_last_of("/ ", end);
    const std::size_t begin = slash == std::string::npos ? 0 : slash + 1;
    return words.substr(begin, end + 4 - begin);
}

}  // namespace

Course::Course(VerifyReport& report, const VerifyStep& step, std::uint64_t bytes_of) : report_(report), step_(step), progress_{"", 0, bytes_of} {}

void Course::found(Finding finding) {
    ++report_.findings_count;
    if (report_.findings.size() < limits::findings_max) report_.findings.push_back(std::move(finding));
}

void Course::found(const Error& error, const char* table, Position first, Position end) {
    found(Finding{file_in(error.message), table, first, end, error.message});
}

bool Course::read(std::size_t bytes) {
    report_.bytes += bytes;
    progress_.bytes = report_.bytes;
    if (report_.finished && step_ && !step_(progress_)) report_.finished = false;
    return report_.finished;
}

}  // namespace forloeb
