#include "engine/verify/verify.hpp"

#include "engine/privacy/key_folder.hpp"
#include "engine/storage/data_directory.hpp"
#include "engine/storage/store.hpp"
#include "engine/verify/check_entries.hpp"
#include "engine/verify/check_streams.hpp"

namespace forloeb {
namespace {

void check_files(const VerifyTarget& target, Course& course, const std::vector<StoredFile>& files) {
    course.begin("files");
    for (const StoredFile& file : files) {
        const Status status = target.store.check_file(file, [&course](std::size_t bytes) { return course.read(bytes); });
        if (!course.go_on()) return;
        if (!status) course.found({file.path.filename().string(), file.table, {}, {}, status.error().message});
        ++course.report().files;
    }
    if (!target.data.empty()) {
        const auto description = read_description(target.data);
        if (!description) course.found({"FORMAT", "", {}, {}, description.error().message});
        if (description && !description->has_value()) course.found({"FORMAT", "", {}, {}, "FORMAT is missing. Restore it from a backup."});
        ++course.report().files;
    }
    if (!target.keys.empty()) {
        if (const Status keys = KeyFolder::check(target.keys); !keys) course.found({"", "", {}, {}, keys.error().message});
        course.report().files += KeyFolder::files_of(target.keys).size();
    }
}

// Head record and edge of the proof tree, of one moment.
void check_head(const VerifyTarget& target, Course& course) {
    const auto found = [&course](std::string what) { course.found({"", name_of(Table::meta), {}, {}, std::move(what)}); };
    Cursor cursor = target.store.cursor(Table::meta);
    const auto row = [&cursor](std::string_view key) {
        cursor.seek(key);
        return cursor.valid() && cursor.key() == key ? std::optional<std::string>(cursor.value()) : std::nullopt;
    };
    const auto head_row = row(layout::head_key), edge_row = row(layout::edge_key);
    if (const Status status = cursor.status(); !status) return course.found(status.error(), name_of(Table::meta));
    if (!head_row && !edge_row && target.head.value == 0) return;
    if (!head_row || !edge_row) return found("The head record or the proof tree's edge is missing.");
    const auto head = layout::decode_head(as_bytes(*head_row));
    const auto edge = MerkleEdge::decode(as_bytes(*edge_row));
    if (!head || !edge) return found("The head record or the proof tree's edge is not readable.");
    if (edge->size() != head->next.value || edge->root() != head->root) found("The head record and the proof tree's edge disagree.");
    if (head->next < target.head) found("The head record names fewer events than were acknowledged.");
}

}  // namespace

VerifyReport verify(const VerifyTarget& target, VerifyLevel level, const VerifyStep& step) {
    VerifyReport report;
    report.level = level;
    report.head = target.head;
    report.root = target.root;
    const auto files = target.store.files();
    std::uint64_t bytes = 0;
    if (files)
        for (const StoredFile& file : *files) bytes += file.bytes;
    Course course(report, step, level == VerifyLevel::checksums ? bytes : 2 * bytes);
    if (!files) course.found({"", "", {}, {}, files.error().message});
    if (files) check_files(target, course, *files);
    if (!course.go_on() || level == VerifyLevel::checksums) return report;
    check_head(target, course);
    LogFacts facts = LogCheck(target, course, level == VerifyLevel::full).run();
    if (!course.go_on()) return report;
    report.streams = level == VerifyLevel::log ? facts.streams.size() : 0;
    if (level == VerifyLevel::full) {
        check_streams(target, facts, course);
        if (course.go_on()) check_entries(target, facts, course);
    }
    return report;
}

}  // namespace forloeb
