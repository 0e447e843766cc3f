// A case as evidence: a folder that proves, without Forløb and without trusting whoever sends it, that these events stand in
// the log of a signed checkpoint, unaltered, in this order, none left out up to the last one. Sealed text stays sealed.
//
//   README.md                      how to check it with sha256sum, openssl and Go's sumdb
//   checkpoint                     signed note         verifier-key, verifier-key.pem   the key that signs
//   events/000001.event            the stored bytes    events/000001.leaf               its leaf record, 144 bytes
//   events/000001.tlog-proof       the leaf is in the log of the checkpoint
//   purges/000001....              orders that took sealed parts away, likewise: they name the digest of what is left
//   index.json                     what the events say in the clear
//   keys.json                      which keys the sealed parts need, and whether they still exist
//   SHA256SUMS                     of every other file
//
// What it cannot show: that the case has no newer events than the last. One thread.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <vector>

#include "engine/proof/checkpoint.hpp"
#include "events/codec/leaf.hpp"

namespace forloeb {

struct BundledEvent {
    std::string leaf;    // 144 bytes
    std::string stored;  // what the leaf's digest is over
    std::string proof;   // a proof file
};

struct SealingKey {
    std::string subject;  // 32 hex digits
    std::string sensitivity;
    std::uint32_t generation = 0;
    std::string id;     // 32 hex digits
    std::string state;  // "active", "destroyed", "never_had"
};

struct Bundle {
    VerifierKey key;
    std::string checkpoint;
    std::vector<BundledEvent> events;  // of one stream, from version 1 on
    std::vector<BundledEvent> purges;  // payload.purged, those that name some of the events
    std::vector<SealingKey> keys;
};

/// What the folder holds: content by name, SHA256SUMS too.
[[nodiscard]] Result<std::map<std::string, std::string>> bundle_files(const Bundle& bundle);
/// `conflict` if the folder is there. SHA256SUMS is written last: a folder without it is no bundle.
[[nodiscard]] Status write_bundle(const std::filesystem::path& folder, const Bundle& bundle);

struct BundleReport {
    std::optional<std::string> difference;  // the first that was found: file and reason
    LogCheckpoint checkpoint;
    StreamId stream;
    std::uint64_t events = 0;
    std::uint64_t purged = 0;   // of these: leaf proven, sealed parts taken out by an order that is proven too
    bool key_is_known = false;  // it was given; else it is only what the bundle says
};
/// Everything above, offline. `known`: the log's key, got from elsewhere.
[[nodiscard]] BundleReport verify_bundle(const std::filesystem::path& folder, const std::optional<VerifierKey>& known);

/// Events whose sealed parts were purged, and the SHA-256 of what is left of each, in hex.
using Remainders = std::map<Uuid, std::string>;

/// One event on its own: the digest, the leaf, the path, against a tree that is believed. `damaged` says what does not fit.
[[nodiscard]] Result<LeafRecord> verify_event(const BundledEvent& event, const std::string& checkpoint, const TreeHead& tree, const Remainders& remainders = {});

}  // namespace forloeb
