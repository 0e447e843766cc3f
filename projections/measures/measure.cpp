#include "projections/measures/measure.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace forloeb {
namespace {

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = text.find(separator);
        if (const auto part = text.substr(0, end); !part.empty()) parts.emplace_back(part);
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return parts;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

Status check(const ParameterDefinition& definition, const std::string& value) {
    using Kind = ParameterDefinition::Kind;
    const auto bad = [&](const std::string& expected) {
        return fail(ErrorKind::invalid, "The parameter " + definition.name + " must be " + expected + ".", "parameters." + definition.name);
    };
    if (definition.kind == Kind::number && !whole_number(value)) return bad("a whole number from 0");
    if (definition.kind == Kind::yes_no && value != "yes" && value != "no") return bad("yes or no");
    if (definition.kind == Kind::choice) {
        const auto choices = split(definition.value, '|');
        if (std::find(choices.begin(), choices.end(), value) == choices.end()) return bad("one of " + definition.value);
    }
    return {};
}

std::string default_of(const ParameterDefinition& definition) {
    if (definition.kind != ParameterDefinition::Kind::choice) return definition.value;
    return definition.value.substr(0, definition.value.find('|'));
}

}  // namespace

Result<Parameters> Parameters::resolve(std::span<const ParameterDefinition> definitions,
                                       std::span<const std::pair<std::string, std::string>> given) {
    Parameters parameters;
    for (const auto& [name, value] : given) {
        const auto definition = std::find_if(definitions.begin(), definitions.end(),
                                             [&, &wanted = name](const auto& known) { return known.name == wanted; });
        if (definition == definitions.end()) {
            std::string known;
            for (const ParameterDefinition& each : definitions) known += (known.empty() ? "" : ", ") + each.name;
            return fail(ErrorKind::invalid, "Unknown parameter; this measure has: " + (known.empty() ? "none" : known) + ".",
                        "parameters." + name);
        }
        FORLOEB_CHECK(check(*definition, value));
        if (!parameters.values_.emplace(name, value).second)
            return fail(ErrorKind::invalid, "The parameter " + name + " is given twice.", "parameters." + name);
    }
    for (const ParameterDefinition& definition : definitions) parameters.values_.emplace(definition.name, default_of(definition));
    return parameters;
}

const std::string& Parameters::text(std::string_view name) const {
    static const std::string none;
    const auto found = values_.find(name);
    return found == values_.end() ? none : found->second;
}

std::int64_t Parameters::number(std::string_view name) const { return whole_number(text(name)).value_or(0); }
bool Parameters::yes(std::string_view name) const { return text(name) == "yes"; }
std::vector<std::string> Parameters::words(std::string_view name) const { return split(text(name), ','); }

void add_count(std::vector<Figure>& out, const std::string& code, const Words& label, const Tally& tally, const Tally& among,
               const std::string& partition) {
    Figure figure;
    figure.code = code;
    figure.label = label;
    figure.unit = "count";
    figure.value = static_cast<double>(tally.cases);
    figure.n = static_cast<std::int64_t>(among.persons.size());
    figure.test = DisclosureTest::count;
    figure.counted = tally.persons.size();
    figure.among = among.persons.size();
    figure.partition = partition;
    out.push_back(std::move(figure));
}

Figure share_of_cases(const std::string& code, const Words& label, const Tally& tally, const Tally& among) {
    Figure figure;
    figure.code = code;
    figure.label = label;
    figure.unit = "share";
    figure.n = static_cast<std::int64_t>(among.persons.size());
    figure.numerator = static_cast<double>(tally.cases);
    figure.denominator = static_cast<double>(among.cases);
    figure.test = DisclosureTest::count;
    figure.counted = tally.persons.size();
    figure.among = among.persons.size();
    if (among.cases == 0) {
        figure.state = FigureState::empty;
        return figure;
    }
    figure.value = figure.numerator / figure.denominator;
    figure.interval_method = "wilson_95";
    figure.interval = wilson_95(tally.cases, among.cases);
    return figure;
}

}  // namespace forloeb
