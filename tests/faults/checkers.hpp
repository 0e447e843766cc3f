// The oracle: what must be true of a log, given what its clients were told. Pure functions over a LogImage and ledgers,
// linear or nearly so, used by every fault test; each is proven able to fail in tests/faults/checkers_test.cpp.
//
//   C1  what was acknowledged is in the log, with the bytes that were sent, at the positions that were answered
//   C2  positions and stream versions have no gap; a stream's own copy is what the log says
//   C3  an append sent after another was acknowledged stands after it
//   C4  an append is there whole, its events side by side and in order, its identifiers bound with it, or not at all
//   C5  no event id stands twice, and none that nobody sent
//   C6  an append that expected a version was stored exactly there
//   C7  an unknown append is there once or not at all; a refused one is not there
//   C9  live projection rows equal a rebuild: tests/faults/projection_check.hpp
//   C14 the root is that of the leaves, recomputed here by RFC 6962's definition; each leaf names the one before it
//   kept  what a reader was shown is still there, byte for byte
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "tests/faults/log_image.hpp"
#include "tests/faults/workload.hpp"

namespace forloeb::faults {

struct Violation {
    std::string checker;  // "C1"
    std::string what;
};

using Ledger = std::vector<std::reference_wrapper<const Entry>>;

/// All of the above but "kept".
[[nodiscard]] std::vector<Violation> check(const LogImage& image, const Ledger& ledger);
/// `shown`: events from position 0 on that some reader was shown earlier.
[[nodiscard]] std::vector<Violation> check_kept(const LogImage& image, std::span<const LoggedEvent> shown);

/// Nobody reads an event that is not durable: what was published as the head is a prefix of what is there now.
[[nodiscard]] std::vector<Violation> check_published(const Engine& engine, const LogHead& published);

/// The first few, for a test's message.
[[nodiscard]] std::string told(std::span<const Violation> violations);

}  // namespace forloeb::faults
