#include "server/handlers/audit.hpp"

#include <capnp/dynamic.h>

#include <algorithm>
#include <map>
#include <set>

#include "events/schema/correction.capnp.h"
#include "events/schema/decision.capnp.h"
#include "projections/audit/first_overview.hpp"
#include "projections/audit/sample.hpp"
#include "projections/measures/disclosed_result.hpp"
#include "projections/reading/filling.hpp"
#include "server/handlers/as_of.hpp"
#include "server/handlers/audit_entry.hpp"
#include "server/protocol/ids.hpp"
#include "server/protocol/texts.hpp"

namespace forloeb {
namespace {

using Request = wire::audit::Request;
using Lines = std::vector<AuditLine>;

constexpr std::size_t event_bytes = 1;  // a page holds at least one event, however large

Result<std::shared_ptr<const EventView>> event_at(const Engine& engine, Position position) {
    FORLOEB_TRY(Page page, engine.read_log(position, {1, event_bytes}));
    if (page.events.empty()) return fail(ErrorKind::damaged, "There is nothing at a position that the index names.");
    return std::make_shared<const EventView>(std::move(page.events.front()));
}

std::size_t limit_of(Request::Reader request) {
    return request.getLimit() == 0 ? 1000 : std::min<std::size_t>(request.getLimit(), limits::read_events_max);
}

Result<AuditWindow> window_of(Request::Reader request) {
    AuditWindow window;
    const WhenTold from = read_moment(request.getFrom());
    if (!from.is_unknown()) window.from = from.at;
    FORLOEB_TRY(window.to, read_bound(request.getTo(), "to"));
    const auto after = request.getAfter();
    window.after.assign(after.begin(), after.end());
    window.limit = limit_of(request);
    if (request.isLate()) window.late_days = request.getLate() == 0 ? 7 : request.getLate();
    return window;
}

void write_page(wire::audit::Reply::Builder out, const Lines& lines, std::string_view next) {
    auto entries = out.initEntries(static_cast<capnp::uint>(lines.size()));
    for (capnp::uint i = 0; i < entries.size(); ++i) write_entry(entries[i], lines[i]);
    const ByteSpan bytes = as_bytes(next);
    out.setNext(kj::arrayPtr(bytes.data(), bytes.size()));
}

// ---- one case ----

bool is_about_goal(const EventView& event, const std::string& goal) {
    if (event.type().group != "goal") return false;
    const auto payload = event.payload().getAs<capnp::DynamicStruct>(event.type().clear);
    KJ_IF_MAYBE (field, event.type().clear.findFieldByName("goal")) return payload.get(*field).as<capnp::Text>() == goal.c_str();
    return false;
}

Uuid target_of(const EventView& event) {
    if (event.is<EventCorrected>()) return read_id(event.as<EventCorrected>().getTarget());
    if (event.is<EventRetracted>()) return read_id(event.as<EventRetracted>().getTarget());
    return {};
}

/// What was said of it, and every correction and retraction of that, of those, and so on; each correction with the fields it
/// changes from what was said before it.
Result<Lines> changes_of(const Engine& engine, wire::audit::Changes::Reader asked) {
    FORLOEB_TRY(std::vector<EventView> events, engine.read_whole_stream({StreamKind::case_, read_id(asked.getCaseId())}));
    Lines lines;
    std::map<Uuid, capnp::AnyPointer::Reader> said;  // the newest payload by the id of the event it was first said in
    std::set<Uuid> concerned;
    for (EventView& each : events) {
        const auto kept = std::make_shared<const EventView>(std::move(each));
        const EventView& event = *kept;
        const Uuid target = target_of(event);
        const bool first = asked.isEvent() ? event.leaf().event_id == read_id(asked.getEvent()) : is_about_goal(event, text_of(asked.getGoal()));
        if (!first && !concerned.contains(target)) continue;
        concerned.insert(event.leaf().event_id);
        AuditLine& line = lines.emplace_back(AuditLine{AuditedLog::events, kept, {}, {}});
        if (first) said[event.leaf().event_id] = event.payload();
        if (!event.is<EventCorrected>() || !said.contains(target)) continue;
        const auto correction = event.as<EventCorrected>();
        const EventType* const type = find_event_type(text_of(correction.getTargetType()));
        if (type != nullptr) line.changes = changes_between(*type, said[target], correction.getPayload());
        said[target] = correction.getPayload();
    }
    if (lines.empty()) return fail(ErrorKind::not_found, "The case has no such event or goal.");
    return lines;
}

struct KnownThen {
    Lines lines;
    Position known;
    std::uint64_t later = 0;
};

/// What held of the case in the prefix of the log that ends with the decision.
Result<KnownThen> known_at(const Engine& engine, wire::audit::KnownAt::Reader asked) {
    const StreamId stream{StreamKind::case_, read_id(asked.getCaseId())};
    FORLOEB_TRY(std::vector<EventView> events, engine.read_whole_stream(stream));
    const std::string decision = text_of(asked.getDecision());
    const auto issued = std::ranges::find_if(events, [&](const EventView& event) {
        return event.is<DecisionIssued>() && event.as<DecisionIssued>().getDecision() == decision.c_str();
    });
    if (issued == events.end()) return fail(ErrorKind::not_found, "No decision of that reference was issued on the case.", "decision");
    KnownThen out;
    out.known = issued->leaf().position.next();
    out.later = std::erase_if(events, [&](const EventView& event) { return event.leaf().position >= out.known; });
    const auto history = std::make_shared<const History>(fold_as_of(std::move(events), engine.retracted_imports(out.known), std::nullopt));
    for (const EffectiveEvent& event : history->effective) {
        AuditLine& line = out.lines.emplace_back(AuditLine{AuditedLog::events, std::shared_ptr<const EventView>(history, event.original), {}, {}});
        if (event.correction != nullptr)
            line.changes = changes_between(event.type(), event.original->payload(), event.correction->as<EventCorrected>().getPayload());
    }
    return out;
}

// ---- the read log ----

struct Drawn {
    Lines lines;
    std::string next;
    Hash root{};
};

Result<Drawn> draw(const Engine& reads, Request::Reader request) {
    const auto asked = request.getSample();
    const Position size{asked.getSize() == 0 ? reads.head().next.value : asked.getSize()};
    if (size > reads.head().next) return fail(ErrorKind::invalid, "The read log is shorter than that; is this the log the root is of?", "size");
    if (asked.getPerMillion() == 0 || asked.getPerMillion() > sample_of)
        return fail(ErrorKind::invalid, "Say how many of a million records are to be looked at, from 1 to 1,000,000.", "perMillion");
    Drawn drawn;
    FORLOEB_TRY(drawn.root, reads.recompute_root(size));
    if (asked.getRoot().size() != 0 && !std::ranges::equal(asked.getRoot(), drawn.root))
        return fail(ErrorKind::refused, "The read log has another root at that size: it is not the log that was signed, or was altered since.", "root");
    Position at{0};
    if (const auto after = request.getAfter(); after.size() == sizeof(std::uint64_t)) at = {get_big_endian<std::uint64_t>(after.begin())};
    for (; at < size; at = at.next()) {
        if (!in_sample(drawn.root, at, asked.getPerMillion())) continue;
        if (drawn.lines.size() == limit_of(request)) {
            put_big_endian(drawn.next, at.value);
            break;
        }
        FORLOEB_TRY(auto event, event_at(reads, at));
        drawn.lines.push_back({AuditedLog::reads, std::move(event), {}, {}});
    }
    return drawn;
}

std::optional<AuditTopic> topic_of(Request::Reader request) {
    switch (request.which()) {
        case Request::OF_CASE: return AuditTopic::of_case(read_id(request.getOfCase()));
        case Request::OF_ACTOR: return AuditTopic::of_actor(text_of(request.getOfActor()));
        case Request::OF_SUBJECT: return AuditTopic::of_subject(read_id(request.getOfSubject()));
        case Request::LATE: return AuditTopic::late();
        case Request::DENIED: return AuditTopic::denied();
        case Request::BROKEN_GLASS: return AuditTopic::broken_glass();
        default: return std::nullopt;
    }
}

/// What the citizen is told: when, why, which unit and role. Who it was only if it was asked for.
void leave_out_staff(wire::audit::Reply::Builder out) {
    for (auto entry : out.getEntries()) {
        entry.disownActor();
        entry.disownActingFor();
    }
}

}  // namespace

Result<AuditIndex*> AuditRequests::up_to_date() {
    FORLOEB_TRY(const Engine* const reads, reads_.engine());
    const std::lock_guard lock(mutex_);
    if (!index_) {
        FORLOEB_TRY(index_, AuditIndex::open(events_, *reads, events_.options().data / "derived" / "audit"));
    }
    FORLOEB_CHECK(index_->catch_up());
    return index_.get();
}

Status AuditRequests::keep_up() {
    FORLOEB_TRY([[maybe_unused]] const AuditIndex* const index, up_to_date());
    return {};
}

Status AuditRequests::answer(Request::Reader request, const Passage& passage, wire::audit::Reply::Builder out) {
    FORLOEB_TRY(const Engine* const reads, reads_.engine());
    std::optional<ReadReceipt> receipt;
    if (request.getNames()) {
        FORLOEB_TRY(receipt, passage.receipt());
    }
    const auto open_names = [&](Lines& lines) -> Status {
        for (AuditLine& line : lines) {
            if (!receipt || line.log != AuditedLog::reads) continue;
            FORLOEB_TRY(line.personal, reads->unseal(*line.event, *receipt));
        }
        return {};
    };
    if (const auto topic = topic_of(request)) {
        FORLOEB_TRY(AuditIndex* const index, up_to_date());
        FORLOEB_TRY(const AuditWindow window, window_of(request));
        FORLOEB_TRY(const AuditPage page, index->find(*topic, window));
        Lines lines;
        for (const AuditPlace& place : page.places) {
            FORLOEB_TRY(auto event, event_at(place.log == AuditedLog::reads ? *reads : events_, place.position));
            lines.push_back({place.log, std::move(event), {}, {}});
        }
        FORLOEB_CHECK(open_names(lines));
        write_page(out, lines, page.next);
        out.setEventsIndexed(page.events.value);
        out.setReadsIndexed(page.reads.value);
        if (request.isOfSubject() && !request.getNames()) leave_out_staff(out);
        return {};
    }
    switch (request.which()) {
        case Request::CHANGES: {
            FORLOEB_TRY(const Lines lines, changes_of(events_, request.getChanges()));
            write_page(out, lines, {});
            return {};
        }
        case Request::KNOWN_AT: {
            FORLOEB_TRY(const KnownThen known, known_at(events_, request.getKnownAt()));
            write_page(out, known.lines, {});
            out.setKnownSize(known.known.value);
            out.setLaterSize(known.later);
            return {};
        }
        case Request::SAMPLE: {
            FORLOEB_TRY(Drawn drawn, draw(*reads, request));
            FORLOEB_CHECK(open_names(drawn.lines));
            write_page(out, drawn.lines, drawn.next);
            out.setRoot(kj::arrayPtr(drawn.root.data(), drawn.root.size()));
            out.setReadsIndexed(reads->head().next.value);
            return {};
        }
        case Request::FIRST_OVERVIEW: {
            FORLOEB_TRY(const std::vector<Figure> figures, first_overviews(events_, *reads));
            fill_list(figures, [&](unsigned size) { return out.initFigures(size); }, fill_figure);
            return {};
        }
        default: return fail(ErrorKind::unsupported, "This server does not know that question; it may be older than what asks.");
    }
}

}  // namespace forloeb
