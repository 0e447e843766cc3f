#include "projections/measures/log_cases.hpp"

#include <algorithm>
#include <numeric>

namespace forloeb {

Figure log_number(const std::string& code, const Words& label, const std::string& unit, double value) {
    Figure figure;
    figure.code = code;
    figure.label = label;
    figure.unit = unit;
    figure.value = value;
    return figure;
}

Figure log_count(const std::string& code, const Words& label, std::uint64_t count) {
    return log_number(code, label, "count", static_cast<double>(count));
}

Figure log_quantile(const std::string& code, const Words& label, const std::string& unit, const std::vector<double>& values, double p) {
    const auto value = plain_quantile(values, p);
    Figure figure = log_number(code, label, unit, value.value_or(0));
    figure.quantile = p;
    if (!value) figure.state = FigureState::empty;
    return figure;
}

Figure log_mean(const std::string& code, const Words& label, const std::string& unit, const std::vector<double>& values) {
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    Figure figure = log_number(code, label, unit, values.empty() ? 0 : sum / static_cast<double>(values.size()));
    if (values.empty()) figure.state = FigureState::empty;
    return figure;
}

Figure log_max(const std::string& code, const Words& label, const std::string& unit, const std::vector<double>& values) {
    Figure figure = log_number(code, label, unit, values.empty() ? 0 : *std::max_element(values.begin(), values.end()));
    if (values.empty()) figure.state = FigureState::empty;
    return figure;
}

LogExtent extent_of(const facts::CaseFacts& facts) {
    LogExtent extent;
    for (const facts::SourceEvent& event : facts.source_events) {
        if (event.at.when.is_unknown()) continue;
        extent.first = extent.known ? std::min(extent.first, event.at.when.at) : event.at.when.at;
        extent.last = extent.known ? std::max(extent.last, event.at.when.at) : event.at.when.at;
        extent.known = true;
    }
    return extent;
}

}  // namespace forloeb
