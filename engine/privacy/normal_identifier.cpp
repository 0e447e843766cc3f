#include "engine/privacy/normal_identifier.hpp"

namespace forloeb {
namespace {

constexpr unsigned char latin_lead = 0xC3;  // UTF-8: U+00C0 to U+00FF

/// À to Þ become à to þ; × is no letter.
unsigned char lower_latin(unsigned char second) {
    return second >= 0x80 && second <= 0x9E && second != 0x97 ? static_cast<unsigned char>(second + 0x20) : second;
}

std::string normal_name(std::string_view name) {
    std::string normal;
    bool after_latin_lead = false;
    for (const char each : name) {
        auto byte = static_cast<unsigned char>(each);
        if (after_latin_lead) byte = lower_latin(byte);
        after_latin_lead = static_cast<unsigned char>(each) == latin_lead;
        if (byte >= 'A' && byte <= 'Z') byte = static_cast<unsigned char>(byte - 'A' + 'a');
        const bool space = byte == ' ' || byte == '\t';
        if (space && (normal.empty() || normal.back() == ' ')) continue;
        normal += space ? ' ' : static_cast<char>(byte);
    }
    if (!normal.empty() && normal.back() == ' ') normal.pop_back();
    return normal;
}

std::string digits_of(std::string_view number) {
    std::string digits;
    for (const char each : number)
        if (each >= '0' && each <= '9') digits += each;
    return digits;
}

}  // namespace

std::string normal_identifier(std::string_view scope, std::string_view identifier) {
    if (scope == "cpr") return digits_of(identifier);
    if (scope == "name") return normal_name(identifier);
    return std::string(identifier);
}

}  // namespace forloeb
