// What is open in a case and may need somebody: the coordinator's to do, promised, waited for, or gone quiet. A pure
// function of the facts; whether a matter needs attention on a given day is told when it is read (attention.hpp), so that
// stored rows do not age. Any thread.
#pragma once

#include <string>
#include <vector>

#include "projections/case_facts/case_facts.hpp"
#include "projections/schema/caseload.capnp.h"

namespace forloeb {

struct Pending {
    answers::Attention reason;  // as if its date had come
    std::string code;           // kind of deadline, promise, meeting, service, topic
    std::string who;            // to whom, with whom, from whom
    WhenTold due = untold;
    Told since;
    bool statutory = false;
    std::string reference;
};

[[nodiscard]] std::vector<Pending> pending_in(const facts::CaseFacts& facts);

/// Who works on the case now.
struct CaseWorker {
    std::string person;
    std::string role;  // "coordinator", "substitute", "team"; the first that fits
    WhenTold since;
};
[[nodiscard]] std::vector<CaseWorker> workers_on(const facts::CaseFacts& facts);

}  // namespace forloeb
