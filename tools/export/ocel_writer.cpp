#include "tools/export/ocel_writer.hpp"

#include <algorithm>

#include "projections/case_facts/network_facts.hpp"
#include "server/http/json_text.hpp"
#include "tools/export/exported_objects.hpp"

namespace forloeb {
namespace {

using ExportedValue = answers::ExportedValue;

std::string text_in(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

struct TypedText {
    const char* type;
    std::string text;
};

TypedText typed_text(ExportedValue::Reader value) {
    switch (value.getKind()) {
        case ExportedValue::Kind::WHOLE:
        case ExportedValue::Kind::EVENT: return {"integer", std::to_string(value.getNumber())};
        case ExportedValue::Kind::DECIMAL: return {"float", text_in(value.getText())};
        case ExportedValue::Kind::YES_NO: return {"boolean", value.getNumber() != 0 ? "true" : "false"};
        case ExportedValue::Kind::DAY: return {"time", export_time(value.getNumber())};
        case ExportedValue::Kind::CODE:
        case ExportedValue::Kind::REFERENCE: break;
    }
    return {"string", text_in(value.getText())};
}

/// "attendees[].kind" -> "attendees.kind".
std::string attribute_name(capnp::Text::Reader name) {
    std::string out;
    for (const char c : text_in(name))
        if (c != '[' && c != ']') out += c;
    return out;
}

bool is_the_citizen(ExportedValue::Reader value) {
    return value.getKind() == ExportedValue::Kind::CODE && text_in(value.getText()) == facts::citizen_reference;
}

/// What the value refers to; nothing if it is an attribute.
const ObjectField* object_of(ExportedValue::Reader value) {
    if (value.getKind() != ExportedValue::Kind::REFERENCE && !is_the_citizen(value)) return nullptr;
    return object_field(text_in(value.getName()));
}

std::string relationships(const std::set<std::pair<std::string, std::string>>& relations) {
    JsonLine list('[');
    for (const auto& [object, qualifier] : relations) list.item(JsonLine('{').text("objectId", object).text("qualifier", qualifier));
    return list.str();
}

}  // namespace

void OcelLogWriter::begin() { out_ << "{\"events\":["; }

void OcelLogWriter::add(answers::ExportedCase::Reader told) {
    if (told.getFrom() == 0) {
        close_case();
        ++counts_.cases;
        case_ = object("Case", text_in(told.getPseudonym()));
        const std::string citizen = text_in(told.getCitizen());
        citizen_ = citizen.empty() ? std::string() : "Citizen:" + citizen;
        if (!citizen_.empty()) {
            people_.insert(citizen_);
            objects_[case_].related.emplace(citizen_, "subject");
        }
    }
    std::size_t number = told.getFrom();
    for (const auto entry : told.getEntries()) {
        ++number;
        if (entry.getDayUnknown())
            ++counts_.without_day;
        else
            add_event(entry, number);
    }
}

void OcelLogWriter::add_event(answers::ExportedEntry::Reader entry, std::size_t number) {
    const std::string type = text_in(entry.getType());
    note_changes(entry);
    out_ << (counts_.events == 0 ? "\n" : ",\n")
         << JsonLine('{')
                .text("id", case_ + "#" + std::to_string(number))
                .text("type", type)
                .text("time", export_time(entry.getDay()))
                .raw("attributes", attributes_of(entry))
                .raw("relationships", relationships(relations_of(entry)))
                .str();
    ++counts_.events;
}

/// Creates the object the first time it is spoken of.
std::string OcelLogWriter::object(std::string_view type, const std::string& pseudonym) {
    std::string id = std::string(type) + ":" + pseudonym;
    Object& made = objects_[id];
    if (!made.type.empty()) return id;
    made.type = type;
    if (type != "Case") made.related.emplace(case_, "case");
    return id;
}

OcelLogWriter::Relations OcelLogWriter::relations_of(answers::ExportedEntry::Reader entry) {
    Relations relations = {{case_, "case"}};
    if (!citizen_.empty()) relations.emplace(citizen_, "subject");
    const std::string coordinator = text_in(entry.getCoordinator());
    if (!coordinator.empty()) {
        const std::string id = "Coordinator:" + coordinator;
        people_.insert(id);
        relations.emplace(id, "coordinator");
        if (coordinator == text_in(entry.getActor())) relations.emplace(id, "actor");
    }
    for (const auto value : entry.getValues()) {
        const ObjectField* const field = object_of(value);
        if (field == nullptr) continue;
        if (!is_the_citizen(value))
            relations.emplace(object(field->type, text_in(value.getText())), field->qualifier);
        else if (!citizen_.empty())
            relations.emplace(citizen_, field->qualifier);
    }
    return relations;
}

std::string OcelLogWriter::attributes_of(answers::ExportedEntry::Reader entry) {
    std::map<std::string, TypedText> said;
    if (entry.getActor().size() > 0) said["actor"] = {"string", text_in(entry.getActor())};
    said["side"] = {"string", entry.getSide().size() > 0 ? text_in(entry.getSide()) : "unknown"};
    if (entry.getRecordedAfter() >= 0) said["recordedAfter"] = {"integer", std::to_string(entry.getRecordedAfter())};
    for (const auto value : entry.getValues()) {
        if (object_of(value) != nullptr) continue;
        const TypedText typed = typed_text(value);
        const auto [at, first] = said.try_emplace(attribute_name(value.getName()), typed);
        if (!first) at->second.text += ", " + typed.text;
        if (value.getRow() >= 0) at->second.type = "string";  // of a list there may be several
    }
    auto& declared = event_types_[text_in(entry.getType())];
    JsonLine list('[');
    for (const auto& [name, typed] : said) {
        const auto [at, first] = declared.try_emplace(name, typed.type);
        if (at->second != typed.type) at->second = "string";
        list.item(JsonLine('{').text("name", name).text("value", typed.text));
    }
    return list.str();
}

void OcelLogWriter::note_changes(answers::ExportedEntry::Reader entry) {
    const std::string type = text_in(entry.getType());
    const std::string time = export_time(entry.getDay());
    if (type.starts_with("case.")) change(case_, "status", time, type.substr(type.find('.') + 1));
    if (const std::string coordinator = text_in(entry.getCoordinator()); type.starts_with("coordinator.")) change(case_, "coordinator", time, coordinator);
    const auto status = status_told(type);
    for (const auto value : entry.getValues()) {
        if (type == "complexity.assessed" && value.getName() == "grade") change(case_, "complexityGrade", time, text_in(value.getText()));
        const ObjectField* const field = object_of(value);
        // "goal.agreed" tells the status of its goal, not of goals that it lists.
        const bool own = field != nullptr && status && field->type == status->type && value.getRow() < 0 && value.getKind() == ExportedValue::Kind::REFERENCE;
        if (own) change(object(field->type, text_in(value.getText())), "status", time, std::string(status->status));
    }
}

void OcelLogWriter::change(const std::string& object, const char* attribute, const std::string& time, const std::string& value) {
    std::vector<Change>& changes = objects_[object].changes;
    const auto last = std::find_if(changes.rbegin(), changes.rend(), [&](const Change& each) { return each.attribute == attribute; });
    if (last != changes.rend() ? last->value == value : value.empty()) return;
    // An attribute has one value at a time: of several on a day the last holds.
    if (last != changes.rend() && last->time == time)
        last->value = value;
    else
        changes.push_back({attribute, time, value});
}

void OcelLogWriter::close_case() {
    for (const auto& [id, object] : objects_) write_object(id, object);
    objects_.clear();
    case_.clear();
}

void OcelLogWriter::write_object(const std::string& id, const Object& object) {
    auto& declared = object_types_[object.type];
    JsonLine attributes('[');
    for (const Change& change : object.changes) {
        declared.insert(change.attribute);
        attributes.item(JsonLine('{').text("name", change.attribute).text("time", change.time).text("value", change.value));
    }
    spool_ << (counts_.objects == 0 ? "\n" : ",\n")
           << JsonLine('{').text("id", id).text("type", object.type).raw("attributes", attributes.str()).raw("relationships", relationships(object.related)).str();
    ++counts_.objects;
}

void OcelLogWriter::write_types() {
    JsonLine events('[');
    for (const auto& [type, declared] : event_types_) {
        JsonLine attributes('[');
        for (const auto& [name, of] : declared) attributes.item(JsonLine('{').text("name", name).text("type", of));
        events.item(JsonLine('{').text("name", type).raw("attributes", attributes.str()));
    }
    JsonLine objects('[');
    for (const auto& [type, declared] : object_types_) {
        JsonLine attributes('[');
        for (const std::string& name : declared) attributes.item(JsonLine('{').text("name", name).text("type", "string"));
        objects.item(JsonLine('{').text("name", type).raw("attributes", attributes.str()));
    }
    out_ << "\n],\n\"eventTypes\":" << events.str() << ",\n\"objectTypes\":" << objects.str() << "}\n";
}

ExportCounts OcelLogWriter::end() {
    close_case();
    for (const std::string& id : people_) write_object(id, {id.substr(0, id.find(':')), {}, {}});
    out_ << "\n],\n\"objects\":[";
    spool_.flush();
    spool_.seekg(0);
    if (counts_.objects > 0) out_ << spool_.rdbuf();
    write_types();
    return counts_;
}

}  // namespace forloeb
