#include "tools/import/append_writer.hpp"

#include "events/vocabulary/limits.hpp"

namespace forloeb {
namespace {

/// Far enough below limits::append_bytes_max for what sealing adds.
constexpr std::size_t append_bytes_full = limits::append_bytes_max / 4;

}  // namespace

AppendWriter::AppendWriter(ImportTarget& target, ImportReport& report, bool dry_run)
    : target_(target), report_(report), dry_run_(dry_run) {
    append_.append_id = target_.new_id();
}

Status AppendWriter::make_room(std::size_t events, std::size_t bytes) {
    const bool fits = events_ + events <= limits::append_events_max && bytes_ + bytes <= append_bytes_full &&
                      append_.writes.size() < limits::append_lookups_max;
    return fits ? Status{} : flush();
}

Uuid AppendWriter::next_event_id() const {
    return derive_event_id(append_.append_id, static_cast<std::uint32_t>(events_));
}

void AppendWriter::add(CaseEnd& end, ReadyEvent event, bool synthesised) {
    if (append_.writes.empty() || append_.writes.back().stream != end.stream)
        append_.writes.push_back({end.stream, end.version, {}, {}});
    StreamWrite& write = append_.writes.back();
    if (end.binding) write.binding = std::exchange(end.binding, std::nullopt);
    bytes_ += event.bytes();
    ++events_;
    ++report_.appended_by_type[std::string(event.checked.type->name)];
    ++(synthesised ? report_.synthesised_events : report_.new_events);
    write.events.push_back(std::move(event));
    end.version = end.version.next();
}

Status AppendWriter::flush() {
    if (events_ == 0) return {};
    ImportAppend full = std::exchange(append_, {});
    append_.append_id = target_.new_id();
    events_ = 0;
    bytes_ = 0;
    return dry_run_ ? Status{} : target_.append(std::move(full));
}

}  // namespace forloeb
