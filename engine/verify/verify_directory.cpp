#include "engine/verify/verify_directory.hpp"

#include "engine/proof/merkle.hpp"
#include "engine/storage/layout.hpp"
#include "engine/storage/store.hpp"

namespace forloeb {
namespace {

VerifyReport only(VerifyLevel level, std::vector<Finding> findings) {
    VerifyReport report;
    report.level = level;
    report.findings_count = findings.size();
    report.findings = std::move(findings);
    return report;
}

Result<layout::HeadRecord> stored_head(const Store& store) {
    FORLOEB_TRY(const auto row, store.get(Table::meta, layout::head_key));
    if (row) return layout::decode_head(as_bytes(*row));
    layout::HeadRecord empty;
    empty.root = MerkleEdge().root();
    return empty;
}

}  // namespace

Result<VerifyReport> verify_directory(const std::filesystem::path& data, const std::filesystem::path& keys, VerifyLevel level,
                                      const Environment& environment, const VerifyStep& step) {
    std::error_code error;
    if (!std::filesystem::exists(data / "log", error)) return fail(ErrorKind::not_found, "There is no Forløb data directory at " + data.string() + ".");
    const std::filesystem::path key_folder = keys.empty() ? std::filesystem::path(data.string() + ".keys") : keys;
    auto store = Store::open(data / "log", environment.disk, false);
    if (!store) {
        if (store.error().kind == ErrorKind::conflict) return tl::make_unexpected(store.error());
        return only(level, {{"", "", {}, {}, store.error().message}});
    }
    const auto head = stored_head(**store);
    if (head) return verify({**store, data, key_folder, head->next, head->root}, level, step);
    // Without a head nobody can say what the log should be; the files can still be read.
    VerifyReport report = verify({**store, data, key_folder, {}, {}}, VerifyLevel::checksums, step);
    report.level = level;
    ++report.findings_count;
    report.findings.push_back({"", name_of(Table::meta), {}, {}, head.error().message});
    return report;
}

}  // namespace forloeb
