// An import through a server's socket: the same importer, the questions asked over the wire. See target.hpp for what each
// call does.
//
// Called by one thread; replies come on the client's own. The destructor waits for answers. A connection that is lost
// ends the import with `unavailable` or `unknown`; repeating it goes on where it broke off.
#pragma once

#include <memory>

#include "engine/engine.hpp"
#include "tools/client/client.hpp"
#include "tools/import/target.hpp"

namespace forloeb {

class Flight;

class ClientTarget final : public ImportTarget {
  public:
    /// `client` must outlive this. `environment`: the clock and the random bytes of fresh ids.
    ClientTarget(Client& client, Environment environment);
    ~ClientTarget() override;

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
    Client& client_;
    Environment environment_;
    std::shared_ptr<Flight> flight_;              // shared with answers still to come
    std::optional<std::vector<Uuid>> retracted_;  // asked for once, when the first case is found
};

}  // namespace forloeb
