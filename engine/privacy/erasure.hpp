// Carrying out what forgets: shredding (keys destroyed) and purging (sealed boxes taken out of the store). An order is first
// an event, durable, and then carried out; a row says that it was. What a crash or an older backup of keys left undone is
// carried out again before anybody is served: the events are the erasure ledger.
//
//   shred   event -> keys forgotten -> epoch rotated -> entries of the keyed index removed -> old rows compacted away -> row
//   retire  the same for whole streams that are sealed for themselves: events, keys, epoch
//   purge   event -> runs rewritten with zeroed boxes -> old rows compacted away -> row
//
// One order at a time; any thread but the append thread. Not here: who may order (the server's access), projections (their rows
// hold no personal text), copies outside this machine.
#pragma once

#include <functional>
#include <mutex>
#include <span>

#include "engine/append/append_thread.hpp"
#include "engine/privacy/governance.hpp"
#include "engine/privacy/key_folder.hpp"
#include "engine/read/case_subjects.hpp"

namespace forloeb {

/// `invalid` if an append tells what only an order may say, since every start carries it out again.
[[nodiscard]] Status check_tells_no_erasure(const AppendRequest& request);

class Erasure {
  public:
    struct Wiring {
        Store& store;
        KeyFolder& keys;
        AppendThread& append_thread;
        const CaseSubjects& subjects;
        FailStop& storage;
        const Environment& environment;
        Hash origin{};
        std::function<AppendOutcome(AppendRequest)> append;
        std::function<Uuid()> new_id;
    };
    explicit Erasure(Wiring wiring) : wiring_(std::move(wiring)) {}

    [[nodiscard]] Result<ShredReceipt> shred(const ShredOrder& order);
    [[nodiscard]] Result<PurgeReceipt> purge(const PurgeOrder& order);
    [[nodiscard]] Result<RetireReceipt> retire(const RetireOrder& order);
    [[nodiscard]] Result<KeyEpoch> rotate();
    /// What the ledger says and is not done: at the start.
    [[nodiscard]] Status replay(const Governance& governance);

  private:
    struct Ordered {
        Uuid event;
        Position position;
    };
    [[nodiscard]] Result<std::optional<Ordered>> given_before(const Warrant& warrant) const;
    [[nodiscard]] Result<Ordered> give(const Warrant& warrant, CheckedEvent event, const Governance& governance);
    [[nodiscard]] Result<std::vector<std::string>> holds_over(const ShredOrder& order, const Governance& governance) const;
    [[nodiscard]] Result<std::vector<std::string>> holds_over(const PurgeOrder& order, const Governance& governance) const;
    /// The cases that are about this person: what was told of them before their opening is sealed under the case's own keys.
    [[nodiscard]] Result<std::vector<Uuid>> cases_of(const Uuid& subject) const;
    [[nodiscard]] Status check(const ShredOrder& order, const Governance& governance, std::optional<bool> kept) const;
    [[nodiscard]] Result<std::optional<int>> birth_day(const Uuid& subject) const;
    [[nodiscard]] Status carry_out(const Destruction& destruction, std::size_t& identifiers);
    [[nodiscard]] Status carry_out(const Purge& purge, std::uint64_t& bytes);
    /// Writes the rows, compacts away what they replaced, and then marks the order as carried out.
    [[nodiscard]] Status write(const struct ErasedRows& rows, Position order);
    [[nodiscard]] Status destroy_keys(std::span<const Destruction> destructions);
    [[nodiscard]] Result<bool> is_done(Position order) const;

    Wiring wiring_;
    std::mutex one_at_a_time_;
};

}  // namespace forloeb
