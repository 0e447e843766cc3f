#include "engine/proof/note.hpp"

#include <algorithm>

#include "engine/proof/base64.hpp"
#include "engine/proof/sha256.hpp"
#include "events/codec/clear_text.hpp"
#include "events/vocabulary/limits.hpp"

namespace forloeb {
namespace {

constexpr std::string_view signature_mark = "\xe2\x80\x94 ";
constexpr std::size_t cosignature_time_bytes = 8;

tl::unexpected<Error> malformed(const char* what) { return fail(ErrorKind::invalid, std::string("This is no signed note: ") + what + "."); }

bool is_text(std::string_view bytes) {
    return check_personal_text(bytes).has_value() && std::ranges::none_of(bytes, [](char c) { return static_cast<Byte>(c) < 0x20 && c != '\n'; });
}

std::uint32_t key_id(std::string_view name, NoteAlgorithm algorithm, ByteSpan key) {
    const Byte between[] = {'\n', static_cast<Byte>(algorithm)};
    return get_big_endian<std::uint32_t>(sha256({as_bytes(name), between, key}).data());
}

Result<NoteSignature> parse_signature(std::string_view line) {
    if (!line.starts_with(signature_mark)) return malformed("a signature does not begin with a dash");
    line.remove_prefix(signature_mark.size());
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return malformed("a signature has no name");
    const auto bytes = from_base64(line.substr(space + 1));
    if (!bytes || bytes->size() <= 4) return malformed("a signature is not base64");
    return NoteSignature{std::string(line.substr(0, space)), get_big_endian<std::uint32_t>(as_bytes(*bytes).data()), bytes->substr(4)};
}

std::string cosigned_text(std::string_view text, std::uint64_t unix_seconds) {
    std::string out = "cosignature/v1\ntime ";
    return out.append(std::to_string(unix_seconds)).append("\n").append(text);
}

bool holds(const NoteSignature& signature, std::string_view text, VerifiedSignature& verified) {
    if (verified.by.algorithm == NoteAlgorithm::ed25519) return ed25519_verifies(verified.by.key, as_bytes(text), as_bytes(signature.signature));
    if (signature.signature.size() != cosignature_time_bytes + sizeof(Ed25519Signature)) return false;
    verified.unix_seconds = get_big_endian<std::uint64_t>(as_bytes(signature.signature).data());
    return ed25519_verifies(verified.by.key, as_bytes(cosigned_text(text, verified.unix_seconds)), as_bytes(signature.signature).subspan(cosignature_time_bytes));
}

}  // namespace

bool is_key_name(std::string_view name) {
    return !name.empty() && is_text(name) && std::ranges::none_of(name, [](char c) { return c == ' ' || c == '+' || c == '\n'; });
}

Result<SignedNote> parse_note(std::string_view bytes) {
    if (bytes.size() > limits::note_bytes_max) return malformed("it is too long");
    if (!is_text(bytes)) return malformed("it is not UTF-8, or has control characters");
    const std::size_t gap = bytes.rfind("\n\n");
    if (gap == std::string_view::npos || bytes.back() != '\n') return malformed("it has no signatures after an empty line");
    SignedNote note;
    note.text = bytes.substr(0, gap + 1);
    for (std::string_view rest = bytes.substr(gap + 2); !rest.empty(); rest.remove_prefix(rest.find('\n') + 1)) {
        if (note.signatures.size() == limits::note_signatures_max) return malformed("it has too many signatures");
        FORLOEB_TRY(NoteSignature signature, parse_signature(rest.substr(0, rest.find('\n'))));
        note.signatures.push_back(std::move(signature));
    }
    if (note.signatures.empty()) return malformed("it has no signatures");
    return note;
}

std::string encode_note(const SignedNote& note) {
    std::string out = note.text + "\n";
    for (const NoteSignature& signature : note.signatures) {
        std::string bytes;
        put_big_endian(bytes, signature.key_id);
        bytes.append(signature.signature);
        out.append(signature_mark).append(signature.name).append(" ").append(to_base64(as_bytes(bytes))).append("\n");
    }
    return out;
}

std::uint32_t VerifierKey::id() const { return key_id(name, algorithm, key); }

std::string VerifierKey::text() const {
    std::string id_bytes, key_bytes(1, static_cast<char>(algorithm));
    put_big_endian(id_bytes, id());
    key_bytes.append(as_text(key));
    std::string out = name;
    return out.append("+").append(to_hex(as_bytes(id_bytes))).append("+").append(to_base64(as_bytes(key_bytes)));
}

Result<VerifierKey> parse_verifier_key(std::string_view text) {
    const auto wrong = [] { return fail(ErrorKind::invalid, "A verifier key is name+id+key, as forloeb log key prints it."); };
    const std::size_t first = text.find('+'), second = first == std::string_view::npos ? first : text.find('+', first + 1);
    if (second == std::string_view::npos || !is_key_name(text.substr(0, first))) return wrong();
    const auto bytes = from_base64(text.substr(second + 1));
    if (!bytes || bytes->empty()) return wrong();
    VerifierKey key;
    key.name = text.substr(0, first);
    key.algorithm = static_cast<NoteAlgorithm>(bytes->front());
    if (key.algorithm != NoteAlgorithm::ed25519 && key.algorithm != NoteAlgorithm::cosignature)
        return fail(ErrorKind::unsupported, "This verifier key is of an algorithm that this program does not know: only Ed25519 (1) and cosignatures by it (4).");
    if (bytes->size() != 1 + key.key.size()) return wrong();
    std::copy_n(bytes->begin() + 1, key.key.size(), key.key.begin());
    if (key.text() != text) return wrong();  // another id, or written otherwise
    return key;
}

Result<std::vector<VerifiedSignature>> verified_signatures(const SignedNote& note, std::span<const VerifierKey> known) {
    std::vector<VerifiedSignature> out;
    for (const NoteSignature& signature : note.signatures) {
        const auto by = std::ranges::find_if(known, [&](const VerifierKey& key) { return key.name == signature.name && key.id() == signature.key_id; });
        if (by == known.end()) continue;
        VerifiedSignature verified{*by};
        if (!holds(signature, note.text, verified)) return fail(ErrorKind::damaged, "The signature of " + by->name + " is not over this text.");
        out.push_back(std::move(verified));
    }
    return out;
}

NoteSignature sign_note(std::string_view text, const std::string& name, const Ed25519Key& key) {
    return {name, key_id(name, NoteAlgorithm::ed25519, key.public_key()), std::string(as_text(key.sign(as_bytes(text))))};
}

NoteSignature cosign_note(std::string_view text, const std::string& name, const Ed25519Key& key, std::uint64_t unix_seconds) {
    std::string bytes;
    put_big_endian(bytes, unix_seconds);
    bytes.append(as_text(key.sign(as_bytes(cosigned_text(text, unix_seconds)))));
    return {name, key_id(name, NoteAlgorithm::cosignature, key.public_key()), std::move(bytes)};
}

}  // namespace forloeb
