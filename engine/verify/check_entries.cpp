#include "engine/verify/check_entries.hpp"

#include <algorithm>

#include "engine/append/request.hpp"
#include "engine/read/reader.hpp"

namespace forloeb {
namespace {

constexpr std::size_t log_key_bytes = 9;
constexpr std::size_t append_key_bytes = 16;
constexpr std::size_t token_bytes = 32;

/// Calls `visit` with each row of a table, until told to stop.
template <typename Visit>
void for_each_row(const VerifyTarget& target, Table table, Course& course, Visit visit) {
    course.begin(name_of(table));
    TableWalk walk(target.store, table);
    while (course.go_on()) {
        if (walk.next()) {
            visit(walk.key(), walk.value());
            if (!course.read(walk.key().size() + walk.value().size())) return;
        } else if (walk.gap()) {
            course.found(walk.gap()->error, name_of(table));
        } else {
            return;
        }
    }
}

// ---- appends ----

/// An entry of an append below the head, if the row is one.
std::optional<layout::AppendRow> append_row(const VerifyTarget& target, std::string_view key, std::string_view value) {
    const auto row = layout::decode_append_row(as_bytes(value));
    return key.size() == append_key_bytes && row && row->first < target.head ? std::optional(*row) : std::nullopt;
}

EntrySum stored_appends(const VerifyTarget& target, Course& course) {
    EntrySum sum;
    for_each_row(target, Table::appends, course, [&](std::string_view key, std::string_view value) {
        if (key.size() != append_key_bytes || !layout::decode_append_row(as_bytes(value)))
            return course.found({"", name_of(Table::appends), {}, {}, "An entry of an append is not readable."});
        if (!append_row(target, key, value)) return;
        ++course.report().appends;
        sum.add(as_bytes(key), value);
    });
    return sum;
}

void check_appends_of(const VerifyTarget& target, Position first, const layout::GroupHeader& header, Course& course) {
    for (const layout::AppendEntry& entry : header.appends) {
        const auto row = target.store.get(Table::appends, as_text(entry.append_id.bytes));
        const Position end{first.value + entry.count};
        if (!row)
            course.found(row.error(), name_of(Table::appends), first, end);
        else if (*row != layout::encode_append_row({first, entry.count, entry.digest}))
            course.found({"", name_of(Table::appends), first, end, "The entry of an append is missing or another than its group says: a retry would not be recognised."});
        first = end;
    }
}

// Once it is known that some differ: each by itself, there and back.
void name_wrong_appends(const VerifyTarget& target, Course& course) {
    for (TableWalk log(target.store, Table::log); course.go_on() && (log.next() || log.gap());) {
        if (log.gap() || log.key().size() != log_key_bytes || log.key().back() != 0) continue;
        const Position first{get_big_endian<std::uint64_t>(as_bytes(log.key()).data())};
        if (first >= target.head) break;
        if (const auto header = layout::decode_group_header(as_bytes(log.value()))) check_appends_of(target, first, *header, course);
        if (!course.read(log.key().size() + log.value().size())) return;
    }
    const Reader reader(target.store);
    for (TableWalk appends(target.store, Table::appends); course.go_on() && (appends.next() || appends.gap());) {
        if (appends.gap()) continue;
        const auto row = append_row(target, appends.key(), appends.value());
        if (!row) continue;
        Uuid append_id;
        std::ranges::copy(as_bytes(appends.key()), append_id.bytes.begin());
        // Its first event's id derives from it, so the log itself says whether there was such an append.
        const auto leaf = reader.leaf_at(row->first);
        if (leaf && leaf->event_id != derive_event_id(append_id, 0))
            course.found({"", name_of(Table::appends), row->first, row->first.next(), "There is an entry for an append that is not in the log."});
        if (!course.read(appends.key().size() + appends.value().size())) return;
    }
}

// ---- identifiers ----

std::vector<Hash> tokens_of_log_from(const VerifyTarget& target, Position first) {
    std::vector<Hash> tokens;
    Cursor cursor = target.store.cursor(Table::log);
    for (cursor.seek(layout::group_key(first)); cursor.valid(); cursor.next()) {
        if (cursor.key().empty() || cursor.key().back() != 0) continue;
        const auto header = layout::decode_group_header(as_bytes(cursor.value()));
        if (!header) continue;
        for (const layout::BindingEntry& binding : header->bindings) tokens.push_back(binding.token);
    }
    return tokens;
}

// Both in the order of their tokens.
void check_identifiers(const VerifyTarget& target, LogFacts& facts, Course& course) {
    const auto token_of = [](const LogFacts::Bound& bound) -> const Hash& { return bound.entry.token; };
    std::ranges::stable_sort(facts.bindings, {}, token_of);
    std::vector<bool> met(facts.bindings.size());
    std::vector<Hash> strange;
    for_each_row(target, Table::identifiers, course, [&](std::string_view key, std::string_view value) {
        Hash token{};
        if (key.size() != token_bytes || !layout::decode_stream(as_bytes(value)))
            return course.found({"", name_of(Table::identifiers), {}, {}, "An entry of an identifier is not readable."});
        std::ranges::copy(as_bytes(key), token.begin());
        const auto bound = std::ranges::equal_range(facts.bindings, token, {}, token_of);
        if (bound.empty()) return strange.push_back(token);
        ++course.report().identifiers;
        for (auto each = bound.begin(); each != bound.end(); ++each)
            met[static_cast<std::size_t>(each - facts.bindings.begin())] = layout::encode_stream(each->entry.stream) == value;
    });
    if (!course.go_on()) return;
    for (std::size_t i = 0; i < met.size(); ++i) {
        const LogFacts::Bound& bound = facts.bindings[i];
        if (!met[i])
            course.found({"", name_of(Table::identifiers), bound.group, bound.group,
                          "The entry of a bound identifier is missing or names another stream than " + bound.entry.stream.id.text() + "."});
    }
    if (strange.empty() || facts.has_gaps) return;
    const std::vector<Hash> since = tokens_of_log_from(target, target.head);  // bound while this was reading
    for (const Hash& token : strange)
        if (std::ranges::find(since, token) == since.end())
            course.found({"", name_of(Table::identifiers), {}, {}, "There is an entry for an identifier that the log does not bind."});
}

}  // namespace

void check_entries(const VerifyTarget& target, LogFacts& facts, Course& course) {
    if (stored_appends(target, course) != facts.appends) name_wrong_appends(target, course);
    if (course.go_on()) check_identifiers(target, facts, course);
}

}  // namespace forloeb
