// A coordinator's caseload, day and news (queries.hpp). As of now the rows are found by the coordinator's pseudonym; as of
// another time the same rows are made of every case's facts.
#include <algorithm>

#include "events/schema/person.capnp.h"
#include "projections/caseload/advised.hpp"
#include "projections/caseload/attention.hpp"
#include "projections/caseload/caseload.hpp"
#include "projections/queries.hpp"
#include "projections/reading/case_reading.hpp"
#include "projections/reading/every_case.hpp"
#include "projections/reading/filling.hpp"
#include "projections/reading/personal_text.hpp"
#include "projections/runner/stored_row.hpp"

namespace forloeb {
namespace {

struct CoordinatedCase {
    Uuid case_id;
    std::shared_ptr<StoredRow<rows::CaseloadRow>> row;
    std::vector<Attentive> attention;                    // of the row, and of the advice if it was asked for
    std::shared_ptr<StoredRow<rows::CaseloadRow>> advice = {};
};

struct Caseload {
    Position known;
    std::vector<CoordinatedCase> cases;
    std::uint32_t parked = 0;
};

CoordinatedCase coordinated(const Uuid& case_id, std::string_view value) {
    return {case_id, std::make_shared<StoredRow<rows::CaseloadRow>>(value), {}};
}

Result<Caseload> stored_caseload(Runner& runner, const std::string& coordinator) {
    FORLOEB_TRY(Follower* const follower, runner.find(CaseloadProjection::stored_name));
    const auto generation = follower->rows();
    const auto rows = generation->store().snapshot();
    Caseload load;
    load.known = generation->applied();
    std::vector<Uuid> cases;
    FORLOEB_CHECK(rows->scan(row_keys::of_key(coordinator), {}, [&](std::string_view key, std::string_view) {
        cases.push_back(row_keys::indexed_case(key));
        return true;
    }));
    for (const Uuid& case_id : cases) {
        FORLOEB_TRY(const auto value, rows->get(row_keys::of_case(row_keys::rows, case_id) + coordinator));
        if (value) load.cases.push_back(coordinated(case_id, *value));
    }
    FORLOEB_CHECK(rows->scan(row_keys::parked, {}, [&](std::string_view, std::string_view) {
        ++load.parked;
        return true;
    }));
    return load;
}

Result<Caseload> folded_caseload(const Engine& engine, const AsOf& as_of, const std::string& coordinator) {
    Caseload load;
    const auto visit = [&](const facts::CaseFacts& facts) {
        Position newest;
        for (const facts::Act& act : facts.acts) newest = std::max(newest, act.at.position);
        for (const Row& row : caseload_rows(facts, newest))
            if (row.key == coordinator) load.cases.push_back(coordinated(facts.case_id, row.value));
    };
    FORLOEB_TRY(const EveryCase every, visit_every_case(engine, as_of, visit));
    load.known = every.known;
    load.parked = static_cast<std::uint32_t>(every.unreadable.size());
    return load;
}

class CoordinatorAnswer {
  public:
    CoordinatorAnswer(const Engine& engine, const ReadReceipt& receipt, const AsOf& as_of, const CoordinatorQuery& query, Caseload load)
        : engine_(engine), receipt_(receipt), as_of_(as_of), query_(query), load_(std::move(load)),
          now_(Observed::until(as_of.occurred_by.value_or(engine.now()))),
          texts_(engine, receipt),
          finder_(engine.stream_finder()) {
        const AttentionLimits limits{query.soon_days, query.contact_days};
        for (CoordinatedCase& each : load_.cases) each.attention = attention_on(now_, *each.row->operator->(), limits);
        std::ranges::stable_sort(load_.cases, {}, [](const CoordinatedCase& each) { return urgency(each); });
    }

    Status fill_caseload(answers::Caseload::Builder out) {
        write_as_of(out.initAsOf(), engine_, as_of_, load_.known);
        out.setCoordinator(query_.coordinator);
        out.setParked(load_.parked);
        auto cases = out.initCases(static_cast<unsigned>(load_.cases.size()));
        for (unsigned i = 0; i < cases.size(); ++i) FORLOEB_CHECK(fill_case(cases[i], load_.cases[i]));
        return {};
    }

    Status fill_day(answers::MyDay::Builder out) {
        using answers::Attention;
        write_as_of(out.initAsOf(), engine_, as_of_, load_.known);
        out.setCoordinator(query_.coordinator);
        write_moment(out.initToday(), parse_when(format_date(now_.date)).value_or(WhenTold{}));
        out.setCases(static_cast<std::uint32_t>(load_.cases.size()));
        FORLOEB_CHECK(ask_for_advice());
        FORLOEB_CHECK(fill_lines({Attention::DEADLINE_OVERDUE, Attention::PROMISE_OVERDUE}, [&](unsigned size) { return out.initOverdue(size); }));
        FORLOEB_CHECK(fill_lines({Attention::MEETING_TODAY}, [&](unsigned size) { return out.initMeetings(size); }));
        FORLOEB_CHECK(fill_lines({Attention::HANDOVER_WAITS, Attention::APPLICATION_WAITS, Attention::ATTEMPT_UNANSWERED},
                                 [&](unsigned size) { return out.initWaitForMe(size); }));
        FORLOEB_CHECK(fill_lines({Attention::DEADLINE_SOON, Attention::PROMISE_SOON, Attention::MEETING_SOON, Attention::CONSENT_ENDING},
                                 [&](unsigned size) { return out.initSoon(size); }));
        FORLOEB_CHECK(fill_lines({Attention::REQUEST_UNANSWERED}, [&](unsigned size) { return out.initIWaitFor(size); }));
        return fill_lines({Attention::MEETING_UNREGISTERED, Attention::CONTACT_GAP, Attention::PROMISE_WITHOUT_DATE, Attention::DISAGREEMENT_OPEN,
                           Attention::UNCERTAINTY_OPEN, Attention::ADVICE},
                          [&](unsigned size) { return out.initLookAt(size); });
    }

    Status fill_news(answers::News::Builder out) {
        write_as_of(out.initAsOf(), engine_, as_of_, load_.known);
        out.setCoordinator(query_.coordinator);
        out.setSincePosition(query_.since.value);
        out.setNext(load_.known.value);
        std::vector<const CoordinatedCase*> changed;
        for (const CoordinatedCase& each : load_.cases)
            if ((*each.row)->getNewest() >= query_.since.value) changed.push_back(&each);
        auto cases = out.initCases(static_cast<unsigned>(changed.size()));
        for (unsigned i = 0; i < cases.size(); ++i) {
            write_id(cases[i].initCaseId(), changed[i]->case_id);
            FORLOEB_CHECK(fill_name(cases[i].initName(), *changed[i]));
            capnp::MallocMessageBuilder scratch;
            auto timeline = scratch.initRoot<answers::CaseTimeline>();
            TimelineQuery since;
            since.since = query_.since;
            FORLOEB_CHECK(query_case_timeline(engine_, receipt_, changed[i]->case_id, as_of_, since, timeline));
            cases[i].setEntries(timeline.getEntries().asReader());
        }
        return {};
    }

  private:
    /// What a case's place in the list rests on: its most urgent matter; quiet cases last, by id.
    static std::tuple<std::uint16_t, std::int64_t> urgency(const CoordinatedCase& each) {
        if (each.attention.empty()) return {std::numeric_limits<std::uint16_t>::max(), 0};
        return {static_cast<std::uint16_t>(each.attention.front().reason), each.attention.front().matter.getDue().getMicros()};
    }

    Status fill_case(answers::CaseloadCase::Builder out, const CoordinatedCase& each) {
        const auto& row = *each.row;
        write_id(out.initCaseId(), each.case_id);
        FORLOEB_CHECK(fill_name(out.initName(), each));
        out.setRole(row->getRole());
        out.setSince(row->getSince());
        out.setPhase(row->getPhase());
        out.setGrade(row->getGrade());
        out.setUnit(row->getUnit());
        out.setLastContact(row->getLastContact());
        out.setNextDue(row->getNextDue());
        out.setNextMeeting(row->getNextMeeting());
        out.setOpenPromises(row->getOpenPromises());
        out.setOpenDeadlines(row->getOpenDeadlines());
        fill_list(each.attention, [&](unsigned size) { return out.initAttention(size); }, fill_attention);
        return {};
    }

    Status fill_name(answers::PersonalText::Builder out, const CoordinatedCase& each) {
        const auto citizen = (*each.row)->getCitizen();
        const Uuid id = Uuid::from_halves(citizen.getHigh(), citizen.getLow());
        if (id.is_nil()) return {};
        FORLOEB_TRY(const History* const person, history_of(id));
        const EffectiveEvent* description = nullptr;
        for (const EffectiveEvent& event : person->effective)
            if (event.is<SubjectDescribed>()) description = &event;
        texts_.put(out, description, {"name"});
        return {};
    }

    /// Read once, however many lines are about the citizen.
    Result<const History*> history_of(const Uuid& id) {
        const auto [entry, is_new] = citizens_.try_emplace(id);
        if (is_new) {
            FORLOEB_TRY(entry->second, history_below(engine_, finder_, {StreamKind::person, id}, as_of_, load_.known));
        }
        return &entry->second;
    }

    Result<const CaseReading*> reading_of(const Uuid& case_id) {
        auto& reading = readings_[case_id.text()];
        if (!reading) {
            FORLOEB_TRY(CaseReading opened, CaseReading::open(engine_, case_id, as_of_));
            reading = std::make_unique<CaseReading>(std::move(opened));
        }
        return reading.get();
    }

    /// What the rules say of each case stands behind what is pending in it.
    Status ask_for_advice() {
        for (CoordinatedCase& each : load_.cases) {
            FORLOEB_TRY(const CaseReading* const reading, reading_of(each.case_id));
            each.advice = std::make_shared<StoredRow<rows::CaseloadRow>>(row_of_matters(reading->facts().citizen, advised_in(*reading)));
            for (const Attentive& item : attention_on(now_, *each.advice->operator->(), {query_.soon_days, query_.contact_days})) each.attention.push_back(item);
        }
        return {};
    }

    struct Line {
        const CoordinatedCase* in;
        const Attentive* item;
    };

    template <typename Init>
    Status fill_lines(std::initializer_list<answers::Attention> reasons, const Init& init) {
        std::vector<Line> lines;
        for (const CoordinatedCase& each : load_.cases)
            for (const Attentive& item : each.attention)
                if (std::find(reasons.begin(), reasons.end(), item.reason) != reasons.end()) lines.push_back({&each, &item});
        std::ranges::stable_sort(lines, {}, [](const Line& line) {
            const auto matter = line.item->matter;
            return std::tuple(line.item->reason == answers::Attention::ADVICE, matter.getDue().getMicros(), matter.getSince().getMicros());
        });
        auto list = init(static_cast<unsigned>(lines.size()));
        for (unsigned i = 0; i < list.size(); ++i) {
            write_id(list[i].initCaseId(), lines[i].in->case_id);
            FORLOEB_CHECK(fill_name(list[i].initName(), *lines[i].in));
            fill_attention(list[i].initItem(), *lines[i].item);
            FORLOEB_CHECK(fill_what(list[i].getItem().initWhat(), *lines[i].in, lines[i].item->matter));
        }
        return {};
    }

    /// What was promised, what is due, what the meeting is for: as corrected by now, so the case is read, once.
    Status fill_what(answers::PersonalText::Builder out, const CoordinatedCase& each, rows::PendingMatter::Reader matter) {
        FORLOEB_TRY(const CaseReading* const reading, reading_of(each.case_id));
        Told told;
        told.version = {matter.getVersion()};
        texts_.put(out, reading->event(told), {"what", "purpose"});
        return {};
    }

    const Engine& engine_;
    const ReadReceipt& receipt_;
    const AsOf& as_of_;
    const CoordinatorQuery& query_;
    Caseload load_;
    const Observed now_;
    PersonalTexts texts_;
    StreamFinder finder_;
    std::unordered_map<Uuid, History> citizens_;
    std::unordered_map<std::string, std::unique_ptr<CaseReading>> readings_;  // by case id
};

}  // namespace

Status query_coordinator(const Engine& engine, const ReadReceipt& receipt, Runner& runner, const AsOf& as_of, const CoordinatorQuery& query,
                         answers::CoordinatorView::Builder out) {
    if (query.coordinator.empty()) return fail(ErrorKind::invalid, "Say whose cases: the coordinator's pseudonym.", "coordinator");
    const bool now = !as_of.occurred_by && !as_of.known_at && as_of.clock == Clock::recorded;
    FORLOEB_TRY(Caseload load, now ? stored_caseload(runner, query.coordinator) : folded_caseload(engine, as_of, query.coordinator));
    CoordinatorAnswer answer(engine, receipt, as_of, query, std::move(load));
    switch (query.view) {
        case answers::CoordinatorViewKind::CASELOAD: return answer.fill_caseload(out.initCaseload());
        case answers::CoordinatorViewKind::DAY: return answer.fill_day(out.initDay());
        case answers::CoordinatorViewKind::NEWS: return answer.fill_news(out.initNews());
    }
    return fail(ErrorKind::unsupported, "This server does not know that view; it may be older than what asks.", "view");
}

}  // namespace forloeb
