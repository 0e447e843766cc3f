#include "engine/verify/table_walk.hpp"

#include "events/vocabulary/bytes.hpp"

namespace forloeb {
namespace {

constexpr std::uint64_t rows_per_cursor = 256;
constexpr std::uint64_t last_start = ~std::uint64_t{0};

std::uint64_t start_of(std::string_view key) {
    std::string padded(key.substr(0, 8));
    padded.resize(8, '\0');
    return get_big_endian<std::uint64_t>(as_bytes(padded).data());
}

std::string key_of(std::uint64_t start) {
    std::string key;
    put_big_endian(key, start);
    return key;
}

}  // namespace

TableWalk::TableWalk(const Store& store, Table table) : store_(store), table_(table), cursor_(store.cursor(table)) {}

bool TableWalk::next() {
    if (ended_) return false;
    if (gap_) {
        const std::uint64_t behind = gap_->end;
        gap_.reset();
        if (behind == last_start) return !(ended_ = true);
        cursor_.seek(key_of(behind));
    } else if (!started_) {
        cursor_.seek("");
    } else if (++rows_since_renewed_ >= rows_per_cursor) {
        rows_since_renewed_ = 0;
        cursor_ = store_.cursor(table_);
        cursor_.seek(last_key_ + '\0');
    } else {
        cursor_.next();
    }
    started_ = true;
    if (cursor_.valid()) {
        last_key_ = cursor_.key();
        return true;
    }
    if (cursor_.status()) return !(ended_ = true);
    find_gap();
    return false;
}

bool TableWalk::readable_from(std::uint64_t key_start) {
    cursor_.seek(key_of(key_start));
    return cursor_.status().has_value();
}

// Doubles its stride until rows can be read again, then closes in on the first such key.
void TableWalk::find_gap() {
    Error error = cursor_.status().error();
    const std::uint64_t from = start_of(last_key_);
    std::uint64_t unreadable = from;
    std::uint64_t readable = last_start;
    for (std::uint64_t stride = 1; unreadable < last_start - stride; stride *= 2) {
        const std::uint64_t there = unreadable + stride;
        if (readable_from(there)) {
            readable = there;
            break;
        }
        unreadable = there;
        if (stride > last_start / 4) break;
    }
    while (readable - unreadable > 1) {
        const std::uint64_t middle = unreadable + (readable - unreadable) / 2;
        if (readable_from(middle))
            readable = middle;
        else
            unreadable = middle;
    }
    gap_ = Gap{from, readable, std::move(error)};
}

}  // namespace forloeb
