#include "engine/privacy/seal.hpp"

#include <sodium.h>

#include <algorithm>

#include "engine/log/remainder.hpp"

namespace forloeb {
namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

std::size_t padding_block(SensitivityClass sensitivity) { return sensitivity == SensitivityClass::NARRATIVE ? 256 : 32; }

std::string binding(const SealContext& context, std::uint32_t number, const Uuid& subject, SensitivityClass sensitivity, std::uint32_t generation) {
    std::string out = "forloeb segment v1";
    out.append(as_text(context.origin));
    out.append(as_text(context.event_id.bytes));
    put_big_endian(out, static_cast<std::uint8_t>(context.stream.kind));
    out.append(as_text(context.stream.id.bytes));
    put_big_endian(out, context.type_id);
    put_big_endian(out, number);
    out.append(as_text(subject.bytes));
    put_big_endian(out, static_cast<std::uint8_t>(sensitivity));
    put_big_endian(out, generation);
    return out;
}

}  // namespace

Status seal_segment(const SealContext& context, std::uint32_t number, const PartToSeal& part, KeyFolder& keys,
                    const std::function<void(Byte*, std::size_t)>& entropy, Segment::Builder out) {
    auto key = keys.key_for_sealing(part.subject, part.sensitivity, context.event_id);
    if (!key)
        return tl::make_unexpected(Error{ErrorKind::refused, "This person's keys are destroyed: nothing personal can be recorded about them under this id any more.", {}, "subject.key_destroyed"});
    const std::size_t block = padding_block(part.sensitivity);
    std::string plain(as_text(part.plain));
    plain.push_back(static_cast<char>(0x80));
    plain.resize((plain.size() + block - 1) / block * block, '\0');

    out.getSubject().setHigh(part.subject.high());
    out.getSubject().setLow(part.subject.low());
    out.setClass(part.sensitivity);
    out.setAlgorithm(static_cast<std::uint8_t>(SegmentCipher::event_key));
    out.setGeneration(key->generation);
    std::copy(key->id.begin(), key->id.end(), out.initKeyId(key->id.size()).begin());
    auto nonce = out.initNonce(nonce_bytes);
    entropy(nonce.begin(), nonce.size());
    const std::string bound = binding(context, number, part.subject, part.sensitivity, key->generation);
    auto box = out.initBox(static_cast<unsigned>(plain.size() + tag_bytes));
    crypto_aead_xchacha20poly1305_ietf_encrypt(box.begin(), nullptr, as_bytes(plain).data(), plain.size(), as_bytes(bound).data(),
                                               bound.size(), nullptr, nonce.begin(), key->secret.data());
    sodium_memzero(plain.data(), plain.size());
    sodium_memzero(key->secret.data(), key->secret.size());
    return {};
}

Result<std::optional<std::string>> open_segment(const SealContext& context, std::uint32_t number, Segment::Reader segment, const KeyFolder& keys) {
    const auto damaged = [&] { return fail(ErrorKind::damaged, "A sealed part of event " + context.event_id.text() + " does not open under its key."); };
    const Uuid subject = Uuid::from_halves(segment.getSubject().getHigh(), segment.getSubject().getLow());
    const auto cipher = static_cast<SegmentCipher>(segment.getAlgorithm());
    if (cipher != SegmentCipher::subject_key && cipher != SegmentCipher::event_key)
        return fail(ErrorKind::unsupported, "A sealed part uses a cipher this version does not know: upgrade.");
    const auto key = keys.key_for_opening(subject, segment.getClass(), segment.getGeneration(), cipher, context.event_id);
    if (!key || is_purged(segment)) return std::optional<std::string>();
    const auto box = segment.getBox();
    const auto nonce = segment.getNonce();
    const auto id = segment.getKeyId();
    if (box.size() < tag_bytes || nonce.size() != nonce_bytes || !std::equal(id.begin(), id.end(), key->id.begin(), key->id.end())) return damaged();
    std::string plain(box.size() - tag_bytes, '\0');
    const std::string bound = binding(context, number, subject, segment.getClass(), segment.getGeneration());
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<Byte*>(plain.data()), nullptr, nullptr, box.begin(), box.size(),
                                                   as_bytes(bound).data(), bound.size(), nonce.begin(), key->secret.data()) != 0)
        return damaged();
    const std::size_t end = plain.find_last_of(static_cast<char>(0x80));
    if (end == std::string::npos || plain.find_first_not_of('\0', end + 1) != std::string::npos) return damaged();
    plain.resize(end);
    return std::optional<std::string>(std::move(plain));
}

}  // namespace forloeb
