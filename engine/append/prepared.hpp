// An append made ready on its caller's thread, so that the append thread has little left to do: personal parts sealed,
// stored bytes canonical and hashed, ids derived, the request's keyed digest taken. Any thread.
#pragma once

#include "engine/append/request.hpp"
#include "engine/privacy/key_folder.hpp"
#include "engine/storage/layout.hpp"

namespace forloeb {

struct PreparedEvent {
    Uuid event_id;
    const EventType* type = nullptr;
    Message stored;  // canonical StoredEvent
    Hash payload_hash{};
    std::uint32_t segments = 0;
};

struct PreparedWrite {
    StreamId stream;
    std::vector<PreparedEvent> events;
    std::optional<Uuid> opens_for;   // the citizen, if this write opens a case
    std::optional<Uuid> sealed_for;  // whom parts that name nobody were taken to concern, where that is for the case to say
    std::vector<CheckedEvent> plain;  // with sealed_for: what was sealed, should the case say otherwise by then
};

struct PreparedAppend {
    Uuid append_id;
    Hash digest{};  // of what is written and bound; not of expectations, so that a retry may state them anew
    std::vector<PreparedWrite> writes;
    std::vector<Expectation> expectations;
    std::vector<layout::BindingEntry> bindings;
    bool imported = false;
    std::uint32_t count = 0;
    std::size_t bytes = 0;
    AppendCallback done;
};

struct PrepareContext {
    KeyFolder& keys;
    const std::function<void(Byte*, std::size_t)>& entropy;
    Hash origin{};
    /// The citizen of a case, as far as is known; nil otherwise. A guess will do: see PreparedWrite::sealed_for.
    std::function<Result<Uuid>(StreamId)> subject_of;
};

/// `invalid` if the request exceeds a limit or names a stream twice.
[[nodiscard]] Result<PreparedAppend> prepare(AppendRequest request, const PrepareContext& context);

/// Seals a write once more, for the citizen that its case turned out to be about. Only with sealed_for.
[[nodiscard]] Status seal_again(PreparedWrite& write, const Uuid& subject, const PrepareContext& context);

}  // namespace forloeb
