// C10 and C11: what a reader is told by a log that was damaged, or whose disk failed while it read, beside what the same
// questions were answered before. Right, or an error with a name; never a shorter or another history, and whoever asked
// for something else is served.
//
// Pure but for ask_everything, which only reads.
#pragma once

#include <map>
#include <set>

#include "tests/faults/checkers.hpp"

namespace forloeb::faults {

/// Each question with its own answer: damage in one must not take the others with it.
struct Answers {
    Result<std::vector<Hash>> log = std::vector<Hash>();  // of the stored bytes, in order
    std::map<StreamId, Result<std::vector<Hash>>> streams;
    std::map<StreamKind, Result<std::vector<StreamId>>> listed;
    Result<Hash> root = Hash{};
};

/// `streams`: to be asked for one by one, as known from before the damage.
[[nodiscard]] Answers ask_everything(const Engine& engine, const std::set<StreamId>& streams);

/// True if the error says where: an error of the whole store names a file, one of an event its place.
using NamesPlace = std::function<bool(const Error&)>;

/// C10: every answer is the one from before, or `damaged` or `storage` with a reason, and `names_place` if that is given.
[[nodiscard]] std::vector<Violation> check_damage(const Answers& before, const Answers& after,
                                                  const NamesPlace& names_place = {});
/// C11: every stream but `touched` is answered as before.
[[nodiscard]] std::vector<Violation> check_neighbours(const Answers& before, const Answers& after,
                                                      const std::set<StreamId>& touched);
/// How many of the questions were answered with an error.
[[nodiscard]] std::size_t errors_in(const Answers& answers);

}  // namespace forloeb::faults
