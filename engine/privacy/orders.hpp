// What those who govern the record may order, and what they are told: the vocabulary of shredding and purging. Values only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/schema/annotations.capnp.h"
#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/time.hpp"

namespace forloeb {

/// Of a subject's keys for one class. "Never had" and "destroyed" are told apart for ever: the first may still get a key.
enum class KeyState : std::uint8_t { never_had, active, destroyed };

/// The key that wraps all subject keys, and how long its making took.
struct KeyEpoch {
    std::uint32_t number = 0;
    std::size_t wrapped = 0;  // subject keys under it
};

/// What every order that forgets must carry (engine/privacy/guards.hpp).
struct Warrant {
    Uuid append_id;                        // repeated with the same id, an order is carried out once
    std::string actor;                     // pseudonym of who gives it
    std::vector<std::string> approved_by;  // pseudonyms of two people
    std::string reason;                    // a code
    std::string law, paragraph;            // the legal basis
    std::string archive;                   // the archive export that holds what is lost, with its receipt; or
    std::string no_archive;                // why none is needed, a code
};

/// Which birth days of the month an archive keeps all of; empty = all. "Born on the 1st, 11th or 21st" = {1, 11, 21}.
struct ArchiveRule {
    std::string name;  // a code, as it stands in the event
    std::vector<int> birth_days;
};

struct ShredOrder {
    Warrant warrant;
    Uuid subject;
    std::vector<SensitivityClass> classes;  // empty = all
    StreamId stream;                        // with `events`: where they stand
    std::vector<Uuid> events;               // only these, as a note on the wrong citizen; empty = all that the keys seal
    ArchiveRule rule;
};

struct ShredReceipt {
    Uuid event;         // subject.key_destroyed
    Position position;  // its place in the log
    std::uint32_t epoch = 0;             // the keys' epoch now; copies of older ones open nothing of this
    std::vector<std::string> key_ids;    // destroyed, 32 hex digits each
    std::size_t identifiers = 0;         // entries of the keyed index that went with them
    std::optional<bool> kept_by_rule;    // what the archive rule said; empty = the birth day is not known
};

struct PurgeOrder {
    Warrant warrant;
    StreamId stream;
    std::vector<Uuid> events;
};

struct PurgeReceipt {
    Uuid event;         // payload.purged
    Position position;
    std::size_t events = 0;
    std::uint64_t bytes = 0;  // of sealed boxes that are gone
};

/// Streams that are sealed for themselves and whose time is up: volumes of the read log. It needs no approvers: the rule that they
/// are too old by was approved with the policy that it stands in.
struct RetireOrder {
    std::string actor;           // pseudonym of who had it carried out
    std::string reason;          // a code
    std::string law, paragraph;  // the legal basis
    std::vector<StreamId> streams;
};

struct RetireReceipt {
    std::vector<Uuid> events;  // subject.key_destroyed, one a stream
    std::uint32_t epoch = 0;
};

}  // namespace forloeb
