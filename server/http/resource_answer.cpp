#include "server/http/resource_answer.hpp"

#include <capnp/dynamic.h>
#include <kj/exception.h>

#include <array>

#include "server/http/audit_export.hpp"
#include "server/http/csv.hpp"
#include "server/http/event_record_json.hpp"
#include "server/http/json_text.hpp"
#include "server/http/page_link.hpp"
#include "server/http/problem_response.hpp"
#include "server/http/request_terms.hpp"
#include "server/protocol/problem.hpp"

namespace forloeb {
namespace {

constexpr std::array one_form{AnswerForm::json};
constexpr std::array bundle_forms{AnswerForm::tar};
constexpr std::array list_forms{AnswerForm::json, AnswerForm::ndjson, AnswerForm::csv};
constexpr std::array audit_forms{AnswerForm::json, AnswerForm::ndjson, AnswerForm::csv, AnswerForm::fhir};

Error other_reply() { return {ErrorKind::damaged, "The server answered another question than was asked; its log says more.", {}, {}}; }

capnp::DynamicValue::Reader answer_in(const ResourceShape& shape, capnp::DynamicStruct::Reader frame) {
    KJ_REQUIRE(frame.has(shape.answer_in_frame), "another reply");
    const capnp::DynamicValue::Reader reply = frame.get(shape.answer_in_frame);
    if (shape.answer_chosen.empty()) return reply;
    const auto family = reply.as<capnp::DynamicStruct>();
    KJ_IF_MAYBE (chosen, family.which()) {
        KJ_REQUIRE(shape.answer_chosen == chosen->getProto().getName().cStr(), "another reply");
        return family.get(*chosen);
    }
    KJ_FAIL_REQUIRE("another reply");
}

bool is_audit_entry(capnp::Type type) { return type.isStruct() && type.asStruct().getProto().getId() == capnp::typeId<wire::audit::Entry>(); }

std::string audit_rows(capnp::DynamicList::Reader rows, AnswerForm form, const std::string& origin) {
    const bool is_csv = form == AnswerForm::csv;
    std::string out;
    if (is_csv) out.append(audit_csv_heading()).append("\r\n");
    for (const auto row : rows)
        out.append(audit_line(is_csv ? AuditFormat::csv : AuditFormat::fhir, row.as<capnp::DynamicStruct>().as<wire::audit::Entry>(), origin)).append(is_csv ? "\r\n" : "\n");
    return out;
}

std::string json_lines(capnp::DynamicList::Reader rows, capnp::Type type) {
    std::string out;
    JsonWriter writer = answer_writer(out);
    for (const auto row : rows) {
        writer.value(row, type);
        out.push_back('\n');
    }
    return out;
}

/// A row that is no struct has the one column of its list's name.
std::string csv_rows(capnp::DynamicList::Reader rows, capnp::Type type, std::string_view name) {
    if (type.isStruct() && !is_value(type)) return CsvTable(type.asStruct()).text(rows);
    std::string out(name);
    for (const auto row : rows) out.append("\r\n").append(csv_scalar(row, type));
    return out.append("\r\n");
}

std::string rows_text(const Resource& resource, capnp::DynamicStruct::Reader answer, AnswerForm form, const std::string& origin) {
    const capnp::Type type = *resource_shape(resource).row;
    const auto rows = answer.get(std::string(resource.rows)).as<capnp::DynamicList>();
    if (form == AnswerForm::ndjson) return json_lines(rows, type);
    return is_audit_entry(type) ? audit_rows(rows, form, origin) : csv_rows(rows, type, resource.rows);
}

/// A struct is its own object; anything else is the one member of one.
std::string answer_text(const ResourceShape& shape, capnp::DynamicValue::Reader answer) {
    std::string text = answer_value_json(answer, shape.answer);
    if (shape.answer.isStruct() && !is_value(shape.answer)) return text;
    return JsonLine('{').raw(answer_member(shape), text).str();
}

/// As of another time than now an answer is no version of the case.
bool looks_back(const HttpRequest& request) {
    for (const char* name : {"asOf", "knownAt", "clock"})
        if (!field_of(request.query, name).empty()) return true;
    return false;
}

std::uint64_t number_at(capnp::DynamicStruct::Reader answer, std::string_view way) {
    const std::size_t dot = way.find('.');
    if (dot == std::string_view::npos) return answer.get(std::string(way)).as<std::uint64_t>();
    return number_at(answer.get(std::string(way.substr(0, dot))).as<capnp::DynamicStruct>(), way.substr(dot + 1));
}

HttpResponse answered(const Resource& resource, capnp::DynamicValue::Reader answer, const HttpRequest& request, AnswerForm form, const std::string& origin) {
    const ResourceShape& shape = resource_shape(resource);
    if (shape.answer.isVoid()) return {204, {}, {}};
    HttpResponse response;
    if (!resource.version.empty() && !looks_back(request)) {
        const std::string tag = version_tag(number_at(answer.as<capnp::DynamicStruct>(), resource.version));
        response.headers.emplace_back("etag", tag);
        if (names_version(request.header("if-none-match"), tag)) {
            response.status = 304;
            return response;
        }
    }
    if (const auto link = next_page_link(resource, answer, request)) response.headers.emplace_back("link", *link);
    const std::string charset = form == AnswerForm::csv ? "; charset=utf-8; header=present" : "";
    response.headers.emplace_back("content-type", std::string(media_type(form)) + charset);
    response.body = form == AnswerForm::json ? answer_text(shape, answer) : rows_text(resource, answer.as<capnp::DynamicStruct>(), form, origin);
    return response;
}

}  // namespace

std::span<const AnswerForm> forms_of(const Resource& resource) {
    if (resource.is_bundle) return bundle_forms;
    if (resource.rows.empty()) return one_form;
    if (is_audit_entry(*resource_shape(resource).row)) return audit_forms;
    return list_forms;
}

std::string version_tag(std::uint64_t version) { return "\"" + std::to_string(version) + "\""; }

bool names_version(std::string_view if_none_match, std::string_view tag) {
    if (if_none_match == "*") return true;
    const std::size_t at = if_none_match.find(tag);  // the marks are part of it
    return at != std::string_view::npos;
}

HttpResponse resource_response(const Resource& resource, WireFrame reply, const HttpRequest& request, AnswerForm form, const std::string& origin) {
    try {
        FrameReader reader(std::move(reply));
        const auto frame = reader.frame();
        if (frame.isError()) return problem_response(with_header_names(read_problem(frame.getError())), request);
        return answered(resource, answer_in(resource_shape(resource), frame), request, form, origin);
    } catch (const kj::Exception&) {
        return problem_response(other_reply());
    }
}

}  // namespace forloeb
