#include "events/codec/json.hpp"

#include <doctest/doctest.h>

#include "events/codec/json_writer.hpp"
#include "events/codec/propose.hpp"
#include "events/schema/contact.capnp.h"
#include "events/schema/correction.capnp.h"
#include "events/schema/promise.capnp.h"
#include "tests/events/every_field.hpp"

using namespace forloeb;

namespace {

struct Decoded {
    capnp::MallocMessageBuilder message;
    Status status;
    explicit Decoded(std::string_view text) {
        HouseJson json;
        status = json.decode_proposal(text, message.initRoot<ProposedEvent>());
    }
    ProposedEvent::Reader proposal() { return message.getRoot<ProposedEvent>().asReader(); }
};

std::string refused_field(std::string_view text) {
    Decoded decoded(text);
    if (decoded.status) return "accepted";
    CHECK(decoded.status.error().kind == ErrorKind::invalid);
    return decoded.status.error().field;
}

std::string with_payload(const std::string& payload) {
    return R"({"type":"contact.held","occurredAt":"2026-03-01","actor":{"pseudonym":"k1"},"payload":)" + payload + "}";
}

}  // namespace

TEST_CASE("a proposal's JSON has the envelope at the top, and ids and times as text") {
    Decoded decoded(R"({"type":"contact.held", "occurredAt":"2026-03-01T09:30:00+01:00",
        "actor":{"pseudonym":"koord-1","role":"coordinator"}, "causation":"0190a1b2-c3d4-7e8f-8a9b-0c1d2e3f4051",
        "payload":{"with":["borger"],"channel":"sms","inPerson":"no","minutes":12}, "personal":{"note":"Vi talte om ferien."}})");
    REQUIRE_MESSAGE(decoded.status, decoded.status.error().message);
    const auto proposal = decoded.proposal();
    CHECK(proposal.getType() == "contact.held");
    CHECK(format_when(read_moment(proposal.getEnvelope().getOccurredAt())) == "2026-03-01T09:30:00+01:00");
    CHECK(proposal.getEnvelope().getActor().getRole() == "coordinator");
    CHECK(proposal.getEnvelope().getCausation().getHigh() == 0x0190a1b2c3d47e8f);
    const auto contact = proposal.getPayload().getAs<ContactHeld>();
    CHECK(contact.getWith()[0] == "borger");
    CHECK(contact.getInPerson() == Answer::NO);
    CHECK(contact.getMinutes() == 12);
    REQUIRE(proposal.getPersonal().size() == 1);
    CHECK_FALSE(proposal.getPersonal()[0].hasSubject());
    CHECK(proposal.getPersonal()[0].getFields().getAs<ContactHeldPersonal>().getNote() == "Vi talte om ferien.");
}

TEST_CASE("what was not said is not written") {
    Decoded decoded(with_payload(R"({"channel":"sms"})"));
    REQUIRE(decoded.status);
    CHECK(decoded.proposal().getPayload().getAs<ContactHeld>().getMinutes() == -1);
    CHECK(
        proposal_json(decoded.proposal()) ==
        R"({"type":"contact.held","occurredAt":"2026-03-01","actor":{"pseudonym":"k1"},"payload":{"channel":"sms"}})");
}

TEST_CASE("personal parts about several persons are a list") {
    const std::string text =
        R"({"type":"contact.held","personal":[{"fields":{"note":"a"}},{"subject":"0190a1b2-c3d4-7e8f-8a9b-0c1d2e3f4051","fields":{"note":"b"}}]})";
    Decoded decoded(text);
    REQUIRE_MESSAGE(decoded.status, decoded.status.error().message);
    CHECK(proposal_json(decoded.proposal()) == text);
    CHECK(refused_field(R"({"type":"contact.held","personal":[{"fields":{"note":"a"}},{"subjekt":"x"}]})") ==
          "personal[1].subjekt");
    CHECK(refused_field(R"({"type":"contact.held","personal":[{"fields":{"nota":"a"}}]})") ==
          "personal[0].fields.nota");
    CHECK(refused_field(R"({"type":"contact.held","personal":[{"subject":"x"}]})") == "personal[0].subject");
    CHECK(refused_field(R"({"type":"commitment.kept","personal":{"note":"a"}})") == "personal");
}

TEST_CASE("a correction's payload and personal part are of the type it corrects") {
    const std::string text =
        R"({"type":"event.corrected","occurredAt":"2026-03-01","actor":{"pseudonym":"k1"},)"
        R"("payload":{"targetType":"deadline.set","reason":"wrong_date","payload":{"deadline":"f1","due":"2026-04-01"}},)"
        R"("personal":{"what":"Svar på ansøgningen"}})";
    Decoded decoded(text);
    REQUIRE_MESSAGE(decoded.status, decoded.status.error().message);
    const auto correction = decoded.proposal().getPayload().getAs<EventCorrected>();
    CHECK(correction.getPayload().getAs<DeadlineSet>().getDeadline() == "f1");
    CHECK(proposal_json(decoded.proposal()) == text);
    CHECK(
        refused_field(R"({"type":"event.corrected","payload":{"targetType":"deadline.set","payload":{"doo":"x"}}})") ==
        "payload.payload.doo");
    CHECK(refused_field(R"({"type":"event.corrected","payload":{"targetType":"no.type","payload":{}}})") ==
          "payload.payload");
    CHECK(refused_field(R"({"type":"event.corrected","payload":{}})") == "payload.targetType");
}

TEST_CASE("an unknown field is refused by its path") {
    CHECK(refused_field(R"({"type":"contact.held","occuredAt":"2026-03-01"})") == "occuredAt");
    CHECK(refused_field(R"({"type":"contact.held","actor":{"pseudonym":"k1","navn":"x"}})") == "actor.navn");
    CHECK(refused_field(with_payload(R"({"chanel":"sms"})")) == "payload.chanel");
    CHECK(refused_field(R"({"type":"goal.agreed","payload":{"endorsedBy":[{"party":"mor"},{"part":"far"}]}})") ==
          "payload.endorsedBy[1].part");
    CHECK(
        refused_field(R"({"type":"external.recorded","payload":{"attributes":[{"key":"a","value":{"tekst":"b"}}]}})") ==
        "payload.attributes[0].value.tekst");
}

TEST_CASE("a value of the wrong kind is refused by its path") {
    for (const char* payload : {R"({"minutes":"twelve"})", R"({"minutes":1.5})", R"({"minutes":3000000000})",
                                R"({"minutes":true})", R"({"minutes":null})", R"({"minutes":"12 "})"}) {
        CAPTURE(payload);
        CHECK(refused_field(with_payload(payload)) == "payload.minutes");
    }
    CHECK(refused_field(with_payload(R"({"with":"borger"})")) == "payload.with");
    CHECK(refused_field(with_payload(R"({"with":["borger",7]})")) == "payload.with[1]");
    CHECK(refused_field(with_payload(R"({"inPerson":"maybe"})")) == "payload.inPerson");
    CHECK(refused_field(with_payload(R"({"inPerson":1})")) == "payload.inPerson");
    CHECK(refused_field(with_payload(R"(["x"])")) == "payload");
    CHECK(refused_field(R"({"type":"contact.held","occurredAt":"2026-02-30"})") == "occurredAt");
    CHECK(refused_field(R"({"type":"contact.held","causation":"x"})") == "causation");
    CHECK(refused_field(R"({"type":"contact.hold"})") == "type");
    CHECK(refused_field(R"({"payload":{}})") == "type");
}

TEST_CASE("a field that is there twice, or two members of one union, are refused") {
    CHECK(refused_field(with_payload(R"({"channel":"sms","channel":"phone"})")) == "payload.channel");
    CHECK(refused_field(R"({"type":"contact.held","type":"case.closed"})") == "type");
    CHECK(
        refused_field(R"({"type":"external.recorded","payload":{"attributes":[{"value":{"int":"1","text":"b"}}]}})") ==
        "payload.attributes[0].value.text");
}

TEST_CASE("what is no JSON, or not an object, is refused") {
    for (const char* text : {"", "{", "[]", "7", "{\"type\":\"contact.held\"} x", "{\"type\": contact}"}) {
        CAPTURE(text);
        CHECK_FALSE(Decoded(text).status);
    }
}

TEST_CASE("errors name the words that would be accepted, and never the word that was written") {
    Decoded decoded(with_payload(R"({"inPerson":"Hemmeligt Navn"})"));
    REQUIRE_FALSE(decoded.status);
    CHECK(decoded.status.error().message == "Write one of: unknown, no, yes.");
    Decoded nonsense("{\"Hemmeligt Navn\"");
    CHECK(nonsense.status.error().message.find("Hemmeligt") == std::string::npos);
}

TEST_CASE("64-bit numbers are written as text and keep every digit") {
    Decoded decoded(
        R"({"type":"external.recorded","payload":{"attributes":[{"key":"n","value":{"int":"-9223372036854775808"}}]}})");
    REQUIRE(decoded.status);
    CHECK(proposal_json(decoded.proposal()).find(R"("int":"-9223372036854775808")") != std::string::npos);
}

TEST_CASE("every field of every event type survives JSON and back, to the byte") {
    for (const EventType& type : all_event_types()) {
        CAPTURE(type.name);
        capnp::MallocMessageBuilder original;
        test::fill_proposal(type, original.initRoot<ProposedEvent>());
        const auto proposal = original.getRoot<ProposedEvent>().asReader();
        Decoded decoded(proposal_json(proposal));
        REQUIRE_MESSAGE(decoded.status, decoded.status.error().field << ": " << decoded.status.error().message);
        CHECK(to_hex(canonical(decoded.proposal()).bytes()) == to_hex(canonical(proposal).bytes()));
    }
}

TEST_CASE("an empty time or id means that it was not said") {
    Decoded decoded(R"({"type":"deadline.set","causation":"","payload":{"due":""}})");
    REQUIRE(decoded.status);
    CHECK(decoded.proposal().getEnvelope().getCausation().getHigh() == 0);
    CHECK(read_moment(decoded.proposal().getPayload().getAs<DeadlineSet>().getDue()).is_unknown());
}

TEST_CASE("any struct can be read from JSON, and says which field does not fit") {
    HouseJson json;
    capnp::MallocMessageBuilder message;
    auto actor = message.initRoot<Actor>();
    REQUIRE(json.decode(R"({"pseudonym":"k1","unit":"Voksen Handicap"})", actor));
    CHECK(actor.getUnit() == "Voksen Handicap");
    CHECK(json.encode(actor.asReader()) == R"({"pseudonym":"k1","unit":"Voksen Handicap"})");
    CHECK(json.decode(R"({"enhed":"x"})", actor).error().field == "enhed");
    capnp::MallocMessageBuilder other;
    CHECK(json.encode(other.initRoot<Source>().asReader()) ==
          R"({"position":0,"digest":"0","synthesised":false,"zoneAssumed":false})");
}
