#include "engine/backup/group_assembler.hpp"

#include "engine/log/remainder.hpp"

namespace forloeb {

tl::unexpected<Error> GroupAssembler::damaged(const char* what) const {
    return fail(ErrorKind::damaged, std::string(what) + " At position " + std::to_string(group_.edge.size()) + " of the log.");
}

Status GroupAssembler::begin(std::string_view value) {
    const auto header = layout::decode_group_header(as_bytes(value));
    if (!header) return damaged("A group header is not what was written.");
    if (header->root_before != group_.edge.root()) return damaged("A group does not continue the log before it.");
    if (header->count == 0) return damaged("A group has no events.");
    group_.first = {group_.edge.size()};
    group_.header = *header;
    group_.events.clear();
    group_.tiles.clear();
    runs_.clear();
    return {};
}

Status GroupAssembler::add(const layout::Record& record) {
    const bool in_place = in_the_middle() && record.leaf.position.value == group_.edge.size();
    if (!in_place) return damaged("An event stands where it does not belong.");
    if (!is_what_its_leaf_says(record)) return damaged("An event is not what its leaf says.");
    GroupEvent event{record.leaf, {}, record.payload};
    encode_leaf(record.leaf, event.leaf_record);
    const Hash leaf = leaf_hash(as_bytes(event.leaf_record));
    group_.add(std::move(event), leaf);
    return {};
}

Result<const Group*> GroupAssembler::take(std::string_view value) {
    if (!in_the_middle()) {
        FORLOEB_CHECK(begin(value));
        return nullptr;
    }
    runs_.emplace_back(value);
    const auto records = layout::decode_run(runs_.back());
    if (!records) return damaged("A run of events is not what was written.");
    for (const layout::Record& record : *records) FORLOEB_CHECK(add(record));
    return in_the_middle() ? nullptr : &group_;
}

}  // namespace forloeb
