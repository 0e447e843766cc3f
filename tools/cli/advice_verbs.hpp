// The verbs below `forloeb advice`, and what they share.
#pragma once

#include "tools/cli/asking.hpp"
#include "tools/cli/menu.hpp"

namespace forloeb {

struct AdviceOptions {
    std::string name;  // of the case
    std::vector<std::string> rules;
    std::vector<std::string> parameters;
    std::string weights;
};
/// The options of that name on a verb.
void advice_options(Menu& menu, CLI::App& verb, AdviceOptions& options);
[[nodiscard]] Result<Reply> ask_for_advice(Invocation& call, const AdviceOptions& options);

void add_advice_record(Menu& menu, CLI::App& noun);

}  // namespace forloeb
