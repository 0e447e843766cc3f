#include "events/codec/propose.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <string>
#include <vector>

#include "events/codec/clear_text.hpp"
#include "events/codec/json.hpp"
#include "events/schema/case.capnp.h"
#include "events/schema/contact.capnp.h"
#include "events/schema/correction.capnp.h"
#include "tests/events/every_field.hpp"

using namespace forloeb;

namespace {

/// A proposal that would be accepted; tests change one thing.
class Proposal {
  public:
    Proposal() {
        root().setType("contact.held");
        auto envelope = root().initEnvelope();
        write_moment(envelope.initOccurredAt(), *parse_when("2026-03-01T09:30:00+01:00"));
        envelope.initActor().setPseudonym("koord-1");
        (void)payload();
    }
    ProposedEvent::Builder root() { return message_.getRoot<ProposedEvent>(); }
    ContactHeld::Builder payload() { return root().getPayload().getAs<ContactHeld>(); }
    Result<CheckedEvent> check(StreamKind stream = StreamKind::case_) {
        return check_proposal(root().asReader(), stream);
    }
    Error refused(StreamKind stream = StreamKind::case_) {
        auto checked = check(stream);
        REQUIRE_FALSE(checked);
        return checked.error();
    }

  private:
    capnp::MallocMessageBuilder message_;
};

template <typename Struct>
typename Struct::Reader read(MessageReader& reader) {
    return reader.root<Struct>();
}

/// Takes a struct's canonical words and makes its data or pointer section larger, as a newer version would.
Message with_more_fields(const Message& message, std::uint16_t data_words, std::uint16_t pointers,
                         std::uint64_t last_data_word) {
    const std::size_t count = message.word_count();
    std::vector<std::uint64_t> words(count);
    std::memcpy(words.data(), message.words(), count * 8);
    const auto old_data = static_cast<std::uint16_t>(words[0] >> 32);
    const auto old_pointers = static_cast<std::uint16_t>(words[0] >> 48);
    REQUIRE(old_pointers == 0);
    words[0] = (words[0] & 0xffffffff) | std::uint64_t{data_words} << 32 | std::uint64_t{pointers} << 48;
    words.resize(1 + old_data);
    words.resize(1 + data_words, 0);
    words.back() = last_data_word;
    words.resize(1 + data_words + pointers, 0);
    return Message::copy_of({reinterpret_cast<const Byte*>(words.data()), words.size() * 8}).value();
}

}  // namespace

TEST_CASE("a proposal that fits is canonical, without its personal part") {
    Proposal proposal;
    proposal.payload().setChannel("sms");
    proposal.root().initPersonal(1)[0].getFields().initAs<ContactHeldPersonal>().setNote("Ringede om mødet.");
    const auto checked = proposal.check();
    REQUIRE_MESSAGE(checked, checked.error().message);
    CHECK(checked->type == find_event_type("contact.held"));
    MessageReader reader(checked->proposal);
    const auto clear = reader.root<ProposedEvent>();
    CHECK_FALSE(clear.hasPersonal());
    CHECK(clear.getPayload().getAs<ContactHeld>().getChannel() == "sms");
    CHECK(to_hex(canonical(clear).bytes()) == to_hex(checked->proposal.bytes()));
    CHECK(as_text(checked->proposal.bytes()).find("Ringede") == std::string_view::npos);
}

TEST_CASE("personal parts are split by class and unite again") {
    Proposal proposal;
    auto parts = proposal.root().initPersonal(2);
    auto fields = parts[0].getFields().initAs<ContactHeldPersonal>();
    fields.setNote("notat");
    fields.setCitizenWords("ord");
    fields.setHealth("helbred");
    parts[1].initSubject().setHigh(7);
    parts[1].getFields().initAs<ContactHeldPersonal>().setNote("om en anden");
    const auto checked = proposal.check();
    REQUIRE_MESSAGE(checked, checked.error().message);
    REQUIRE(checked->personal.size() == 3);
    CHECK(checked->personal[0].subject.is_nil());
    CHECK(checked->personal[0].sensitivity == SensitivityClass::NARRATIVE);
    CHECK(checked->personal[1].sensitivity == SensitivityClass::HEALTH);
    CHECK(checked->personal[2].subject == Uuid::from_halves(7, 0));

    MessageReader health(checked->personal[1].fields);
    CHECK_FALSE(read<ContactHeldPersonal>(health).hasNote());
    CHECK(read<ContactHeldPersonal>(health).getHealth() == "helbred");

    std::vector<Message> unsealed;
    for (std::size_t i : {1, 0}) unsealed.push_back(Message::copy_of(checked->personal[i].fields.bytes()).value());
    const auto merged = merge_personal(capnp::Schema::from<ContactHeldPersonal>(), unsealed);
    REQUIRE(merged);
    CHECK(to_hex(merged->bytes()) == to_hex(canonical(fields.asReader()).bytes()));
}

TEST_CASE("a part that is no personal struct is called damaged") {
    std::vector<Message> parts;
    const std::string nonsense(16, '\xff');
    parts.push_back(Message::copy_of(as_bytes(nonsense)).value());
    CHECK(merge_personal(capnp::Schema::from<ContactHeldPersonal>(), parts).error().kind == ErrorKind::damaged);
}

TEST_CASE("every field of every event type passes, and its personal parts unite to what they were") {
    for (const EventType& type : all_event_types()) {
        CAPTURE(type.name);
        capnp::MallocMessageBuilder builder;
        test::fill_proposal(type, builder.initRoot<ProposedEvent>());
        const auto proposal = builder.getRoot<ProposedEvent>().asReader();
        const auto checked = check_proposal(proposal, type.streams.front());
        REQUIRE_MESSAGE(checked, checked.error().field << ": " << checked.error().message);
        const auto schema = personal_schema(type, proposal.getPayload()).value();
        if (!schema) continue;
        for (const auto part : proposal.getPersonal()) {
            std::vector<Message> mine;
            for (const PersonalBytes& bytes : checked->personal)
                if (bytes.subject.high() == part.getSubject().getHigh())
                    mine.push_back(Message::copy_of(bytes.fields.bytes()).value());
            const auto whole = canonical(part.getFields().getAs<capnp::AnyStruct>());
            CHECK(to_hex(merge_personal(*schema, mine)->bytes()) == to_hex(whole.bytes()));
        }
    }
}

TEST_CASE("what must be said is asked for") {
    Proposal no_type;
    no_type.root().setType("contact.hold");
    CHECK(no_type.refused().field == "type");

    Proposal no_time;
    no_time.root().getEnvelope().disownOccurredAt();
    CHECK(no_time.refused().field == "envelope.occurredAt");

    Proposal no_actor;
    no_actor.root().getEnvelope().disownActor();
    CHECK(no_actor.refused().field == "envelope.actor.pseudonym");

    Proposal other_stream;
    CHECK(other_stream.refused(StreamKind::person).field == "type");
}

TEST_CASE("a clear text is a code, and a sentence is shown where it belongs") {
    for (const std::string& text : std::vector<std::string>{"to ord", "Karen, mor", "a@b.dk", "x\n", std::string(65, 'a'), "\xff",
                                                            "\xc3", "\xed\xa0\x80"}) {
        CAPTURE(text);
        Proposal proposal;
        proposal.payload().setChannel(text);
        const Error error = proposal.refused();
        CHECK(error.kind == ErrorKind::invalid);
        CHECK(error.field == "payload.channel");
        CHECK(error.message.find("personal") != std::string::npos);
    }
    for (const std::string text : {"", "sms", "§96", "27.35.04", "støtte-og_kontaktperson", "a:b/c+d"}) {
        CAPTURE(text);
        Proposal proposal;
        proposal.payload().setChannel(text);
        CHECK(proposal.check());
    }
    Proposal in_list;
    auto with = in_list.payload().initWith(2);
    with.set(0, "mor");
    with.set(1, "min mor");
    CHECK(in_list.refused().field == "payload.with[1]");
}

TEST_CASE("a verbatim text may have spaces, up to 256 bytes") {
    Proposal proposal;
    proposal.root().getEnvelope().getActor().setUnit("Voksen- og handicapafdelingen, hold 2");
    CHECK(proposal.check());
    proposal.root().getEnvelope().getActor().setUnit(std::string(257, 'a'));
    CHECK(proposal.refused().field == "envelope.actor.unit");
    proposal.root().getEnvelope().getActor().setUnit("\x01");
    CHECK(proposal.refused().field == "envelope.actor.unit");
}

TEST_CASE("what looks like a CPR number never stands in the clear") {
    CHECK(looks_like_cpr("0101501234"));
    CHECK(looks_like_cpr("311299-4321"));
    CHECK_FALSE(looks_like_cpr("3213991234"));
    CHECK_FALSE(looks_like_cpr("010150123"));
    CHECK_FALSE(looks_like_cpr("2026-03-01"));
    CHECK(looks_like_cpr("borger 010150-1234 ringede"));
    CHECK(looks_like_cpr("sag:0101501234"));
    CHECK(looks_like_cpr("0101501235"));  // fails modulus 11, and is a number all the same
    CHECK_FALSE(looks_like_cpr("01010150123456"));
    CHECK_FALSE(looks_like_cpr("p-0101501234abcdef"));
    CHECK_FALSE(looks_like_cpr("0193a4c2-0000-7000-8000-010150123456"));
    Proposal proposal;
    proposal.payload().setChannel("010150-1234");
    CHECK(proposal.refused().message.find("CPR") != std::string::npos);
    CHECK(proposal.refused().message.find("010150") == std::string::npos);
    proposal.payload().setChannel("sms");
    proposal.root().getEnvelope().getActor().setPseudonym("0101501234");
    CHECK(proposal.refused().field == "envelope.actor.pseudonym");
}

TEST_CASE("fields of a newer version are refused, never dropped and never stored") {
    // A Moment has two data words; a newer one might have a third.
    capnp::MallocMessageBuilder builder;
    write_moment(builder.initRoot<Moment>(), *parse_when("2026-03-01"));
    const Message moment = canonical(builder.getRoot<Moment>().asReader());

    Proposal zero;
    const Message harmless = with_more_fields(moment, 3, 0, 0);
    MessageReader harmless_reader(harmless);
    zero.root().getEnvelope().setOccurredAt(harmless_reader.root<Moment>());
    CHECK(zero.check());

    Proposal more_data;
    const Message larger = with_more_fields(moment, 3, 0, 1);
    MessageReader larger_reader(larger);
    more_data.root().getEnvelope().setOccurredAt(larger_reader.root<Moment>());
    CHECK(more_data.refused().kind == ErrorKind::unsupported);
    CHECK(more_data.refused().field == "envelope.occurredAt");

    Proposal more_pointers;
    more_pointers.root().setType("commitment.kept");
    more_pointers.root().getPayload().initAsAnyStruct(0, 2).getPointerSection()[1].setAs<capnp::Text>("ny");
    CHECK(more_pointers.refused().kind == ErrorKind::unsupported);
    CHECK(more_pointers.refused().field == "payload");
}

TEST_CASE("bits between known fields are not a hiding place") {
    Proposal proposal;
    auto data = proposal.root().getPayload().getAs<capnp::AnyStruct>().getDataSection();
    REQUIRE(data.size() == 8);  // direction 0-1, inPerson 2-3, minutes 4-7
    CHECK(proposal.check());
    data[1] = 1;  // an enumerant no version has
    CHECK(proposal.refused().kind == ErrorKind::unsupported);
    CHECK(proposal.refused().field == "payload.direction");

    Proposal padding;
    auto moment = capnp::AnyStruct::Builder(padding.root().getEnvelope().getOccurredAt()).getDataSection();
    REQUIRE(moment.size() == 16);  // micros 0-7, offset 8-9, precision 10-11, nothing 12-15
    moment[12] = 1;
    CHECK(padding.refused().kind == ErrorKind::unsupported);
}

TEST_CASE("a union's members that are not in force are not a hiding place") {
    Proposal proposal;
    proposal.root().setType("external.recorded");
    auto attribute = proposal.root().getPayload().initAs<ExternalRecorded>().initAttributes(1)[0];
    attribute.getValue().setText("skjult");
    CHECK(proposal.check());
    // Says "none" now, but the text is still there.
    const std::uint32_t discriminant = capnp::Schema::from<Attribute>()
                                           .getFieldByName("value")
                                           .getType()
                                           .asStruct()
                                           .getProto()
                                           .getStruct()
                                           .getDiscriminantOffset();
    auto list = proposal.root().getPayload().getAs<ExternalRecorded>().getAttributes();
    auto data = capnp::AnyStruct::Builder(list[0]).getDataSection();
    data[discriminant * 2] = 0;
    CHECK(attribute.getValue().which() == Attribute::Value::NONE);
    CHECK(proposal.refused().kind == ErrorKind::unsupported);
    CHECK(proposal.refused().field == "payload.attributes[0]");
}

TEST_CASE("a list holds at most ten thousand elements") {
    for (const capnp::uint size : {10'000U, 10'001U}) {
        Proposal proposal;
        proposal.payload().initKinds(size);
        CHECK(proposal.check().has_value() == (size == 10'000));
    }
}

TEST_CASE("attributes nest sixteen deep and no deeper") {
    for (const int depth : {16, 17}) {
        Proposal proposal;
        proposal.root().setType("external.recorded");
        auto attribute = proposal.root().getPayload().initAs<ExternalRecorded>().initAttributes(1)[0];
        for (int i = 1; i < depth; ++i) attribute = attribute.initChildren(1)[0];
        CHECK(proposal.check().has_value() == (depth == 16));
    }
}

TEST_CASE("a moment that could not be written and read back is refused") {
    const auto with_moment = [](const WhenTold& when) {
        Proposal proposal;
        write_moment(proposal.root().getEnvelope().getOccurredAt(), when);
        const auto checked = proposal.check();
        return checked ? std::string("accepted") : checked.error().field;
    };
    CHECK(with_moment({{0}, 0, Precision::INSTANT}) == "accepted");
    CHECK(with_moment({{0}, 0, Precision::DAY}) == "accepted");
    CHECK(with_moment({{1}, 0, Precision::DAY}) == "envelope.occurredAt");
    CHECK(with_moment({{86'400'000'000}, 0, Precision::MONTH}) == "envelope.occurredAt");
    CHECK(with_moment({{0}, 1081, Precision::INSTANT}) == "envelope.occurredAt");
    CHECK(with_moment({{INT64_MIN}, 0, Precision::INSTANT}) == "envelope.occurredAt");
    CHECK(with_moment({{INT64_MAX}, -1080, Precision::DAY}) == "envelope.occurredAt");
    CHECK(with_moment({{5}, 0, Precision::UNKNOWN}) == "envelope.occurredAt");
}

TEST_CASE("personal texts are UTF-8 of at most 64 KiB, and an event at most 256 KiB") {
    Proposal proposal;
    auto personal = proposal.root().initPersonal(1)[0].getFields().initAs<ContactHeldPersonal>();
    personal.setNote(std::string(64 * 1024, 'a'));
    CHECK(proposal.check());
    personal.setNote(std::string(64 * 1024 + 1, 'a'));
    CHECK(proposal.refused().field == "personal[0].fields.note");
    personal.setNote("\xc0\x80");
    CHECK(proposal.refused().field == "personal[0].fields.note");

    Proposal large;
    auto parts = large.root().initPersonal(5);
    for (capnp::uint i = 0; i < 5; ++i) {
        parts[i].initSubject().setLow(i + 1);
        parts[i].getFields().initAs<ContactHeldPersonal>().setNote(std::string(60 * 1024, 'a'));
    }
    CHECK(large.refused().message.find("256 KiB") != std::string::npos);
}

TEST_CASE("personal parts belong to a type that has them, and to one person each") {
    Proposal none;
    none.root().setType("commitment.kept");
    none.root().initPersonal(1)[0].getFields().initAs<ContactHeldPersonal>().setNote("x");
    CHECK(none.refused().field == "personal");

    Proposal twice;
    for (auto part : twice.root().initPersonal(2)) part.getFields().initAs<ContactHeldPersonal>().setNote("x");
    CHECK(twice.refused().field == "personal[1].subject");

    Proposal many;
    for (auto part : many.root().initPersonal(17)) part.getFields().initAs<ContactHeldPersonal>().setNote("x");
    CHECK(many.refused().field == "personal");
}

TEST_CASE("a correction is checked as the type it corrects, and marked with its version") {
    Proposal proposal;
    proposal.root().setType("event.corrected");
    auto correction = proposal.root().getPayload().initAs<EventCorrected>();
    correction.setTargetType("contact.held");
    correction.getPayload().initAs<ContactHeld>().setChannel("to ord");
    CHECK(proposal.refused().field == "payload.payload.channel");
    correction.getPayload().getAs<ContactHeld>().setChannel("phone");
    proposal.root().initPersonal(1)[0].getFields().initAs<ContactHeldPersonal>().setNote("rettet notat");
    const auto checked = proposal.check();
    REQUIRE_MESSAGE(checked, checked.error().message);
    CHECK(checked->personal.size() == 1);
    MessageReader reader(checked->proposal);
    CHECK(reader.root<ProposedEvent>().getPayload().getAs<EventCorrected>().getTargetVersion() == 2);

    correction.setTargetVersion(1);
    CHECK(proposal.refused().kind == ErrorKind::unsupported);
    correction.setTargetVersion(0);
    correction.setTargetType("event.corrected");
    CHECK(proposal.refused().field == "payload.targetType");
    correction.setTargetType("no.type");
    CHECK(proposal.refused().field == "payload.targetType");
}

TEST_CASE("a pointer of another kind than the schema says is refused, not thrown") {
    Proposal proposal;
    proposal.root().getPayload().initAsAnyStruct(1, 4).getPointerSection()[0].initAsAnyStruct(1, 0);
    CHECK(proposal.refused().kind == ErrorKind::invalid);
    Proposal list;
    list.root().getPayload().initAs<capnp::List<capnp::Text>>(3);
    CHECK(list.refused().kind == ErrorKind::invalid);
}
