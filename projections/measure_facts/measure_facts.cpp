#include "projections/measure_facts/measure_facts.hpp"

#include <capnp/message.h>
#include <kj/exception.h>

#include <array>
#include <cstdint>
#include <limits>

#include "projections/runner/row_value.hpp"
#include "projections/runner/stored_row.hpp"
#include "projections/schema/rows.capnp.h"

namespace forloeb {
namespace {

using Parts = std::array<std::string, facts_parts>;

std::string& part_of(Parts& parts, FactsPart part) { return parts[static_cast<std::size_t>(part)]; }

// ---- writing ----

std::string encode_types(const std::vector<const EventType*>& types) {
    std::string bytes;
    for (const EventType* type : types) put_big_endian(bytes, type->type_id());
    return bytes;
}

void encode_acts_apart(Parts& parts, const std::vector<facts::Act>& acts) {
    for (const facts::Act& act : acts) {
        part_of(parts, FactsPart::event_ids).append(as_text(act.at.event.bytes));
        put_big_endian(part_of(parts, FactsPart::recorded), act.at.recorded.micros);
    }
}

Parts encode(const facts::CaseFacts& facts, const std::vector<Recording::Since>& firsts) {
    FactsEncoder encoder;
    encoder.in(FactsPart::firsts, firsts);
    each_facts_list(facts, [&](FactsPart part, const auto& list) { encoder.in(part, list); });
    Parts parts;
    for (std::size_t part = 0; part < facts_parts; ++part) parts[part] = encoder.bytes(static_cast<FactsPart>(part));
    encode_acts_apart(parts, facts.acts);
    part_of(parts, FactsPart::words) = WordTable::written(encoder.numbering().words());
    part_of(parts, FactsPart::types) = encode_types(encoder.numbering().types());
    return parts;
}

std::int64_t last_occurs(const History& history) {
    if (history.effective.empty() || history.effective.back().occurred.is_unknown()) return std::numeric_limits<std::int64_t>::min();
    return history.effective.back().occurred.at.micros;
}

// ---- reading ----

class PartsOfRow {
  public:
    PartsOfRow(rows::MeasureFactsRow::Reader row, FactsWanted wanted) : parts_(row.getParts()), wanted_(wanted) {}

    [[nodiscard]] bool whole() const { return parts_.size() == facts_parts; }
    /// Empty if it is not wanted.
    [[nodiscard]] std::string_view bytes(FactsPart part) const {
        if (!wanted_.has(part)) return {};
        const auto data = parts_[static_cast<unsigned>(part)];
        return {reinterpret_cast<const char*>(data.begin()), data.size()};
    }
    [[nodiscard]] bool wants(FactsPart part) const { return wanted_.has(part); }

  private:
    capnp::List<capnp::Data>::Reader parts_;
    FactsWanted wanted_;
};

bool decode_types(std::string_view bytes, std::vector<const EventType*>& types) {
    for (; bytes.size() >= sizeof(std::uint64_t); bytes.remove_prefix(sizeof(std::uint64_t))) {
        types.push_back(find_event_type(get_big_endian<std::uint64_t>(as_bytes(bytes).data())));
        if (types.back() == nullptr) return false;
    }
    return bytes.empty();
}

void decode_acts_apart(const PartsOfRow& parts, FactsWords& words) {
    for (auto ids = parts.bytes(FactsPart::event_ids); ids.size() >= sizeof(Uuid); ids.remove_prefix(sizeof(Uuid)))
        std::copy_n(ids.begin(), sizeof(Uuid), words.event_ids.emplace_back().bytes.begin());
    for (auto times = parts.bytes(FactsPart::recorded); times.size() >= sizeof(std::int64_t); times.remove_prefix(sizeof(std::int64_t)))
        words.recorded.push_back({get_big_endian<std::int64_t>(as_bytes(times).data())});
}

bool decode_words(const PartsOfRow& parts, FactsWords& words) {
    words.types.clear();
    words.event_ids.clear();
    words.recorded.clear();
    const auto table = WordTable::of(parts.bytes(FactsPart::words));
    if (!table || !decode_types(parts.bytes(FactsPart::types), words.types)) return false;
    words.words = *table;
    decode_acts_apart(parts, words);
    return true;
}

bool decode_row(rows::MeasureFactsRow::Reader row, FactsWanted wanted, FactsWords& words, FactsDecoder& decoder, StoredFacts& into) {
    const PartsOfRow parts(row, wanted);
    if (!parts.whole() || !decode_words(parts, words)) return false;
    into.last_occurs = {row.getLastOccurs()};
    into.facts.citizen = Uuid::from_halves(row.getCitizen().getHigh(), row.getCitizen().getLow());
    into.facts.source_system = row.getSource().cStr();
    decoder.begin(words, [&](FactsPart part) { return parts.bytes(part); });
    decoder.in(FactsPart::firsts, into.firsts);
    each_facts_list(into.facts, [&](FactsPart part, auto& list) { decoder.in(part, list); });
    return decoder.ok();
}

/// Cap'n Proto reads in place what stands where words may stand; anything else must be copied first.
bool can_be_read_in_place(std::string_view bytes) {
    return !bytes.empty() && bytes.size() % sizeof(capnp::word) == 0 && reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(capnp::word) == 0;
}

}  // namespace

RowsOrParked MeasureFactsProjection::rows(const History& history, const facts::CaseFacts& facts) const {
    Recording recording;
    recording.add(facts);
    const std::vector<Recording::Since> firsts = recording.all();
    const Parts parts = encode(facts, firsts);
    capnp::MallocMessageBuilder message;
    auto row = message.initRoot<rows::MeasureFactsRow>();
    row.getCitizen().setHigh(facts.citizen.high());
    row.getCitizen().setLow(facts.citizen.low());
    row.setSource(facts.source_system);
    row.setLastOccurs(last_occurs(history));
    auto list = row.initParts(facts_parts);
    for (unsigned i = 0; i < facts_parts; ++i) list.set(i, kj::arrayPtr(reinterpret_cast<const kj::byte*>(parts[i].data()), parts[i].size()));
    return std::vector<Row>{{"", row_value(row.asReader())}};
}

std::optional<StoredFacts> decode_facts(const Uuid& case_id, std::string_view row, FactsWanted wanted) {
    StoredFacts stored;
    if (!FactsRowReader(wanted).read(case_id, row, stored)) return std::nullopt;
    return stored;
}

bool FactsRowReader::read(const Uuid& case_id, std::string_view row, StoredFacts& into) {
    into.facts.case_id = case_id;
    try {
        if (can_be_read_in_place(row)) {
            MessageReader message(reinterpret_cast<const capnp::word*>(row.data()), row.size() / sizeof(capnp::word));
            return decode_row(message.root<rows::MeasureFactsRow>(), wanted_, words_, decoder_, into);
        }
        const StoredRow<rows::MeasureFactsRow> copied(row);
        return decode_row(*copied.operator->(), wanted_, words_, decoder_, into);
    } catch (const kj::Exception&) {
        return false;  // not even a Cap'n Proto struct
    }
}

}  // namespace forloeb
