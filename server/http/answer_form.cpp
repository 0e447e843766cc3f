#include "server/http/answer_form.hpp"

#include <algorithm>

namespace forloeb {
namespace {

std::string_view trimmed(std::string_view text) {
    const std::size_t from = std::min(text.find_first_not_of(" \t"), text.size());
    text.remove_prefix(from);
    return text.substr(0, text.find_last_not_of(" \t") + 1);
}

std::string_view taken_to(std::string_view& rest, char separator) {
    const std::size_t end = std::min(rest.find(separator), rest.size());
    const std::string_view part = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

/// "0.25" in thousandths; whatever is no weight counts as none given.
int weight_of(std::string_view parameters) {
    while (!parameters.empty()) {
        const std::string_view one = taken_to(parameters, ';');
        if (!one.starts_with("q=") && !one.starts_with("Q=")) continue;
        int thousandths = 0;
        int unit = 1000;
        for (const char digit : one.substr(2)) {
            if (digit == '.') continue;
            if (digit < '0' || digit > '9') return 1000;
            thousandths += (digit - '0') * unit;
            unit /= 10;
        }
        return std::min(thousandths, 1000);
    }
    return 1000;
}

/// How exactly a range names a type: 3 itself, 2 its kind, 1 anything, 0 not at all.
int exactness(std::string_view range, std::string_view type) {
    if (range == type) return 3;
    if (range == "*/*") return 1;
    return range.ends_with("/*") && type.starts_with(range.substr(0, range.size() - 1)) ? 2 : 0;
}

int liking(std::string_view accept, std::string_view type) {
    int best = 0;
    int weight = 0;
    while (!accept.empty()) {
        std::string_view range = taken_to(accept, ',');
        const std::string_view name = taken_to(range, ';');
        const int exact = exactness(name, type);
        if (exact <= best) continue;
        best = exact;
        weight = weight_of(range);
    }
    return weight;
}

}  // namespace

std::string_view media_type(AnswerForm form) {
    switch (form) {
        case AnswerForm::json: return "application/json";
        case AnswerForm::ndjson: return "application/x-ndjson";
        case AnswerForm::csv: return "text/csv";
        case AnswerForm::fhir: return "application/fhir+ndjson";
        case AnswerForm::tar: return "application/x-tar";
    }
    return "application/json";
}

std::optional<AnswerForm> chosen_form(std::string_view accept, std::span<const AnswerForm> offered) {
    if (trimmed(accept).empty()) return offered.front();
    std::optional<AnswerForm> chosen;
    int best = 0;
    for (const AnswerForm form : offered) {
        const int liked = liking(accept, media_type(form));
        if (liked <= best) continue;
        best = liked;
        chosen = form;
    }
    return chosen;
}

}  // namespace forloeb
