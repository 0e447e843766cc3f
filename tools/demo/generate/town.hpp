// The synthetic municipality that cases happen in: its units, its coordinators, and the years it is told of. The rates
// that cases are made with stand in case_life.cpp, each beside its use; tools/demo/README.md has them in one table.
// Values; any thread.
#pragma once

#include "tools/demo/generate/diary.hpp"

namespace forloeb::made {

struct Unit {
    std::string name;
    std::string coordinator_kind;
    std::string target_group;
    std::vector<Staff> coordinators;
    std::vector<std::string> bands;  // of their experience
    Staff caseworker;
    Staff leader;
};

struct Town {
    LocalDate first_day;
    LocalDate last_day;  // nothing is told of after it
    std::vector<Unit> units;
    std::vector<Staff> partners;  // professionals of other units and organisations
    Staff reception;
    Staff evaluator;

    [[nodiscard]] static Town usual();
};

}  // namespace forloeb::made
