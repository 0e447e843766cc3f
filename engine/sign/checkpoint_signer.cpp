#include "engine/sign/checkpoint_signer.hpp"

#include "engine/log/stored_tree.hpp"
#include "engine/sign/succession.hpp"

namespace forloeb {
namespace {

constexpr std::int64_t sign_every_micros = 1'000'000;

tl::unexpected<Error> refused(std::string why, const char* rule) {
    Error error{ErrorKind::refused, std::move(why), {}, rule};
    return tl::make_unexpected(std::move(error));
}

std::string events(Position size) { return std::to_string(size.value) + " events"; }

}  // namespace

CheckpointSigner::CheckpointSigner(const Engine& engine, std::function<void(Byte* out, std::size_t size)> entropy)
    : engine_(engine), entropy_(std::move(entropy)), origin_(engine.options().origin), files_(engine.options().keys, origin_) {}

Result<Ed25519Key> CheckpointSigner::key() {
    if (!is_key_name(origin_)) return refused("The log's origin '" + origin_ + "' cannot be the name of a key: it has spaces or '+'. A log with another origin is a new data directory.", "key_name");
    FORLOEB_TRY(const auto known, files_.key());
    if (known) return *known;
    if (!engine_.restored_from().empty())
        return refused("This directory was restored from a backup, and its key folder has neither the log's signing key nor what was signed last (" +
                           files_.key_file().filename().string() + "). Start with the original key folder (--keys): a new key under the old name would be a second history.",
                       "restored");
    return files_.make_key(entropy_);
}

Result<VerifierKey> CheckpointSigner::verifier_key() {
    const std::lock_guard lock(mutex_);
    FORLOEB_TRY(const Ed25519Key pair, key());
    return VerifierKey{origin_, NoteAlgorithm::ed25519, pair.public_key()};
}

Status CheckpointSigner::check_continues(const LogCheckpoint& last, const TreeHead& now) const {
    if (now.size < last.tree.size)
        return refused("The log has " + events(now.size) + ", but a checkpoint of " + events(last.tree.size) +
                           " was signed: this is an older copy, and signing it would make a second history. Restore a newer backup; if there is none, keep "
                           "this copy unsigned, and give what is written from now on a new data directory with an origin of its own.",
                       "behind");
    FORLOEB_TRY(StoredTree tree, engine_.tree(last.tree.size));
    FORLOEB_TRY(const TreeHead then, tree.head());
    if (then != last.tree)
        return refused("The first " + events(last.tree.size) + " of this log are not those whose checkpoint was signed: it is another history. Keep this directory and " +
                           files_.signed_file().string() + " as they are, and have somebody find out which one is true.",
                       "not_consistent");
    return {};
}

Result<std::string> CheckpointSigner::take_over_from(const SigningFiles& old_log) {
    const std::lock_guard lock(mutex_);
    FORLOEB_TRY(const Ed25519Key pair, key());
    return hand_over(old_log, files_, pair);
}

Result<std::string> CheckpointSigner::checkpoint() {
    const std::lock_guard lock(mutex_);
    FORLOEB_TRY(const Ed25519Key pair, key());
    FORLOEB_TRY(const auto successor, files_.successor());
    if (successor)
        return refused("Another log goes on for this one, which was signed for the last time; its key and where this one ended stand in the key folder, in successor-*.note.", "succeeded");
    FORLOEB_TRY(const auto last, files_.signed_last({origin_, NoteAlgorithm::ed25519, pair.public_key()}));
    const LogHead head = engine_.head();
    const TreeHead now{head.next, head.root};
    const Instant moment = engine_.now();
    if (last) {
        FORLOEB_TRY(const SignedNote note, parse_note(*last));
        FORLOEB_TRY(const LogCheckpoint before, parse_checkpoint(note.text));
        FORLOEB_CHECK(check_continues(before, now));
        const bool just_signed = signed_at_.micros != 0 && moment >= signed_at_ && moment.micros - signed_at_.micros < sign_every_micros;
        if (before.tree.size == now.size || just_signed) return *last;
    }
    const std::string text = encode_checkpoint({origin_, now});
    const std::string note = encode_note({text, {sign_note(text, origin_, pair)}});
    FORLOEB_CHECK(files_.keep(note));
    signed_at_ = moment;
    return note;
}

}  // namespace forloeb
