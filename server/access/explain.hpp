// Why something would be permitted or refused, in the words of the policy: what `forloeb access explain` and `forloeb access
// policy show` print. Decides nothing else than `decide` does, and records nothing. Any thread.
#pragma once

#include "server/access/access_control.hpp"

namespace forloeb {

struct ExplainQuestion {
    std::string actor;  // pseudonym; empty = the caller
    Operation operation = Operation::case_read;
    Uuid case_id;       // nil = about no case
    std::string purpose;
    Audience audience = Audience::INTERNAL;
    std::string event_type;
};

struct ExplainedRelation {
    CaseRelation told;
    bool holds = false;  // now
};

struct Explained {
    Decision decision;
    Principal principal;
    std::vector<ExplainedRelation> relations;  // the actor's to the case, in the order of the log
};

[[nodiscard]] Result<Explained> explain(const AccessControl& access, const Principal& caller, const ExplainQuestion& question);

/// One line for each of the role's grants, and one for what broken glass opens.
[[nodiscard]] std::vector<std::string> lines_of(const Role& role);
[[nodiscard]] std::vector<std::string> class_words(ClassSet classes);
/// "status, case.list, ..."
[[nodiscard]] std::string all_operation_words();

}  // namespace forloeb
