#include "server/http/audit_export.hpp"

#include <array>
#include <vector>

#include "events/codec/json.hpp"
#include "events/vocabulary/time.hpp"
#include "server/http/csv.hpp"
#include "server/http/json_text.hpp"
#include "server/protocol/ids.hpp"
#include "server/protocol/texts.hpp"

namespace forloeb {
namespace {

using AuditEntry = wire::audit::Entry::Reader;

bool is_read(AuditEntry entry) { return entry.getLog() == wire::audit::Log::READS; }
std::string id_text(Id16::Reader id) { return read_id(id).is_nil() ? std::string() : read_id(id).text(); }

std::string ids_text(capnp::List<Id16>::Reader ids) {
    std::string out;
    for (const auto id : ids) out.append(out.empty() ? "" : " ").append(read_id(id).text());
    return out;
}

std::string changes_text(AuditEntry entry) {
    std::string out;
    for (const auto change : entry.getChanges()) {
        if (!out.empty()) out.append("; ");
        out.append(text_of(change.getField())).append(": ").append(text_of(change.getBefore())).append(" -> ").append(text_of(change.getAfter()));
    }
    return out;
}

std::string number_cell(std::uint64_t value) { return value == 0 ? std::string() : std::to_string(value); }

struct AuditColumn {
    const char* title;
    std::string (*value)(AuditEntry);
};

const std::array audit_columns{
    AuditColumn{"log", [](AuditEntry entry) { return std::string(is_read(entry) ? "reads" : "events"); }},
    AuditColumn{"position", [](AuditEntry entry) { return std::to_string(entry.getPosition()); }},
    AuditColumn{"recorded", [](AuditEntry entry) { return format_instant({entry.getRecordedAt()}); }},
    AuditColumn{"occurred", [](AuditEntry entry) { return format_when(read_moment(entry.getOccurred())); }},
    AuditColumn{"id", [](AuditEntry entry) { return id_text(entry.getId()); }},
    AuditColumn{"type", [](AuditEntry entry) { return text_of(entry.getType()); }},
    AuditColumn{"operation", [](AuditEntry entry) { return text_of(entry.getOperation()); }},
    AuditColumn{"outcome", [](AuditEntry entry) { return std::string(!is_read(entry) ? "" : entry.getDenied() ? "denied" : "permitted"); }},
    AuditColumn{"rule", [](AuditEntry entry) { return text_of(entry.getRule()); }},
    AuditColumn{"actor", [](AuditEntry entry) { return text_of(entry.getActor()); }},
    AuditColumn{"actor_name", [](AuditEntry entry) { return text_of(entry.getActorName()); }},
    AuditColumn{"role", [](AuditEntry entry) { return text_of(entry.getRole()); }},
    AuditColumn{"unit", [](AuditEntry entry) { return text_of(entry.getUnit()); }},
    AuditColumn{"acting_for", [](AuditEntry entry) { return text_of(entry.getActingFor()); }},
    AuditColumn{"purpose", [](AuditEntry entry) { return text_of(entry.getPurpose()); }},
    AuditColumn{"relation", [](AuditEntry entry) { return text_of(entry.getRelation()); }},
    AuditColumn{"cases", [](AuditEntry entry) { return ids_text(entry.getCases()); }},
    AuditColumn{"subjects", [](AuditEntry entry) { return ids_text(entry.getSubjects()); }},
    AuditColumn{"from_version", [](AuditEntry entry) { return number_cell(entry.getFromVersion()); }},
    AuditColumn{"to_version", [](AuditEntry entry) { return number_cell(entry.getToVersion()); }},
    AuditColumn{"events", [](AuditEntry entry) { return number_cell(entry.getEvents()); }},
    AuditColumn{"late_days", [](AuditEntry entry) { return number_cell(entry.getLateDays()); }},
    AuditColumn{"target", [](AuditEntry entry) { return id_text(entry.getTarget()); }},
    AuditColumn{"changes", [](AuditEntry entry) { return changes_text(entry); }},
    AuditColumn{"policy", [](AuditEntry entry) { return text_of(entry.getPolicy()); }},
    AuditColumn{"break_glass", [](AuditEntry entry) { return text_of(entry.getBreakGlass()); }},
    AuditColumn{"recipient", [](AuditEntry entry) { return text_of(entry.getRecipient()); }},
    AuditColumn{"criteria", [](AuditEntry entry) { return text_of(entry.getCriteria()); }},
    AuditColumn{"reason", [](AuditEntry entry) { return text_of(entry.getReason()); }},
};

std::string audit_csv_line(AuditEntry entry) {
    std::string line;
    for (const AuditColumn& column : audit_columns) line.append(line.empty() ? "" : ",").append(csv_text(column.value(entry)));
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

std::string interaction(AuditEntry entry) {
    if (!is_read(entry)) return "create";
    return entry.getCases().size() == 1 && entry.getAnswers().getHigh() == 0 ? "read" : "search-type";
}

std::string fhir_agent(AuditEntry entry, const std::string& purpose) {
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

std::string fhir_entity(std::string_view system, const std::string& value, std::string_view type, std::string_view type_name, std::string_view role,
                   std::string_view role_name) {
    return JsonLine('{')
        .raw("what", JsonLine('{').raw("identifier", JsonLine('{').text("system", system).text("value", value).str()).str())
        .raw("type", coding("http://terminology.hl7.org/CodeSystem/audit-entity-type", type, type_name))
        .raw("role", coding("http://terminology.hl7.org/CodeSystem/object-role", role, role_name))
        .str();
}

std::string fhir_entities(AuditEntry entry) {
    JsonLine out('[');
    for (const auto person : entry.getSubjects())
        out.item(fhir_entity("urn:ietf:rfc:3986", "urn:uuid:" + read_id(person).text(), "1", "Person", "1", "Patient"));
    for (const auto one : entry.getCases())
        out.item(fhir_entity("urn:ietf:rfc:3986", "urn:uuid:" + read_id(one).text(), "2", "System Object", "4", "Domain Resource"));
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

std::string fhir_line(AuditEntry entry, std::string_view origin) {
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
    out.raw("agent", JsonLine('[').item(fhir_agent(entry, purpose)).str());
    out.raw("source", JsonLine('{').raw("observer", JsonLine('{').text("display", origin).str()).str());
    out.raw("entity", fhir_entities(entry));
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
    for (const AuditColumn& column : audit_columns) line.append(line.empty() ? "" : ",").append(column.title);
    return line;
}

std::string audit_line(AuditFormat format, AuditEntry entry, std::string_view origin) {
    switch (format) {
        case AuditFormat::csv: return audit_csv_line(entry);
        case AuditFormat::fhir: return fhir_line(entry, origin);
        case AuditFormat::jsonl:
        case AuditFormat::text: break;
    }
    return HouseJson().encode(entry, false);
}

}  // namespace forloeb
