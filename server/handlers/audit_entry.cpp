#include "server/handlers/audit_entry.hpp"

#include <capnp/dynamic.h>

#include "events/schema/audit.capnp.h"
#include "events/schema/correction.capnp.h"
#include "projections/reading/field_text.hpp"
#include "projections/reading/late_entry.hpp"
#include "server/protocol/ids.hpp"

namespace forloeb {
namespace {

using Entry = wire::audit::Entry;

void copy_ids(capnp::List<Id16>::Reader from, capnp::List<Id16>::Builder to) {
    for (capnp::uint i = 0; i < to.size(); ++i) to.setWithCaveats(i, from[i]);
}

void write_common(Entry::Builder out, const AuditLine& line) {
    const EventView& event = *line.event;
    out.setLog(line.log == AuditedLog::reads ? wire::audit::Log::READS : wire::audit::Log::EVENTS);
    out.setPosition(event.leaf().position.value);
    out.setRecordedAt(event.leaf().recorded_at.micros);
    out.setOccurred(event.envelope().getOccurredAt());
    write_id(out.initId(), event.leaf().event_id);
    out.setActor(event.envelope().getActor().getPseudonym());
    out.setRole(event.envelope().getActor().getRole());
    out.setUnit(event.envelope().getActor().getUnit());
    out.setActingFor(event.envelope().getOnBehalfOf().getPseudonym());
    out.setPurpose(event.envelope().getPurpose());
    out.setType(capnp::Text::Reader(event.type().name.data(), event.type().name.size()));
    out.setVersion(event.leaf().version.value);
}

void write_event(Entry::Builder out, const AuditLine& line) {
    const EventView& event = *line.event;
    if (event.leaf().stream.kind == StreamKind::case_) write_id(out.initCases(1)[0], event.leaf().stream.id);
    EffectiveEvent as_told;
    as_told.original = &event;
    as_told.occurred = event.occurred();
    const LateEntry late = late_entry(as_told, 0);
    if (late.late == answers::Late::LATE) out.setLateDays(static_cast<std::uint32_t>(late.days));
    if (event.is<EventCorrected>()) out.setTarget(event.as<EventCorrected>().getTarget());
    if (event.is<EventRetracted>()) out.setTarget(event.as<EventRetracted>().getTarget());
    auto changes = out.initChanges(static_cast<capnp::uint>(line.changes.size()));
    for (capnp::uint i = 0; i < changes.size(); ++i) {
        changes[i].setField(line.changes[i].field);
        changes[i].setBefore(line.changes[i].before);
        changes[i].setAfter(line.changes[i].after);
    }
}

void write_read(Entry::Builder out, const AuditLine& line) {
    const auto record = line.event->as<ReadRecorded>();
    out.setOperation(record.getOperation());
    out.setDenied(record.getOutcome() == ReadOutcome::DENIED);
    out.setRule(record.getRule());
    out.setRelation(record.getRelation());
    copy_ids(record.getCases(), out.initCases(record.getCases().size()));
    copy_ids(record.getStreams(), out.initStreams(record.getStreams().size()));
    copy_ids(record.getSubjects(), out.initSubjects(record.getSubjects().size()));
    out.setFromVersion(record.getFromVersion());
    out.setToVersion(record.getToVersion());
    out.setEvents(record.getEvents());
    out.setClasses(record.getClasses());
    out.setLogSize(record.getLogSize());
    out.setPolicy(record.getPolicyVersion());
    out.setBreakGlass(record.getBreakGlass());
    out.setRecipient(record.getRecipient());
    out.setAnswers(record.getAnswers());
    for (const UnsealedPart& part : line.personal) {
        MessageReader reader(part.fields);
        const auto personal = reader.root<ReadRecordedPersonal>();
        out.setActorName(personal.getActorName());
        out.setCriteria(personal.getCriteria());
        out.setReason(personal.getReason());
    }
}

}  // namespace

void write_entry(Entry::Builder out, const AuditLine& line) {
    write_common(out, line);
    if (line.event->is<ReadRecorded>())
        write_read(out, line);
    else
        write_event(out, line);
}

std::vector<AuditLine::Change> changes_between(const EventType& type, capnp::AnyPointer::Reader before, capnp::AnyPointer::Reader after) {
    std::vector<AuditLine::Change> changes;
    const auto old_fields = before.getAs<capnp::DynamicStruct>(type.clear), new_fields = after.getAs<capnp::DynamicStruct>(type.clear);
    for (const auto field : type.clear.getFields()) {
        std::string was = field_text(old_fields.get(field)), is = field_text(new_fields.get(field));
        if (was != is) changes.push_back({field.getProto().getName().cStr(), std::move(was), std::move(is)});
    }
    return changes;
}

}  // namespace forloeb
