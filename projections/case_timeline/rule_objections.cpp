#include "projections/case_timeline/rule_objections.hpp"

#include <algorithm>
#include <vector>

#include "engine/rules/rules.hpp"

namespace forloeb {
namespace {

bool is_marked(const EventView& event) { return (event.leaf().flags & leaf_rule_objected) != 0; }

}  // namespace

std::unordered_map<std::uint64_t, std::string> rule_objections(std::span<const EventView> stored) {
    std::unordered_map<std::uint64_t, std::string> objections;
    if (std::none_of(stored.begin(), stored.end(), [](const auto& event) { return is_marked(event); })) return objections;
    CaseState state;
    for (std::size_t from = 0; from < stored.size();) {
        // Events of one append were decided together, and were recorded at the same instant.
        std::vector<ProposedView> together;
        std::size_t to = from;
        for (; to < stored.size() && stored[to].leaf().recorded_at == stored[from].leaf().recorded_at; ++to)
            together.push_back(ProposedView::of(stored[to]));
        for (const Objection& objection : decide_and_apply(state, together, true)) {
            const EventView& event = stored[from + objection.event];
            if (is_marked(event)) objections[event.leaf().version.value] = objection.error.rule + ": " + objection.error.message;
        }
        from = to;
    }
    for (const EventView& event : stored)
        if (is_marked(event)) objections.try_emplace(event.leaf().version.value, "A case rule of an earlier version objected.");
    return objections;
}

}  // namespace forloeb
