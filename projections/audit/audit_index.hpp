// Where to find what auditors ask for: an index over both logs, the events and the reads. Its rows are places (log and
// position), in order of time; what stands there is read from the logs themselves. Disposable: rows of another version, of
// another log, or beyond a log's head are thrown away and made anew.
//
//   m/made_for                          "audit/<version>/<origin>"
//   m/events  m/reads                   position of the next event or record to take in (8)
//   a/<actor>\0<place>                  what an actor did, and what they read or were denied
//   c/<case 16><place>                  who read a case by its name
//   s/<subject 16><place>               who read about a person, by their name
//   g/<place>                           reads along the log: from (8) and end (8) of the events that they passed over
//   o/<person 16><case 16>              whose cases there are
//   l/<place>                           entries recorded a day or more after they occurred: days (4)
//   d/<place>                           denied attempts
//   b/<place>                           reads under a break-glass right
//
// What was done on a case stands in its own stream and has no rows here. Who read along the log is found under each case and
// person that has an event in that range, without a row for each: their positions are looked up when it is asked.
//
// A place is the recording time in microseconds (8), the log (1: 'e' or 'r') and the position (8); integers big-endian.
//
// Threads: every call from any thread. It pulls: nothing in the engines knows it.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "projections/runner/row_store.hpp"

namespace forloeb {

enum class AuditedLog : char { events = 'e', reads = 'r' };

struct AuditPlace {
    AuditedLog log = AuditedLog::events;
    Position position;
    auto operator<=>(const AuditPlace&) const = default;
};

/// What is asked for: the beginning of its rows' keys.
class AuditTopic {
  public:
    [[nodiscard]] static AuditTopic of_actor(std::string_view pseudonym) { return AuditTopic("a/" + std::string(pseudonym) + '\0'); }
    [[nodiscard]] static AuditTopic of_case(const Uuid& case_id) { return AuditTopic("c/" + std::string(as_text(case_id.bytes)), StreamId{StreamKind::case_, case_id}); }
    [[nodiscard]] static AuditTopic of_subject(const Uuid& person) { return AuditTopic("s/" + std::string(as_text(person.bytes)), StreamId{StreamKind::person, person}); }
    [[nodiscard]] static AuditTopic late() { return AuditTopic("l/"); }
    [[nodiscard]] static AuditTopic denied() { return AuditTopic("d/"); }
    [[nodiscard]] static AuditTopic broken_glass() { return AuditTopic("b/"); }
    [[nodiscard]] const std::string& prefix() const { return prefix_; }
    /// The case or person it is about; none else.
    [[nodiscard]] const std::optional<StreamId>& about() const { return about_; }

  private:
    explicit AuditTopic(std::string prefix, std::optional<StreamId> about = {}) : prefix_(std::move(prefix)), about_(about) {}
    std::string prefix_;
    std::optional<StreamId> about_;
};

struct AuditWindow {
    std::optional<Instant> from, to;  // recorded then or later, recorded by then
    std::string after;                // `next` of the page before
    std::size_t limit = 0;
    std::uint32_t late_days = 0;      // of AuditTopic::late: more days than these
};

struct AuditPage {
    std::vector<AuditPlace> places;  // oldest first
    std::string next;                // empty: there is no more
    Position events, reads;          // how far the index had come
};

class AuditIndex {
  public:
    /// `directory`: in the data directory's derived/. Both engines must outlive the index.
    [[nodiscard]] static Result<std::unique_ptr<AuditIndex>> open(const Engine& events, const Engine& reads, std::filesystem::path directory);
    ~AuditIndex();

    /// Takes in what both logs have as of the call; the first time that is everything. Given up where still_wanted() says so;
    /// what was taken in by then stays.
    [[nodiscard]] Status catch_up();
    /// Of what was taken in.
    [[nodiscard]] Result<AuditPage> find(const AuditTopic& topic, const AuditWindow& window) const;

  private:
    AuditIndex(const Engine& events, const Engine& reads, std::filesystem::path directory);
    [[nodiscard]] Status open_rows();
    [[nodiscard]] Status follow(const Engine& engine, AuditedLog log);
    [[nodiscard]] Result<Position> checkpoint(AuditedLog log) const;
    /// Of the events of a case, or of a person and their cases, in order.
    [[nodiscard]] Result<std::vector<LeafRecord>> leaves_of(const StreamId& about) const;

    const Engine& events_;
    const Engine& reads_;
    const std::filesystem::path directory_;
    std::mutex following_;
    std::unique_ptr<RowStore> rows_;
};

}  // namespace forloeb
