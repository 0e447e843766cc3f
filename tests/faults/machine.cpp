#include "tests/faults/machine.hpp"

namespace forloeb::faults {

Machine::Machine(std::uint64_t seed) : dice_(seed), disk_(dice_.next()), entropy_(dice_.next()) {}

Result<std::unique_ptr<Engine>> Machine::open(bool sync, rocksdb::Env* disk) {
    Environment environment;
    environment.disk = disk == nullptr ? disk_.env() : disk;
    environment.now = [this] { return Instant{clock_ += 1000}; };
    environment.entropy = [this](Byte* out, std::size_t size) {
        const std::lock_guard lock(entropy_mutex_);
        for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<Byte>(entropy_.next());
    };
    environment.on_storage_failure = [this](const Error&) { ++storage_failures_; };
    EngineOptions options;
    options.data = data();
    options.sync = sync;
    options.space_floor = space_floor_;
    options.mark_every = mark_every_;
    return Engine::open(std::move(options), std::move(environment));
}

}  // namespace forloeb::faults
