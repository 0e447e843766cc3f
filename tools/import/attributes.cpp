#include "tools/import/attributes.hpp"

#include <algorithm>

#include "events/codec/clear_text.hpp"
#include "events/vocabulary/bytes.hpp"

namespace forloeb {
namespace {

bool is_legal(const xes::Attribute& attribute) {
    switch (attribute.type) {
        case xes::AttributeType::integer: return xes::parse_integer(attribute.value).has_value();
        case xes::AttributeType::real: return xes::parse_real(attribute.value).has_value();
        case xes::AttributeType::boolean: return xes::parse_boolean(attribute.value).has_value();
        case xes::AttributeType::date: return xes::parse_date_time(attribute.value).has_value();
        default: return true;
    }
}

void append_text(std::string& out, std::string_view text) {
    put_big_endian(out, static_cast<std::uint32_t>(text.size()));
    out += text;
}

void append_attributes(std::string& out, const std::vector<xes::Attribute>& attributes, bool keep_order) {
    std::vector<const xes::Attribute*> order;
    order.reserve(attributes.size());
    for (const xes::Attribute& attribute : attributes) order.push_back(&attribute);
    if (!keep_order)
        std::stable_sort(order.begin(), order.end(),
                         [](const xes::Attribute* a, const xes::Attribute* b) { return a->key < b->key; });
    put_big_endian(out, static_cast<std::uint32_t>(order.size()));
    for (const xes::Attribute* attribute : order) {
        out.push_back(static_cast<char>(attribute->type));
        append_text(out, attribute->key);
        append_text(out, attribute->value);
        append_attributes(out, attribute->items, true);
        append_attributes(out, attribute->children, false);
    }
}

}  // namespace

void AttributeWriter::write(const xes::Attribute& source, Attribute::Scope scope, Attribute::Builder out) const {
    out.setKey(source.key);
    out.setScope(scope);
    write_value(source, scope, out);
    if (source.children.empty()) return;
    auto children = out.initChildren(static_cast<unsigned>(source.children.size()));
    for (unsigned i = 0; i < children.size(); ++i) write(source.children[i], scope, children[i]);
}

void AttributeWriter::write_value(const xes::Attribute& source, Attribute::Scope scope, Attribute::Builder out) const {
    auto value = out.getValue();
    // What is not of its type has no value, only a spelling.
    if (!is_legal(source)) {
        value.setNone();
        out.setWritten(source.value);
        return;
    }
    bool exact = true;
    switch (source.type) {
        case xes::AttributeType::string: value.setText(source.value); break;
        case xes::AttributeType::id: value.setId(source.value); break;
        case xes::AttributeType::boolean: value.setBoolean(*xes::parse_boolean(source.value)); break;
        case xes::AttributeType::integer: {
            const auto number = xes::parse_integer(source.value);
            value.setInt(number->value);
            exact = number->exact;
            break;
        }
        case xes::AttributeType::real: {
            const auto number = xes::parse_real(source.value);
            value.setFloat(number->value);
            exact = number->exact;
            break;
        }
        case xes::AttributeType::date: {
            const auto date = xes::parse_date_time(source.value);
            write_moment(value.initDate(), zone_.place(*date).when);
            exact = date->exact && date->offset_minutes.has_value();
            break;
        }
        case xes::AttributeType::list:
        case xes::AttributeType::container: {
            const auto size = static_cast<unsigned>(source.items.size());
            auto items = source.type == xes::AttributeType::list ? value.initList(size) : value.initContainer(size);
            for (unsigned i = 0; i < size; ++i) write(source.items[i], scope, items[i]);
            break;
        }
    }
    if (!exact) out.setWritten(source.value);
}

void AttributeWriter::write_all(const std::vector<const xes::Attribute*>& source, Attribute::Scope scope,
                                capnp::List<Attribute>::Builder out) const {
    for (unsigned i = 0; i < out.size(); ++i) write(*source[i], scope, out[i]);
}

void find_illegal_tokens(const xes::Attribute& source, std::vector<IllegalToken>& out) {
    if (!is_legal(source)) out.push_back({source.line, source.type});
    for (const xes::Attribute& item : source.items) find_illegal_tokens(item, out);
    for (const xes::Attribute& child : source.children) find_illegal_tokens(child, out);
}

bool fits_in_clear(const xes::Attribute& attribute) {
    const auto all_fit = [](const std::vector<xes::Attribute>& attributes) {
        return std::all_of(attributes.begin(), attributes.end(), fits_in_clear);
    };
    return check_verbatim(attribute.key) && check_verbatim(attribute.value) && all_fit(attribute.items) &&
           all_fit(attribute.children);
}

std::string digest_input(const std::vector<xes::Attribute>& attributes) {
    std::string out = "forloeb xes element v1";
    append_attributes(out, attributes, false);
    return out;
}

}  // namespace forloeb
