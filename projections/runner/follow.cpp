#include "projections/runner/follow.hpp"

#include <algorithm>
#include <map>
#include <ranges>

#include "events/schema/correction.capnp.h"

namespace forloeb {
namespace {

constexpr std::size_t leaves_max = 4096;  // of the log, taken at a time

bool changes_other_events(const LeafRecord& leaf) {
    return leaf.type_id == capnp::typeId<EventCorrected>() || leaf.type_id == capnp::typeId<EventRetracted>();
}

bool concerns_imports(const LeafRecord& leaf) {
    return leaf.stream.kind == StreamKind::governance && (leaf.type_id == capnp::typeId<ImportRetracted>() || changes_other_events(leaf));
}

bool concerns(const LeafRecord& leaf, const Projection& projection) {
    const EventType* type = find_event_type(leaf.type_id);
    return type == nullptr || changes_other_events(leaf) || projection.interested_in(*type);
}

// The targets whose rows a case may have changed in, by case.
using Affected = std::map<StreamId, std::vector<bool>>;

Result<Affected> affected_by(const std::vector<LeafRecord>& leaves, std::span<const Target> targets) {
    Affected affected;
    for (const LeafRecord& leaf : leaves) {
        if (leaf.stream.kind != StreamKind::case_) continue;
        auto& marks = affected.try_emplace(leaf.stream, targets.size()).first->second;
        for (std::size_t i = 0; i < targets.size(); ++i)
            if (!marks[i]) marks[i] = concerns(leaf, *targets[i].projection);
    }
    if (std::ranges::none_of(leaves, concerns_imports)) return affected;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        FORLOEB_TRY(const auto cases, targets[i].generation->cases_with_imports());
        for (const StreamId& case_id : cases) affected.try_emplace(case_id, targets.size()).first->second[i] = true;
    }
    return affected;
}

}  // namespace

Result<Changes> next_changes(const Engine& engine, std::span<const Target> targets, Position end) {
    const Position from = targets.front().generation->applied();
    FORLOEB_TRY(const auto leaves, engine.read_leaves(from, std::min<std::uint64_t>(leaves_max, end.value - from.value)));
    if (leaves.empty()) return fail(ErrorKind::invalid, "There is nothing to follow before position " + std::to_string(end.value) + ".");
    Changes changes{{leaves.back().position.next(), leaves.back().event_id}, std::vector<RowChange>(targets.size())};
    FORLOEB_TRY(const Affected affected, affected_by(leaves, targets));

    const std::vector<Uuid> retracted = engine.retracted_imports(changes.reached.next);
    std::vector<std::unique_ptr<RowStore::Snapshot>> rows_now;
    for (const Target& target : targets) rows_now.push_back(target.generation->store().snapshot());
    StreamFinder finder = engine.stream_finder();
    for (const auto& [case_id, concerned] : affected) {
        if (std::ranges::find(concerned, true) == concerned.end()) continue;
        const auto stream = finder.find(case_id);
        if (!stream && stream.error().kind != ErrorKind::damaged) return tl::make_unexpected(stream.error());
        const FoldedCase folded = stream ? FoldedCase(*stream, changes.reached.next, retracted) : FoldedCase(stream.error());
        for (std::size_t i = 0; i < targets.size(); ++i) {
            if (!concerned[i]) continue;
            FORLOEB_CHECK(targets[i].generation->replace(changes.rows[i], *rows_now[i], case_id.id, folded, *targets[i].projection));
        }
    }
    return changes;
}

Position least_applied(std::span<const Target> targets) {
    return std::ranges::min(targets | std::views::transform([](const Target& target) { return target.generation->applied(); }));
}

Status follow_to(const Engine& engine, std::span<const Target> targets, Position end) {
    while (true) {
        const Position from = least_applied(targets);
        if (from >= end) return {};
        std::vector<Target> behind;
        Position until = end;
        for (const Target& target : targets) {
            const Position applied = target.generation->applied();
            if (applied == from) behind.push_back(target);
            else until = std::min(until, applied);
        }
        FORLOEB_TRY(Changes changes, next_changes(engine, behind, until));
        for (std::size_t i = 0; i < behind.size(); ++i)
            FORLOEB_CHECK(behind[i].generation->commit(std::move(changes.rows[i]), changes.reached));
    }
}

}  // namespace forloeb
