#include "engine/backup/restore.hpp"
#include "engine/backup/scratch_folder.hpp"
#include "engine/engine.hpp"
#include "engine/privacy/seal.hpp"
#include "engine/proof/sha256.hpp"
#include "engine/storage/store.hpp"

namespace forloeb {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t streams_at_a_time = 1000;

Result<VerifyReport> verify_without_keys(const fs::path& data, const BackupManifest& manifest, const Environment& environment, const VerifyStep& step, VerifyLevel level) {
    Hash root{};
    for (std::size_t i = 0; i < root.size(); ++i) root[i] = static_cast<Byte>(std::stoi(manifest.root.substr(2 * i, 2), nullptr, 16));
    FORLOEB_TRY(const std::unique_ptr<Store> store, Store::open(data / "log", environment.disk, false));
    return verify({*store, data, {}, manifest.events, root}, level, step);
}

/// Uses a restored directory as a reader would: every stream folded, every sealed part opened.
class Readback {
  public:
    Readback(const Engine& engine, const KeyFolder& keys, BackupProof& proof) : engine_(engine), keys_(keys), proof_(proof) {}

    Status read(StreamKind kind) {
        for (Uuid after;;) {
            FORLOEB_TRY(const std::vector<StreamId> streams, engine_.list_streams(kind, after, streams_at_a_time));
            for (const StreamId stream : streams) FORLOEB_CHECK(read(stream));
            if (streams.size() < streams_at_a_time) return {};
            after = streams.back().id;
        }
    }

  private:
    Status read(StreamId stream) {
        FORLOEB_TRY(const History history, engine_.history(stream, {}));
        ++proof_.histories;
        FORLOEB_TRY(const std::vector<EventView> events, engine_.read_whole_stream(stream));
        for (const EventView& event : events) {
            const SealContext context{origin_, event.leaf().event_id, stream, event.leaf().type_id};
            std::uint32_t number = 0;
            for (const Segment::Reader segment : event.stored().getSegments()) {
                FORLOEB_TRY(const auto plain, open_segment(context, number++, segment, keys_));
                ++(plain ? proof_.opened : proof_.unopened);
            }
        }
        return {};
    }

    const Engine& engine_;
    const KeyFolder& keys_;
    BackupProof& proof_;
    const Hash origin_ = sha256(as_bytes(engine_.options().origin));
};

}  // namespace

Result<BackupProof> prove_backup(const fs::path& backup, const fs::path& keys, const fs::path& scratch, const Environment& environment, const VerifyStep& step,
                                 VerifyLevel level) {
    const ScratchFolder cleared(scratch);
    BackupProof proof;
    FORLOEB_TRY(proof.manifest, restore_backup(backup, scratch / "data", environment, step));
    proof.with_keys = !keys.empty() && level == VerifyLevel::full;
    if (!proof.with_keys) {
        FORLOEB_TRY(proof.report, verify_without_keys(scratch / "data", proof.manifest, environment, step, level));
        return proof;
    }
    // Copied once more: opening a key folder may drop a torn end from it, and a backup stays as it was made.
    FORLOEB_CHECK(KeyFolder::copy(keys, scratch / "keys"));
    EngineOptions options;
    options.data = scratch / "data";
    options.keys = scratch / "keys";
    options.controller = proof.manifest.controller;
    options.create = false;
    FORLOEB_TRY(const std::unique_ptr<Engine> engine, Engine::open(options, environment));
    // Behind the engine, which destroys again what was destroyed since these keys were copied.
    FORLOEB_TRY(const std::unique_ptr<KeyFolder> folder, KeyFolder::open(options.keys, false, environment));
    proof.report = engine->verify(VerifyLevel::full, step);
    Readback readback(*engine, *folder, proof);
    for (const StreamKind kind : {StreamKind::case_, StreamKind::person, StreamKind::project, StreamKind::reads, StreamKind::governance})
        FORLOEB_CHECK(readback.read(kind));
    return proof;
}

}  // namespace forloeb
