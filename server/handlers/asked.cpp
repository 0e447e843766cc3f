#include "server/handlers/asked.hpp"

#include <algorithm>

#include "events/catalogue/catalogue.hpp"
#include "server/handlers/named_cases.hpp"
#include "server/protocol/ids.hpp"
#include "server/protocol/texts.hpp"
#include "server/session/subscription.hpp"

namespace forloeb {
namespace {

constexpr std::size_t criteria_bytes_max = 16 * 1024;

class Asking {
  public:
    Asking(const Engine& engine, const Door& door) : engine_(engine) {
        asked_.question.operation = door.operation;
        asked_.record.operation = door.request;
        asked_.record.log_size = engine.head().next;
    }

    void whole_stream(const StreamId& stream) {
        named(stream);
        asked_.record.to_version = engine_.stream_version(stream).value_or(StreamVersion{0});
        asked_.record.from_version = {asked_.record.to_version.value == 0 ? 0U : 1U};
        asked_.record.events = asked_.record.to_version.value;
    }
    void case_of(Id16::Reader id) {
        const Uuid case_id = read_id(id);
        if (!case_id.is_nil()) whole_stream({StreamKind::case_, case_id});
    }
    /// Following named cases is a read of these, not of the log.
    void of_streams(const SubscriptionFilter& filter) {
        asked_.question.operation = Operation::case_read;
        if (filter.audience) asked_.question.audience = *filter.audience;
        if (filter.streams.size() == 1) return whole_stream(*filter.streams.begin());
        for (const StreamId& stream : filter.streams) named(stream);
    }
    void personal() { asked_.question.classes = ClassSet::everything(); }
    void audience(Audience audience) { asked_.question.audience = audience; }
    void along_log(Position from, Position end) {
        asked_.record.from = from;
        asked_.record.end = std::max(from, std::min(end, asked_.record.log_size));
        asked_.record.events = asked_.record.end.value - asked_.record.from.value;
    }
    void subject(const Uuid& person) {
        if (!person.is_nil()) asked_.record.subjects.push_back(person);
    }
    void words(std::string_view key, std::string_view value) {
        std::string& criteria = asked_.record.criteria;
        if (value.empty() || criteria.size() + key.size() + value.size() > criteria_bytes_max) return;
        if (!criteria.empty()) criteria.append("; ");
        criteria.append(key).append("=").append(value);
    }
    /// Of one stream, by number: what may be given out at most.
    void versions(const StreamId& stream, wire::ReadStream::Reader read) {
        named(stream);
        const std::uint64_t newest = engine_.stream_version(stream).value_or(StreamVersion{0}).value;
        const std::uint64_t most = read.getEventsMax() == 0 ? limits::read_events_max : std::min<std::uint64_t>(read.getEventsMax(), limits::read_events_max);
        std::uint64_t first = std::max<std::uint64_t>(read.getFrom(), 1), last = 0;
        if (read.getBackwards()) {
            last = read.getFrom() == 0 ? newest : std::min(read.getFrom(), newest);
            first = last > most ? last - most + 1 : 1;
        } else {
            last = std::min(newest, first > newest ? 0 : first + (most - 1));
        }
        if (last < first) return;
        asked_.record.from_version = {first};
        asked_.record.to_version = {last};
        asked_.record.events = last - first + 1;
    }
    void unit(std::string text) { asked_.question.unit = std::move(text); }
    void coordinator(std::string text) { asked_.question.coordinator = std::move(text); }
    [[nodiscard]] ReadRecord& record() { return asked_.record; }
    [[nodiscard]] Asked take() { return std::move(asked_); }

  private:
    void named(const StreamId& stream) {
        asked_.question.streams.push_back(stream);
        if (stream.kind == StreamKind::case_) {
            asked_.record.cases.push_back(stream.id);
            if (const auto citizen = engine_.subject_of(stream)) subject(*citizen);
        } else {
            asked_.record.streams.push_back(stream.id);
            if (stream.kind == StreamKind::person) subject(stream.id);
        }
        // A person's or project's own stream is another operation than a case's.
        if (asked_.question.operation == Operation::case_read && stream.kind == StreamKind::person) asked_.question.operation = Operation::person_read;
        if (asked_.question.operation == Operation::case_read && stream.kind == StreamKind::project) asked_.question.operation = Operation::project_read;
        if (asked_.question.operation == Operation::case_read && stream.kind == StreamKind::governance) asked_.question.operation = Operation::governance_read;
    }

    const Engine& engine_;
    Asked asked_;
};

void ask_filter(Asking& asking, const SubscriptionFilter& filter) {
    if (!filter.streams.empty()) asking.of_streams(filter);
    for (const std::uint64_t id : filter.types)
        if (const EventType* type = find_event_type(id)) asking.words("type", type->name);
    for (const std::string& unit : filter.units) asking.words("unit", unit);
    for (const std::string& partner : filter.partners) asking.words("partner", partner);
    if (filter.audience) asking.words("audience", capnp::Schema::from<Audience>().getEnumerants()[static_cast<std::uint16_t>(*filter.audience)].getProto().getName().cStr());
}

void ask_query(Asking& asking, wire::Query::Reader query) {
    switch (query.which()) {
        case wire::Query::CASE_LIST: {
            const auto list = query.getCaseList();
            asking.subject(read_id(list.getCitizen()));
            asking.unit(text_of(list.getUnit()));
            asking.coordinator(text_of(list.getCoordinator()));
            for (const auto& [key, value] : {std::pair("unit", list.getUnit()), std::pair("state", list.getState()), std::pair("source", list.getSource()),
                                             std::pair("coordinator", list.getCoordinator()), std::pair("partnerUnit", list.getPartnerUnit())})
                asking.words(key, text_of(value));
            return;
        }
        case wire::Query::CASE_OVERVIEW: asking.personal(); return asking.case_of(query.getCaseOverview());
        case wire::Query::CASE_TIMELINE:
            asking.personal();
            asking.audience(query.getCaseTimeline().getAudience());
            return asking.case_of(query.getCaseTimeline().getCaseId());
        case wire::Query::PARTNER_MAP: asking.personal(); return asking.case_of(query.getPartnerMap().getCaseId());
        case wire::Query::CASE_VIEW:
            asking.personal();
            asking.audience(query.getCaseView().getAudience());
            return asking.case_of(query.getCaseView().getCaseId());
        case wire::Query::CASE_HANDOVERS: return asking.case_of(query.getCaseHandovers().getCaseId());
        case wire::Query::ADVICE: return asking.case_of(query.getAdvice().getCaseId());
        case wire::Query::INFORMATION_HELD:
            asking.words("topic", text_of(query.getInformationHeld().getTopic()));
            return asking.case_of(query.getInformationHeld().getCaseId());
        case wire::Query::COORDINATOR:
            asking.personal();
            asking.coordinator(text_of(query.getCoordinator().getCoordinator()));
            return asking.words("coordinator", text_of(query.getCoordinator().getCoordinator()));
        case wire::Query::PARTNER_CASES: return asking.words("partner", text_of(query.getPartnerCases()));
        case wire::Query::LESSONS: return asking.personal();
        case wire::Query::MEASURE_RUN: return asking.words("measure", text_of(query.getMeasureRun().getMeasure()));
        case wire::Query::MEASURE_EXPLAIN:
            asking.words("measure", text_of(query.getMeasureExplain().getMeasure().getMeasure()));
            return asking.case_of(query.getMeasureExplain().getCaseId());
        case wire::Query::EVALUATION_REPORT: return asking.words("project", text_of(query.getEvaluationReport().getProject()));
        case wire::Query::EVALUATION_CASES: return asking.words("project", text_of(query.getEvaluationCases().getProject()));
        case wire::Query::EVALUATION_REPLAY:
            asking.words("project", text_of(query.getEvaluationReplay().getProject()));
            return asking.words("pseudonym", text_of(query.getEvaluationReplay().getPseudonym()));
        case wire::Query::EVALUATION_EXPORT:
            asking.words("project", text_of(query.getEvaluationExport().getProject()));
            return asking.words("after", text_of(query.getEvaluationExport().getAfter()));
        default: return;
    }
}

void ask_audit(Asking& asking, wire::audit::Request::Reader request) {
    if (request.getNames()) asking.personal();
    switch (request.which()) {
        case wire::audit::Request::OF_CASE: return asking.case_of(request.getOfCase());
        case wire::audit::Request::OF_ACTOR: return asking.words("actor", text_of(request.getOfActor()));
        case wire::audit::Request::OF_SUBJECT: return asking.subject(read_id(request.getOfSubject()));
        case wire::audit::Request::CHANGES: return asking.case_of(request.getChanges().getCaseId());
        case wire::audit::Request::KNOWN_AT:
            asking.words("decision", text_of(request.getKnownAt().getDecision()));
            return asking.case_of(request.getKnownAt().getCaseId());
        default: return;
    }
}

void ask(Asking& asking, wire::Frame::Reader request) {
    switch (request.which()) {
        case wire::Frame::READ_STREAM: {
            const auto read = request.getReadStream();
            if (read.getPersonal()) asking.personal();
            if (const auto stream = read_stream_ref(read.getStream(), "stream")) asking.versions(*stream, read);
            return;
        }
        case wire::Frame::READ_HISTORY: {
            const auto read = request.getReadHistory();
            if (read.getPersonal()) asking.personal();
            if (const auto stream = read_stream_ref(read.getStream(), "stream")) asking.whole_stream(*stream);
            return;
        }
        case wire::Frame::READ_LOG: {
            const auto read = request.getReadLog();
            const std::uint64_t most = read.getEventsMax() == 0 ? limits::read_events_max : read.getEventsMax();
            return asking.along_log({read.getFrom()}, {read.getFrom() + std::min<std::uint64_t>(most, limits::read_events_max)});
        }
        case wire::Frame::EXPORT_LOG: return asking.along_log({request.getExportLog().getFrom()}, {request.getExportLog().getEnd()});
        case wire::Frame::LOOKUP: {
            const auto lookup = request.getLookup();
            asking.words("scope", text_of(lookup.getScope()));
            for (const auto identifier : lookup.getIdentifiers()) asking.words("identifier", text_of(identifier));
            asking.record().events = lookup.getIdentifiers().size();
            return;
        }
        case wire::Frame::LIST_STREAMS: {
            const auto kind = read_stream_kind(request.getListStreams().getKind(), "kind");
            return asking.words("kind", kind ? stream_kind_name(*kind) : "unknown");
        }
        case wire::Frame::SUBSCRIPTIONS: {
            if (!request.getSubscriptions().isCreate()) return;
            if (const auto filter = read_filter(request.getSubscriptions().getCreate().getFilter(), "filter")) ask_filter(asking, *filter);
            return;
        }
        case wire::Frame::QUERY: return ask_query(asking, request.getQuery());
        case wire::Frame::AUDIT: return ask_audit(asking, request.getAudit());
        case wire::Frame::ACCESS:
            if (request.getAccess().isExplain()) asking.case_of(request.getAccess().getExplain().getCaseId());
            return;
        case wire::Frame::PROOFS: {
            if (!request.getProofs().isLeaves()) return;
            const auto leaves = request.getProofs().getLeaves();
            return asking.along_log({leaves.getFrom()}, {leaves.getFrom() + leaves.getCount()});
        }
        default: return;
    }
}

}  // namespace

Asked asked_by(const Engine& engine, const Door& door, wire::Frame::Reader request) {
    Asking asking(engine, door);
    ask(asking, request);
    return asking.take();
}

Asked asked_by(const Engine& engine, const LogCursor& cursor) {
    Asking asking(engine, *find_door("subscribe"));
    ask_filter(asking, *cursor.filter);
    asking.along_log(cursor.next, asking.record().log_size);
    return asking.take();
}

std::vector<ReadRecord> found_in(const Engine& engine, wire::Frame::Reader answer, const ReadRecord& request) {
    const std::vector<Uuid> cases = cases_named_in(answer);
    std::vector<ReadRecord> records;
    for (std::size_t at = 0; at == 0 || at < cases.size(); at += read_record_cases_max) {
        ReadRecord& record = records.emplace_back(request);
        const std::size_t count = std::min(cases.size() - at, read_record_cases_max);
        record.cases.assign(cases.begin() + static_cast<std::ptrdiff_t>(at), cases.begin() + static_cast<std::ptrdiff_t>(at + count));
        record.events = count;
        record.criteria.clear();  // said once
        record.subjects.clear();
        for (const Uuid& one : record.cases)
            if (const auto citizen = engine.subject_of({StreamKind::case_, one}); citizen && !citizen->is_nil()) record.subjects.push_back(*citizen);
        std::ranges::sort(record.subjects);
        record.subjects.erase(std::ranges::unique(record.subjects).begin(), record.subjects.end());
    }
    return records;
}

}  // namespace forloeb
