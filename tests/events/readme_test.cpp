// The table of all event types in events/README.md is the catalogue. FORLOEB_UPDATE_GOLDEN=1 writes it anew.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "events/catalogue/catalogue.hpp"

using namespace forloeb;

namespace {

constexpr std::string_view begin_mark = "<!-- begin event types: written by test_events -->\n";
constexpr std::string_view end_mark = "<!-- end event types -->";

std::string readme_path() { return std::string(FORLOEB_SOURCE_DIR) + "/events/README.md"; }

std::string class_name(SensitivityClass one) {
    const auto words = capnp::Schema::from<SensitivityClass>().getEnumerants();
    return words[static_cast<capnp::uint>(one)].getProto().getName().cStr();
}

std::string sealed_classes(const EventType& type) {
    if (!type.personal) return "";
    std::set<SensitivityClass> classes;
    for (const auto field : type.personal->getFields()) classes.insert(class_of(field));
    std::string out;
    for (const SensitivityClass one : classes) out += (out.empty() ? "" : ", ") + class_name(one);
    return out;
}

std::string streams(const EventType& type) {
    std::string out;
    for (const StreamKind kind : type.streams) out += (out.empty() ? "" : ", ") + std::string(stream_kind_name(kind));
    return out;
}

std::string table() {
    std::ostringstream out;
    out << "| No. | Stored name | Dansk | English | On streams | Version | Sealed |\n|---|---|---|---|---|---|---|\n";
    for (const EventType& type : all_event_types())
        out << "| " << static_cast<int>(type.number) << " | `" << type.name << "` | " << type.label("da") << " | "
            << type.label("en") << " | " << streams(type) << " | " << type.schema_version << " | "
            << sealed_classes(type) << " |\n";
    return out.str();
}

std::string read_readme() {
    std::ifstream file(readme_path());
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("the README's table of event types is the catalogue") {
    std::string text = read_readme();
    const std::size_t begin = text.find(begin_mark);
    const std::size_t end = text.find(end_mark);
    REQUIRE(begin != std::string::npos);
    REQUIRE(end != std::string::npos);
    const std::size_t from = begin + begin_mark.size();
    const char* updating = std::getenv("FORLOEB_UPDATE_GOLDEN");
    if (updating != nullptr && std::string_view(updating) == "1") {
        text.replace(from, end - from, table());
        std::ofstream(readme_path()) << text;
        return;
    }
    CHECK(text.substr(from, end - from) == table());
}
