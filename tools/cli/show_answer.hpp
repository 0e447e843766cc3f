// An answer of the server as the caller wants it: as JSON, or as a page that `print` fills. Any thread; asks nothing itself.
#pragma once

#include "tools/cli/asking.hpp"
#include "tools/cli/invocation.hpp"

namespace forloeb {

/// `print(page, answer)` writes the page.
template <typename Answer, typename Print>
ExitCode show(Invocation& call, Answer answer, const Print& print) {
    if (call.json()) {
        call.print_json(answer_json(answer));
    } else {
        TextPage page = call.page();
        print(page, answer);
    }
    return ExitCode::ok;
}

}  // namespace forloeb
