// One generation of one projection's rows: a directory that is filled once and then followed, until a newer one takes its
// place. Layout of its keys (16-byte ids, big-endian integers):
//
//   m/made_for              "<projection>/<version>/<controller>/<origin>"
//   m/checkpoint            position of the next event to apply (8), id of the event before it (16)
//   m/filling               while it is being filled, instead of a checkpoint: the checkpoint to be, the last case whose
//                           rows are in (16), events in them (8)
//   r/<case 16><row key>    the rows
//   i/<row key>\0<case 16>  of projections that index by key: that there is such a row; empty
//   p/<case 16>             parked cases: position (8), reason
//   b/<case 16>             import runs of the case (16 each), so that retracting one finds its cases
//
// Rows and what says how far they go change in one write. Digest: over r/ and p/. Threads: one writer; readers through
// snapshots.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "events/vocabulary/ids.hpp"
#include "projections/runner/folded_case.hpp"
#include "projections/runner/held_rows.hpp"
#include "projections/runner/row_store.hpp"

namespace forloeb {

/// Rows up to `next` are in; `last` is the id of the event before it (nil at the start).
struct Checkpoint {
    Position next;
    Uuid last;
    auto operator<=>(const Checkpoint&) const = default;
};

/// How far a generation has been filled, in the order of case ids.
struct Filling {
    Checkpoint until;
    Uuid after;  // nil = nothing yet
    std::uint64_t events = 0;
};

class Generation {
  public:
    /// A filled generation. `made_for` says what the rows are rows of; an existing directory made for something else is
    /// `conflict`, and one that was never filled to its first checkpoint is `not_found`: both are to be thrown away.
    [[nodiscard]] static Result<std::shared_ptr<Generation>> open(const std::filesystem::path& directory,
                                                                  const std::string& made_for);
    /// A generation that a rebuild left unfinished, or finished without making it the live one; `not_found` if there is
    /// nothing of that in the directory.
    [[nodiscard]] static Result<std::shared_ptr<Generation>> resume(const std::filesystem::path& directory,
                                                                    const std::string& made_for);
    /// An empty one, to be filled; what was in the directory is gone.
    [[nodiscard]] static Result<std::shared_ptr<Generation>> create(const std::filesystem::path& directory,
                                                                    const std::string& made_for, const Checkpoint& until);
    ~Generation();

    /// How far it has been filled; nothing once it is. The writer's thread.
    [[nodiscard]] const std::optional<Filling>& filling() const { return filling_; }
    /// Writes rows of cases whose turn it is, all in one write with how far that goes.
    [[nodiscard]] Status fill(RowChange rows, const Filling& reached);
    /// Sets the first checkpoint: every case is in.
    [[nodiscard]] Status finish_filling();

    /// Adds to `change` what a newly folded case changes in the rows as they are.
    [[nodiscard]] Status replace(RowChange& change, const RowStore::Snapshot& now, const Uuid& case_id, const FoldedCase& folded, const Projection& projection) const;
    [[nodiscard]] Status commit(RowChange change, const Checkpoint& checkpoint);
    [[nodiscard]] Result<std::vector<StreamId>> cases_with_imports() const;

    [[nodiscard]] Position applied() const { return {next_.load()}; }  // events below it are in the rows; any thread
    [[nodiscard]] const Uuid& last_applied() const { return last_; }    // the event before it; the writer's thread
    [[nodiscard]] Status flush() { return store_->flush(); }
    [[nodiscard]] const RowStore& store() const { return *store_; }
    /// All rows from memory, as of one moment; nothing if they are too many for that (held_rows.hpp). Any thread.
    [[nodiscard]] Result<std::optional<HeldView>> held() const { return held_->view(*store_); }
    void hold_at_most(std::size_t bytes) { held_->hold_at_most(bytes); }
    [[nodiscard]] const std::filesystem::path& directory() const { return store_->directory(); }
    /// The directory is deleted when the last holder lets go.
    void discard_when_released() { discard_ = true; }

  private:
    explicit Generation(std::unique_ptr<RowStore> store) : store_(std::move(store)) {}
    [[nodiscard]] Status read_state(const std::string& made_for);

    std::unique_ptr<RowStore> store_;
    const std::unique_ptr<HeldRows> held_ = std::make_unique<HeldRows>();
    std::optional<Filling> filling_;
    std::atomic<std::uint64_t> next_{0};
    Uuid last_;
    std::set<Uuid> parked_;  // the writer's thread
    std::atomic<bool> discard_{false};
};

/// The rows of a case that has none yet.
void add_rows(RowChange& change, const Uuid& case_id, const FoldedCase& folded, const Projection& projection);

namespace row_keys {
inline constexpr std::string_view rows = "r/";
inline constexpr std::string_view parked = "p/";
inline constexpr std::string_view imports = "b/";
inline constexpr std::string_view checkpoint = "m/checkpoint";
inline constexpr std::string_view filling = "m/filling";
inline constexpr std::string_view made_for = "m/made_for";

[[nodiscard]] std::string of_case(std::string_view family, const Uuid& case_id);
/// The prefix of the index entries of one row key, and the case of such an entry.
[[nodiscard]] std::string of_key(std::string_view row_key);
[[nodiscard]] Uuid indexed_case(std::string_view index_key);
/// The case of a row, parked or imports key.
[[nodiscard]] Uuid case_of(std::string_view key);
/// What stands after the case id.
[[nodiscard]] std::string_view within_case(std::string_view key);
}  // namespace row_keys

[[nodiscard]] Result<Checkpoint> decode_checkpoint(std::string_view bytes);
[[nodiscard]] Result<Parked> decode_parked(std::string_view bytes);

}  // namespace forloeb
