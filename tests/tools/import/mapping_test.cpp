#include "tools/import/mapping.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "events/schema/contact.capnp.h"

namespace forloeb {
namespace {

std::string refusal(const std::string& text) {
    const auto mapping = Mapping::parse(text, "m.toml");
    REQUIRE_FALSE(mapping.has_value());
    CHECK(mapping.error().kind == ErrorKind::invalid);
    return mapping.error().message;
}

TEST_CASE("Every shipped mapping file loads and names its source") {
    std::size_t files = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(FORLOEB_SOURCE_DIR) + "/tools/import/mappings")) {
        const auto mapping = Mapping::load(entry.path());
        CHECK_MESSAGE(mapping.has_value(), (mapping ? "" : mapping.error().message));
        ++files;
    }
    CHECK(files == 5);
}

TEST_CASE("The standard mapping seals everything and reads XES' own keys") {
    const auto mapping = Mapping::standard("et-fagsystem");
    REQUIRE(mapping.has_value());
    CHECK(mapping->clear_event.empty());
    CHECK(mapping->clear_trace.empty());
    CHECK(mapping->pseudonymise);
    CHECK(mapping->time == "time:timestamp");
    CHECK(mapping->zone.name() == "Europe/Copenhagen");
    CHECK_FALSE(Mapping::standard("with space").has_value());
    CHECK_FALSE(Mapping::standard("").has_value());
}

TEST_CASE("Unknown keys are refused with line and column, and the known ones are named") {
    CHECK(refusal("source = \"x\"\n[event]\nclearr = [\"a\"]\n")
              .starts_with("m.toml, line 3, column 10: \"clearr\" is not a key of [event]. Known are: activity, "));
    CHECK(refusal("source = \"x\"\nsourcee = \"y\"\n")
              .starts_with("m.toml, line 2, column 11: \"sourcee\" is not a key."));
    CHECK(refusal("source = \"x\"\n[[deadline]]\nattribute = \"d\"\nkind = \"k\"\nzone = \"z\"\n").find("line 5") !=
          std::string::npos);
}

TEST_CASE("Values of the wrong kind are refused with what is right") {
    CHECK(refusal("source = 1\n").find("must be a text") != std::string::npos);
    CHECK(refusal("[event]\n").find("\"source\" is missing") != std::string::npos);
    CHECK(refusal("source = \"two words\"\n").find("must be a code") != std::string::npos);
    CHECK(refusal("source = \"x\"\n[event]\nzone = \"Europe/Kobenhavn\"\n")
              .starts_with("m.toml, line 3, column 8: There is no time zone"));
    CHECK(refusal("source = \"x\"\n[event]\nclear = [1]\n").find("texts only") != std::string::npos);
    CHECK(refusal("source = \"x\"\n[event]\npseudonymise = \"yes\"\n").find("true or false") != std::string::npos);
    CHECK(refusal("source = \"x\"\n[event]\nactivity = []\n").find("at least one") != std::string::npos);
    CHECK(
        refusal("source = \"x\"\n[[deadline]]\nattribute = \"d\"\nkind = \"k\"\nbasis = \"law\"\n").find("statutory") !=
        std::string::npos);
    CHECK(refusal("source = \"x\"\n[deadline]\nattribute = \"d\"\n").find("[[deadline]]") != std::string::npos);
    CHECK(refusal("source = \"x\n").starts_with("m.toml, line 1, column "));
}

TEST_CASE("A mapped activity names a type of ours and only fields it has") {
    const std::string head = "source = \"x\"\n[[map]]\nactivity = \"Samtale\"\n";
    const auto mapping = Mapping::parse(head +
                                            "type = \"contact.held\"\nfields = { channel = \"phone\", kinds = "
                                            "[\"citizen\"] }\nfrom = { minutes = \"varighed\" }\n",
                                        "m.toml");
    REQUIRE_MESSAGE(mapping.has_value(), mapping.error().message);
    REQUIRE(mapping->find_type("Samtale") != nullptr);
    CHECK(mapping->find_type("samtale") == nullptr);
    const TypeMapping& type = *mapping->find_type("Samtale");
    MessageReader reader(type.fields);
    CHECK(reader.root<ContactHeld>().getChannel() == "phone");
    CHECK(type.from[0] == TypeMapping::FieldFrom{"minutes", "varighed"});

    CHECK(refusal(head + "type = \"contact.hold\"\n").find("line 4") != std::string::npos);
    CHECK(refusal(head + "type = \"import.retracted\"\n").find("stands on a case") != std::string::npos);
    CHECK(refusal(head + "type = \"contact.held\"\nfields = { chanel = \"phone\" }\n").find("line 5") !=
          std::string::npos);
    CHECK(refusal(head + "type = \"contact.held\"\nfrom = { minuts = \"varighed\" }\n").find("no such field") !=
          std::string::npos);
    CHECK(refusal(head + "type = \"contact.held\"\npersonal = { text = \"notat\" }\n").find("no such field") !=
          std::string::npos);
}

TEST_CASE("A mapping file that is not there is told by its name") {
    CHECK(Mapping::load("/nowhere/m.toml").error().kind == ErrorKind::not_found);
}

}  // namespace
}  // namespace forloeb
