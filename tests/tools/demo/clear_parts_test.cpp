// What anybody may read who has the disk and no key: over a whole synthetic municipality, no clear field of any event holds a
// name, an address, a telephone number, a CPR number or a sentence that somebody told. Everything in it is synthetic.
#include <capnp/dynamic.h>
#include <doctest/doctest.h>

#include <set>

#include "events/codec/clear_text.hpp"
#include "events/codec/message.hpp"
#include "tools/demo/generate/municipality.hpp"
#include "tools/demo/story.hpp"

namespace forloeb {
namespace {

using TextVisit = std::function<void(std::string_view text, const std::string& field)>;

void visit_value(capnp::DynamicValue::Reader value, const std::string& field, const TextVisit& visit);

void visit_struct(capnp::DynamicStruct::Reader fields, const TextVisit& visit) {
    for (const auto field : fields.getSchema().getFields()) {
        const bool told = fields.has(field) && !field.getType().isAnyPointer();
        if (told) visit_value(fields.get(field), field.getProto().getName().cStr(), visit);
    }
}

void visit_value(capnp::DynamicValue::Reader value, const std::string& field, const TextVisit& visit) {
    if (value.getType() == capnp::DynamicValue::TEXT) {
        const auto text = value.as<capnp::Text>();
        visit({text.begin(), text.size()}, field);
    } else if (value.getType() == capnp::DynamicValue::STRUCT) {
        visit_struct(value.as<capnp::DynamicStruct>(), visit);
    } else if (value.getType() == capnp::DynamicValue::LIST) {
        for (const auto one : value.as<capnp::DynamicList>()) visit_value(one, field, visit);
    }
}

/// What is sealed, by what it is.
struct Sealed {
    std::set<std::string> identifying;  // names, addresses, numbers
    std::set<std::string> told;         // everything else, from fifteen bytes on: shorter words also stand in codes

    void add(std::string_view text, const std::string& field) {
        static const std::set<std::string> names{"name", "cpr", "address", "phone", "email"};
        if (names.contains(field) && text.size() >= 4) identifying.emplace(text);
        else if (text.size() >= 15) told.emplace(text);
    }
};

struct EveryText {
    std::vector<std::pair<std::string, std::string>> clear;  // text, field
    Sealed sealed;

    void add(const CheckedEvent& event) {
        MessageReader reader(event.proposal);
        const auto proposal = reader.root<ProposedEvent>();
        const auto keep = [this](std::string_view text, const std::string& field) { clear.emplace_back(text, field); };
        visit_struct(proposal.getEnvelope(), keep);
        if (!proposal.getPayload().isNull()) visit_struct(proposal.getPayload().getAs<capnp::DynamicStruct>(event.type->clear), keep);
        const auto schema = personal_schema(*event.type, proposal.getPayload());
        REQUIRE(schema.has_value());
        for (const PersonalBytes& part : event.personal) {
            MessageReader personal(part.fields);
            visit_struct(personal.root<capnp::AnyPointer>().getAs<capnp::DynamicStruct>(schema->value()),
                         [this](std::string_view text, const std::string& field) { sealed.add(text, field); });
        }
    }
};

}  // namespace

TEST_CASE("the clear parts of a whole synthetic municipality hold no name, no number of a person, and nothing that is also sealed") {
    Municipality municipality({.seed = 3, .cases = 120});
    EveryText every;
    std::size_t events = 0;
    while (const auto lines = municipality.next()) {
        const auto appends = read_story({"municipality", *lines});
        REQUIRE(appends.has_value());
        for (const auto& append : *appends)
            for (const StreamEvents& write : append.request.writes)
                for (const CheckedEvent& event : write.events) {
                    every.add(event);
                    ++events;
                }
    }
    CHECK(events > 5000);
    CHECK(every.clear.size() > 50'000);
    CHECK(every.sealed.identifying.size() > 100);
    CHECK(every.sealed.told.size() >= 10);  // it has few sentences, told often
    for (const auto& [text, field] : every.clear) {
        CAPTURE(field);
        CHECK_FALSE(looks_like_cpr(text));
        CHECK_FALSE(every.sealed.identifying.contains(text));
        CHECK_FALSE(every.sealed.told.contains(text));
    }
    // Within a longer word as well; each clear text once.
    std::set<std::string> distinct;
    for (const auto& [text, field] : every.clear) distinct.insert(text);
    for (const std::string& text : distinct)
        for (const std::string& name : every.sealed.identifying) CHECK_MESSAGE(text.find(name) == std::string::npos, "a name stands within a clear text");
}

}  // namespace forloeb
