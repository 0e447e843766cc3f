// What the governance streams say: which subjects are restricted, what is on hold, what an archive has, what was destroyed
// and purged. Restrictions, holds and archive exports are folded, so that corrections count; what was destroyed stays
// destroyed, whatever is retracted later: that list is the erasure ledger, carried out again at each start.
//
// Immutable once loaded; any thread. It decides nothing about rights: see the server's access.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/append/request.hpp"
#include "engine/privacy/orders.hpp"
#include "engine/read/fold.hpp"
#include "engine/storage/store.hpp"
#include "events/codec/view.hpp"

namespace forloeb {

struct Restriction {
    Uuid event;
    std::vector<std::string> purposes;  // may still be read for these
    std::optional<Instant> until;
};

struct Hold {
    std::string name;
    Uuid case_stream, subject;  // nil = not named
    std::optional<Instant> until;
};

struct ArchiveExport {
    std::string receipt;  // empty until the archive has answered
    std::set<Uuid> cases, subjects;
};

/// One subject.key_destroyed.
struct Destruction {
    Position position;
    std::vector<Uuid> subjects;             // the person, and cases under whose own keys something about them was sealed
    std::vector<SensitivityClass> classes;  // never empty
    std::vector<Uuid> events;               // only these; empty = everything
};

/// One payload.purged.
struct Purge {
    Position position;
    StreamId stream;
    std::vector<Uuid> events;
};

class Governance {
  public:
    [[nodiscard]] static Result<Governance> load(const Store& store);
    /// Could this event change what is loaded?
    [[nodiscard]] static bool concerned_by(const LeafRecord& leaf);

    /// Ask this before personal text of a subject leaves: is there no restriction, or does it permit this purpose?
    [[nodiscard]] bool may_be_read(const Uuid& subject, SensitivityClass sensitivity, std::string_view purpose, Instant now) const;
    [[nodiscard]] std::optional<Restriction> restriction(const Uuid& subject, SensitivityClass sensitivity, Instant now) const;
    [[nodiscard]] std::vector<Hold> holds(Instant now) const;
    /// Empty if there is none of that name.
    [[nodiscard]] const ArchiveExport* archive(const std::string& name) const;
    /// Exports with their receipt that name the subject.
    [[nodiscard]] std::vector<std::string> archives_of(const Uuid& subject) const;
    [[nodiscard]] const std::vector<Destruction>& destructions() const { return destructions_; }
    [[nodiscard]] const std::vector<Purge>& purges() const { return purges_; }
    /// The streams that were read and how far: what an order expects to be still so.
    [[nodiscard]] const std::vector<Expectation>& as_of() const { return as_of_; }

  private:
    void learn_erasure(const EventView& event);
    void learn(const EffectiveEvent& event);

    std::map<std::pair<Uuid, SensitivityClass>, Restriction> restrictions_;
    std::map<std::string, Hold> holds_;
    std::map<std::string, ArchiveExport> archives_;
    std::vector<Destruction> destructions_;
    std::vector<Purge> purges_;
    std::vector<Expectation> as_of_;
};

/// All classes that have keys.
[[nodiscard]] const std::vector<SensitivityClass>& sealed_classes();

/// The stream that our own orders are written to: one per log.
[[nodiscard]] StreamId governing_stream();

}  // namespace forloeb
