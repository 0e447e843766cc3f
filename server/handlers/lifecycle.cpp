#include "server/handlers/lifecycle.hpp"

#include <algorithm>
#include <chrono>

#include "engine/privacy/govern.hpp"
#include "engine/privacy/governance.hpp"
#include "server/protocol/ids.hpp"

namespace forloeb {
namespace {

namespace lifecycle_wire = wire::lifecycle;

std::vector<std::string> read_texts(capnp::List<capnp::Text>::Reader list) {
    std::vector<std::string> texts;
    for (const auto text : list) texts.emplace_back(text.cStr(), text.size());
    return texts;
}

std::vector<Uuid> read_ids(capnp::List<Id16>::Reader list) {
    std::vector<Uuid> ids;
    for (const auto id : list) ids.push_back(read_id(id));
    return ids;
}

std::vector<SensitivityClass> read_classes(capnp::List<SensitivityClass>::Reader list) {
    std::vector<SensitivityClass> classes;
    for (const SensitivityClass one : list) classes.push_back(one);
    return classes;
}

Result<Warrant> read_order(lifecycle_wire::Order::Reader order, const std::string& actor) {
    Warrant warrant;
    warrant.append_id = read_id(order.getAppendId());
    if (warrant.append_id.is_nil()) return fail(ErrorKind::invalid, "An order needs an id of its own, best a UUIDv7: repeat it with the same one.", "order.appendId");
    warrant.actor = actor;
    warrant.approved_by = read_texts(order.getApprovedBy());
    warrant.reason = order.getReason().cStr();
    warrant.law = order.getLegalBasis().getLaw().cStr();
    warrant.paragraph = order.getLegalBasis().getParagraph().cStr();
    warrant.archive = order.getArchive().cStr();
    warrant.no_archive = order.getNoArchive().cStr();
    return warrant;
}

Result<StreamId> read_stream(capnp::Text::Reader kind, Id16::Reader id) {
    FORLOEB_TRY(const StreamKind read, parse_stream_kind({kind.cStr(), kind.size()}));
    return StreamId{read, read_id(id)};
}

Status write_receipt(const Result<OrderReceipt>& given, lifecycle_wire::Reply::Builder reply) {
    if (!given) return tl::make_unexpected(given.error());
    auto out = reply.initReceipt();
    write_id(out.initEvent(), given->event);
    out.setPosition(given->position.value);
    return {};
}

Status restrict_one(Engine& engine, const std::string& actor, lifecycle_wire::Restrict::Reader request, lifecycle_wire::Reply::Builder reply) {
    FORLOEB_TRY(const Warrant warrant, read_order(request.getOrder(), actor));
    return write_receipt(restrict_subject(engine, {warrant, read_id(request.getSubject()), read_classes(request.getClasses()), request.getLift(), read_texts(request.getPurposes())}), reply);
}

Status hold_one(Engine& engine, const std::string& actor, lifecycle_wire::Hold::Reader request, lifecycle_wire::Reply::Builder reply) {
    FORLOEB_TRY(const Warrant warrant, read_order(request.getOrder(), actor));
    return write_receipt(change_hold(engine, {warrant, request.getHold().cStr(), request.getLift(), read_id(request.getSubject()), read_id(request.getCaseStream())}), reply);
}

Status archive_one(Engine& engine, const std::string& actor, lifecycle_wire::Archive::Reader request, lifecycle_wire::Reply::Builder reply) {
    FORLOEB_TRY(const Warrant warrant, read_order(request.getOrder(), actor));
    ArchiveOrder order{warrant, request.getArchive().cStr(), request.getReceiver().cStr(), request.getSha256().cStr(), request.getReceipt().cStr(),
                       read_ids(request.getSubjects()), read_ids(request.getCases()), {request.getLogSize()}};
    return write_receipt(record_archive(engine, order), reply);
}

Status shred_one(Engine& engine, const std::string& actor, lifecycle_wire::Shred::Reader request, lifecycle_wire::Reply::Builder reply) {
    ShredOrder order;
    FORLOEB_TRY(order.warrant, read_order(request.getOrder(), actor));
    order.subject = read_id(request.getSubject());
    order.classes = read_classes(request.getClasses());
    order.events = read_ids(request.getEvents());
    if (!order.events.empty()) {
        FORLOEB_TRY(order.stream, read_stream(request.getStreamKind(), request.getStream()));
    }
    order.rule.name = request.getArchiveRule().cStr();
    for (const std::uint8_t day : request.getKeptBirthDays()) order.rule.birth_days.push_back(day);
    FORLOEB_TRY(const ShredReceipt receipt, engine.shred(order));
    auto out = reply.initReceipt();
    write_id(out.initEvent(), receipt.event);
    out.setPosition(receipt.position.value);
    out.setEpoch(receipt.epoch);
    auto ids = out.initKeyIds(static_cast<capnp::uint>(receipt.key_ids.size()));
    for (capnp::uint i = 0; i < ids.size(); ++i) ids.set(i, receipt.key_ids[i]);
    out.setIdentifiers(static_cast<std::uint32_t>(receipt.identifiers));
    out.setRuleKeeps(!receipt.kept_by_rule ? Answer::UNKNOWN : *receipt.kept_by_rule ? Answer::YES : Answer::NO);
    out.setEvents(static_cast<std::uint32_t>(order.events.size()));
    return {};
}

Status purge_one(Engine& engine, const std::string& actor, lifecycle_wire::Purge::Reader request, lifecycle_wire::Reply::Builder reply) {
    PurgeOrder order;
    FORLOEB_TRY(order.warrant, read_order(request.getOrder(), actor));
    FORLOEB_TRY(order.stream, read_stream(request.getStreamKind(), request.getStream()));
    order.events = read_ids(request.getEvents());
    FORLOEB_TRY(const PurgeReceipt receipt, engine.purge(order));
    auto out = reply.initReceipt();
    write_id(out.initEvent(), receipt.event);
    out.setPosition(receipt.position.value);
    out.setEvents(static_cast<std::uint32_t>(receipt.events));
    out.setBytes(receipt.bytes);
    return {};
}

lifecycle_wire::ClassState::Key key_word(KeyState state) {
    using Key = lifecycle_wire::ClassState::Key;
    return state == KeyState::never_had ? Key::NEVER_HAD : state == KeyState::active ? Key::ACTIVE : Key::DESTROYED;
}

// Of the person, or of a case that is theirs.
Result<std::vector<std::string>> holds_on(const Engine& engine, const Governance& governance, const Uuid& subject) {
    std::vector<std::string> names;
    for (const Hold& hold : governance.holds(engine.now())) {
        bool concerned = hold.subject == subject;
        if (!concerned && !hold.case_stream.is_nil()) {
            FORLOEB_TRY(const Uuid citizen, engine.subject_of({StreamKind::case_, hold.case_stream}));
            concerned = citizen == subject;
        }
        if (concerned) names.push_back(hold.name);
    }
    return names;
}

Status state_of(const Engine& engine, const Uuid& subject, lifecycle_wire::State::Builder out) {
    if (subject.is_nil()) return fail(ErrorKind::invalid, "Name the person.", "state");
    const auto governance = engine.governance();
    write_id(out.initSubject(), subject);
    const std::vector<SensitivityClass>& all = sealed_classes();
    auto classes = out.initClasses(static_cast<capnp::uint>(all.size()));
    for (capnp::uint i = 0; i < classes.size(); ++i) {
        classes[i].setSensitivity(all[i]);
        classes[i].setKey(key_word(engine.key_state(subject, all[i])));
        const auto restriction = governance->restriction(subject, all[i], engine.now());
        classes[i].setRestricted(restriction.has_value());
        if (!restriction) continue;
        auto purposes = classes[i].initPurposes(static_cast<capnp::uint>(restriction->purposes.size()));
        for (capnp::uint j = 0; j < purposes.size(); ++j) purposes.set(j, restriction->purposes[j]);
    }
    FORLOEB_TRY(const std::vector<std::string> holds, holds_on(engine, *governance, subject));
    auto held = out.initHolds(static_cast<capnp::uint>(holds.size()));
    for (capnp::uint i = 0; i < held.size(); ++i) held.set(i, holds[i]);
    const std::vector<std::string> archives = governance->archives_of(subject);
    auto exported = out.initArchives(static_cast<capnp::uint>(archives.size()));
    for (capnp::uint i = 0; i < exported.size(); ++i) exported.set(i, archives[i]);
    return {};
}

Status rotate(Engine& engine, lifecycle_wire::Rotated::Builder out) {
    const auto began = std::chrono::steady_clock::now();
    FORLOEB_TRY(const KeyEpoch epoch, engine.rotate_keys());
    const auto took = std::chrono::steady_clock::now() - began;
    out.setEpoch(epoch.number);
    out.setWrapped(epoch.wrapped);
    out.setMicros(static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(took).count()));
    return {};
}

}  // namespace

Status lifecycle(Engine& engine, const std::string& actor, lifecycle_wire::Request::Reader request, lifecycle_wire::Reply::Builder reply) {
    switch (request.which()) {
        case lifecycle_wire::Request::ROTATE: return rotate(engine, reply.initRotated());
        case lifecycle_wire::Request::STATE: return state_of(engine, read_id(request.getState()), reply.initState());
        case lifecycle_wire::Request::RESTRICT: return restrict_one(engine, actor, request.getRestrict(), reply);
        case lifecycle_wire::Request::HOLD: return hold_one(engine, actor, request.getHold(), reply);
        case lifecycle_wire::Request::ARCHIVE: return archive_one(engine, actor, request.getArchive(), reply);
        case lifecycle_wire::Request::SHRED: return shred_one(engine, actor, request.getShred(), reply);
        case lifecycle_wire::Request::PURGE: return purge_one(engine, actor, request.getPurge(), reply);
        default: return fail(ErrorKind::unsupported, "This server does not answer that request.");
    }
}

}  // namespace forloeb
