#include "tools/xes/reader.hpp"

#include <expat.h>

#include <array>
#include <deque>

#include "events/vocabulary/limits.hpp"
#include "tools/xes/assembler.hpp"

namespace forloeb::xes {
namespace {

constexpr std::size_t chunk_bytes = 64 * 1024;

std::string at_line(std::uint64_t line) { return "Line " + std::to_string(line) + ": "; }

/// What Expat's verdict means for the person who has the file. Expat's own words quote nothing of the content.
std::string explain(XML_Error code) {
    switch (code) {
        case XML_ERROR_NO_ELEMENTS:
        case XML_ERROR_UNCLOSED_TOKEN:
        case XML_ERROR_UNCLOSED_CDATA_SECTION:
            return "the file ends here, in the middle of the log. Fetch it again in full and repeat the import.";
        case XML_ERROR_UNDEFINED_ENTITY:
            return "an entity that is not one of XML's own five (&amp; &lt; &gt; &quot; &apos;). Write the character "
                   "itself.";
        case XML_ERROR_UNKNOWN_ENCODING:
        case XML_ERROR_INCORRECT_ENCODING:
            return "a character encoding that is not supported. Convert the file to UTF-8 and repeat the import.";
        default:
            return std::string("not well-formed XML (") + XML_ErrorString(code) +
                   "). Mend the file at this place and repeat the import; what was imported before is not repeated.";
    }
}

}  // namespace

std::string_view describe(Unplaced::What what) {
    switch (what) {
        case Unplaced::What::event_outside_trace: return "an event outside a trace belongs to no case";
        case Unplaced::What::unknown_element: return "an element that XES does not have";
        case Unplaced::What::text: return "text between elements; XES keeps values in the attribute \"value\"";
        case Unplaced::What::attribute_without_key: return "an attribute without a key";
        case Unplaced::What::declaration_after_trace: return "an extension, global or classifier after the first trace";
    }
    return "";
}

struct Reader::State {
    explicit State(Input& source) : input(source), parser(XML_ParserCreate(nullptr)) {
        if (parser == nullptr) return;
        XML_SetUserData(parser, this);
        XML_SetElementHandler(parser, &State::on_start, &State::on_end);
        XML_SetCharacterDataHandler(parser, &State::on_text);
        XML_SetStartDoctypeDeclHandler(parser, &State::on_doctype);
    }
    ~State() { XML_ParserFree(parser); }

    [[nodiscard]] std::uint64_t line() const { return XML_GetCurrentLineNumber(parser); }
    void feed();
    /// Keeps the error, which every later call repeats, and stops Expat.
    void stop(Status status) {
        if (!status && !error) {
            error = std::move(status.error());
            error->message = at_line(line()) + error->message;
            XML_StopParser(parser, XML_FALSE);
        }
    }
    void saw_element() { last_element_byte = static_cast<std::uint64_t>(XML_GetCurrentByteIndex(parser)); }

    static State& self(void* user) { return *static_cast<State*>(user); }
    static void on_start(void* user, const XML_Char* name, const XML_Char** attributes) {
        State& state = self(user);
        if (state.error) return;
        state.saw_element();
        state.stop(state.assembler.start(name, attributes, state.line()));
    }
    static void on_end(void* user, const XML_Char*) {
        State& state = self(user);
        if (state.error) return;
        state.saw_element();
        state.assembler.end(state.line());
    }
    static void on_text(void* user, const XML_Char* text, int size) {
        State& state = self(user);
        if (!state.error) state.assembler.text({text, static_cast<std::size_t>(size)}, state.line());
    }
    static void on_doctype(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) {
        self(user).stop(fail(ErrorKind::invalid,
                             "a DTD (<!DOCTYPE ...>), which can hide anything behind entities. XES has no DTD: remove "
                             "it and repeat the import."));
    }

    UnpackedInput input;
    XML_Parser parser;
    Assembler assembler;
    std::optional<Error> error;
    std::uint64_t fed = 0;                // bytes handed to Expat
    std::uint64_t last_element_byte = 0;  // where the newest element began or ended
    bool at_end = false;
    std::array<Byte, chunk_bytes> chunk{};
};

/// Reads one chunk and lets Expat take it apart.
void Reader::State::feed() {
    auto got = input.read(chunk.data(), chunk.size());
    if (!got) {
        error = got.error();
        error->message = at_line(line()) + error->message;
        return;
    }
    fed += *got;
    at_end = *got == 0;
    const auto status = XML_Parse(parser, reinterpret_cast<const char*>(chunk.data()), static_cast<int>(*got), at_end);
    if (status == XML_STATUS_ERROR && !error)
        error = Error{ErrorKind::invalid, at_line(line()) + explain(XML_GetErrorCode(parser)), {}, {}};
    // Expat keeps an unfinished piece of markup in memory: without this bound an endless one would take all of it.
    if (!error && fed - last_element_byte > limits::import_markup_bytes_max + chunk_bytes)
        stop(fail(ErrorKind::invalid, "more than " + std::to_string(limits::import_markup_bytes_max) +
                                          " bytes without an element. This is no event log, or its attributes are too "
                                          "large: shorten them and repeat the import."));
}

Reader::Reader(Input& input) : state_(std::make_unique<State>(input)) {
    if (state_->parser == nullptr)
        state_->error = Error{ErrorKind::overloaded, "Not enough memory for the XML parser. Try again.", {}, {}};
}
Reader::~Reader() = default;

Result<std::optional<Item>> Reader::next() {
    State& state = *state_;
    for (;;) {
        if (auto item = state.assembler.pop()) return item;
        // Only now, when everything before it has been handed out.
        if (state.error) return tl::make_unexpected(*state.error);
        if (state.at_end) return std::optional<Item>{};
        state.feed();
    }
}

std::uint64_t Reader::line() const { return state_->parser == nullptr ? 0 : state_->line(); }

}  // namespace forloeb::xes
