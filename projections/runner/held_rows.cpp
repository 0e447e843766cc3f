#include "projections/runner/held_rows.hpp"

#include "projections/runner/generation.hpp"

namespace forloeb {
namespace {

bool is_held(std::string_view key) { return key.starts_with(row_keys::rows) || key.starts_with(row_keys::parked); }

}  // namespace

Result<std::optional<HeldView>> HeldRows::view(const RowStore& store) {
    const std::lock_guard lock(mutex_);
    if (state_ == State::unasked) {
        FORLOEB_CHECK(load(store));
    }
    if (state_ == State::too_large) return std::optional<HeldView>();
    HeldView view;
    view.applied = applied_;
    view.rows.reserve(rows_.size());
    for (const auto& [key, row] : rows_) {
        if (key.starts_with(row_keys::rows)) view.rows.push_back(row);
        else view.parked.push_back(row_keys::case_of(key));
    }
    return std::optional(std::move(view));
}

Status HeldRows::load(const RowStore& store) {
    // The writer waits for the mutex to tell of a change; if the snapshot has it already, it is put once more, the same.
    const auto snapshot = store.snapshot();
    FORLOEB_TRY(const auto checkpoint, snapshot->get(row_keys::checkpoint));
    FORLOEB_TRY(const Checkpoint at, decode_checkpoint(checkpoint.value_or("")));
    applied_ = at.next;
    state_ = State::held;
    for (const std::string_view family : {row_keys::parked, row_keys::rows}) {
        const Status read = snapshot->scan(family, {}, [&](std::string_view key, std::string_view value) {
            put(key, value);
            give_up_if_too_large();
            return state_ == State::held;
        });
        if (read) continue;
        rows_.clear();
        bytes_ = 0;
        state_ = State::unasked;
        return read;
    }
    return {};
}

void HeldRows::apply(const RowChange& change, Position applied) {
    const std::lock_guard lock(mutex_);
    if (state_ != State::held) return;
    for (const std::string& key : change.removals) remove(key);
    for (const auto& [key, value] : change.puts)
        if (is_held(key)) put(key, value);
    applied_ = applied;
    give_up_if_too_large();
}

void HeldRows::hold_at_most(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    bytes_max_ = bytes;
    if (state_ == State::too_large) state_ = State::unasked;
    give_up_if_too_large();
}

std::size_t HeldRows::bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
}

void HeldRows::put(std::string_view key, std::string_view value) {
    remove(key);
    auto row = std::make_shared<const HeldRow>(HeldRow{std::string(key), std::string(value)});
    bytes_ += row->key.size() + row->value.size();
    const std::string_view own_key = row->key;
    rows_.emplace(own_key, std::move(row));
}

void HeldRows::remove(std::string_view key) {
    const auto found = rows_.find(key);
    if (found == rows_.end()) return;
    bytes_ -= found->second->key.size() + found->second->value.size();
    rows_.erase(found);
}

void HeldRows::give_up_if_too_large() {
    if (bytes_ <= bytes_max_) return;
    rows_.clear();
    bytes_ = 0;
    state_ = State::too_large;
}

}  // namespace forloeb
