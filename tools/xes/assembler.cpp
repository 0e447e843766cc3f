#include "tools/xes/assembler.hpp"

#include <algorithm>
#include <array>

#include "events/vocabulary/limits.hpp"

namespace forloeb::xes {
namespace {

/// The element's name without a namespace prefix.
std::string_view local_name(std::string_view name) {
    const auto colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::optional<std::string_view> xml_attribute(const char** attributes, std::string_view name) {
    for (; *attributes != nullptr; attributes += 2) {
        if (attributes[0] == name) return std::string_view(attributes[1]);
    }
    return std::nullopt;
}
std::string text_of(const char** attributes, std::string_view name) {
    return std::string(xml_attribute(attributes, name).value_or(""));
}

std::optional<AttributeType> attribute_type(std::string_view element) {
    static constexpr std::array types = {AttributeType::string, AttributeType::date,     AttributeType::integer,
                                         AttributeType::real,   AttributeType::boolean,  AttributeType::id,
                                         AttributeType::list,   AttributeType::container};
    const auto found = std::find_if(types.begin(), types.end(),
                                    [element](AttributeType type) { return attribute_type_name(type) == element; });
    return found == types.end() ? std::nullopt : std::optional(*found);
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool has_members(AttributeType type) { return type == AttributeType::list || type == AttributeType::container; }

}  // namespace

Status Assembler::start(std::string_view name, const char** attributes, std::uint64_t line) {
    // log > trace > event stand around an attribute, and every list adds a <values>.
    constexpr std::size_t open_elements_max = 3 + 2 * static_cast<std::size_t>(limits::import_depth_max);
    if (places_.size() >= open_elements_max)
        return fail(ErrorKind::invalid, "elements are nested more than " + std::to_string(open_elements_max) +
                                            " deep. Flatten the log and repeat the import.");
    text_reported_ = false;
    const std::string_view element = local_name(name);
    if (places_.empty()) return start_log(element, attributes);
    switch (places_.back()) {
        case Place::log: return start_in_log(element, attributes, line);
        case Place::skipped: places_.push_back(Place::skipped); return {};
        default: return start_inside(element, attributes, line);
    }
}

Status Assembler::start_log(std::string_view name, const char** attributes) {
    if (name != "log")
        return fail(ErrorKind::invalid,
                    "this is no XES log: its outermost element is not <log>. Export the log as XES (IEEE 1849).");
    header_.version = text_of(attributes, "xes.version");
    header_.features = text_of(attributes, "xes.features");
    places_.push_back(Place::log);
    return {};
}

Status Assembler::start_in_log(std::string_view name, const char** attributes, std::uint64_t line) {
    if (name == "trace") {
        emit_header();
        trace_tally_ = {};
        trace_attributes_.clear();
        trace_emitted_ = false;
        trace_line_ = line;
        places_.push_back(Place::trace);
        return {};
    }
    if (name == "event") {
        emit_header();
        event_tally_ = {};
        event_attributes_.clear();
        event_line_ = line;
        places_.push_back(Place::stray_event);
        return {};
    }
    if (name == "extension" || name == "global" || name == "classifier")
        return start_declaration(name, attributes, line);
    if (attribute_type(name)) {
        ++header_.log_attributes;
        open_.clear();
        places_.push_back(Place::log_attribute);
        return {};
    }
    skip(Unplaced::What::unknown_element, line);
    return {};
}

Status Assembler::start_declaration(std::string_view name, const char** attributes, std::uint64_t line) {
    if (header_emitted_) {
        skip(Unplaced::What::declaration_after_trace, line);
        return {};
    }
    if (std::max({header_.extensions.size(), header_.globals.size(), header_.classifiers.size()}) >=
        limits::import_declarations_max)
        return fail(ErrorKind::invalid, "more than " + std::to_string(limits::import_declarations_max) +
                                            " extensions, globals or classifiers. Remove those that are not used.");
    for (const char** one = attributes; *one != nullptr; ++one)
        FORLOEB_CHECK(check_bytes(std::string_view(*one).size()));
    const Scope scope = xml_attribute(attributes, "scope") == "trace" ? Scope::trace : Scope::event;
    if (name == "extension") {
        header_.extensions.push_back(
            {text_of(attributes, "name"), text_of(attributes, "prefix"), text_of(attributes, "uri")});
        places_.push_back(Place::extension);
    } else if (name == "classifier") {
        header_.classifiers.push_back(
            {text_of(attributes, "name"), scope, split_classifier_keys(text_of(attributes, "keys"))});
        places_.push_back(Place::classifier);
    } else {
        header_.globals.push_back({scope, {}});
        places_.push_back(Place::global);
    }
    return {};
}

Status Assembler::start_inside(std::string_view name, const char** attributes, std::uint64_t line) {
    const Place place = places_.back();
    if (place == Place::trace && name == "event") {
        emit_trace_begin();
        event_tally_ = {};
        event_attributes_.clear();
        event_line_ = line;
        places_.push_back(Place::event);
        return {};
    }
    if (place == Place::attribute && name == "values" && has_members(open_.back().attribute->type)) {
        open_.back().has_values = true;
        places_.push_back(Place::values);
        return {};
    }
    if (place == Place::log_attribute && (name == "values" || attribute_type(name))) {
        const auto depth = std::count(places_.begin(), places_.end(), Place::log_attribute);
        if (depth >= limits::import_depth_max)
            return fail(ErrorKind::invalid, "attributes are nested more than " +
                                                std::to_string(limits::import_depth_max) +
                                                " deep. Flatten them and repeat the import.");
        if (name != "values") ++header_.log_attributes;
        places_.push_back(Place::log_attribute);
        return {};
    }
    const auto type = attribute_type(name);
    if (type && place != Place::extension && place != Place::classifier && place != Place::log_attribute)
        return start_attribute(*type, attributes, line);
    skip(Unplaced::What::unknown_element, line);
    return {};
}

Status Assembler::start_attribute(AttributeType type, const char** attributes, std::uint64_t line) {
    const auto key = xml_attribute(attributes, "key");
    if (!key) {
        skip(Unplaced::What::attribute_without_key, line);
        return {};
    }
    if (open_.size() >= static_cast<std::size_t>(limits::import_depth_max))
        return fail(ErrorKind::invalid, "attributes are nested more than " + std::to_string(limits::import_depth_max) +
                                            " deep. Flatten them and repeat the import.");
    Attribute attribute;
    attribute.key = *key;
    attribute.type = type;
    if (!has_members(type)) attribute.value = text_of(attributes, "value");
    attribute.line = line;
    FORLOEB_CHECK(check_size(attribute));
    std::vector<Attribute>& place = siblings();
    place.push_back(std::move(attribute));
    open_.push_back({&place.back()});
    places_.push_back(Place::attribute);
    return {};
}

/// Counts the attribute towards the limits of the element it belongs to.
Status Assembler::check_size(const Attribute& attribute) {
    const auto too_much = [](std::string what, std::size_t limit, std::string advice) {
        return fail(ErrorKind::invalid, std::move(what) + std::to_string(limit) + std::move(advice));
    };
    if (attribute.key.size() > limits::import_key_bytes_max)
        return too_much("an attribute key of more than ", limits::import_key_bytes_max, " bytes. Shorten it.");
    if (attribute.value.size() > limits::import_text_bytes_max)
        return too_much("an attribute value of more than ", limits::import_text_bytes_max,
                        " bytes. Keep such documents outside the log and refer to them.");
    if (++tally().attributes > limits::import_attributes_max)
        return too_much("more than ", limits::import_attributes_max,
                        " attributes on one element. Split the element or leave attributes out.");
    return check_bytes(attribute.key.size() + attribute.value.size());
}

Status Assembler::check_bytes(std::size_t more) {
    tally().bytes += more;
    if (tally().bytes <= limits::event_bytes_max) return {};
    return fail(ErrorKind::invalid, "the attributes of one element have more than " +
                                        std::to_string(limits::event_bytes_max) +
                                        " bytes together. Keep documents outside the log and refer to them.");
}

Assembler::Tally& Assembler::tally() {
    const bool in_event =
        places_.size() > 1 && (places_[1] == Place::stray_event || (places_.size() > 2 && places_[2] == Place::event));
    return in_event ? event_tally_ : trace_tally_;
}

/// Where the next attribute goes.
std::vector<Attribute>& Assembler::siblings() {
    switch (places_.back()) {
        case Place::global: return header_.globals.back().attributes;
        case Place::trace: return trace_attributes_;
        case Place::values: return open_.back().attribute->items;
        case Place::attribute: return open_.back().attribute->children;
        default: return event_attributes_;
    }
}

void Assembler::end_attribute() {
    const Open open = open_.back();
    open_.pop_back();
    // Containers, and the lists of older files, hold their members directly.
    if (has_members(open.attribute->type) && !open.has_values) open.attribute->items.swap(open.attribute->children);
}

void Assembler::end(std::uint64_t line) {
    const Place place = places_.back();
    places_.pop_back();
    text_reported_ = false;
    switch (place) {
        case Place::attribute: end_attribute(); break;
        case Place::event: ready_.emplace_back(Event{event_line_, std::move(event_attributes_)}); break;
        case Place::stray_event: ready_.emplace_back(Unplaced{event_line_, Unplaced::What::event_outside_trace}); break;
        case Place::trace:
            emit_trace_begin();
            ready_.emplace_back(TraceEnd{line, std::move(trace_attributes_)});
            break;
        case Place::log: emit_header(); break;
        default: break;
    }
}

void Assembler::text(std::string_view characters, std::uint64_t line) {
    if (text_reported_ || places_.empty() || places_.back() == Place::skipped || is_blank(characters)) return;
    text_reported_ = true;  // Expat hands text over in pieces: one report for all of them
    ready_.emplace_back(Unplaced{line, Unplaced::What::text});
}

void Assembler::skip(Unplaced::What what, std::uint64_t line) {
    ready_.emplace_back(Unplaced{line, what});
    places_.push_back(Place::skipped);
}

void Assembler::emit_header() {
    if (header_emitted_) return;
    header_emitted_ = true;
    ready_.emplace_back(std::move(header_));
}

void Assembler::emit_trace_begin() {
    if (trace_emitted_) return;
    trace_emitted_ = true;
    ready_.emplace_back(TraceBegin{trace_line_, std::move(trace_attributes_)});
    trace_attributes_.clear();
}

std::optional<Item> Assembler::pop() {
    if (ready_.empty()) return std::nullopt;
    Item item = std::move(ready_.front());
    ready_.pop_front();
    return item;
}

}  // namespace forloeb::xes
