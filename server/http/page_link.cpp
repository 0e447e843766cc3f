#include "server/http/page_link.hpp"

#include <algorithm>
#include <charconv>

#include "events/vocabulary/bytes.hpp"
#include "server/protocol/ids.hpp"

namespace forloeb {
namespace {

struct PagePlace {
    std::string parameter;
    std::string value;
};

std::uint64_t number_said(const HttpRequest& request, std::string_view name) {
    const std::string_view text = field_of(request.query, name);
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

bool yes(capnp::DynamicStruct::Reader answer, const char* field) {
    KJ_IF_MAYBE (known, answer.getSchema().findFieldByName(field)) return answer.get(*known).as<bool>();
    return false;
}

bool has_field(capnp::DynamicStruct::Reader answer, const char* field) { return answer.getSchema().findFieldByName(field) != nullptr; }

/// As many as were asked for, or as come if no number is said (1,000 of lists, as the protocol has it).
bool is_full(capnp::DynamicList::Reader rows, const HttpRequest& request) {
    const std::uint64_t asked = number_said(request, "limit");
    return rows.size() > 0 && rows.size() >= (asked == 0 ? 1000 : std::min<std::uint64_t>(asked, 10'000));
}

std::string row_id(capnp::DynamicValue::Reader row) {
    auto value = row.as<capnp::DynamicStruct>();
    if (value.getSchema() != capnp::Schema::from<Id16>()) value = value.get("caseId").as<capnp::DynamicStruct>();
    return read_id(value.as<Id16>()).text();
}

std::optional<PagePlace> place_after(const Resource& resource, capnp::DynamicStruct::Reader answer, const HttpRequest& request) {
    if (resource.paging == Paging::after_next) {
        const auto next = answer.get("next").as<capnp::Data>();
        if (next.size() == 0) return std::nullopt;
        return PagePlace{"after", to_hex({next.begin(), next.size()})};
    }
    if (resource.paging == Paging::from_next) {
        if (yes(answer, "atEnd")) return std::nullopt;
        return PagePlace{"from", std::to_string(answer.get("next").as<std::uint64_t>())};
    }
    const auto rows = answer.get(std::string(resource.rows)).as<capnp::DynamicList>();
    if (resource.paging == Paging::skip) {
        const bool last = has_field(answer, "atEnd") ? yes(answer, "atEnd") : !is_full(rows, request);
        if (last) return std::nullopt;
        return PagePlace{"skip", std::to_string(number_said(request, "skip") + rows.size())};
    }
    const bool more = rows.size() > 0 && (has_field(answer, "more") ? yes(answer, "more") : is_full(rows, request));
    if (!more) return std::nullopt;
    return PagePlace{"after", row_id(rows[rows.size() - 1])};
}

}  // namespace

std::string url_escaped(std::string_view text) {
    static constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (const char one : text) {
        if (plain.find(one) != std::string_view::npos) {
            out.push_back(one);
            continue;
        }
        const auto byte = static_cast<unsigned char>(one);
        out.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
    return out;
}

std::optional<std::string> next_page_link(const Resource& resource, capnp::DynamicValue::Reader answer, const HttpRequest& request) {
    if (resource.paging == Paging::none) return std::nullopt;
    const auto place = place_after(resource, answer.as<capnp::DynamicStruct>(), request);
    if (!place) return std::nullopt;
    std::string link = "<";
    link.append(url_escaped(request.path)).append("?");
    for (const auto& [name, value] : request.query)
        if (name != place->parameter) link.append(url_escaped(name)).append("=").append(url_escaped(value)).append("&");
    return link.append(place->parameter).append("=").append(place->value).append(">; rel=\"next\"");
}

}  // namespace forloeb
