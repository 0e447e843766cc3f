#include "server/handlers/permit_append.hpp"

#include "events/schema/case.capnp.h"
#include "server/access/refusals.hpp"
#include "server/protocol/texts.hpp"

namespace forloeb {
namespace {

/// What forgets and keeps is another right than what governs access.
Operation governing(const EventType& type) {
    for (const std::string_view own : {"policy.", "token.", "access.", "break_glass."})
        if (type.name.starts_with(own)) return Operation::access_govern;
    return Operation::lifecycle;
}

Operation operation_on(StreamKind kind, const EventType& type) {
    switch (kind) {
        case StreamKind::case_: return Operation::case_append;
        case StreamKind::person: return Operation::person_append;
        case StreamKind::project: return Operation::project_append;
        default: return governing(type);
    }
}

/// The unit that an opening, or an intake before it, names.
std::string unit_named(const EventType& type, capnp::AnyPointer::Reader payload) {
    if (&type == &event_type<CaseOpened>()) return text_of(payload.getAs<CaseOpened>().getUnit());
    if (&type == &event_type<IntakeReceived>()) return text_of(payload.getAs<IntakeReceived>().getUnit());
    return {};
}

Status permit_stream(const AccessControl& access, const Principal& caller, const StreamEvents& written, bool imported, const std::string& purpose) {
    Question question;
    question.streams = {written.stream};
    question.purpose = purpose;
    std::optional<Operation> operation;
    for (const CheckedEvent& event : written.events) {
        MessageReader reader(event.proposal);
        const auto proposal = reader.root<ProposedEvent>();
        if (!imported && text_of(proposal.getEnvelope().getActor().getPseudonym()) != caller.actor)
            return refuse_access("access.actor",
                                 {"An event has whoever writes it as its actor: leave the actor out, or write your own pseudonym; whom you act for stands in onBehalfOf.",
                                  "En hændelse har den, der skriver den, som aktør: udelad aktøren, eller skriv dit eget pseudonym; hvem du handler for, står i onBehalfOf."},
                                 "envelope.actor");
        question.event_types.emplace_back(event.type->name);
        if (question.unit.empty()) question.unit = unit_named(*event.type, proposal.getPayload());
        const Operation needed = operation_on(written.stream.kind, *event.type);
        if (operation && *operation != needed)
            return refuse_access("access.operation",
                                 {"Events of access and of the life cycle are written one by one.", "Hændelser om adgang og om livscyklus skrives hver for sig."}, "streams");
        operation = needed;
    }
    question.operation = operation.value_or(Operation::case_append);
    return access.permit(caller, question);
}

}  // namespace

Status permit_append(const AccessControl& access, const Principal& caller, const AppendRequest& append, const std::string& purpose) {
    for (const StreamEvents& written : append.writes)
        if (written.stream == access.own_stream())
            return refuse_access("access.own_stream",
                                 {"That stream is written by the server alone; see forloeb access and forloeb token.",
                                  "Den strøm skriver serveren alene; se forloeb access og forloeb token."},
                                 "stream");
    if (access.may_everything(caller)) return {};
    for (const StreamEvents& written : append.writes) {
        FORLOEB_CHECK(permit_stream(access, caller, written, append.imported, purpose));
    }
    return {};
}

}  // namespace forloeb
