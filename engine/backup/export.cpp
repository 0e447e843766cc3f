#include "engine/backup/export.hpp"

#include "engine/storage/layout.hpp"
#include "engine/storage/store.hpp"

namespace forloeb {
namespace {

std::string key_of(ExportPoint point) { return point.inside ? layout::run_key(point.position) : layout::group_key(point.position); }

/// Where the value at `here` leads to; `damaged` if it is not what belongs there.
Result<ExportPoint> after(ExportPoint here, std::string_view value) {
    if (!here.inside) {
        FORLOEB_TRY(const layout::GroupHeader header, layout::decode_group_header(as_bytes(value)));
        return ExportPoint{here.position, true};
    }
    FORLOEB_TRY(const auto records, layout::decode_run(value));
    for (const layout::Record& record : records) {
        if (record.leaf.position != here.position) return fail(ErrorKind::damaged, "A run of the log holds other positions than its key says.");
        here.position = here.position.next();
    }
    return here;
}

}  // namespace

Result<LogExport> export_log(const Store& store, ExportPoint from, Position end, std::size_t bytes_max) {
    LogExport out{{}, from};
    Cursor cursor = store.cursor(Table::log);
    std::size_t bytes = 0;
    const auto at_position = [&out](Error error) {
        error.message += " Near position " + std::to_string(out.next.position.value) + " of the log.";
        return tl::make_unexpected(std::move(error));
    };
    cursor.seek(key_of(from));
    while (out.next.position < end && (bytes < bytes_max || out.values.empty())) {
        if (const Status status = cursor.status(); !status) return at_position(status.error());
        if (!cursor.valid() || cursor.key() != key_of(out.next)) return at_position({ErrorKind::damaged, "Events are missing from the log.", {}, {}});
        auto next = after(out.next, cursor.value());
        if (!next) return at_position(std::move(next.error()));
        out.values.emplace_back(cursor.value());
        out.next = *next;
        bytes += cursor.value().size();
        cursor.next();
        // Behind a run either the group goes on or the next one begins.
        if (cursor.valid() && cursor.key() == layout::group_key(out.next.position)) out.next.inside = false;
    }
    return out;
}

}  // namespace forloeb
