// Case histories for tests, written one event per line, without an engine:
//
//   2026-01-11  coordinator.assigned  {"person":"k1","homeUnit":"handicap"}  {"actor":{"pseudonym":"k9"}}
//
// that is: when it occurred, the type, the clear payload as JSON, and (optional) more of the envelope. Every line passes
// the same checks as a client's proposal. A mistake in a line is a std::runtime_error that quotes it.
#pragma once

#include <capnp/message.h>

#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/read/fold.hpp"
#include "events/codec/json.hpp"
#include "events/codec/propose.hpp"
#include "tests/events/stored.hpp"

namespace forloeb::testing {

class HistoryBuilder {
  public:
    explicit HistoryBuilder(std::uint64_t number = 1, StreamKind kind = StreamKind::case_)
        : case_id_(Uuid::from_halves(0x0193000000007000, 0x8000000000000000 | number)), kind_(kind) {}

    [[nodiscard]] const Uuid& case_id() const { return case_id_; }
    [[nodiscard]] static Uuid event_id(std::uint64_t version) { return Uuid::from_halves(0x0190000000007000, 0x8000000000000000 | version); }

    HistoryBuilder& add(const std::string& line, const std::string& recorded_at = "2026-12-31T12:00:00Z") {
        const CheckedEvent checked = check(line);
        const Message bytes = test::stored_event(checked);
        LeafRecord leaf;
        leaf.stream = {kind_, case_id_};
        leaf.version = {stored_.size() + 1};
        leaf.position = {first_position_ + stored_.size()};
        leaf.event_id = event_id(leaf.version.value);
        leaf.recorded_at = parse_when(recorded_at).value().at;
        leaf.type_id = checked.type->type_id();
        leaf.schema = checked.type->schema_version;
        stored_.emplace_back(leaf, std::string(as_text(bytes.bytes())));
        return *this;
    }

    /// Where its first event stands in the log: after what was recorded before it.
    HistoryBuilder& from_position(std::uint64_t position) {
        first_position_ = position;
        return *this;
    }

    /// The stream as stored, from the beginning.
    [[nodiscard]] std::vector<EventView> events() const {
        std::vector<EventView> views;
        for (const auto& [leaf, bytes] : stored_) {
            auto view = EventView::open(leaf, as_bytes(bytes));
            if (!view) throw std::runtime_error(view.error().message);
            views.push_back(std::move(*view));
        }
        return views;
    }

    [[nodiscard]] History history(std::optional<Instant> occurred_by = std::nullopt) const {
        return fold_as_of(events(), {}, occurred_by);
    }

  private:
    [[nodiscard]] CheckedEvent check(const std::string& line) const {
        std::istringstream words(line);
        std::string when;
        std::string type;
        words >> when >> type;
        const auto [payload, envelope] = json_parts(line);
        std::string text = R"({"type":")" + type + R"(","occurredAt":")" + when + R"(","payload":)" + (payload.empty() ? "{}" : payload);
        if (envelope.find("\"actor\"") == std::string::npos) text += R"(,"actor":{"pseudonym":"nobody"})";
        if (envelope.size() > 2) text += "," + envelope.substr(1, envelope.size() - 2);
        text += "}";
        HouseJson json;
        capnp::MallocMessageBuilder message;
        auto proposal = message.initRoot<ProposedEvent>();
        if (const Status decoded = json.decode_proposal(text, proposal); !decoded)
            throw std::runtime_error(line + ": " + decoded.error().message + " (" + decoded.error().field + ")");
        auto checked = check_proposal(proposal.asReader(), kind_);
        if (!checked) throw std::runtime_error(line + ": " + checked.error().message + " (" + checked.error().field + ")");
        return std::move(*checked);
    }

    // The first JSON object of the line and the second, if they are there. Braces inside texts are not supported.
    static std::pair<std::string, std::string> json_parts(const std::string& line) {
        std::vector<std::string> parts;
        int depth = 0;
        std::size_t start = 0;
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (line[i] == '{' && depth++ == 0) start = i;
            if (line[i] == '}' && --depth == 0) parts.push_back(line.substr(start, i + 1 - start));
        }
        parts.resize(2);
        return {parts[0], parts[1]};
    }

    Uuid case_id_;
    StreamKind kind_;
    std::uint64_t first_position_ = 0;
    std::vector<std::pair<LeafRecord, std::string>> stored_;
};

}  // namespace forloeb::testing
