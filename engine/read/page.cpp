#include "engine/read/page.hpp"

namespace forloeb {

Result<Page> opened(const StoredPage& stored) {
    Page page;
    page.at_end = stored.at_end;
    page.events.reserve(stored.records.size());
    for (const layout::Record& record : stored.records) {
        FORLOEB_TRY(EventView event, EventView::open_in_place(record.leaf, record.payload, stored.bytes));
        page.events.push_back(std::move(event));
    }
    return page;
}

}  // namespace forloeb
