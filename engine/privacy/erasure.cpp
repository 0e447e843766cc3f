#include "engine/privacy/erasure.hpp"

#include <algorithm>
#include <cctype>

#include "engine/log/remainder.hpp"
#include "engine/privacy/erased_rows.hpp"
#include "engine/privacy/guards.hpp"
#include "engine/privacy/orders_as_events.hpp"
#include "engine/privacy/seal.hpp"
#include "engine/proof/sha256.hpp"
#include "engine/read/reader.hpp"
#include "engine/read/stream_cursor.hpp"
#include "events/schema/governance.capnp.h"
#include "events/schema/person.capnp.h"

namespace forloeb {
namespace {

constexpr std::size_t events_an_order_max = 100;  // their runs are rewritten in one batch

/// What both events say of the warrant.
template <typename Payload>
void write_warrant(Payload out, const Warrant& warrant) {
    out.setReason(warrant.reason);
    write_law(out.initLegalBasis(), warrant);
    write_texts([&out](unsigned count) { return out.initApprovedBy(count); }, warrant.approved_by);
    out.setArchive(warrant.archive);
    out.setNoArchive(warrant.no_archive);
}

std::vector<SensitivityClass> classes_of(const ShredOrder& order) { return order.classes.empty() ? sealed_classes() : order.classes; }

Uuid subject_of(Segment::Reader segment) { return Uuid::from_halves(segment.getSubject().getHigh(), segment.getSubject().getLow()); }

// Also what is sealed for the case itself, in a case that is about them.
bool is_about(const EventView& event, const ShredOrder& order) {
    const std::vector<SensitivityClass> classes = classes_of(order);
    for (const auto segment : event.stored().getSegments()) {
        const Uuid subject = subject_of(segment);
        const bool concerns = subject == order.subject || (!order.events.empty() && subject == order.stream.id);
        if (concerns && std::ranges::find(classes, segment.getClass()) != classes.end()) return true;
    }
    return false;
}

Result<std::vector<EventView>> events_of(const Store& store, StreamId stream) {
    StreamFinder finder(store);
    FORLOEB_TRY(const StoredStream stored, finder.find(stream));
    DecodedStream decoded = decode_stream(stored, {~std::uint64_t{0}});
    if (decoded.unreadable) return tl::make_unexpected(std::move(decoded.unreadable->error));
    return std::move(decoded.events);
}

// The day of the month in a description: told as a date, or the first two digits of a CPR number.
std::optional<int> day_in(SubjectDescribedPersonal::Reader described) {
    const WhenTold born = read_moment(described.getBorn());
    if (!born.is_unknown() && born.precision != Precision::MONTH) return std::stoi(format_when(born).substr(8, 2));
    const auto cpr = described.getCpr();
    const bool has_day = cpr.size() >= 10 && std::isdigit(static_cast<unsigned char>(cpr[0])) != 0 && std::isdigit(static_cast<unsigned char>(cpr[1])) != 0;
    if (!has_day) return std::nullopt;
    return (cpr[0] - '0') * 10 + (cpr[1] - '0');
}

}  // namespace

Status check_tells_no_erasure(const AppendRequest& request) {
    for (const StreamEvents& write : request.writes)
        for (const CheckedEvent& event : write.events)
            if (event.type->type_id() == capnp::typeId<SubjectKeyDestroyed>() || event.type->type_id() == capnp::typeId<PayloadPurged>())
                return fail(ErrorKind::invalid, "That something was erased is not told but ordered: forloeb person shred, forloeb person purge.", "streams");
    return {};
}

Result<KeyEpoch> Erasure::rotate() {
    auto rotated = wiring_.keys.rotate();
    if (!rotated) wiring_.storage.report(rotated.error());  // half a rotation in memory is none: the next start finishes it
    return rotated;
}

Result<bool> Erasure::is_done(Position order) const {
    FORLOEB_TRY(const auto row, wiring_.store.get(Table::meta, layout::erased_key(order)));
    return row.has_value();
}

Status Erasure::replay(const Governance& governance) {
    for (const Destruction& destruction : governance.destructions()) {
        FORLOEB_CHECK(destroy_keys({&destruction, 1}));  // always: an older key folder may have been put back
        FORLOEB_TRY(const bool done, is_done(destruction.position));
        std::size_t identifiers = 0;
        if (!done) FORLOEB_CHECK(carry_out(destruction, identifiers));
    }
    for (const Purge& purge : governance.purges()) {
        FORLOEB_TRY(const bool done, is_done(purge.position));
        std::uint64_t bytes = 0;
        if (!done) FORLOEB_CHECK(carry_out(purge, bytes));
    }
    return {};
}

// ---- the order as an event ----

Result<std::optional<Erasure::Ordered>> Erasure::given_before(const Warrant& warrant) const {
    const Uuid id = derive_event_id(warrant.append_id, 0);
    FORLOEB_TRY(const std::vector<EventView> events, events_of(wiring_.store, governing_stream()));
    for (const EventView& event : events)
        if (event.leaf().event_id == id) return std::optional(Ordered{id, event.leaf().position});
    return std::optional<Ordered>();
}

Result<Erasure::Ordered> Erasure::give(const Warrant& warrant, CheckedEvent event, const Governance& governance) {
    AppendRequest request;
    request.append_id = warrant.append_id;
    request.writes.push_back({governing_stream(), {}});
    request.writes.back().events.push_back(std::move(event));
    // Nothing may have been said since the guards looked: a hold, a retraction.
    request.expectations = governance.as_of();
    if (std::ranges::none_of(request.expectations, [](const Expectation& one) { return one.stream == governing_stream(); })) request.expectations.push_back({governing_stream(), {0}});
    FORLOEB_TRY(const Stored stored, wiring_.append(std::move(request)));
    return Ordered{derive_event_id(warrant.append_id, 0), stored.first};
}

// ---- shred ----

Result<std::vector<std::string>> Erasure::holds_over(const ShredOrder& order, const Governance& governance) const {
    std::vector<std::string> covering;
    for (const Hold& hold : governance.holds(wiring_.environment.now())) {
        bool covers = !hold.subject.is_nil() && hold.subject == order.subject;
        if (!covers && !hold.case_stream.is_nil()) {
            const StreamId held{StreamKind::case_, hold.case_stream};
            FORLOEB_TRY(const Uuid citizen, wiring_.subjects.of(held));
            FORLOEB_TRY(const std::vector<EventView> events, events_of(wiring_.store, held));
            // Also what stands about somebody else in the case that is held.
            covers = order.events.empty() ? citizen == order.subject || std::ranges::any_of(events, [&order](const EventView& event) { return is_about(event, order); })
                                          : order.stream == held;
        }
        if (covers) covering.push_back(hold.name);
    }
    return covering;
}

Result<std::optional<int>> Erasure::birth_day(const Uuid& subject) const try {
    const StreamId person{StreamKind::person, subject};
    FORLOEB_TRY(std::vector<EventView> events, events_of(wiring_.store, person));
    const History history = fold_as_of(std::move(events), {}, std::nullopt);
    std::optional<int> day;
    for (const EffectiveEvent& event : history.effective) {
        if (!event.is<SubjectDescribed>()) continue;
        const EventView& source = event.personal_source();
        std::uint32_t number = 0;
        for (const Segment::Reader segment : source.stored().getSegments()) {
            FORLOEB_TRY(const auto plain, open_segment({wiring_.origin, source.leaf().event_id, person, source.leaf().type_id}, number++, segment, wiring_.keys));
            if (!plain || segment.getClass() != SensitivityClass::IDENTITY) continue;
            FORLOEB_TRY(const Message fields, Message::copy_of(as_bytes(*plain)));
            MessageReader reader(fields);
            day = day_in(reader.root<SubjectDescribedPersonal>());
        }
    }
    return day;
} catch (const kj::Exception&) {
    return fail(ErrorKind::damaged, "What a person stream says about its person is malformed.");
}

Result<std::vector<Uuid>> Erasure::cases_of(const Uuid& subject) const {
    std::vector<Uuid> cases;
    const Reader reader(wiring_.store);
    for (Uuid after;;) {
        FORLOEB_TRY(const std::vector<StreamId> streams, reader.streams(StreamKind::case_, after, limits::read_events_max));
        for (const StreamId stream : streams) {
            FORLOEB_TRY(const Uuid citizen, wiring_.subjects.of(stream));
            if (citizen == subject) cases.push_back(stream.id);
        }
        if (streams.size() < limits::read_events_max) return cases;
        after = streams.back().id;
    }
}

Status Erasure::check(const ShredOrder& order, const Governance& governance, std::optional<bool> kept) const {
    if (order.subject.is_nil()) return fail(ErrorKind::invalid, "Name the person whose keys are to be destroyed.", "subject");
    if (order.events.size() > events_an_order_max) return fail(ErrorKind::invalid, "At most 100 events in one order.", "events");
    FORLOEB_CHECK(check_warrant(order.warrant));
    FORLOEB_TRY(const std::vector<std::string> covering, holds_over(order, governance));
    FORLOEB_CHECK(check_holds(covering));
    FORLOEB_CHECK(check_archive(order.warrant, governance, order.subject, kept));
    if (order.events.empty()) return {};
    FORLOEB_TRY(const std::vector<EventView> events, events_of(wiring_.store, order.stream));
    for (const Uuid& id : order.events) {
        const auto found = std::ranges::find_if(events, [&id](const EventView& event) { return event.leaf().event_id == id; });
        if (found == events.end()) return fail(ErrorKind::not_found, "There is no event " + id.text() + " on this stream.", "events");
        if (!is_about(*found, order)) return fail(ErrorKind::not_found, "Nothing about this person is sealed in event " + id.text() + ".", "events");
        for (const Segment::Reader segment : found->stored().getSegments())
            if (segment.getAlgorithm() != static_cast<std::uint8_t>(SegmentCipher::event_key))
                return fail(ErrorKind::unsupported, "Event " + id.text() + " was sealed by an older version under the person's whole key: purge it, or destroy the key.", "events");
    }
    return {};
}

Result<ShredReceipt> Erasure::shred(const ShredOrder& order) {
    const std::lock_guard lock(one_at_a_time_);
    ShredReceipt receipt;
    FORLOEB_TRY(const Governance governance, Governance::load(wiring_.store));
    // A note on the wrong citizen was never this citizen's record, so no archive keeps it. Everything else is asked for first: the
    // rule needs what will be gone.
    receipt.kept_by_rule = false;
    if (order.events.empty()) {
        FORLOEB_TRY(const std::optional<int> day, birth_day(order.subject));
        receipt.kept_by_rule = keeps(order.rule, day);
    }
    Destruction destruction{{}, {}, classes_of(order), order.events};
    if (order.events.empty()) {
        FORLOEB_TRY(destruction.subjects, cases_of(order.subject));
    } else if (order.stream.kind == StreamKind::case_) {
        destruction.subjects = {order.stream.id};
    }
    const std::vector<Uuid> cases = destruction.subjects;
    destruction.subjects.insert(destruction.subjects.begin(), order.subject);
    for (const Uuid& subject : destruction.subjects)
        for (const SensitivityClass one : destruction.classes)
            for (std::string& id : wiring_.keys.key_ids(subject, one)) receipt.key_ids.push_back(std::move(id));
    if (!order.events.empty()) receipt.key_ids.clear();  // the keys themselves stay
    FORLOEB_TRY(std::optional<Ordered> ordered, given_before(order.warrant));
    if (!ordered) {
        FORLOEB_CHECK(check(order, governance, receipt.kept_by_rule));
        FORLOEB_TRY(CheckedEvent event, event_of_order<SubjectKeyDestroyed>(order.warrant, wiring_.environment.now(), [&](SubjectKeyDestroyed::Builder out) {
            write_warrant(out, order.warrant);
            write_id(out.initSubject(), order.subject);
            write_classes([&out](unsigned count) { return out.initClasses(count); }, destruction.classes);
            write_ids([&out](unsigned count) { return out.initCases(count); }, cases);
            write_texts([&out](unsigned count) { return out.initKeyIds(count); }, receipt.key_ids);
            out.setArchiveRule(order.rule.name);
            out.setRuleKeeps(!receipt.kept_by_rule ? Answer::UNKNOWN : *receipt.kept_by_rule ? Answer::YES : Answer::NO);
            if (!order.events.empty()) write_id(out.initStream(), order.stream.id);
            write_ids([&out](unsigned count) { return out.initEvents(count); }, order.events);
        }));
        FORLOEB_TRY(ordered, give(order.warrant, std::move(event), governance));
    }
    receipt.event = ordered->event;
    receipt.position = ordered->position;
    destruction.position = ordered->position;
    FORLOEB_CHECK(carry_out(destruction, receipt.identifiers));
    receipt.epoch = wiring_.keys.epoch();
    return receipt;
}

Status Erasure::destroy_keys(std::span<const Destruction> destructions) {
    bool changed = false;
    for (const Destruction& destruction : destructions)
        for (const Uuid& subject : destruction.subjects)
            for (const SensitivityClass one : destruction.classes) {
                if (destruction.events.empty()) changed = wiring_.keys.destroy(subject, one) || changed;
                for (const Uuid& event : destruction.events) changed = wiring_.keys.take_out(subject, one, event) || changed;
            }
    if (!changed) return {};
    FORLOEB_TRY(const KeyEpoch epoch, rotate());
    static_cast<void>(epoch);
    return {};
}

Status Erasure::carry_out(const Destruction& destruction, std::size_t& identifiers) {
    FORLOEB_CHECK(destroy_keys({&destruction, 1}));
    ErasedRows rows;
    const bool identity_goes = destruction.events.empty() && std::ranges::find(destruction.classes, SensitivityClass::IDENTITY) != destruction.classes.end();
    if (identity_goes) {
        const std::set<Uuid> gone(destruction.subjects.begin(), destruction.subjects.end());
        FORLOEB_TRY(rows, without_identifiers(wiring_.store, [&gone](StreamId stream) { return gone.contains(stream.id); }));
    }
    identifiers = rows.identifiers;
    return write(rows, destruction.position);
}

Status Erasure::write(const ErasedRows& rows, Position order) {
    FORLOEB_CHECK(wiring_.append_thread.write_between([&rows](Batch& batch) -> Status {
        put(rows, batch);
        return {};
    }));
    FORLOEB_CHECK(forget_replaced(wiring_.store, rows));
    return wiring_.append_thread.write_between([order](Batch& batch) -> Status {
        batch.put(Table::meta, layout::erased_key(order), "");
        return {};
    });
}

// ---- retire ----

Result<RetireReceipt> Erasure::retire(const RetireOrder& order) {
    const std::lock_guard lock(one_at_a_time_);
    RetireReceipt receipt;
    std::vector<Destruction> destructions;
    for (std::size_t at = 0; at < order.streams.size(); at += events_an_order_max) {
        const std::size_t end = std::min(order.streams.size(), at + events_an_order_max);
        Warrant warrant;
        warrant.append_id = wiring_.new_id();
        warrant.actor = order.actor;
        warrant.reason = order.reason;
        warrant.law = order.law;
        warrant.paragraph = order.paragraph;
        AppendRequest request;
        request.append_id = warrant.append_id;
        request.writes.push_back({governing_stream(), {}});
        for (std::size_t i = at; i < end; ++i) {
            FORLOEB_TRY(CheckedEvent event, event_of_order<SubjectKeyDestroyed>(warrant, wiring_.environment.now(), [&](SubjectKeyDestroyed::Builder out) {
                write_warrant(out, warrant);
                write_id(out.initSubject(), order.streams[i].id);
                write_classes([&out](unsigned count) { return out.initClasses(count); }, sealed_classes());
            }));
            receipt.events.push_back(derive_event_id(warrant.append_id, static_cast<std::uint32_t>(i - at)));
            request.writes.back().events.push_back(std::move(event));
        }
        FORLOEB_TRY(const Stored stored, wiring_.append(std::move(request)));
        for (std::size_t i = at; i < end; ++i) destructions.push_back({{stored.first.value + i - at}, {order.streams[i].id}, sealed_classes(), {}});
    }
    FORLOEB_CHECK(destroy_keys(destructions));  // one rotation for all
    receipt.epoch = wiring_.keys.epoch();
    FORLOEB_CHECK(wiring_.append_thread.write_between([&destructions](Batch& batch) -> Status {
        for (const Destruction& one : destructions) batch.put(Table::meta, layout::erased_key(one.position), "");
        return {};
    }));
    return receipt;
}

// ---- purge ----

Result<std::vector<std::string>> Erasure::holds_over(const PurgeOrder& order, const Governance& governance) const {
    std::vector<std::string> covering;
    std::optional<Uuid> citizen;
    if (order.stream.kind == StreamKind::case_) {
        FORLOEB_TRY(citizen, wiring_.subjects.of(order.stream));
    }
    std::set<Uuid> subjects{order.stream.id, citizen.value_or(order.stream.id)};
    FORLOEB_TRY(const std::vector<EventView> events, events_of(wiring_.store, order.stream));
    for (const EventView& event : events)
        if (std::ranges::find(order.events, event.leaf().event_id) != order.events.end())
            for (const Segment::Reader segment : event.stored().getSegments()) subjects.insert(subject_of(segment));
    for (const Hold& hold : governance.holds(wiring_.environment.now()))
        if (hold.case_stream == order.stream.id || (!hold.subject.is_nil() && subjects.contains(hold.subject))) covering.push_back(hold.name);
    return covering;
}

Result<PurgeReceipt> Erasure::purge(const PurgeOrder& order) {
    const std::lock_guard lock(one_at_a_time_);
    if (order.events.empty() || order.events.size() > events_an_order_max) return fail(ErrorKind::invalid, "Name 1 to 100 events of one stream.", "events");
    FORLOEB_TRY(const Governance governance, Governance::load(wiring_.store));
    FORLOEB_TRY(std::optional<Ordered> ordered, given_before(order.warrant));
    if (!ordered) {
        FORLOEB_CHECK(check_warrant(order.warrant));
        FORLOEB_TRY(const std::vector<std::string> covering, holds_over(order, governance));
        FORLOEB_CHECK(check_holds(covering));
        FORLOEB_CHECK(check_archive(order.warrant, governance, Uuid{}, false));
        FORLOEB_TRY(const std::vector<EventView> events, events_of(wiring_.store, order.stream));
        std::vector<std::string> remainders;
        for (const Uuid& id : order.events) {
            const auto found = std::ranges::find_if(events, [&id](const EventView& event) { return event.leaf().event_id == id; });
            if (found == events.end()) return fail(ErrorKind::not_found, "There is no event " + id.text() + " on this stream.", "events");
            FORLOEB_TRY(const std::string left, remainder_of(found->bytes()));
            remainders.push_back(to_hex(sha256(as_bytes(left))));
        }
        FORLOEB_TRY(CheckedEvent event, event_of_order<PayloadPurged>(order.warrant, wiring_.environment.now(), [&](PayloadPurged::Builder out) {
            write_warrant(out, order.warrant);
            write_id(out.initStream(), order.stream.id);
            out.setStreamKind(std::string(stream_kind_name(order.stream.kind)));
            write_ids([&out](unsigned count) { return out.initEvents(count); }, order.events);
            write_texts([&out](unsigned count) { return out.initRemainders(count); }, remainders);
        }));
        FORLOEB_TRY(ordered, give(order.warrant, std::move(event), governance));
    }
    PurgeReceipt receipt{ordered->event, ordered->position, order.events.size(), 0};
    FORLOEB_CHECK(carry_out(Purge{ordered->position, order.stream, order.events}, receipt.bytes));
    return receipt;
}

Status Erasure::carry_out(const Purge& purge, std::uint64_t& bytes) {
    FORLOEB_TRY(const ErasedRows rows, without_boxes(wiring_.store, purge.stream, {purge.events.begin(), purge.events.end()}));
    bytes = rows.bytes;
    return write(rows, purge.position);
}

}  // namespace forloeb
