// The golden files: for every event type a proposal as JSON and the canonical clear bytes it is stored as, kept from the
// day the type was added. They fail when a field is renumbered, a name changes, or the canonical form does.
// FORLOEB_UPDATE_GOLDEN=1 writes those that are missing and leaves the kept ones alone.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "events/codec/json.hpp"
#include "events/codec/json_writer.hpp"
#include "tests/events/every_field.hpp"
#include "tests/events/stored.hpp"

using namespace forloeb;

namespace {

std::filesystem::path golden(std::string_view type, const char* extension) {
    return std::filesystem::path(FORLOEB_SOURCE_DIR) / "tests/golden/events" / (std::string(type) + extension);
}

bool updating() {
    const char* asked = std::getenv("FORLOEB_UPDATE_GOLDEN");
    return asked != nullptr && std::string_view(asked) == "1";
}

std::string read_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// Hex in lines of 32 bytes, so that a difference can be seen.
std::string hex_lines(ByteSpan bytes) {
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 32)
        out += to_hex(bytes.subspan(i, std::min<std::size_t>(32, bytes.size() - i))) + "\n";
    return out;
}

std::string bytes_of(const std::string& hex) {
    std::string out;
    std::string digits;
    for (const char c : hex)
        if (c != '\n') digits.push_back(c);
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        out.push_back(static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16)));
    return out;
}

std::string kept_json(ProposedEvent::Reader proposal) { return HouseJson().laid_out(proposal_json(proposal)) + "\n"; }

CheckedEvent checked_from_json(const std::string& text, const EventType& type) {
    HouseJson json;
    capnp::MallocMessageBuilder builder;
    const auto decoded = json.decode_proposal(text, builder.initRoot<ProposedEvent>());
    REQUIRE_MESSAGE(decoded, decoded.error().field << ": " << decoded.error().message);
    auto checked = check_proposal(builder.getRoot<ProposedEvent>().asReader(), type.streams.front());
    REQUIRE_MESSAGE(checked, checked.error().field << ": " << checked.error().message);
    return std::move(*checked);
}

void write_golden(const EventType& type) {
    capnp::MallocMessageBuilder builder;
    test::fill_proposal(type, builder.initRoot<ProposedEvent>());
    const std::string text = kept_json(builder.getRoot<ProposedEvent>().asReader());
    std::ofstream(golden(type.name, ".json")) << text;
    std::ofstream(golden(type.name, ".hex")) << hex_lines(test::stored_event(checked_from_json(text, type)).bytes());
}

}  // namespace

TEST_CASE("every event type is stored as the same bytes as on the day it was added") {
    for (const EventType& type : all_event_types()) {
        CAPTURE(type.name);
        if (updating() && !std::filesystem::exists(golden(type.name, ".json"))) write_golden(type);
        const std::string text = read_text(golden(type.name, ".json"));
        const std::string hex = read_text(golden(type.name, ".hex"));
        REQUIRE_FALSE(text.empty());
        REQUIRE_FALSE(hex.empty());

        const Message stored = test::stored_event(checked_from_json(text, type));
        CHECK(hex_lines(stored.bytes()) == hex);
    }
}

TEST_CASE("the kept bytes of every event type read back as the kept JSON") {
    for (const EventType& type : all_event_types()) {
        CAPTURE(type.name);
        const auto view =
            EventView::open(test::leaf_for(type), as_bytes(bytes_of(read_text(golden(type.name, ".hex")))));
        REQUIRE_MESSAGE(view, view.error().message);
        capnp::MallocMessageBuilder builder;
        auto proposal = builder.initRoot<ProposedEvent>();
        proposal.setType(kj::StringPtr(type.name.data(), type.name.size()));
        proposal.setEnvelope(view->envelope());
        proposal.getPayload().set(view->payload());

        // The kept JSON has the personal part too, which is not in the clear bytes.
        HouseJson json;
        capnp::MallocMessageBuilder kept;
        REQUIRE(json.decode_proposal(read_text(golden(type.name, ".json")), kept.initRoot<ProposedEvent>()));
        auto without_personal = kept.getRoot<ProposedEvent>();
        without_personal.disownPersonal();
        if (type.name == "event.corrected") {
            const auto target_version = find_event_type("deadline.set")->schema_version;  // the engine's to write
            without_personal.getPayload().getAs<EventCorrected>().setTargetVersion(target_version);
        }
        CHECK(kept_json(proposal.asReader()) == kept_json(without_personal.asReader()));
    }
}

TEST_CASE("no golden file is left over from a type that is gone") {
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(FORLOEB_SOURCE_DIR) / "tests/golden/events")) {
        const std::string name = entry.path().stem().string();
        CAPTURE(name);
        CHECK(find_event_type(std::string_view(name)) != nullptr);
    }
}
