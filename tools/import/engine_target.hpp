// An import into an engine in this process (--data). See target.hpp for what each call does.
//
// Owned and called by one thread; the engine answers on its append thread. A thread of its own hands the appends over, which
// is where they are sealed and hashed, while the caller reads and checks the next rows. The destructor waits for answers.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

#include "engine/engine.hpp"
#include "tools/import/target.hpp"

namespace forloeb {

class Flight;

class EngineTarget final : public ImportTarget {
  public:
    explicit EngineTarget(Engine& engine);  // must outlive this
    ~EngineTarget() override;

    [[nodiscard]] Result<std::vector<std::optional<StreamId>>> find_streams(
        const std::string& scope, const std::vector<std::string>& identifiers) override;
    [[nodiscard]] Result<RecordedCase> recorded(StreamId stream, const std::string& system) override;
    [[nodiscard]] Result<std::vector<std::string>> pseudonyms(const std::string& scope,
                                                              const std::vector<std::string>& names) override;
    [[nodiscard]] Result<std::vector<std::uint64_t>> digests(const std::vector<std::string>& inputs) override;
    [[nodiscard]] Uuid new_id() override;
    [[nodiscard]] Instant now() override;
    [[nodiscard]] Status append(ImportAppend append) override;
    [[nodiscard]] Status drain() override;
    [[nodiscard]] std::uint64_t stored_events() const override;
    [[nodiscard]] Result<bool> has_batch(const Uuid& batch) override;
    [[nodiscard]] Result<std::vector<Uuid>> retracted_batches() override;

  private:
    void hand_over_all();
    void hand_over(ImportAppend append);

    Engine& engine_;
    std::shared_ptr<Flight> flight_;  // shared with answers still to come

    std::condition_variable wake_;
    std::mutex mutex_;  // guards the two below
    std::deque<ImportAppend> waiting_;  // bounded by the flight
    bool ended_ = false;
    std::thread thread_;  // last: started when everything else is there
};

}  // namespace forloeb
