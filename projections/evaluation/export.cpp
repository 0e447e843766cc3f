// A project's cases page by page, for other programs (queries.hpp). A page reads the cases it holds and those it passes over,
// not the whole log; a case that is too large for a page goes on in the next.
#include <algorithm>
#include <charconv>

#include "events/vocabulary/limits.hpp"
#include "events/vocabulary/stop_flag.hpp"
#include "projections/evaluation/queries.hpp"
#include "projections/evaluation/replayed_case.hpp"
#include "projections/measures/statistics/disclosure.hpp"
#include "projections/reading/filling.hpp"

namespace forloeb {
namespace {

constexpr std::size_t cases_on_page = 500;
constexpr std::size_t cases_on_page_max = 2'000;
constexpr std::size_t entry_bytes = 160;  // about what one takes in an answer, without its texts
constexpr std::size_t value_bytes = 56;

struct NamedCase {
    std::string pseudonym;
    Uuid case_id;
};

struct ToldEntry {
    ReplayedEvent told;
    std::string type;
    std::string coordinator;
    std::vector<PseudonymisedValue> values;

    [[nodiscard]] std::size_t bytes() const {
        std::size_t size = entry_bytes;
        for (const PseudonymisedValue& value : values) size += value_bytes + value.name.size() + value.text.size();
        return size;
    }
};

struct ToldCase {
    std::string pseudonym;
    std::string citizen;
    std::size_t from = 0;
    std::vector<ToldEntry> entries;
};

/// Where a page ended: before this entry of that case, or after the case.
struct ExportMark {
    std::string pseudonym;
    std::size_t entry = 0;  // 0 = the case is whole

    [[nodiscard]] std::string text() const { return entry == 0 ? pseudonym : pseudonym + "/" + std::to_string(entry); }
    static Result<ExportMark> read(std::string_view text) {
        ExportMark mark;
        const std::size_t slash = std::min(text.find('/'), text.size());
        mark.pseudonym = std::string(text.substr(0, slash));
        if (slash == text.size()) return mark;
        const auto [end, error] = std::from_chars(text.data() + slash + 1, text.data() + text.size(), mark.entry);
        if (error != std::errc() || end != text.data() + text.size())
            return fail(ErrorKind::invalid, "`after` is the `next` of the page before, as it was given.", "after");
        return mark;
    }
};

/// Every case there is, by its pseudonym in the project; which of them are the project's is seen when they are read.
Result<std::vector<NamedCase>> all_named(const Engine& engine, const Uuid& project) {
    std::vector<NamedCase> named;
    for (Uuid after;;) {
        FORLOEB_TRY(const auto streams, engine.list_streams(StreamKind::case_, after, limits::read_events_max));
        for (const StreamId& stream : streams) named.push_back({project_pseudonym(engine, project, PseudonymUse::case_, stream.id.text()), stream.id});
        if (streams.size() < limits::read_events_max) break;
        after = streams.back().id;
    }
    std::ranges::sort(named, {}, &NamedCase::pseudonym);
    return named;
}

class ProjectExport {
  public:
    ProjectExport(const Engine& engine, const AsOf& as_of, const facts::ProjectFacts& project, std::vector<NamedCase> named)
        : engine_(engine), as_of_(as_of), project_(project), named_(std::move(named)) {}

    /// `refused` below five citizens, as a replay is.
    Status require_enough_citizens() const {
        Persons citizens;
        for (const NamedCase& each : named_) {
            FORLOEB_TRY(const auto reading, read(each));
            if (reading) citizens.insert(reading->facts().person());
            if (citizens.size() >= disclosure::persons_min) return {};
        }
        return fail(ErrorKind::refused, "Single cases are exported only where at least five citizens are in the project.", "project");
    }

    Status fill_page(const ExportMark& after, std::size_t cases_max) {
        auto at = std::ranges::lower_bound(named_, after.pseudonym, {}, &NamedCase::pseudonym);
        if (at != named_.end() && at->pseudonym == after.pseudonym && after.entry == 0) ++at;
        for (; at != named_.end() && next_.empty(); ++at) {
            if (cases_.size() == cases_max) {
                next_ = cases_.back().pseudonym;
                break;
            }
            FORLOEB_TRY(const auto reading, read(*at, &unreadable_));
            if (reading) add(*at, *reading, at->pseudonym == after.pseudonym ? after.entry : 0);
        }
        return {};
    }

    void write(answers::EvaluationExport::Builder out) const {
        fill_list(cases_, [&](unsigned size) { return out.initCases(size); }, write_case);
        out.setNext(next_);
        out.setLeftOut(left_out_);
        out.setAnswersLeftOut(answers_left_out_);
        out.setUnreadable(unreadable_);
    }

  private:
    /// Nothing: not the project's, or not known by then, or unreadable.
    Result<std::optional<CaseReading>> read(const NamedCase& named, std::uint32_t* unreadable = nullptr) const {
        FORLOEB_CHECK(still_wanted());
        auto reading = CaseReading::open(engine_, named.case_id, as_of_);
        if (reading) {
            if (!is_of_project(project_, reading->facts())) return std::optional<CaseReading>();
            return std::optional<CaseReading>(std::move(*reading));
        }
        const ErrorKind kind = reading.error().kind;
        if (kind != ErrorKind::not_found && kind != ErrorKind::damaged && kind != ErrorKind::unsupported) return tl::make_unexpected(std::move(reading.error()));
        if (kind != ErrorKind::not_found && unreadable != nullptr) ++*unreadable;
        return std::optional<CaseReading>();
    }

    void add(const NamedCase& named, const CaseReading& reading, std::size_t from) {
        ReplayedCase replayed(engine_, project_, reading);
        ToldCase& told = cases_.emplace_back(ToldCase{named.pseudonym, replayed.citizen(), from, {}});
        std::size_t entry = from;
        for (; entry < replayed.shown().size(); ++entry) {
            if (bytes_ >= limits::page_bytes_max) {
                next_ = ExportMark{named.pseudonym, entry}.text();
                break;
            }
            const EffectiveEvent& event = *replayed.shown()[entry];
            ReplayedEvent of_event = replayed.tell(event);
            std::string coordinator = replayed.coordinator(of_event);
            told.entries.push_back({std::move(of_event), std::string(event.type().name), std::move(coordinator), replayed.values(event)});
            bytes_ += told.entries.back().bytes();
        }
        // What the entry tells refers to the reading, which ends here.
        for (ToldEntry& each : told.entries) {
            each.told.event = nullptr;
            each.told.act = nullptr;
        }
        left_out_ += replayed.left_out();
        if (from == 0) answers_left_out_ += replayed.answers_left_out();
    }

    static void write_case(answers::ExportedCase::Builder out, const ToldCase& told) {
        out.setPseudonym(told.pseudonym);
        out.setCitizen(told.citizen);
        out.setFrom(static_cast<std::uint32_t>(told.from));
        fill_list(told.entries, [&](unsigned size) { return out.initEntries(size); }, [](answers::ExportedEntry::Builder entry, const ToldEntry& each) {
            entry.setDay(each.told.day);
            entry.setDayUnknown(!each.told.has_day);
            entry.setType(each.type);
            entry.setActor(each.told.actor);
            entry.setSide(each.told.side);
            entry.setRecordedAfter(each.told.recorded_after);
            entry.setCoordinator(each.coordinator);
            fill_list(each.values, [&](unsigned size) { return entry.initValues(size); }, write_value);
        });
    }

    static void write_value(answers::ExportedValue::Builder out, const PseudonymisedValue& value) {
        using Kind = answers::ExportedValue::Kind;
        static constexpr Kind kinds[] = {Kind::CODE, Kind::REFERENCE, Kind::EVENT, Kind::WHOLE, Kind::DECIMAL, Kind::YES_NO, Kind::DAY};
        out.setName(value.name);
        out.setRow(value.row);
        out.setKind(kinds[static_cast<std::size_t>(value.kind)]);
        out.setNumber(value.number);
        if (value.kind == PseudonymisedValue::Kind::code || value.kind == PseudonymisedValue::Kind::reference || value.kind == PseudonymisedValue::Kind::decimal) out.setText(value.text);
    }

    const Engine& engine_;
    const AsOf as_of_;
    const facts::ProjectFacts& project_;
    const std::vector<NamedCase> named_;
    std::vector<ToldCase> cases_;
    std::string next_;
    std::size_t bytes_ = 0;
    std::uint32_t left_out_ = 0;
    std::uint32_t answers_left_out_ = 0;
    std::uint32_t unreadable_ = 0;
};

}  // namespace

Status query_evaluation_export(const Engine& engine, const AsOf& as_of, answers::EvaluationExportQuery::Reader query, answers::EvaluationExport::Builder out) {
    const AsOf until = occurred_by_now(engine, as_of);
    const Position head = engine.head().next;
    FORLOEB_TRY(const ExportMark after, ExportMark::read(std::string_view(query.getAfter().cStr(), query.getAfter().size())));
    FORLOEB_TRY(const facts::ProjectFacts project, find_project(engine, until, head, query.getProject().cStr()));
    FORLOEB_TRY(std::vector<NamedCase> named, all_named(engine, project.project_id));
    ProjectExport page(engine, until, project, std::move(named));
    FORLOEB_CHECK(page.require_enough_citizens());
    const std::size_t asked = query.getCases() == 0 ? cases_on_page : query.getCases();
    FORLOEB_CHECK(page.fill_page(after, std::min(asked, cases_on_page_max)));
    write_as_of(out.initAsOf(), engine, until, head);
    out.setProject(project.project);
    page.write(out);
    return {};
}

}  // namespace forloeb
