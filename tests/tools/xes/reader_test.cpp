#include "tools/xes/reader.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "events/vocabulary/limits.hpp"
#include "tests/fuzz/read_xes.hpp"

namespace forloeb::xes {
namespace {

std::string golden(const std::string& name) { return std::string(FORLOEB_SOURCE_DIR) + "/tests/golden/xes/" + name; }

/// Everything a log yields, and the error it ends with, if any.
struct Read {
    std::vector<Item> items;
    std::optional<Error> error;

    template <typename T>
    [[nodiscard]] std::vector<T> all() const {
        std::vector<T> out;
        for (const Item& item : items)
            if (const T* one = std::get_if<T>(&item)) out.push_back(*one);
        return out;
    }
};

Read read_all(Input& input) {
    Read out;
    Reader reader(input);
    for (;;) {
        auto item = reader.next();
        if (!item) {
            out.error = item.error();
            CHECK(reader.next().error().message == item.error().message);
            return out;
        }
        if (!*item) return out;
        out.items.push_back(std::move(**item));
    }
}
Read read_text(std::string_view text) {
    MemoryInput input(text);
    return read_all(input);
}
Read read_file(const std::string& name) {
    auto input = FileInput::open(golden(name));
    REQUIRE(input.has_value());
    return read_all(**input);
}

/// Bytes made while they are read, so that an endless file needs no disk.
class MadeInput final : public Input {
  public:
    MadeInput(std::string before, std::string repeated, std::uint64_t bytes_max)
        : before_(std::move(before)), repeated_(std::move(repeated)), bytes_max_(bytes_max) {}
    Result<std::size_t> read(Byte* out, std::size_t size) override {
        if (made >= bytes_max_) return std::size_t{0};
        for (std::size_t i = 0; i < size; ++i, ++made)
            out[i] = static_cast<Byte>(made < before_.size() ? before_[made]
                                                             : repeated_[(made - before_.size()) % repeated_.size()]);
        return size;
    }
    std::uint64_t made = 0;

  private:
    std::string before_;
    std::string repeated_;
    std::uint64_t bytes_max_;
};

constexpr std::uint64_t ten_gigabytes = 10'000'000'000;

TEST_CASE("A complete log comes out in the order of the file, with types, nesting and line numbers") {
    const Read log = read_file("complete.xes");
    CHECK_FALSE(log.error.has_value());
    REQUIRE(log.items.size() == 7);
    const auto& header = std::get<Header>(log.items[0]);
    CHECK(header.version == "1849-2016");
    CHECK(header.extensions.size() == 3);
    CHECK(header.log_attributes == 4);
    REQUIRE(header.globals.size() == 2);
    CHECK(header.globals[0].scope == Scope::trace);
    CHECK(header.globals[0].attributes[1].key == "promised");
    REQUIRE(header.classifiers.size() == 2);
    CHECK(header.classifiers[0].keys == std::vector<std::string>{"c:name", "activity code"});
    CHECK(header.classifiers[1].scope == Scope::trace);

    const auto& begin = std::get<TraceBegin>(log.items[1]);
    CHECK(begin.line == 24);
    REQUIRE(begin.attributes.size() == 2);
    CHECK(begin.attributes[1].value == "æøå & <ÆØÅ>");

    const auto& event = std::get<Event>(log.items[2]);
    CHECK(event.line == 27);
    REQUIRE(event.attributes.size() == 9);
    CHECK(event.attributes[2].type == AttributeType::date);
    CHECK(event.attributes[3].type == AttributeType::integer);
    CHECK(event.attributes[3].value == "007");
    CHECK(event.attributes[3].line == 31);
    CHECK(event.attributes[6].type == AttributeType::id);
    const Attribute& goals = event.attributes[7];
    CHECK(goals.type == AttributeType::list);
    REQUIRE(goals.items.size() == 2);
    CHECK(goals.items[1].value == "netværk");
    REQUIRE(goals.children.size() == 1);
    CHECK(goals.children[0].key == "count");
    const Attribute& place = event.attributes[8];
    CHECK(place.type == AttributeType::container);
    REQUIRE(place.items.size() == 1);
    CHECK(place.items[0].children[0].key == "floor");

    CHECK(std::get<Event>(log.items[3]).attributes.size() == 2);
    CHECK(std::get<TraceEnd>(log.items[4]).line == 52);
    CHECK(std::get<TraceBegin>(log.items[5]).attributes[0].value == "SYN-2");
    CHECK(std::get<TraceEnd>(log.items[6]).late_attributes.empty());
}

TEST_CASE("Standard keys follow the prefix a file declares, and stand for themselves where nothing is declared") {
    const Read declared = read_file("complete.xes");
    CHECK(declared.all<Header>()[0].key_in_file("concept:name") == "c:name");
    CHECK(declared.all<Header>()[0].key_in_file("lifecycle:transition") == "lifecycle:transition");
    CHECK(declared.all<Header>()[0].key_in_file("planned") == "planned");
    const Read undeclared = read_file("no_declarations.xes");
    CHECK_FALSE(undeclared.error.has_value());
    CHECK(undeclared.all<Header>()[0].key_in_file("concept:name") == "concept:name");
    CHECK(undeclared.all<Event>().size() == 1);
}

TEST_CASE("A gzip file of several padded members gives what the plain file gives") {
    const Read plain = read_file("complete.xes");
    const Read packed = read_file("complete.xes.gz");
    CHECK_FALSE(packed.error.has_value());
    REQUIRE(packed.items.size() == plain.items.size());
    CHECK(std::get<Event>(packed.items[2]).attributes == std::get<Event>(plain.items[2]).attributes);
}

TEST_CASE("A truncated gzip file gives what is whole and then says so with the line") {
    const Read log = read_file("truncated.xes.gz");
    REQUIRE(log.error.has_value());
    CHECK(log.error->kind == ErrorKind::damaged);
    CHECK(log.error->message.find("Line ") == 0);
    CHECK(log.error->message.find("ends too early") != std::string::npos);
}

TEST_CASE("A gzip file with a flipped byte is refused as broken") {
    auto file = FileInput::open(golden("complete.xes.gz"));
    REQUIRE(file.has_value());
    std::string bytes(64 * 1024, '\0');
    const auto size = (*file)->read(reinterpret_cast<Byte*>(bytes.data()), bytes.size());
    REQUIRE(size.has_value());
    bytes.resize(*size);
    bytes[bytes.size() - 38] =
        static_cast<char>(bytes[bytes.size() - 38] ^ 0x40);  // in the checksum of the last trailer
    const Read log = read_text(bytes);
    REQUIRE(log.error.has_value());
    CHECK(log.error->kind == ErrorKind::damaged);
}

TEST_CASE("What has no place in a log is told with its line and the rest goes on") {
    const Read log = read_file("outside_trace.xes");
    CHECK_FALSE(log.error.has_value());
    const auto unplaced = log.all<Unplaced>();
    REQUIRE(unplaced.size() == 6);
    CHECK(unplaced[0].what == Unplaced::What::event_outside_trace);
    CHECK(unplaced[0].line == 2);
    CHECK(unplaced[1].what == Unplaced::What::unknown_element);
    CHECK(unplaced[1].line == 11);
    CHECK(unplaced[2].what == Unplaced::What::attribute_without_key);
    CHECK(unplaced[2].line == 12);
    CHECK(unplaced[3].what == Unplaced::What::text);
    CHECK(unplaced[4].what == Unplaced::What::declaration_after_trace);
    CHECK(unplaced[5].what == Unplaced::What::event_outside_trace);
    CHECK(unplaced[5].line == 18);
    CHECK(log.all<Event>().size() == 1);
    CHECK(log.all<Event>()[0].attributes.size() == 2);
    CHECK(log.all<TraceEnd>()[0].late_attributes[0].key == "late");
}

TEST_CASE("DTDs, entities and other things no log has are refused with the line and what to do") {
    const auto refused = [](const std::string& name) {
        const Read log = read_file(name);
        REQUIRE(log.error.has_value());
        CHECK(log.error->kind == ErrorKind::invalid);
        return log.error->message;
    };
    CHECK(refused("dtd.xes").starts_with("Line 2: a DTD"));
    CHECK(refused("entity_bomb.xes").starts_with("Line 3: a DTD"));
    CHECK(refused("undefined_entity.xes").starts_with("Line 3: an entity"));
    CHECK(refused("too_deep.xes").starts_with("Line 21: attributes are nested more than 16 deep"));
    CHECK(refused("broken_in_the_middle.xes").starts_with("Line 17: not well-formed XML"));
}

TEST_CASE("What stood before a broken line has been handed out") {
    const Read log = read_file("broken_in_the_middle.xes");
    CHECK(log.all<Event>().size() == 2);
    CHECK(log.all<TraceEnd>().size() == 1);
}

TEST_CASE("A file that is no log, is empty or stops short is refused") {
    CHECK(read_text("<html></html>").error->message.starts_with("Line 1: this is no XES log"));
    CHECK(read_text("").error->message.find("ends here") != std::string::npos);
    CHECK(read_text("<log>\n<trace>\n").error->message.starts_with("Line 3: the file ends here"));
    CHECK(read_text("<?xml version='1.0' encoding='EBCDIC'?><log/>").error->message.find("UTF-8") != std::string::npos);
    CHECK(read_text(std::string("PK\x03\x04 not a log")).error.has_value());
}

TEST_CASE("A log in another encoding or with a namespace prefix is read") {
    const Read latin = read_text(
        "<?xml version='1.0' encoding='ISO-8859-1'?><log><trace><string key='a' value='\xe6'/></trace></log>");
    CHECK_FALSE(latin.error.has_value());
    CHECK(latin.all<TraceBegin>()[0].attributes[0].value == "æ");
    const Read prefixed = read_text("<x:log xmlns:x='urn:x'><x:trace><x:event/></x:trace></x:log>");
    CHECK_FALSE(prefixed.error.has_value());
    CHECK(prefixed.all<Event>().size() == 1);
}

TEST_CASE("Ten gigabytes of nesting end with an error at once") {
    for (const std::string before : {"<log>", "<log><trace>", "<log><trace><event>"}) {
        MadeInput input(before, "<list key=\"k\">", ten_gigabytes);
        const Read log = read_all(input);
        REQUIRE(log.error.has_value());
        CHECK(log.error->message.find("deep") != std::string::npos);
        CHECK(input.made < 1'000'000);
    }
    MadeInput unknown("<log>", "<what>", ten_gigabytes);
    CHECK(read_all(unknown).error->message.find("deep") != std::string::npos);
    CHECK(unknown.made < 1'000'000);
}

TEST_CASE("Markup, comments and values without end are cut off at a bound") {
    for (const std::string before :
         {"<log><!-- ", "<log>", "<log><string key='a' value='", "<log><?x ", "<log><![CDATA[", "<"}) {
        MadeInput input(before, "          \n", ten_gigabytes);
        const Read log = read_all(input);
        REQUIRE(log.error.has_value());
        CHECK(log.error->kind == ErrorKind::invalid);
        CHECK(input.made < 2 * limits::import_markup_bytes_max);
    }
}

TEST_CASE("Each limit of one element is an error that says how to keep to it") {
    const auto event = [](const std::string& inside) {
        return read_text("<log><trace>\n<event>\n" + inside + "</event></trace></log>");
    };
    const std::string longest(limits::import_text_bytes_max, 'x');
    CHECK_FALSE(event("<string key='a' value='" + longest + "'/>").error.has_value());
    CHECK(event("<string key='a' value='" + longest + "x'/>").error->message.starts_with("Line 3: an attribute value"));
    CHECK(event("<string key='" + std::string(limits::import_key_bytes_max + 1, 'k') + "' value=''/>")
              .error->message.starts_with("Line 3: an attribute key"));
    std::string many;
    for (std::size_t i = 0; i < limits::import_attributes_max; ++i) many += "<int key='n' value='1'/>\n";
    CHECK_FALSE(event(many).error.has_value());
    CHECK(event(many + "<int key='n' value='1'/>").error->message.find("attributes on one element") !=
          std::string::npos);
    std::string large;
    for (int i = 0; i < 5; ++i) large += "<string key='a' value='" + longest + "'/>";
    CHECK(event(large).error->message.find("bytes together") != std::string::npos);
    std::string declarations;
    for (std::size_t i = 0; i <= limits::import_declarations_max; ++i)
        declarations += "<classifier name='c' keys='k'/>";
    CHECK(read_text("<log>" + declarations + "</log>").error->message.find("classifiers") != std::string::npos);
}

TEST_CASE("A trace cannot grow without bound by attributes between its events") {
    std::string between;
    for (std::size_t i = 0; i <= limits::import_attributes_max; ++i) between += "<event/><int key='n' value='1'/>";
    CHECK(read_text("<log><trace>" + between + "</trace></log>").error.has_value());
}

TEST_CASE("Ten thousand lines of statistics before the first trace are counted and not kept") {
    std::string statistics;
    for (int i = 0; i < 10'000; ++i) statistics += "<int key='group'><int key='a' value='1'/></int>\n";
    const Read log = read_text("<log>" + statistics + "<trace/></log>");
    CHECK_FALSE(log.error.has_value());
    CHECK(log.all<Header>()[0].log_attributes == 20'000);
    CHECK(log.items.size() == 3);
}

TEST_CASE("Every fixture, cut short anywhere or with any byte changed, is read or refused without harm") {
    for (const auto& entry : std::filesystem::directory_iterator(golden(""))) {
        auto file = FileInput::open(entry.path());
        REQUIRE(file.has_value());
        std::string bytes(64 * 1024, '\0');
        bytes.resize(*(*file)->read(reinterpret_cast<Byte*>(bytes.data()), bytes.size()));
        for (std::size_t at = 0; at < bytes.size(); at += 7) {
            fuzz::read_xes(std::string_view(bytes).substr(0, at));
            std::string changed = bytes;
            changed[at] = static_cast<char>(changed[at] ^ (1 << at % 8));
            fuzz::read_xes(changed);
        }
    }
}

}  // namespace
}  // namespace forloeb::xes
