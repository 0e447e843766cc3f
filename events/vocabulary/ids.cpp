#include "events/vocabulary/ids.hpp"

#include <algorithm>

namespace forloeb {
namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}
bool is_dash_index(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

}  // namespace

std::string Uuid::text() const {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out(36, '-');
    std::size_t at = 0;
    for (const Byte byte : bytes) {
        if (is_dash_index(at)) ++at;
        out[at++] = digits[static_cast<std::size_t>(byte) / 16];
        out[at++] = digits[static_cast<std::size_t>(byte) % 16];
    }
    return out;
}

Uuid Uuid::from_halves(std::uint64_t high, std::uint64_t low) {
    Uuid uuid;
    for (std::size_t i = 0; i < 8; ++i) {
        uuid.bytes[i] = static_cast<Byte>(high >> (56 - 8 * i));
        uuid.bytes[8 + i] = static_cast<Byte>(low >> (56 - 8 * i));
    }
    return uuid;
}

Result<Uuid> Uuid::parse(std::string_view text) {
    const auto bad = [] { return fail(ErrorKind::invalid, "Not a UUID: expected 36 characters such as 01930d5e-0000-7000-8000-000000000000."); };
    if (text.size() != 36) return bad();
    Uuid uuid;
    std::size_t nibble = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_dash_index(i)) {
            if (text[i] != '-') return bad();
            continue;
        }
        const int value = hex_value(text[i]);
        if (value < 0) return bad();
        Byte& byte = uuid.bytes[nibble / 2];
        byte = static_cast<Byte>(nibble % 2 == 0 ? value << 4 : byte | value);
        ++nibble;
    }
    return uuid;
}

Uuid Uuid::v7(std::uint64_t unix_ms, const std::array<Byte, 10>& entropy) {
    Uuid uuid;
    for (int i = 0; i < 6; ++i) uuid.bytes[static_cast<std::size_t>(i)] = static_cast<Byte>(unix_ms >> (40 - 8 * i));
    std::copy(entropy.begin(), entropy.end(), uuid.bytes.begin() + 6);
    uuid.bytes[6] = static_cast<Byte>(0x70 | (uuid.bytes[6] & 0x0f));
    uuid.bytes[8] = static_cast<Byte>(0x80 | (uuid.bytes[8] & 0x3f));
    return uuid;
}

std::string_view stream_kind_name(StreamKind kind) {
    switch (kind) {
        case StreamKind::case_: return "case";
        case StreamKind::person: return "person";
        case StreamKind::project: return "project";
        case StreamKind::reads: return "reads";
        case StreamKind::governance: return "governance";
    }
    return "unknown";
}

Result<StreamKind> parse_stream_kind(std::string_view name) {
    for (StreamKind kind : {StreamKind::case_, StreamKind::person, StreamKind::project, StreamKind::governance})
        if (stream_kind_name(kind) == name) return kind;
    return fail(ErrorKind::invalid, "Unknown stream kind: use case, person, project or governance.");
}

}  // namespace forloeb
