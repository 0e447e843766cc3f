// From a reply of the socket protocol to the response that its resource gives: JSON, or a line a row; the version as ETag;
// the next page as Link. Pure; any thread but the append threads, for large answers take their time.
#pragma once

#include "server/http/answer_form.hpp"
#include "server/http/http_message.hpp"
#include "server/http/resource_shape.hpp"
#include "server/protocol/frame.hpp"

namespace forloeb {

/// The forms that a resource can be had in.
[[nodiscard]] std::span<const AnswerForm> forms_of(const Resource& resource);

/// `origin`: the log's name. Errors become problems; what is no reply to this resource becomes one, too.
[[nodiscard]] HttpResponse resource_response(const Resource& resource, WireFrame reply, const HttpRequest& request, AnswerForm form, const std::string& origin);

/// `"12"`, as a version stands in ETag, If-Match and If-None-Match.
[[nodiscard]] std::string version_tag(std::uint64_t version);
/// Does an If-None-Match name it? Weak ones count, as RFC 9110 has it for this header.
[[nodiscard]] bool names_version(std::string_view if_none_match, std::string_view tag);

}  // namespace forloeb
