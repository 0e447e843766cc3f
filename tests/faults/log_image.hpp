// Everything an engine says its log holds, read once, in the form the checkers compare: plain values, no engine needed.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/engine.hpp"

namespace forloeb::faults {

struct LoggedEvent {
    LeafRecord leaf;
    std::string clear;   // canonical bytes of type, envelope and clear payload
    std::string text;    // its sealed text, unsealed
    Hash stored_hash{};  // SHA-256 of the stored bytes as read
};

using Identifier = std::pair<std::string, std::string>;  // scope, identifier

struct LogImage {
    LogHead head;
    Hash recomputed_root{};
    std::vector<LoggedEvent> events;                      // as read from the log, in the order read
    std::map<StreamId, std::vector<LeafRecord>> streams;  // each stream's own copy
    std::map<Identifier, std::optional<StreamId>> bound;  // as far as asked for: read_bindings
};

/// `damaged` and other errors of the engine are handed on: after a power cut none is acceptable.
[[nodiscard]] Result<LogImage> read_image(const Engine& engine);
/// Asks the index of identifiers for those that appends were to bind.
[[nodiscard]] Status read_bindings(const Engine& engine, std::span<const IdentifierBinding> asked, LogImage& image);

}  // namespace forloeb::faults
