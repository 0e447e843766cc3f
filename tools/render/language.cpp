#include "tools/render/language.hpp"

#include <algorithm>
#include <array>

#include "events/catalogue/catalogue.hpp"

namespace forloeb {
namespace {

struct CodeWords {
    std::string_view code;
    std::string_view da;
    std::string_view en;
};

// Closed lists of the answers that carry no label of their own (projections/schema/answers.capnp).
constexpr std::array known_codes = {
    CodeWords{"open", "åben", "open"},
    CodeWords{"closed", "afsluttet", "closed"},
    CodeWords{"intake", "henvendelse", "intake"},
    CodeWords{"empty", "uden indhold", "empty"},
    CodeWords{"yes", "ja", "yes"},
    CodeWords{"no", "nej", "no"},
    CodeWords{"unknown", "uoplyst", "unknown"},
    CodeWords{"undecided", "ikke afgjort", "undecided"},
    CodeWords{"proposed", "foreslået", "proposed"},
    CodeWords{"accepted", "modtaget", "accepted"},
    CodeWords{"notAssessed", "ikke vurderet", "not assessed"},
    CodeWords{"none", "ingen nedsat funktionsevne", "no reduction"},
    CodeWords{"slight", "let nedsat", "slight reduction"},
    CodeWords{"moderate", "moderat nedsat", "moderate reduction"},
    CodeWords{"severe", "svært nedsat", "severe reduction"},
    CodeWords{"complete", "fuldstændig nedsat", "complete reduction"},
    CodeWords{"recorded", "motorens ur", "the engine's clock"},
    CodeWords{"source", "kildesystemets ur", "the source system's clock"},
    CodeWords{"slow", "langsomt", "slow"},
};

}  // namespace

std::optional<Language> parse_language(std::string_view code) {
    if (code == "da") return Language::da;
    if (code == "en") return Language::en;
    return std::nullopt;
}

std::string_view pick(Language language, Label::Reader label) {
    const std::string_view da(label.getDa().begin(), label.getDa().size());
    const std::string_view en(label.getEn().begin(), label.getEn().size());
    if (language == Language::da) return da.empty() ? en : da;
    return en.empty() ? da : en;
}

std::string code_text(Language language, std::string_view code) {
    const auto* const known = std::ranges::find(known_codes, code, &CodeWords::code);
    if (known != known_codes.end()) return std::string(language == Language::da ? known->da : known->en);
    if (const EventType* type = find_event_type(code)) return std::string(type->label(language == Language::da ? "da" : "en"));
    std::string text(code);
    std::ranges::replace(text, '_', ' ');
    return text;
}

std::string count_text(std::uint64_t count, std::string_view one, std::string_view many) {
    return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

}  // namespace forloeb
