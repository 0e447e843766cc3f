#include "events/codec/clear_text.hpp"

#include <cstdint>
#include <string>

#include "events/vocabulary/limits.hpp"

namespace forloeb {
namespace {

constexpr std::uint32_t not_utf8 = 0xffffffff;

bool is_digit(std::uint32_t c) { return c >= '0' && c <= '9'; }

/// The next code point of strict UTF-8 (RFC 3629), taken off the front.
std::uint32_t next_code_point(std::string_view& rest) {
    const auto lead = static_cast<unsigned char>(rest.front());
    const std::size_t size = lead < 0x80                   ? 1
                             : lead >= 0xc2 && lead < 0xe0 ? 2
                             : lead >= 0xe0 && lead < 0xf0 ? 3
                             : lead >= 0xf0 && lead < 0xf5 ? 4
                                                           : 0;
    if (size == 0 || rest.size() < size) return not_utf8;
    std::uint32_t code = size == 1 ? lead : lead & (0xffU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        const auto byte = static_cast<unsigned char>(rest[i]);
        if ((byte & 0xc0) != 0x80) return not_utf8;
        code = code << 6 | (byte & 0x3fU);
    }
    const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
    if (overlong || (code >= 0xd800 && code < 0xe000) || code > 0x10ffff) return not_utf8;
    rest.remove_prefix(size);
    return code;
}

bool is_code_character(std::uint32_t c) {
    const bool ascii_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool latin_letter = c >= 0xc0 && c <= 0x24f && c != 0xd7 && c != 0xf7;
    const bool sign = c == '.' || c == '_' || c == '-' || c == ':' || c == '/' || c == '+' || c == 0xa7;
    return is_digit(c) || ascii_letter || latin_letter || sign;
}

template <typename Allowed>
bool all_of(std::string_view text, Allowed allowed) {
    while (!text.empty()) {
        const std::uint32_t c = next_code_point(text);
        if (c == not_utf8 || !allowed(c)) return false;
    }
    return true;
}

bool is_part_of_a_word(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return is_digit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte >= 0x80;
}

/// The length of a number at the front that can be a CPR number: ten digits whose first four are a day and a month, as one word or
/// with a dash or space after the sixth. 0 if there is none.
std::size_t cpr_at(std::string_view text) {
    const bool parted = text.size() > 6 && (text[6] == '-' || text[6] == ' ');
    const std::size_t length = parted ? 11 : 10;
    if (text.size() < length) return 0;
    for (std::size_t i = 0; i < length; ++i)
        if (!(parted && i == 6) && !is_digit(static_cast<unsigned char>(text[i]))) return 0;
    const int day = (text[0] - '0') * 10 + (text[1] - '0');
    const int month = (text[2] - '0') * 10 + (text[3] - '0');
    return day >= 1 && day <= 31 && month >= 1 && month <= 12 ? length : 0;
}

Status refuse_cpr(std::string_view text) {
    if (!looks_like_cpr(text)) return {};
    return fail(ErrorKind::invalid,
                "This looks like a CPR number. Identifying numbers belong in `personal`, never in a clear field.");
}

}  // namespace

bool looks_like_cpr(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (at > 0 && is_part_of_a_word(text[at - 1])) continue;
        const std::size_t length = cpr_at(text.substr(at));
        if (length > 0 && (at + length == text.size() || !is_part_of_a_word(text[at + length]))) return true;
    }
    return false;
}

Status check_code(std::string_view text) {
    if (text.size() > limits::clear_code_bytes_max || !all_of(text, is_code_character))
        return fail(ErrorKind::invalid,
                    "A clear text is a code or a reference: letters, digits and . _ - : / § +, without spaces, at most "
                    "64 bytes. "
                    "Sentences and names belong in `personal`.");
    return refuse_cpr(text);
}

Status check_verbatim(std::string_view text) {
    const auto printable = [](std::uint32_t c) {
        return (c >= 0x20 && c != 0x7f) || c == '\t' || c == '\n' || c == '\r';
    };
    if (text.size() > limits::clear_verbatim_bytes_max || !all_of(text, printable))
        return fail(
            ErrorKind::invalid,
            "A source's own word in a clear field must be UTF-8 without control characters and at most 256 bytes. "
            "What is longer belongs in `personal`.");
    return refuse_cpr(text);
}

Status check_personal_text(std::string_view text) {
    if (text.size() > limits::personal_text_bytes_max)
        return fail(ErrorKind::invalid,
                    "This text is longer than 64 KiB: keep the document elsewhere and refer to it.");
    if (!all_of(text, [](std::uint32_t c) { return c != 0; }))
        return fail(ErrorKind::invalid, "This text is not UTF-8, or holds a NUL.");
    return {};
}

}  // namespace forloeb
