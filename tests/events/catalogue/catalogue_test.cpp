#include "events/catalogue/catalogue.hpp"

#include <doctest/doctest.h>

#include <array>
#include <functional>
#include <set>
#include <string>

#include "events/schema/contact.capnp.h"
#include "events/schema/envelope.capnp.h"
#include "events/upcast/upcast.hpp"

using namespace forloeb;

namespace {

std::string name_of(capnp::StructSchema schema) { return schema.getShortDisplayName().cStr(); }

/// Calls `visit` once for every struct (groups too) that `schema` holds, itself first.
void each_struct(capnp::StructSchema schema, std::set<std::uint64_t>& seen,
                 const std::function<void(capnp::StructSchema)>& visit) {
    if (!seen.insert(schema.getProto().getId()).second) return;
    visit(schema);
    for (const auto field : schema.getFields()) {
        auto type = field.getType();
        if (type.isList()) type = type.asList().getElementType();
        if (type.isStruct()) each_struct(type.asStruct(), seen, visit);
    }
}

void each_clear_struct(const std::function<void(capnp::StructSchema)>& visit) {
    std::set<std::uint64_t> seen;
    for (const EventType& type : all_event_types()) each_struct(type.clear, seen, visit);
    each_struct(capnp::Schema::from<Envelope>(), seen, visit);
}

/// The annotation itself, since label_of falls back to the name.
template <typename Proto>
bool has_label(const Proto& proto) {
    for (const auto annotation : proto.getAnnotations()) {
        if (annotation.getId() != 0xc0d1ff0e7b5a4e02) continue;
        const auto label = annotation.getValue().getStruct().template getAs<Label>();
        return label.getDa().size() > 0 && label.getEn().size() > 0;
    }
    return false;
}

}  // namespace

TEST_CASE("names and numbers of event types are unique, in order, and found again") {
    std::set<std::string_view> names;
    std::uint16_t before = 0;
    for (const EventType& type : all_event_types()) {
        CAPTURE(type.name);
        CHECK(names.insert(type.name).second);
        const auto number = static_cast<std::uint16_t>(type.number);
        CHECK(number > before);
        before = number;
        CHECK(find_event_type(type.name) == &type);
        CHECK(find_event_type(type.type_id()) == &type);
        CHECK_FALSE(type.streams.empty());
    }
    CHECK(find_event_type("no.such_type") == nullptr);
    CHECK(find_event_type(std::uint64_t{1}) == nullptr);
    CHECK(event_type<ContactHeld>().name == "contact.held");
}

// The words of the two source documents, and what the record itself needs; written out, since nothing else would notice a
// type that went missing.
TEST_CASE("every type that a coordinated case needs is in the catalogue") {
    static constexpr std::array needed = {
        "intake.received", "intake.declined", "intake.referred_on", "case.opened", "case.closed", "case.reopened",
        "case.linked", "phase.entered", "external.recorded", "note.recorded", "document.linked", "event.corrected",
        "event.retracted", "import.retracted", "subject.described", "coordinator.need_assessed", "coordinator.assigned",
        "coordinator.announced", "coordinator.acknowledged", "coordinator.released", "complexity.assessed",
        "onboarding.recorded", "substitute.appointed", "substitute.ended", "representative.appointed",
        "representative.ended", "team.member_added", "team.member_removed", "partner.added", "partner.changed",
        "partner.removed", "network.assessed", "communication.preference_set", "contact.held", "contact.attempted",
        "guidance.given", "citizen.informed", "citizen.involved", "citizen.view_recorded", "citizen.heard",
        "meeting.convened", "meeting.held", "meeting.cancelled", "meeting.attendance_rated", "meeting.minutes_shared",
        "information.requested", "information.provided", "information.request_withdrawn", "information.reused",
        "information.shared", "consent.given", "consent.withdrawn", "knowledge.consulted", "knowledge.contributed",
        "transition.announced", "transition.left", "handover.proposed", "handover.accepted", "handover.rejected",
        "handover.completed", "assessment.started", "assessment.theme_scored", "assessment.completed", "goal.agreed",
        "goal.endorsed", "goal.progress_rated", "goal.closed", "goal.proposed", "plan.offered", "plan.created",
        "plan.revised", "plan.declined", "service.started", "service.changed", "service.ended", "application.received",
        "offer.declined", "decision.drafted", "decision.discussed", "decision.issued", "decision.appealed",
        "appeal.resolved", "commitment.made", "commitment.kept", "commitment.broken", "commitment.renegotiated",
        "deadline.set", "deadline.met", "deadline.extended", "time.registered", "disagreement.raised",
        "disagreement.resolved", "uncertainty.raised", "uncertainty.resolved", "survey.invited", "survey.answered",
        "survey.declined", "monitoring.registered", "feedback.recorded", "lesson.recorded", "practice.highlighted",
        "tool.used", "advice.shown", "advice.followed", "advice.overridden", "project.designed", "instrument.defined",
        "wave.opened", "wave.closed", "respondent.enrolled", "respondent.left", "period.expected", "seminar.held",
        "policy.changed", "subject.restricted", "hold.placed", "hold.lifted", "retention.expired", "archive.exported",
        "subject.key_destroyed", "payload.purged", "token.created", "token.revoked", "access.locked_out",
        "break_glass.opened", "break_glass.reviewed", "read.recorded",
    };
    for (const std::string_view name : needed) {
        CAPTURE(name);
        CHECK(find_event_type(name) != nullptr);
    }
    CHECK(all_event_types().size() == needed.size());
}

TEST_CASE("a payload struct is named for its stored name, and its personal struct for it") {
    for (const EventType& type : all_event_types()) {
        CAPTURE(type.name);
        std::string camel;
        bool upper = true;
        for (const char c : type.name) {
            if (c == '.' || c == '_') {
                upper = true;
            } else {
                camel.push_back(upper ? static_cast<char>(c - 'a' + 'A') : c);
                upper = false;
            }
        }
        CHECK(name_of(type.clear) == camel);
        if (type.personal) CHECK(name_of(*type.personal) == camel + "Personal");
    }
}

TEST_CASE("every event type, field and word has a Danish and an English label") {
    std::set<std::uint64_t> seen;
    const auto check = [](capnp::StructSchema schema) {
        const std::uint64_t id = schema.getProto().getId();
        if (id == capnp::typeId<Id16>() || id == capnp::typeId<Moment>()) return;  // shown as one value
        for (const auto field : schema.getFields()) {
            const std::string name = field.getProto().getName().cStr();
            CAPTURE(name_of(schema));
            CAPTURE(name);
            CHECK(has_label(field.getProto()));
            auto type = field.getType();
            if (type.isList()) type = type.asList().getElementType();
            if (!type.isEnum()) continue;
            for (const auto word : type.asEnum().getEnumerants()) {
                CAPTURE(word.getProto().getName().cStr());
                CHECK(has_label(word.getProto()));
            }
        }
    };
    for (const EventType& type : all_event_types()) {
        CAPTURE(type.name);
        CHECK(has_label(type.clear.getProto()));
        each_struct(type.clear, seen, check);
        if (type.personal) each_struct(*type.personal, seen, check);
    }
    each_struct(capnp::Schema::from<Envelope>(), seen, check);
}

TEST_CASE("labels come in the language that was asked for") {
    CHECK(find_event_type("handover.accepted")->label("da") == "Overlevering modtaget");
    CHECK(find_event_type("handover.accepted")->label("en") == "Handover accepted");
    const capnp::StructSchema contact = capnp::Schema::from<ContactHeld>();
    CHECK(label_of(contact.getFieldByName("inPerson"), "da") == "personligt møde");
    const auto answer = contact.getFieldByName("inPerson").getType().asEnum();
    CHECK(label_of(answer.getEnumerantByName("unknown"), "da") == "uoplyst");
}

TEST_CASE("every personal field has a class, and no clear field has one") {
    for (const EventType& type : all_event_types()) {
        if (!type.personal) continue;
        for (const auto field : type.personal->getFields()) {
            CAPTURE(type.name);
            CAPTURE(field.getProto().getName().cStr());
            CHECK(class_of(field) != SensitivityClass::NONE);
        }
    }
    each_clear_struct([](capnp::StructSchema schema) {
        for (const auto field : schema.getFields()) {
            CAPTURE(name_of(schema));
            CAPTURE(field.getProto().getName().cStr());
            CHECK(class_of(field) == SensitivityClass::NONE);
        }
    });
}

TEST_CASE("only texts and lists of texts are verbatim") {
    each_clear_struct([](capnp::StructSchema schema) {
        for (const auto field : schema.getFields()) {
            CAPTURE(name_of(schema));
            CAPTURE(field.getProto().getName().cStr());
            auto type = field.getType();
            if (type.isList()) type = type.asList().getElementType();
            if (is_verbatim(field)) CHECK(type.isText());
        }
    });
}

TEST_CASE("every older schema version has its step to the newest") {
    for (const EventType& type : all_event_types()) {
        for (std::uint16_t version = 1; version < type.schema_version; ++version) {
            CAPTURE(type.name);
            CAPTURE(version);
            std::size_t steps = 0;
            for (const UpcastStep& step : upcast_steps())
                steps += step.type == type.name && step.from_version == version;
            CHECK(steps == 1);
        }
    }
    for (const UpcastStep& step : upcast_steps()) {
        CAPTURE(step.type);
        REQUIRE(find_event_type(step.type) != nullptr);
        CHECK(step.from_version < find_event_type(step.type)->schema_version);
    }
}
