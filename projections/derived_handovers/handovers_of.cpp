#include "projections/derived_handovers/handovers_of.hpp"

#include <algorithm>
#include <set>

namespace forloeb {

DerivedHandoversOfCase derived_handovers_of(const std::vector<facts::SourceEvent>& events, HandoverBy by,
                                            const std::vector<std::string>& missing_words) {
    DerivedHandoversOfCase result;
    std::set<std::string_view> values;
    const facts::SourceEvent* previous = nullptr;
    const auto value_of = [&](const facts::SourceEvent& event) -> const std::string& {
        return by == HandoverBy::resource ? event.resource : event.unit;
    };
    for (const facts::SourceEvent& event : events) {
        const std::string& value = value_of(event);
        if (value.empty() || std::find(missing_words.begin(), missing_words.end(), value) != missing_words.end()) continue;
        values.insert(value);
        if (previous != nullptr && value_of(*previous) != value)
            result.handovers.push_back({value_of(*previous), value, previous->at.position, event.at.position, event.at.when});
        previous = &event;
    }
    result.distinct = values.size();
    return result;
}

}  // namespace forloeb
