#include "engine/log/manifest_proof.hpp"

#include "engine/proof/merkle.hpp"
#include "engine/storage/layout.hpp"
#include "engine/storage/torn_manifest.hpp"
#include "engine/verify/verify.hpp"

namespace forloeb {
namespace {

Result<RecoveredHead> head_of(const Store& store) {
    FORLOEB_TRY(const auto row, store.get(Table::meta, layout::head_key));
    if (!row) return RecoveredHead{{}, MerkleEdge().root()};
    FORLOEB_TRY(const layout::HeadRecord head, layout::decode_head(as_bytes(*row)));
    return RecoveredHead{head.next, head.root};
}

/// `damaged` if the shortened store is not all there was.
Status prove(const TornManifest& torn, const Store& shortened, HeadEvidence evidence) {
    FORLOEB_TRY(const RecoveredHead recovered, head_of(shortened));
    FORLOEB_TRY(const std::vector<StrayRow> strays, torn.stray_rows(shortened, layout::head_key));
    for (const StrayRow& stray : strays)
        if (const auto head = layout::decode_head(as_bytes(stray.value))) evidence.strays.push_back({stray.file, head->next});
    FORLOEB_CHECK(judge_head(evidence, recovered));
    const VerifyReport report = verify({shortened, {}, {}, recovered.next, recovered.root}, VerifyLevel::full, [](const VerifyProgress&) { return true; });
    if (!report.is_clean()) return fail(ErrorKind::damaged, report.findings.front().what);
    return {};
}

Status prove(const TornManifest& torn, const HeadEvidence& evidence) {
    if (torn.goes_on()) return fail(ErrorKind::damaged, "Whole records stand behind it, so that it is no torn end.");
    FORLOEB_CHECK(torn.write_shortened());
    const auto shortened = torn.look();
    if (shortened) return prove(torn, **shortened, evidence);
    // Cut off while its tables were made, before there could be any event.
    if (shortened.error().kind == ErrorKind::not_found && evidence.is_empty()) return {};
    return tl::make_unexpected(shortened.error());
}

}  // namespace

Result<std::uint64_t> shorten_torn_manifest(const std::filesystem::path& data, rocksdb::Env* disk, const HeadEvidence& evidence) {
    const auto torn = TornManifest::find(data, disk);
    if (!torn) return 0;
    Status done = prove(*torn, evidence);
    const bool proven = done.has_value();
    if (proven) done = torn->put_in_place();
    torn->discard();
    if (proven) return done ? Result<std::uint64_t>(torn->torn_bytes()) : tl::make_unexpected(done.error());
    if (done.error().kind == ErrorKind::storage) return tl::make_unexpected(done.error());
    return fail(ErrorKind::damaged, torn->file().string() + " is not what was written from byte " + std::to_string(torn->whole_bytes()) + " on (" + std::to_string(torn->torn_bytes()) +
                                        " bytes), and without those bytes the log cannot be proven: " + done.error().message +
                                        " Nothing was changed. Restore from a backup; do not delete the data directory.");
}

}  // namespace forloeb
