#include "engine/privacy/govern.hpp"

#include "engine/privacy/governance.hpp"
#include "engine/privacy/orders_as_events.hpp"
#include "events/schema/governance.capnp.h"

namespace forloeb {
namespace {

Result<OrderReceipt> give(Engine& engine, const Warrant& warrant, CheckedEvent event) {
    AppendRequest request;
    request.append_id = warrant.append_id;
    request.writes.push_back({governing_stream(), {}});
    request.writes.back().events.push_back(std::move(event));
    FORLOEB_TRY(const Stored stored, engine.append_and_wait(std::move(request)));
    return OrderReceipt{derive_event_id(warrant.append_id, 0), stored.first};
}

Status check_said(const Warrant& warrant, bool law_needed) {
    if (warrant.reason.empty()) return fail(ErrorKind::invalid, "Say why, with a code.", "reason");
    if (law_needed && (warrant.law.empty() || warrant.paragraph.empty())) return fail(ErrorKind::invalid, "Name the law and the paragraph that this rests on.", "legalBasis");
    return {};
}

}  // namespace

Result<OrderReceipt> restrict_subject(Engine& engine, const RestrictOrder& order) {
    if (order.subject.is_nil()) return fail(ErrorKind::invalid, "Name the person.", "subject");
    FORLOEB_CHECK(check_said(order.warrant, !order.lift));
    FORLOEB_TRY(CheckedEvent event, event_of_order<SubjectRestricted>(order.warrant, engine.now(), [&order](SubjectRestricted::Builder out) {
        write_id(out.initSubject(), order.subject);
        out.setRestricted(order.lift ? Answer::NO : Answer::YES);
        write_classes([&out](unsigned count) { return out.initClasses(count); }, order.classes);
        out.setReason(order.warrant.reason);
        write_law(out.initLegalBasis(), order.warrant);
        write_texts([&out](unsigned count) { return out.initApprovedBy(count); }, order.warrant.approved_by);
        write_texts([&out](unsigned count) { return out.initPurposes(count); }, order.purposes);
    }));
    return give(engine, order.warrant, std::move(event));
}

Result<OrderReceipt> change_hold(Engine& engine, const HoldOrder& order) {
    if (order.hold.empty()) return fail(ErrorKind::invalid, "Give the hold a name, a code, by which it can be lifted.", "hold");
    FORLOEB_CHECK(check_said(order.warrant, !order.lift));
    if (order.lift) {
        if (order.warrant.approved_by.empty()) return fail(ErrorKind::invalid, "Name who approved that the hold is lifted.", "approvedBy");
        FORLOEB_TRY(CheckedEvent event, event_of_order<HoldLifted>(order.warrant, engine.now(), [&order](HoldLifted::Builder out) {
            out.setHold(order.hold);
            out.setReason(order.warrant.reason);
            write_texts([&out](unsigned count) { return out.initApprovedBy(count); }, order.warrant.approved_by);
        }));
        return give(engine, order.warrant, std::move(event));
    }
    if (order.subject.is_nil() && order.case_stream.is_nil()) return fail(ErrorKind::invalid, "Name the person or the case that the hold covers.", "subject");
    FORLOEB_TRY(CheckedEvent event, event_of_order<HoldPlaced>(order.warrant, engine.now(), [&order](HoldPlaced::Builder out) {
        out.setHold(order.hold);
        if (!order.subject.is_nil()) write_id(out.initSubject(), order.subject);
        if (!order.case_stream.is_nil()) write_id(out.initCaseStream(), order.case_stream);
        out.setReason(order.warrant.reason);
        write_law(out.initLegalBasis(), order.warrant);
    }));
    return give(engine, order.warrant, std::move(event));
}

Result<OrderReceipt> record_archive(Engine& engine, const ArchiveOrder& order) {
    if (order.archive.empty()) return fail(ErrorKind::invalid, "Give the archive export a name, a code.", "archive");
    if (order.receiver.empty() || order.sha256.empty()) return fail(ErrorKind::invalid, "Name the archive that receives the package, and the package's SHA-256.", "receiver");
    FORLOEB_TRY(CheckedEvent event, event_of_order<ArchiveExported>(order.warrant, engine.now(), [&order](ArchiveExported::Builder out) {
        out.setArchive(order.archive);
        out.setReceiver(order.receiver);
        out.setSha256(order.sha256);
        out.setReceipt(order.receipt);
        write_ids([&out](unsigned count) { return out.initCases(count); }, order.cases);
        write_ids([&out](unsigned count) { return out.initSubjects(count); }, order.subjects);
        out.setLogSize(order.log_size.value);
    }));
    return give(engine, order.warrant, std::move(event));
}

}  // namespace forloeb
