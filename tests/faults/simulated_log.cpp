#include "tests/faults/simulated_log.hpp"

namespace forloeb::faults {

void Elsewhere::decide_next(std::vector<Fate> fates) {
    const std::lock_guard lock(mutex_);
    fates_.assign(fates.begin(), fates.end());
}

LogResult Elsewhere::append(const Group& group) {
    const std::lock_guard lock(mutex_);
    if (group.first != head_) {
        ++conflicts_;
        return Conflict{head_};
    }
    Fate fate = Fate::answered;
    if (!fates_.empty()) {
        fate = fates_.front();
        fates_.pop_front();
    }
    if (fate != Fate::request_lost) {
        groups_.push_back({group.first, encode_group(group)});
        head_.value += group.events.size();
    }
    if (fate == Fate::answered) return Appended{};
    ++answers_lost_;
    return Unknown{Error{ErrorKind::storage, "the simulated log does not answer", {}, {}}};
}

std::vector<std::string> Elsewhere::groups_from(Position first) const {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> bytes;
    for (const Taken& group : groups_)
        if (group.first >= first) bytes.push_back(group.bytes);
    return bytes;
}

Position Elsewhere::head() const {
    const std::lock_guard lock(mutex_);
    return head_;
}

std::uint64_t Elsewhere::conflicts() const {
    const std::lock_guard lock(mutex_);
    return conflicts_;
}

std::uint64_t Elsewhere::answers_lost() const {
    const std::lock_guard lock(mutex_);
    return answers_lost_;
}

LogResult SimulatedLog::append(const Group& group, Batch& derived) {
    LogResult result = elsewhere_.append(group);
    if (!std::holds_alternative<Appended>(result)) return result;
    // The group is safe elsewhere; the rows are this node's own and can be derived again.
    if (Status written = store_.write(derived, true); !written) return Unknown{std::move(written.error())};
    return result;
}

}  // namespace forloeb::faults
