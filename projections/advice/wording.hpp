// Words that several rules put together. Pure; any thread.
#pragma once

#include <set>
#include <string>

#include "projections/case_facts/told_time.hpp"
#include "projections/measures/figure.hpp"

namespace forloeb::advice {

inline Words operator+(const Words& a, const Words& b) { return {a.da + b.da, a.en + b.en}; }

/// The same in both languages: a number, a reference, a date.
inline Words both(const std::string& text) { return {text, text}; }
inline Words number(std::int64_t value) { return both(std::to_string(value)); }
inline Words date(LocalDate day) { return both(format_date(day)); }

/// "mor, jobcenter"
inline Words listed(const std::set<std::string>& codes) {
    std::string text;
    for (const std::string& code : codes) text += (text.empty() ? "" : ", ") + code;
    return both(text);
}

}  // namespace forloeb::advice
