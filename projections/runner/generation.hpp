// One generation of one projection's rows: a directory that is filled once and then followed, until a newer one takes its
// place. Layout of its keys (16-byte ids, big-endian integers):
//
//   m/checkpoint            position of the next event to apply (8), id of the event before it (16)
//   m/made_for              "<projection>/<version>/<controller>/<origin>"
//   r/<case 16><row key>    the rows
//   p/<case 16>             parked cases: position (8), reason
//   b/<case 16>             import runs of the case (16 each), so that retracting one finds its cases
//
// Rows and checkpoint change in one write. Digest: over r/ and p/. Threads: one writer; readers through snapshots.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "projections/runner/case_rows.hpp"
#include "projections/runner/row_store.hpp"

namespace forloeb {

/// Rows up to `next` are in; `last` is the id of the event before it (nil at the start).
struct Checkpoint {
    Position next;
    Uuid last;
};

class Generation {
  public:
    /// `made_for` says what the rows are rows of; an existing directory made for something else is `conflict`, and one
    /// that was never filled to its first checkpoint is `not_found`: both are to be thrown away.
    [[nodiscard]] static Result<std::shared_ptr<Generation>> open(const std::filesystem::path& directory,
                                                                  const std::string& made_for);
    [[nodiscard]] static Result<std::shared_ptr<Generation>> create(const std::filesystem::path& directory);
    ~Generation();

    /// Folds every case once, as the log stands at `until`, and then sets the first checkpoint. `progress` is told the
    /// number of events folded so far.
    [[nodiscard]] Status fill(const Engine& engine, const Projection& projection, const std::string& made_for,
                              Position until, const std::function<void(std::uint64_t)>& progress);

    /// Applies the next page of the log, if there is one; returns the events taken.
    [[nodiscard]] Result<std::size_t> follow(const Engine& engine, const Projection& projection);

    [[nodiscard]] Position applied() const { return {next_.load()}; }  // events below it are in the rows; any thread
    [[nodiscard]] const Uuid& last_applied() const { return last_; }    // the event before it; the writer's thread
    [[nodiscard]] Status flush() { return store_->flush(); }
    [[nodiscard]] const RowStore& store() const { return *store_; }
    [[nodiscard]] const std::filesystem::path& directory() const { return store_->directory(); }
    /// The directory is deleted when the last holder lets go.
    void discard_when_released() { discard_ = true; }

  private:
    explicit Generation(std::unique_ptr<RowStore> store) : store_(std::move(store)) {}
    [[nodiscard]] Status fold_into(RowChange& change, const Engine& engine, const Projection& projection, StreamId case_id,
                                   Position known, std::span<const Uuid> retracted_imports, std::size_t* events);
    [[nodiscard]] Status replace_rows(RowChange& change, const Uuid& case_id, const CaseRows& folded) const;
    [[nodiscard]] Result<std::vector<StreamId>> cases_with_imports() const;
    [[nodiscard]] Status commit(RowChange change, const Checkpoint& checkpoint);

    std::unique_ptr<RowStore> store_;
    std::atomic<std::uint64_t> next_{0};
    Uuid last_;
    std::atomic<bool> discard_{false};
};

namespace row_keys {
inline constexpr std::string_view rows = "r/";
inline constexpr std::string_view parked = "p/";
inline constexpr std::string_view batches = "b/";
inline constexpr std::string_view checkpoint = "m/checkpoint";
inline constexpr std::string_view made_for = "m/made_for";

[[nodiscard]] std::string of_case(std::string_view family, const Uuid& case_id);
/// The case of a row, parked or batches key.
[[nodiscard]] Uuid case_of(std::string_view key);
/// What stands after the case id.
[[nodiscard]] std::string_view within_case(std::string_view key);
}  // namespace row_keys

[[nodiscard]] Result<Checkpoint> decode_checkpoint(std::string_view bytes);
[[nodiscard]] Result<Parked> decode_parked(std::string_view bytes);

}  // namespace forloeb
