#include "engine/log/take_over.hpp"

namespace forloeb {

Result<std::size_t> take_over(Log& log, Store& store, LogEnd& end, const std::function<void(const Group&)>& taken) {
    FORLOEB_TRY(const std::vector<std::string> groups, log.groups_from({end.edge.size()}));
    for (const std::string& bytes : groups) {
        FORLOEB_TRY(const Group group, decode_group(bytes, end.edge));
        Batch derived(store);
        derive(group, derived);
        FORLOEB_CHECK(store.write(derived, true));
        end = {group.edge, group.header.recorded_at};
        taken(group);
    }
    return groups.size();
}

}  // namespace forloeb
