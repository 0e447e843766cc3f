// Asking the server, or the handlers in this process, what the verbs need. One thread.
#pragma once

#include <string>
#include <string_view>

#include "events/codec/json.hpp"
#include "tools/cli/invocation.hpp"
#include "tools/client/client.hpp"

namespace forloeb {

/// A date or time as people write it; an error names `flag`.
[[nodiscard]] Status write_date(Moment::Builder out, const std::string& text, const char* flag);

/// As of when the settings say.
void write_as_of(wire::AsOf::Builder out, const AsOf& as_of);

/// A reply of the kind that was asked for; `unsupported` if the server answered with something else.
[[nodiscard]] Result<Reply> ask(Invocation& call, FrameBuilder& request, wire::Frame::Which expected);

/// A query frame with the settings' two clocks filled in.
class Query {
  public:
    explicit Query(const Settings& settings);
    [[nodiscard]] wire::Query::Builder operator*() { return query_; }
    /// Asks, and checks that the answer is of the kind asked for.
    [[nodiscard]] Result<Reply> ask(Invocation& call, wire::Answer::Which expected);

  private:
    FrameBuilder request_;
    wire::Query::Builder query_;
};

/// The case a person names: its id, or a name bound to it in the scope "case" (as the demo's "karen"), or "SCOPE:NAME".
[[nodiscard]] Result<StreamId> find_case(Invocation& call, const std::string& text);

/// The person stream bound to a CPR number (scope "cpr") or a name (scope "name"), however they are spelled, or to
/// "SCOPE:IDENTIFIER"; "-" reads it from standard input, so that it stands in no history of commands.
[[nodiscard]] Result<StreamId> find_citizen(Invocation& call, std::string text);

/// Any answer of the protocol as pretty JSON.
[[nodiscard]] std::string answer_json(capnp::DynamicStruct::Reader answer);

}  // namespace forloeb
