#include "tools/render/language.hpp"

namespace forloeb {

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

std::string count_text(std::uint64_t count, std::string_view one, std::string_view many) {
    return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

}  // namespace forloeb
