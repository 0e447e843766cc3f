#include "projections/measures/closed_days.hpp"

#include <cstdio>

namespace forloeb {
namespace {

constexpr const char* parameter_name = "closed_days";

std::string text_of(const ClosedDay& day) {
    char text[16];
    std::snprintf(text, sizeof(text), "%02d-%02d", day.month, day.day);
    return text;
}

}  // namespace

ParameterDefinition closed_days_parameter() {
    std::string usual;
    for (const ClosedDay& day : usual_closed_days()) usual += (usual.empty() ? "" : ",") + text_of(day);
    return {parameter_name, ParameterDefinition::Kind::words, usual, "the municipality; the default is ours"};
}

std::vector<ClosedDay> closed_days(const Parameters& parameters) {
    std::vector<ClosedDay> days;
    for (const std::string& word : parameters.words(parameter_name)) {
        ClosedDay day;
        const bool dated = std::sscanf(word.c_str(), "%4d-%2d-%2d", &day.year, &day.month, &day.day) == 3;
        if (!dated) day = {};
        if (dated || std::sscanf(word.c_str(), "%2d-%2d", &day.month, &day.day) == 2) days.push_back(day);
    }
    return days;
}

}  // namespace forloeb
