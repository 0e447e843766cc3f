#include "tools/import/translate.hpp"

#include <algorithm>

#include "events/codec/clear_text.hpp"
#include "events/codec/id16.hpp"
#include "tools/import/fill_field.hpp"

namespace forloeb {
namespace {

/// Who stands for the importer itself in what it synthesises.
constexpr const char* importer_pseudonym = "forloeb-import";

bool is_plain(const xes::Attribute& attribute) { return attribute.children.empty() && attribute.items.empty(); }

/// The value of a key if it can stand in a clear field as it is; marks the attribute as told if that tells all of it.
std::string clear_word(const std::vector<xes::Attribute>& attributes, const std::string& key,
                       std::set<const xes::Attribute*>& told) {
    const xes::Attribute* found = xes::find_attribute(attributes, key);
    if (found == nullptr || !check_verbatim(found->value)) return {};
    if (is_plain(*found) && found->type == xes::AttributeType::string && !found->value.empty()) told.insert(found);
    return found->value;
}

Result<ReadyEvent> make_ready(ProposedEvent::Builder proposal) {
    ReadyEvent out;
    out.proposal = canonical(proposal.asReader());
    MessageReader reader(out.proposal);
    FORLOEB_TRY(out.checked, check_proposal(reader.root<ProposedEvent>(), StreamKind::case_));
    return out;
}

std::vector<std::string> keys_in_file(const xes::Header& header, const std::vector<std::string>& keys) {
    std::vector<std::string> out;
    for (const std::string& key : keys) out.push_back(header.key_in_file(key));
    return out;
}
KeySet keys_in_file(const xes::Header& header, const KeySet& keys) {
    KeySet out;
    for (const std::string& key : keys) out.insert(header.key_in_file(key));
    return out;
}

}  // namespace

Translator::Translator(const Mapping& mapping, const xes::Header& header, const Uuid& batch)
    : mapping_(mapping), batch_(batch), writer_(mapping.zone) {
    keys_.case_id = header.key_in_file(mapping.case_id);
    keys_.case_unit = header.key_in_file(mapping.case_unit);
    keys_.time = header.key_in_file(mapping.time);
    keys_.state = header.key_in_file(mapping.state);
    keys_.resource = header.key_in_file(mapping.resource);
    keys_.group = header.key_in_file(mapping.group);
    keys_.role = header.key_in_file(mapping.role);
    keys_.event_id = header.key_in_file(mapping.event_id);
    if (mapping.entered) keys_.entered = header.key_in_file(mapping.entered->attribute);
    keys_.opened = keys_in_file(header, mapping.opened);
    keys_.activity = keys_in_file(header, mapping.activity);
    keys_.clear_trace = keys_in_file(header, mapping.clear_trace);
    keys_.clear_event = keys_in_file(header, mapping.clear_event);
    if (const xes::Classifier* classifier = header.find_classifier(mapping.classifier)) {
        keys_.activity = classifier->keys;
        // Many classifiers name the state too; ours stands in a field of its own.
        std::erase(keys_.activity, keys_.state);
    }
}

std::string Translator::case_id(const std::vector<xes::Attribute>& trace) const {
    const xes::Attribute* found = xes::find_attribute(trace, keys_.case_id);
    return found == nullptr ? std::string() : found->value;
}

std::optional<WhenTold> Translator::opened(const std::vector<xes::Attribute>& trace) const {
    for (const std::string& key : keys_.opened) {
        const xes::Attribute* found = xes::find_attribute(trace, key);
        if (found == nullptr) continue;
        if (const auto date = xes::parse_date_time(found->value)) return mapping_.zone.place(*date).when;
    }
    return std::nullopt;
}

Translator::Time Translator::time(const std::vector<xes::Attribute>& event, Zone::Placed& out) const {
    const xes::Attribute* found = xes::find_attribute(event, keys_.time);
    if (found == nullptr || mapping_.filler.contains(found->value)) return Time::missing;
    const auto date = xes::parse_date_time(found->value);
    if (!date) return Time::illegal;
    out = mapping_.zone.place(*date);
    return Time::told;
}

std::optional<xes::DateTime> Translator::entered_of(const xes::Attribute& attribute) const {
    const std::string& format = mapping_.entered->format;
    return format.empty() ? xes::parse_date_time(attribute.value) : parse_by_format(format, attribute.value);
}

bool Translator::entered_is_illegal(const std::vector<xes::Attribute>& event) const {
    if (!mapping_.entered) return false;
    const xes::Attribute* found = xes::find_attribute(event, keys_.entered);
    return found != nullptr && !mapping_.filler.contains(found->value) && !entered_of(*found);
}

std::string Translator::activity(const std::vector<xes::Attribute>& event) const {
    std::string out;
    for (const std::string& key : keys_.activity) {
        const xes::Attribute* found = xes::find_attribute(event, key);
        if (found == nullptr || found->value.empty()) continue;
        out += (out.empty() ? "" : "+") + found->value;
    }
    return out;
}

std::string Translator::named_resource(const std::vector<xes::Attribute>& event) const {
    const xes::Attribute* found = xes::find_attribute(event, keys_.resource);
    const bool hidden = found != nullptr && mapping_.pseudonymise && !mapping_.filler.contains(found->value);
    return hidden ? found->value : std::string();
}

std::string Translator::plain_resource(const std::vector<xes::Attribute>& event) const {
    const xes::Attribute* found = xes::find_attribute(event, keys_.resource);
    if (found == nullptr || !check_verbatim(found->value)) return {};
    return mapping_.pseudonymise && !mapping_.filler.contains(found->value) ? std::string() : found->value;
}

bool Translator::may_be_clear(const KeySet& clear, const xes::Attribute& attribute) const {
    return clear.contains(attribute.key) && fits_in_clear(attribute);
}

void Translator::write_source(Source::Builder out, std::uint64_t digest) const {
    out.setSystem(mapping_.source);
    write_id(out.initBatch(), batch_);
    out.setDigest(digest);
}

void Translator::write_entered(const SourceEvent& source, Envelope::Builder out, Told& told) const {
    if (!mapping_.entered) return;
    const xes::Attribute* found = xes::find_attribute(source.attributes, keys_.entered);
    const auto date = found == nullptr ? std::nullopt : entered_of(*found);
    if (!date) return;
    write_moment(out.initEnteredAt(), mapping_.entered->zone.place(*date).when);
    if (is_plain(*found) && found->type == xes::AttributeType::date && date->exact) told.insert(found);
}

void Translator::write_envelope(const SourceEvent& source, Envelope::Builder out, Told& told) const {
    write_moment(out.initOccurredAt(), source.time.when);
    const xes::Attribute* time = xes::find_attribute(source.attributes, keys_.time);
    if (time != nullptr && is_plain(*time) && time->type == xes::AttributeType::date) {
        const auto date = xes::parse_date_time(time->value);
        if (date && date->exact && source.time.clock == Zone::Clock::once) told.insert(time);
    }
    write_entered(source, out, told);

    auto actor = out.initActor();
    actor.setPseudonym(source.pseudonym);
    const xes::Attribute* resource = xes::find_attribute(source.attributes, keys_.resource);
    if (resource != nullptr && is_plain(*resource) && !resource->value.empty() && resource->value == source.pseudonym)
        told.insert(resource);
    if (const std::string role = clear_word(source.attributes, keys_.role, told); !role.empty()) actor.setRole(role);
    if (const std::string unit = clear_word(source.attributes, keys_.group, told); !unit.empty()) actor.setUnit(unit);

    auto origin = out.initSource();
    write_source(origin, source.digest);
    origin.setPosition(source.position);
    origin.setZoneAssumed(source.time.assumed);
    if (!keys_.event_id.empty()) {
        const std::string id = clear_word(source.attributes, keys_.event_id, told);
        if (!id.empty()) origin.setEventId(id);
    }
}

void Translator::write_external(const SourceEvent& source, const std::vector<const xes::Attribute*>& attributes,
                                Told* told, ProposedEvent::Builder out) const {
    Told own;
    Told& known = told == nullptr ? own : *told;
    out.setType("external.recorded");
    auto payload = out.getPayload().initAs<ExternalRecorded>();
    const std::string activity_name = activity(source.attributes);
    if (check_verbatim(activity_name)) {
        payload.setActivity(activity_name);
        if (keys_.activity.size() == 1) static_cast<void>(clear_word(source.attributes, keys_.activity[0], known));
    }
    if (const std::string state = clear_word(source.attributes, keys_.state, known); !state.empty())
        payload.setState(state);

    std::vector<const xes::Attribute*> clear;
    std::vector<const xes::Attribute*> sealed;
    for (const xes::Attribute* attribute : attributes) {
        if (known.contains(attribute)) continue;
        (may_be_clear(keys_.clear_event, *attribute) ? clear : sealed).push_back(attribute);
    }
    if (!clear.empty())
        writer_.write_all(clear, Attribute::Scope::EVENT, payload.initAttributes(static_cast<unsigned>(clear.size())));
    if (sealed.empty()) return;
    auto personal = out.initPersonal(1)[0].getFields().initAs<ExternalRecordedPersonal>();
    writer_.write_all(sealed, Attribute::Scope::EVENT, personal.initAttributes(static_cast<unsigned>(sealed.size())));
}

void Translator::write_mapped(const SourceEvent& source, const TypeMapping& type, Told& told,
                              std::vector<const xes::Attribute*>& misfits, ProposedEvent::Builder out) const {
    out.setType(std::string(type.type->name));
    MessageReader fixed(type.fields);
    out.getPayload().set(fixed.root<capnp::AnyPointer>());
    const auto fill_all = [&](const std::vector<TypeMapping::FieldFrom>& from, capnp::DynamicStruct::Builder fields) {
        for (const auto& [field, key] : from) {
            const xes::Attribute* found = xes::find_attribute(source.attributes, key);
            if (found == nullptr || mapping_.filler.contains(found->value)) continue;
            if (fill_field(fields, field, *found, mapping_.zone))
                told.insert(found);
            else
                misfits.push_back(found);
        }
    };
    fill_all(type.from, out.getPayload().getAs<capnp::DynamicStruct>(type.type->clear));
    if (!type.personal.empty())
        fill_all(type.personal, out.initPersonal(1)[0].getFields().initAs<capnp::DynamicStruct>(*type.type->personal));
}

Result<Translator::Translated> Translator::event(const SourceEvent& source) const {
    capnp::MallocMessageBuilder message;
    auto proposal = message.initRoot<ProposedEvent>();
    Translated out;
    Told told;
    write_envelope(source, proposal.initEnvelope(), told);
    if (const TypeMapping* type = mapping_.find_type(activity(source.attributes))) {
        out.mapped = true;
        write_mapped(source, *type, told, out.misfits, proposal);
        // The mapping itself says which activity it was; the state "complete" is what an event of ours means anyway.
        if (keys_.activity.size() == 1) static_cast<void>(clear_word(source.attributes, keys_.activity[0], told));
        const xes::Attribute* state = xes::find_attribute(source.attributes, keys_.state);
        if (state != nullptr && is_plain(*state) && state->value == "complete") told.insert(state);
        // Nor is the name behind the pseudonym worth an event of its own.
        const xes::Attribute* resource = xes::find_attribute(source.attributes, keys_.resource);
        if (resource != nullptr && is_plain(*resource) && !source.pseudonym.empty()) told.insert(resource);
        for (const xes::Attribute& attribute : source.attributes)
            if (!told.contains(&attribute)) out.left_over.push_back(&attribute);
    } else {
        std::vector<const xes::Attribute*> all;
        for (const xes::Attribute& attribute : source.attributes) all.push_back(&attribute);
        write_external(source, all, &told, proposal);
    }
    FORLOEB_TRY(out.event, make_ready(proposal));
    return out;
}

Result<ReadyEvent> Translator::beside(const SourceEvent& source, const std::vector<const xes::Attribute*>& left_over,
                                      const Uuid& mapped_event) const {
    capnp::MallocMessageBuilder message;
    auto proposal = message.initRoot<ProposedEvent>();
    auto envelope = proposal.initEnvelope();
    write_moment(envelope.initOccurredAt(), source.time.when);
    envelope.initActor().setPseudonym(importer_pseudonym);
    auto origin = envelope.initSource();
    write_source(origin, source.digest);
    origin.setSynthesised(true);
    write_id(envelope.initCausation(), mapped_event);
    write_external(source, left_over, nullptr, proposal);
    return make_ready(proposal);
}

Result<ReadyEvent> Translator::opening(const std::string& case_id, const std::vector<xes::Attribute>& trace,
                                       const WhenTold& occurred, std::uint64_t digest) const {
    capnp::MallocMessageBuilder message;
    auto proposal = message.initRoot<ProposedEvent>();
    proposal.setType("case.opened");
    auto envelope = proposal.initEnvelope();
    write_moment(envelope.initOccurredAt(), occurred);
    envelope.initActor().setPseudonym(importer_pseudonym);
    auto origin = envelope.initSource();
    write_source(origin, digest);
    origin.setSynthesised(true);

    Told told;
    auto payload = proposal.getPayload().initAs<CaseOpened>();
    if (!keys_.case_unit.empty()) {
        const std::string unit = clear_word(trace, keys_.case_unit, told);
        if (!unit.empty() && !mapping_.filler.contains(unit))
            payload.setUnit(unit);
        else
            told.clear();
    }
    std::vector<const xes::Attribute*> clear;
    std::vector<const xes::Attribute*> sealed;
    for (const xes::Attribute& attribute : trace) {
        const bool is_number = attribute.key == keys_.case_id && is_plain(attribute) && attribute.value == case_id &&
                               attribute.type == xes::AttributeType::string;
        if (is_number || told.contains(&attribute)) continue;
        (may_be_clear(keys_.clear_trace, attribute) ? clear : sealed).push_back(&attribute);
    }
    if (!clear.empty())
        writer_.write_all(clear, Attribute::Scope::TRACE, payload.initAttributes(static_cast<unsigned>(clear.size())));
    auto personal = proposal.initPersonal(1)[0].getFields().initAs<CaseOpenedPersonal>();
    personal.setCaseNumber(case_id);
    if (!sealed.empty())
        writer_.write_all(sealed, Attribute::Scope::TRACE,
                          personal.initAttributes(static_cast<unsigned>(sealed.size())));
    return make_ready(proposal);
}

const xes::Attribute* Translator::deadline_attribute(const DeadlineMapping& mapping,
                                                     const std::vector<xes::Attribute>& trace) const {
    return xes::find_attribute(trace, mapping.attribute);
}

Result<std::optional<ReadyEvent>> Translator::deadline(const DeadlineMapping& mapping,
                                                       const std::vector<xes::Attribute>& trace,
                                                       const WhenTold& occurred, std::uint64_t digest) const {
    const xes::Attribute* attribute = deadline_attribute(mapping, trace);
    const auto due = attribute == nullptr ? std::nullopt : xes::parse_date_time(attribute->value);
    if (!due) return std::optional<ReadyEvent>();
    capnp::MallocMessageBuilder message;
    auto proposal = message.initRoot<ProposedEvent>();
    proposal.setType("deadline.set");
    auto envelope = proposal.initEnvelope();
    write_moment(envelope.initOccurredAt(), occurred);
    envelope.initActor().setPseudonym(importer_pseudonym);
    auto origin = envelope.initSource();
    write_source(origin, digest);
    origin.setSynthesised(true);
    auto payload = proposal.getPayload().initAs<DeadlineSet>();
    payload.setDeadline(mapping.reference);
    payload.setKind(mapping.kind);
    payload.setBasis(mapping.basis);
    write_moment(payload.initDue(), mapping_.zone.place(*due).when);
    FORLOEB_TRY(ReadyEvent ready, make_ready(proposal));
    return std::optional<ReadyEvent>(std::move(ready));
}

}  // namespace forloeb
