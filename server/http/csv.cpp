#include "server/http/csv.hpp"

#include "events/codec/view.hpp"
#include "events/schema/envelope.capnp.h"
#include "events/vocabulary/time.hpp"
#include "server/http/event_record_json.hpp"
#include "server/protocol/ids.hpp"

namespace forloeb {
namespace {

constexpr int columns_depth_max = 2;

std::string in_marks(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string out = "\"";
    for (const char one : text) {
        if (one == '"') out.push_back('"');
        out.push_back(one);
    }
    out.push_back('"');
    return out;
}

bool is_one_value(capnp::Type type) {
    if (!type.isStruct()) return true;
    const std::uint64_t id = type.asStruct().getProto().getId();
    return id == capnp::typeId<Id16>() || id == capnp::typeId<Moment>();
}

std::string cell_of(capnp::DynamicValue::Reader value, capnp::Type type);

std::string cell_of_list(capnp::DynamicList::Reader list, capnp::Type type) {
    const capnp::Type element = type.asList().getElementType();
    if (list.size() == 0) return {};
    if (!is_one_value(element) || element.isList()) return csv_text(answer_value_json(list, type));
    std::string joined;
    for (const auto one : list) {
        // The parts are joined as they are and guarded together.
        if (element.isText())
            joined.append(joined.empty() ? "" : " ").append(one.as<capnp::Text>().cStr());
        else
            joined.append(joined.empty() ? "" : " ").append(cell_of(one, element));
    }
    return element.isText() ? csv_text(joined) : csv_value(joined);
}

std::string cell_of_struct(capnp::DynamicStruct::Reader value) {
    const std::uint64_t id = value.getSchema().getProto().getId();
    if (id == capnp::typeId<Moment>()) return csv_value(format_when(read_moment(value.as<Moment>())));
    if (id != capnp::typeId<Id16>()) return csv_text(answer_value_json(value, value.getSchema()));
    const Uuid uuid = read_id(value.as<Id16>());
    return uuid.is_nil() ? std::string() : uuid.text();
}

std::string cell_of(capnp::DynamicValue::Reader value, capnp::Type type) {
    switch (type.which()) {
        case capnp::schema::Type::TEXT: return csv_text({value.as<capnp::Text>().begin(), value.as<capnp::Text>().size()});
        case capnp::schema::Type::LIST: return cell_of_list(value.as<capnp::DynamicList>(), type);
        case capnp::schema::Type::STRUCT: return cell_of_struct(value.as<capnp::DynamicStruct>());
        case capnp::schema::Type::VOID: return {};
        case capnp::schema::Type::BOOL: return value.as<bool>() ? "true" : "false";
        default: break;
    }
    return csv_scalar(value, type);
}

// An event's fields are another type's in every row, so they stand in one cell of JSON.
const std::vector<std::string> event_columns{"position", "version", "eventId", "recordedAt", "stream.kind", "stream.id", "type", "label.da",
                                             "occurredAt", "actor.pseudonym", "actor.role", "actor.unit", "event"};

std::string event_line(wire::EventRecord::Reader record) {
    const auto encoded = record.getLeaf();
    const auto leaf = decode_leaf({encoded.begin(), encoded.size()});
    KJ_REQUIRE(leaf.has_value(), "no leaf record");
    const auto stored = record.getStored();
    const auto event = EventView::open(*leaf, {stored.begin(), stored.size()});
    KJ_REQUIRE(event.has_value(), "no stored event");
    const auto actor = event->envelope().getActor();
    const std::string cells[] = {std::to_string(leaf->position.value),
                                 std::to_string(leaf->version.value),
                                 leaf->event_id.text(),
                                 format_instant(leaf->recorded_at),
                                 std::string(stream_kind_name(leaf->stream.kind)),
                                 leaf->stream.id.text(),
                                 csv_value(event->type().name),
                                 csv_text(event->type().label("da")),
                                 csv_value(format_when(event->occurred())),
                                 csv_text(actor.getPseudonym().cStr()),
                                 csv_text(actor.getRole().cStr()),
                                 csv_text(actor.getUnit().cStr()),
                                 csv_text(event_record_json(record))};
    return csv_line(cells);
}

bool is_event_record(capnp::StructSchema schema) { return schema.getProto().getId() == capnp::typeId<wire::EventRecord>(); }

}  // namespace

std::string csv_text(std::string_view text) {
    std::string guarded(text);
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) guarded.insert(guarded.begin(), '\'');
    return in_marks(guarded);
}

std::string csv_value(std::string_view value) { return in_marks(value); }

std::string csv_line(std::span<const std::string> cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) line.append(i == 0 ? "" : ",").append(cells[i]);
    return line;
}

std::string csv_scalar(capnp::DynamicValue::Reader value, capnp::Type type) {
    std::string text = answer_value_json(value, type);
    if (text.starts_with('"')) text = text.substr(1, text.size() - 2);  // 64-bit numbers are texts in JSON
    return csv_value(text);
}

CsvTable::CsvTable(capnp::StructSchema row) : of_events_(is_event_record(row)) {
    if (!of_events_) add_columns(row, {});
}

void CsvTable::add_columns(capnp::StructSchema schema, const Column& before) {
    for (const auto field : schema.getFields()) {
        Column column = before;
        column.title.append(before.title.empty() ? "" : ".").append(field.getProto().getName().cStr());
        column.steps.push_back(field);
        const bool inside = !is_one_value(field.getType()) && column.steps.size() <= columns_depth_max;
        if (inside)
            add_columns(field.getType().asStruct(), column);
        else
            columns_.push_back(std::move(column));
    }
}

/// Empty where the way ends: a struct or union member that is not there.
std::string CsvTable::cell_at(capnp::DynamicStruct::Reader row, const Column& column) {
    for (std::size_t i = 0; i < column.steps.size(); ++i) {
        const auto step = column.steps[i];
        if (!row.has(step, capnp::HasMode::NON_NULL)) return {};
        if (i + 1 == column.steps.size()) return cell_of(row.get(step), step.getType());
        row = row.get(step).as<capnp::DynamicStruct>();
    }
    return {};
}

std::vector<std::string> CsvTable::titles() const {
    if (of_events_) return event_columns;
    std::vector<std::string> titles;
    for (const Column& column : columns_) titles.push_back(column.title);
    return titles;
}

std::string CsvTable::line(capnp::DynamicStruct::Reader row) const {
    if (of_events_) return event_line(row.as<wire::EventRecord>());
    std::vector<std::string> cells;
    for (const Column& column : columns_) cells.push_back(cell_at(row, column));
    return csv_line(cells);
}

std::string CsvTable::text(capnp::DynamicList::Reader rows) const {
    std::string out = csv_line(titles()).append("\r\n");
    for (const auto row : rows) out.append(line(row.as<capnp::DynamicStruct>())).append("\r\n");
    return out;
}

}  // namespace forloeb
