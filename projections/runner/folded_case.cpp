#include "projections/runner/folded_case.hpp"

#include <kj/exception.h>

#include <algorithm>

namespace forloeb {
namespace {

// A reason is shown to operators: of a library's exception only the kind is told, its text may quote the event.
constexpr const char* unreadable = "The event's content cannot be read; verify the log.";

std::vector<Uuid> imports_of(const std::vector<EventView>& events) {
    std::vector<Uuid> imports;
    for (const EventView& event : events) {
        const auto batch = event.envelope().getSource().getBatch();
        if (batch.getHigh() == 0 && batch.getLow() == 0) continue;  // not imported
        const Uuid import = Uuid::from_halves(batch.getHigh(), batch.getLow());
        if (std::find(imports.begin(), imports.end(), import) == imports.end()) imports.push_back(import);
    }
    return imports;
}

}  // namespace

FoldedCase::FoldedCase(const StoredStream& stream, Position known, std::span<const Uuid> retracted_imports) {
    DecodedStream read = decode_stream(stream, known);
    events_ = read.events.size();
    Position at;
    try {
        imports_ = imports_of(read.events);
        if (read.unreadable) {
            parked_ = Parked{read.unreadable->position, std::move(read.unreadable->error.message)};
            return;
        }
        history_ = fold_as_of(std::move(read.events), retracted_imports, std::nullopt);
        facts::CaseFactsFold fold(stream.id.id);
        for (const EffectiveEvent& event : history_.effective) {
            at = event.leaf().position;
            fold.apply(event);
        }
        facts_ = fold.take();
    } catch (const kj::Exception&) {
        parked_ = Parked{at, unreadable};
    }
}

RowsOrParked FoldedCase::rows_of(const Projection& projection) const {
    if (parked_) return tl::make_unexpected(*parked_);
    if (history_.stored.empty()) return {};
    try {
        return projection.rows(history_, facts_);
    } catch (const kj::Exception&) {
        return tl::make_unexpected(Parked{history_.stored.back().leaf().position, unreadable});
    }
}

}  // namespace forloeb
