#include "server/http/audit_export.hpp"

#include <array>
#include <vector>

#include "events/codec/json.hpp"
#include "events/vocabulary/time.hpp"
#include "server/http/json_text.hpp"
#include "server/protocol/ids.hpp"
#include "server/protocol/texts.hpp"

namespace forloeb {
namespace {

using Entry = wire::audit::Entry::Reader;

bool is_read(Entry entry) { return entry.getLog() == wire::audit::Log::READS; }
std::string id_text(Id16::Reader id) { return read_id(id).is_nil() ? std::string() : read_id(id).text(); }

std::string ids_text(capnp::List<Id16>::Reader ids) {
    std::string out;
    for (const auto id : ids) out.append(out.empty() ? "" : " ").append(read_id(id).text());
    return out;
}

std::string changes_text(Entry entry) {
    std::string out;
    for (const auto change : entry.getChanges()) {
        if (!out.empty()) out.append("; ");
        out.append(text_of(change.getField())).append(": ").append(text_of(change.getBefore())).append(" -> ").append(text_of(change.getAfter()));
    }
    return out;
}

std::string number(std::uint64_t value) { return value == 0 ? std::string() : std::to_string(value); }

/// In quotation marks where it must be; what a spreadsheet would take for a formula gets an apostrophe before it.
std::string csv_cell(std::string text) {
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) text.insert(text.begin(), '\'');
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char one : text) out.append(one == '"' ? "\"\"" : std::string(1, one));
    return out.append("\"");
}

struct CsvColumn {
    const char* title;
    std::string (*value)(Entry);
};

const std::array columns{
    CsvColumn{"log", [](Entry entry) { return std::string(is_read(entry) ? "reads" : "events"); }},
    CsvColumn{"position", [](Entry entry) { return std::to_string(entry.getPosition()); }},
    CsvColumn{"recorded", [](Entry entry) { return format_instant({entry.getRecordedAt()}); }},
    CsvColumn{"occurred", [](Entry entry) { return format_when(read_moment(entry.getOccurred())); }},
    CsvColumn{"id", [](Entry entry) { return id_text(entry.getId()); }},
    CsvColumn{"type", [](Entry entry) { return text_of(entry.getType()); }},
    CsvColumn{"operation", [](Entry entry) { return text_of(entry.getOperation()); }},
    CsvColumn{"outcome", [](Entry entry) { return std::string(!is_read(entry) ? "" : entry.getDenied() ? "denied" : "permitted"); }},
    CsvColumn{"rule", [](Entry entry) { return text_of(entry.getRule()); }},
    CsvColumn{"actor", [](Entry entry) { return text_of(entry.getActor()); }},
    CsvColumn{"actor_name", [](Entry entry) { return text_of(entry.getActorName()); }},
    CsvColumn{"role", [](Entry entry) { return text_of(entry.getRole()); }},
    CsvColumn{"unit", [](Entry entry) { return text_of(entry.getUnit()); }},
    CsvColumn{"acting_for", [](Entry entry) { return text_of(entry.getActingFor()); }},
    CsvColumn{"purpose", [](Entry entry) { return text_of(entry.getPurpose()); }},
    CsvColumn{"relation", [](Entry entry) { return text_of(entry.getRelation()); }},
    CsvColumn{"cases", [](Entry entry) { return ids_text(entry.getCases()); }},
    CsvColumn{"subjects", [](Entry entry) { return ids_text(entry.getSubjects()); }},
    CsvColumn{"from_version", [](Entry entry) { return number(entry.getFromVersion()); }},
    CsvColumn{"to_version", [](Entry entry) { return number(entry.getToVersion()); }},
    CsvColumn{"events", [](Entry entry) { return number(entry.getEvents()); }},
    CsvColumn{"late_days", [](Entry entry) { return number(entry.getLateDays()); }},
    CsvColumn{"target", [](Entry entry) { return id_text(entry.getTarget()); }},
    CsvColumn{"changes", [](Entry entry) { return changes_text(entry); }},
    CsvColumn{"policy", [](Entry entry) { return text_of(entry.getPolicy()); }},
    CsvColumn{"break_glass", [](Entry entry) { return text_of(entry.getBreakGlass()); }},
    CsvColumn{"recipient", [](Entry entry) { return text_of(entry.getRecipient()); }},
    CsvColumn{"criteria", [](Entry entry) { return text_of(entry.getCriteria()); }},
    CsvColumn{"reason", [](Entry entry) { return text_of(entry.getReason()); }},
};

std::string csv_line(Entry entry) {
    std::string line;
    for (const CsvColumn& column : columns) line.append(line.empty() ? "" : ",").append(csv_cell(column.value(entry)));
    return line;
}

// ---- FHIR R4 ----

std::string coding(std::string_view system, std::string_view code, std::string_view display = {}) {
    JsonLine out('{');
    out.text("system", system).text("code", code);
    if (!display.empty()) out.text("display", display);
    return out.str();
}
std::string concept_of(const std::string& coding_json) { return JsonLine('{').raw("coding", JsonLine('[').item(coding_json).str()).str(); }

std::string interaction(Entry entry) {
    if (!is_read(entry)) return "create";
    return entry.getCases().size() == 1 && entry.getAnswers().getHigh() == 0 ? "read" : "search-type";
}

std::string agent(Entry entry, const std::string& purpose) {
    JsonLine who('{');
    if (entry.getActor().size() > 0) who.raw("identifier", JsonLine('{').text("system", "urn:forloeb:actor").text("value", text_of(entry.getActor())).str());
    if (entry.getActorName().size() > 0) who.text("display", text_of(entry.getActorName()));
    JsonLine out('{');
    out.raw("type", concept_of(coding("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", is_read(entry) ? "IRCP" : "AUT",
                                      is_read(entry) ? "information recipient" : "author (originator)")));
    if (entry.getRole().size() > 0) out.raw("role", JsonLine('[').item(concept_of(coding("urn:forloeb:role", text_of(entry.getRole())))).str());
    if (entry.getActor().size() + entry.getActorName().size() > 0) out.raw("who", who.str());
    if (entry.getUnit().size() > 0) out.raw("location", JsonLine('{').text("display", text_of(entry.getUnit())).str());
    out.yes_no("requestor", true);
    if (entry.getPolicy().size() > 0) out.raw("policy", JsonLine('[').item(json_quoted("urn:forloeb:policy:" + text_of(entry.getPolicy()))).str());
    if (!purpose.empty()) out.raw("purposeOfUse", JsonLine('[').item(purpose).str());
    return out.str();
}

std::string entity(std::string_view system, const std::string& value, std::string_view type, std::string_view type_name, std::string_view role,
                   std::string_view role_name) {
    return JsonLine('{')
        .raw("what", JsonLine('{').raw("identifier", JsonLine('{').text("system", system).text("value", value).str()).str())
        .raw("type", coding("http://terminology.hl7.org/CodeSystem/audit-entity-type", type, type_name))
        .raw("role", coding("http://terminology.hl7.org/CodeSystem/object-role", role, role_name))
        .str();
}

std::string entities(Entry entry) {
    JsonLine out('[');
    for (const auto person : entry.getSubjects())
        out.item(entity("urn:ietf:rfc:3986", "urn:uuid:" + read_id(person).text(), "1", "Person", "1", "Patient"));
    for (const auto one : entry.getCases())
        out.item(entity("urn:ietf:rfc:3986", "urn:uuid:" + read_id(one).text(), "2", "System Object", "4", "Domain Resource"));
    if (entry.getCriteria().size() > 0)
        out.item(JsonLine('{')
                     .raw("type", coding("http://terminology.hl7.org/CodeSystem/audit-entity-type", "2", "System Object"))
                     .raw("role", coding("http://terminology.hl7.org/CodeSystem/object-role", "24", "Query"))
                     .text("description", text_of(entry.getCriteria()))
                     .str());
    // BALP: the transaction, so that the record can be found in the log it came from.
    out.item(JsonLine('{')
                 .raw("what", JsonLine('{').raw("identifier", JsonLine('{').text("value", id_text(entry.getId())).str()).str())
                 .raw("type", coding("https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType", "XrequestId"))
                 .str());
    return out.str();
}

std::string fhir_line(Entry entry, std::string_view origin) {
    const bool patient = entry.getSubjects().size() == 1;
    const std::string operation = interaction(entry);
    std::string profile = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";
    profile.append(patient ? "Patient" : "").append(operation == "create" ? "Create" : operation == "read" ? "Read" : "Query");
    const bool broken = entry.getBreakGlass().size() > 0;
    std::string purpose;
    if (broken)
        purpose = concept_of(coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", "BTG", "break the glass"));
    else if (entry.getPurpose().size() > 0)
        purpose = concept_of(coding("urn:forloeb:purpose", text_of(entry.getPurpose())));
    JsonLine out('{');
    out.text("resourceType", "AuditEvent").text("id", id_text(entry.getId()));
    out.raw("meta", JsonLine('{').raw("profile", JsonLine('[').item(json_quoted(profile)).str()).str());
    out.raw("type", coding("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest", "Restful Operation"));
    JsonLine subtype('[');
    subtype.item(coding("http://hl7.org/fhir/restful-interaction", operation));
    subtype.item(coding("urn:forloeb:operation", is_read(entry) ? text_of(entry.getOperation()) : text_of(entry.getType())));
    out.raw("subtype", subtype.str());
    out.text("action", operation == "create" ? "C" : operation == "read" ? "R" : "E");
    out.text("recorded", format_instant({entry.getRecordedAt()}));
    out.text("outcome", entry.getDenied() ? "4" : "0");
    if (entry.getRule().size() > 0) out.text("outcomeDesc", text_of(entry.getRule()));
    if (!purpose.empty()) out.raw("purposeOfEvent", JsonLine('[').item(purpose).str());
    out.raw("agent", JsonLine('[').item(agent(entry, purpose)).str());
    out.raw("source", JsonLine('{').raw("observer", JsonLine('{').text("display", origin).str()).str());
    out.raw("entity", entities(entry));
    return out.str();
}

}  // namespace

std::optional<AuditFormat> parse_audit_format(std::string_view text) {
    if (text.empty() || text == "text") return AuditFormat::text;
    if (text == "csv") return AuditFormat::csv;
    if (text == "jsonl") return AuditFormat::jsonl;
    if (text == "fhir") return AuditFormat::fhir;
    return std::nullopt;
}

std::string audit_csv_heading() {
    std::string line;
    for (const CsvColumn& column : columns) line.append(line.empty() ? "" : ",").append(column.title);
    return line;
}

std::string audit_line(AuditFormat format, Entry entry, std::string_view origin) {
    switch (format) {
        case AuditFormat::csv: return csv_line(entry);
        case AuditFormat::fhir: return fhir_line(entry, origin);
        case AuditFormat::jsonl:
        case AuditFormat::text: break;
    }
    return HouseJson().encode(entry, false);
}

}  // namespace forloeb
