// Events written on one line, for tests of the folds and rules: no engine, no sealing, no disk.
//
//   2026-02-01T10:00:00+01:00  coordinator.assigned  person=k1
//   2026-02-03                 event.corrected       target=#3 targetType=goal.agreed occurredAt=2026-01-12 payload.goal=g2
//   unknown                    note.recorded         batch=#7
//   2026-03-01                 service.started       specification.service=y1 specification.goals=m1,m2
//
// `field=value` sets a clear field by name, a dot goes into a struct, commas part the elements of a list of codes or ids. "#n" is the id of the n-th sketched event (for batch: of the n-th import).
#pragma once

#include <capnp/dynamic.h>
#include <capnp/message.h>

#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/rules/case_state.hpp"
#include "events/codec/id16.hpp"
#include "events/codec/view.hpp"
#include "events/schema/correction.capnp.h"

namespace forloeb::testing {

inline Uuid sketched_id(std::uint64_t number) { return Uuid::from_halves(0x0190000000007000, 0x8000000000000000 | number); }

class SketchedEvent {
  public:
    /// Throws std::runtime_error with the line if it is no sketch: a mistake in a test.
    SketchedEvent(std::uint64_t number, const std::string& line) : id_(sketched_id(number)) {
        std::istringstream words(line);
        std::string when;
        std::string type;
        words >> when >> type;
        type_ = find_event_type(type);
        if (type_ == nullptr) throw std::runtime_error("No such event type: " + line);
        auto root = message_->initRoot<StoredEvent>();
        const auto moment = when == "unknown" ? Result<WhenTold>(WhenTold{{}, 0, Precision::UNKNOWN}) : parse_when(when);
        if (!moment) throw std::runtime_error("No such time: " + line);
        write_moment(root.initEnvelope().initOccurredAt(), *moment);
        auto payload = root.initPayload().initAs<capnp::DynamicStruct>(type_->clear);
        for (std::string word; words >> word;) set(payload, word, line);
    }

    [[nodiscard]] const Uuid& id() const { return id_; }
    [[nodiscard]] const EventType& type() const { return *type_; }
    [[nodiscard]] ProposedView view() const {
        const auto root = message_->getRoot<StoredEvent>().asReader();
        return {type_, root.getEnvelope(), root.getPayload(), id_};
    }
    /// As the engine would have stored it at this place of its stream.
    [[nodiscard]] EventView stored(std::uint64_t version, std::uint32_t segments = 0) const {
        const Message bytes = canonical(message_->getRoot<StoredEvent>().asReader());
        LeafRecord leaf;
        leaf.stream = {StreamKind::case_, sketched_id(0)};
        leaf.position = {100 + version};
        leaf.version = {version};
        leaf.event_id = id_;
        leaf.type_id = type_->type_id();
        leaf.segment_count = segments;
        auto view = EventView::open(leaf, bytes.bytes());
        if (!view) throw std::runtime_error(view.error().message);
        return std::move(*view);
    }

  private:
    static std::uint64_t number_in(const std::string& value) { return std::stoull(value.substr(1)); }

    void set(capnp::DynamicStruct::Builder payload, const std::string& word, const std::string& line) {
        const auto equals = word.find('=');
        if (equals == std::string::npos) throw std::runtime_error("No field=value: " + word + " in: " + line);
        const std::string name = word.substr(0, equals);
        const std::string value = word.substr(equals + 1);
        if (name == "batch" && type_->name != "import.retracted") {
            write_id(message_->getRoot<StoredEvent>().getEnvelope().initSource().initBatch(), sketched_id(number_in(value)));
        } else if (name.starts_with("payload.")) {
            set_field(replacement(), name.substr(8), value);
        } else {
            set_field(payload, name, value);
        }
    }

    // The replacing payload of a correction, of the type named before it on the line.
    capnp::DynamicStruct::Builder replacement() {
        auto correction = message_->getRoot<StoredEvent>().getPayload().getAs<EventCorrected>();
        const auto target = find_event_type(std::string_view(correction.getTargetType().cStr()));
        if (target == nullptr) throw std::runtime_error("A correction names its targetType before its payload.");
        if (correction.getPayload().isNull()) return correction.getPayload().initAs<capnp::DynamicStruct>(target->clear);
        return correction.getPayload().getAs<capnp::DynamicStruct>(target->clear);
    }

    static capnp::DynamicStruct::Builder nested(capnp::DynamicStruct::Builder fields, const std::string& name) {
        const auto field = fields.getSchema().getFieldByName(name.c_str());
        if (!fields.has(field)) return fields.init(field).as<capnp::DynamicStruct>();
        return fields.get(field).as<capnp::DynamicStruct>();
    }

    static void set_list(capnp::DynamicStruct::Builder fields, capnp::StructSchema::Field field, const std::string& value) {
        std::vector<std::string> words;
        std::istringstream in(value);
        for (std::string word; std::getline(in, word, ',');) words.push_back(word);
        auto list = fields.init(field, static_cast<capnp::uint>(words.size())).as<capnp::DynamicList>();
        const auto element = field.getType().asList().getElementType();
        for (capnp::uint i = 0; i < list.size(); ++i) {
            if (element.isStruct()) {
                write_id(list[i].as<capnp::DynamicStruct>().as<Id16>(), sketched_id(number_in(words[i])));
            } else {
                list.set(i, words[i].c_str());
            }
        }
    }

    static void set_field(capnp::DynamicStruct::Builder fields, const std::string& name, const std::string& value) {
        if (const auto dot = name.find('.'); dot != std::string::npos) {
            return set_field(nested(fields, name.substr(0, dot)), name.substr(dot + 1), value);
        }
        const auto field = fields.getSchema().getFieldByName(name.c_str());
        const auto type = field.getType();
        if (type.isList()) return set_list(fields, field, value);
        if (type.isStruct() && type.asStruct() == capnp::Schema::from<Id16>()) {
            write_id(fields.init(field).as<capnp::DynamicStruct>().as<Id16>(), sketched_id(number_in(value)));
        } else if (type.isStruct()) {
            write_moment(fields.init(field).as<capnp::DynamicStruct>().as<Moment>(), parse_when(value).value());
        } else if (type.isText() || type.isEnum()) {
            fields.set(field, value.c_str());
        } else {
            fields.set(field, static_cast<std::int64_t>(std::stoll(value)));
        }
    }

    Uuid id_;
    const EventType* type_ = nullptr;
    std::unique_ptr<capnp::MallocMessageBuilder> message_ = std::make_unique<capnp::MallocMessageBuilder>();
};

}  // namespace forloeb::testing
