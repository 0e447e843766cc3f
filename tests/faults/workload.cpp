#include "tests/faults/workload.hpp"

#include <capnp/message.h>

#include <algorithm>

#include "events/schema/case.capnp.h"
#include "events/schema/contact.capnp.h"
#include "events/schema/correction.capnp.h"
#include "events/schema/person.capnp.h"
#include "tests/engine/audit/test_receipt.hpp"

namespace forloeb::faults {
namespace {

constexpr std::int64_t occurred_micros = 1'767'600'000'000'000;  // 2026-01-05T08:00:00Z
constexpr unsigned opening_percent = 15, several_streams_percent = 20, expecting_percent = 25, forbidden_percent = 5,
                   repeated_percent = 6;
constexpr std::size_t batch_events_max = 6;
constexpr std::size_t cases_in_use = 12;  // few enough that writers meet

std::string text_of(const PlannedEvent& event) {
    if (!event.sealed) return {};
    std::string text = "text " + std::to_string(event.number) + " ";
    while (text.size() < event.text_bytes) text.push_back(static_cast<char>('a' + (event.number + text.size()) % 26));
    return text;
}

template <typename Payload>
typename Payload::Builder begin(ProposedEvent::Builder proposal) {
    const std::string_view name = event_type<Payload>().name;
    proposal.setType(capnp::Text::Reader(name.data(), name.size()));
    return proposal.getPayload().initAs<Payload>();
}

template <typename Personal>
typename Personal::Builder personal(ProposedEvent::Builder proposal) {
    return proposal.initPersonal(1)[0].getFields().initAs<Personal>();
}

CheckedEvent checked(const PlannedEvent& event, StreamId stream) {
    capnp::MallocMessageBuilder message;
    auto proposal = message.initRoot<ProposedEvent>();
    auto envelope = proposal.initEnvelope();
    write_moment(envelope.initOccurredAt(), {{occurred_micros}, 60, Precision::INSTANT});
    envelope.initActor().setPseudonym("worker-" + std::to_string(event.number % 7));
    const std::string text = text_of(event);
    switch (event.kind) {
        case EventKind::opened: {
            auto payload = begin<CaseOpened>(proposal);
            payload.getSubject().setHigh(stream.id.high());
            payload.getSubject().setLow(~stream.id.low());
            payload.setUnit("unit-1");
            if (event.sealed) personal<CaseOpenedPersonal>(proposal).setReason(text);
            break;
        }
        case EventKind::contact: {
            auto payload = begin<ContactHeld>(proposal);
            payload.setChannel("sms");
            payload.setMinutes(static_cast<std::int32_t>(event.number % 90));
            if (event.sealed) personal<ContactHeldPersonal>(proposal).setNote(text);
            break;
        }
        case EventKind::note:
            begin<NoteRecorded>(proposal).setKind("telephone");
            if (event.sealed) personal<NoteRecordedPersonal>(proposal).setText(text);
            break;
        case EventKind::described:
            begin<SubjectDescribed>(proposal).setKind("citizen");
            if (event.sealed) personal<SubjectDescribedPersonal>(proposal).setPresentation(text);
            break;
        case EventKind::corrected: {
            auto payload = begin<EventCorrected>(proposal);
            payload.getTarget().setHigh(event.target.high());
            payload.getTarget().setLow(event.target.low());
            payload.setTargetType("contact.held");
            payload.setReason("typing_error");
            payload.getPayload().initAs<ContactHeld>().setChannel("video");
            if (event.sealed) personal<ContactHeldPersonal>(proposal).setNote(text);
            break;
        }
    }
    auto result = check_proposal(proposal.asReader(), stream.kind);
    if (!result) std::abort();  // the workload itself is wrong: no fault can excuse that
    return std::move(*result);
}

std::string sealed_text(const Message& fields, const EventType& type) {
    MessageReader reader(fields);
    if (type.type_id() == capnp::typeId<CaseOpened>()) return reader.root<CaseOpenedPersonal>().getReason();
    if (type.type_id() == capnp::typeId<ContactHeld>() || type.type_id() == capnp::typeId<EventCorrected>())
        return reader.root<ContactHeldPersonal>().getNote();
    if (type.type_id() == capnp::typeId<NoteRecorded>()) return reader.root<NoteRecordedPersonal>().getText();
    return reader.root<SubjectDescribedPersonal>().getPresentation();
}

// Of the append. A store that cannot be read says nothing either: the earlier attempt of a retry may be in it.
bool says_nothing(ErrorKind kind) {
    return kind == ErrorKind::unknown || kind == ErrorKind::unavailable || kind == ErrorKind::overloaded ||
           kind == ErrorKind::storage || kind == ErrorKind::damaged;
}

}  // namespace

AppendRequest request_of(const PlannedAppend& plan) {
    AppendRequest request;
    request.append_id = plan.append_id;
    request.expectations = plan.expectations;
    request.bindings = plan.bindings;
    request.imported = plan.imported;
    for (const PlannedWrite& write : plan.writes) {
        StreamEvents events{write.stream, {}};
        for (const PlannedEvent& event : write.events) events.events.push_back(checked(event, write.stream));
        request.writes.push_back(std::move(events));
    }
    return request;
}

std::vector<ExpectedEvent> events_of(const PlannedAppend& plan) {
    std::vector<ExpectedEvent> events;
    for (const PlannedWrite& write : plan.writes)
        for (const PlannedEvent& event : write.events) {
            const auto ordinal = static_cast<std::uint32_t>(events.size());
            const CheckedEvent proposal = checked(event, write.stream);
            events.push_back({derive_event_id(plan.append_id, ordinal), write.stream,
                              std::string(as_text(proposal.proposal.bytes())), text_of(event)});
        }
    return events;
}

std::string clear_bytes(const EventView& event) {
    capnp::MallocMessageBuilder message;
    auto proposal = message.initRoot<ProposedEvent>();
    const std::string_view name = event.type().name;
    proposal.setType(capnp::Text::Reader(name.data(), name.size()));
    proposal.setEnvelope(event.envelope());
    proposal.getPayload().set(event.payload());
    return std::string(as_text(canonical(proposal.asReader()).bytes()));
}

Result<std::string> sealed_text(const Engine& engine, const EventView& event) {
    FORLOEB_TRY(const std::vector<UnsealedPart> parts, engine.unseal(event, testing::test_receipt()));
    if (parts.empty() && event.stored().getSegments().size() == 0) return std::string();
    if (parts.size() != 1)
        return fail(ErrorKind::damaged, std::to_string(parts.size()) + " sealed parts where one was written");
    return sealed_text(parts.front().fields, event.type());
}

const Attempt* Entry::stored() const {
    const auto found =
        std::ranges::find_if(attempts, [](const Attempt& attempt) { return attempt.outcome.has_value(); });
    return found == attempts.end() ? nullptr : &*found;
}

bool Entry::is_unknown() const {
    for (auto attempt = attempts.rbegin(); attempt != attempts.rend(); ++attempt) {
        if (attempt->outcome || !says_nothing(attempt->outcome.error().kind)) return false;
        if (attempt->outcome.error().kind == ErrorKind::unknown) return true;
    }
    return false;
}

bool Entry::is_to_be_retried() const {
    return !attempts.empty() && !attempts.back().outcome && says_nothing(attempts.back().outcome.error().kind) &&
           stored() == nullptr;
}

Writer::Writer(std::uint64_t number, WorkloadShape shape, Dice dice, WrittenTogether& together)
    : number_(number), shape_(shape), dice_(dice), together_(together) {}

void Writer::work(Engine& engine, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        if (!ledger_.empty() && dice_.chance(repeated_percent)) {
            Entry& earlier = ledger_[dice_.below(ledger_.size())];
            if (earlier.stored() != nullptr) send_and_remember(engine, earlier);
        }
        ledger_.push_back({plan()});
        send_and_remember(engine, ledger_.back());
        if (ledger_.back().is_to_be_retried()) return;
    }
}

void Writer::retry(Engine& engine, bool all) {
    constexpr unsigned later_percent = 20;
    for (Entry& entry : ledger_)
        if (entry.is_to_be_retried() && (all || !dice_.chance(later_percent))) send_and_remember(engine, entry);
}

void send(Engine& engine, Entry& entry, std::atomic<std::uint64_t>& tick) {
    AppendRequest request = request_of(entry.plan);
    const std::uint64_t sent = tick++;
    AppendOutcome outcome = engine.append_and_wait(std::move(request));
    entry.attempts.push_back({sent, tick++, std::move(outcome)});
}

void Writer::send_and_remember(Engine& engine, Entry& entry) {
    send(engine, entry, together_.tick);
    const AppendOutcome& answer = entry.attempts.back().outcome;
    if (!answer) return;
    for (const StreamResult& stream : answer->streams)
        believed_[stream.stream] = std::max(believed_[stream.stream], stream.version);
    if (answer->repeated && entry.attempts.size() == 1) return;
    for (const PlannedWrite& write : entry.plan.writes)
        if (write.events.front().kind == EventKind::opened) {
            const std::lock_guard lock(together_.mutex);
            if (std::ranges::find(together_.open_cases, write.stream) == together_.open_cases.end())
                together_.open_cases.push_back(write.stream);
        }
}

StreamId Writer::fresh_stream(StreamKind kind) {
    return {kind, Uuid::from_halves(0x0193'0000'0000'7000ULL | shape_.run << 20,
                                    0x8000'0000'0000'0000ULL | number_ << 32 | ++numbers_used_)};
}

PlannedEvent Writer::event(EventKind kind) {
    return {kind, number_ << 32 | ++numbers_used_, static_cast<std::size_t>(dice_.below(shape_.text_bytes_max + 1)),
            shape_.sealed};
}

std::optional<StreamId> Writer::an_open_case() {
    const std::lock_guard lock(together_.mutex);
    const auto& cases = together_.open_cases;
    if (cases.empty()) return std::nullopt;
    const std::size_t first = cases.size() > cases_in_use ? cases.size() - cases_in_use : 0;
    return cases[dice_.between(first, cases.size() - 1)];
}

PlannedAppend Writer::plan() {
    PlannedAppend plan;
    plan.append_id = fresh_stream(StreamKind::case_).id;
    const auto case_id = an_open_case();
    if (!case_id || dice_.chance(opening_percent)) {
        plan.writes = {{fresh_stream(StreamKind::case_), {event(EventKind::opened)}}};
        return plan;
    }
    if (dice_.chance(forbidden_percent)) {  // a contact on a case that was never opened
        plan.writes = {{fresh_stream(StreamKind::case_), {event(EventKind::contact)}}};
        return plan;
    }
    plan.writes = {{*case_id, {event(dice_.chance(50) ? EventKind::contact : EventKind::note)}}};
    if (dice_.chance(several_streams_percent)) {
        for (std::uint64_t more = dice_.below(batch_events_max); more > 0; --more)
            plan.writes[0].events.push_back(event(EventKind::note));
        plan.writes.push_back({fresh_stream(StreamKind::person), {event(EventKind::described)}});
        const auto other = an_open_case();
        if (other && *other != *case_id)
            plan.writes.push_back({*other, {event(EventKind::note), event(EventKind::contact)}});
    }
    // What the writer believes of the case; others have often written there since.
    if (believed_.contains(*case_id) && dice_.chance(expecting_percent))
        plan.expectations = {{*case_id, believed_[*case_id]}};
    return plan;
}

}  // namespace forloeb::faults
