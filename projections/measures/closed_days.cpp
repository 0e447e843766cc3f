#include "projections/measures/closed_days.hpp"

#include <cstdio>

namespace forloeb {
namespace {

constexpr const char* parameter_name = "closed_days";

std::string text_of(const DayOfYear& day) {
    char text[16];
    std::snprintf(text, sizeof(text), "%02d-%02d", day.month, day.day);
    return text;
}

}  // namespace

ParameterDefinition closed_days_parameter() {
    std::string usual;
    for (const DayOfYear& day : usual_closed_days()) usual += (usual.empty() ? "" : ",") + text_of(day);
    return {parameter_name, ParameterDefinition::Kind::words, usual, "the municipality; the default is ours"};
}

std::vector<DayOfYear> closed_days(const Parameters& parameters) {
    std::vector<DayOfYear> days;
    for (const std::string& word : parameters.words(parameter_name)) {
        DayOfYear day{};
        if (std::sscanf(word.c_str(), "%2d-%2d", &day.month, &day.day) == 2) days.push_back(day);
    }
    return days;
}

}  // namespace forloeb
