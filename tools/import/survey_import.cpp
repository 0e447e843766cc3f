#include "tools/import/survey_import.hpp"

#include <capnp/message.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "tools/import/append_writer.hpp"
#include "tools/import/csv.hpp"

namespace forloeb {
namespace {

using Kind = ::forloeb::InstrumentDefined::Kind;
using State = ::forloeb::ItemAnswer::State;

constexpr const char* importer_pseudonym = "forloeb-import";

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t");
    return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// A whole number with or without decimals, comma or point: "3", "3,0", "3.00".
std::optional<std::int32_t> whole_number(std::string text) {
    std::replace(text.begin(), text.end(), ',', '.');
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || std::abs(number) > INT32_MAX || number != std::floor(number)) return std::nullopt;
    return static_cast<std::int32_t>(number);
}

struct CellAnswer {
    State state = State::UNANSWERED;
    std::int32_t value = 0;
    std::string choice;
};

struct RowAnswer {
    std::uint64_t line = 0;
    std::string respondent;  // the tool's own word; becomes a pseudonym
    RespondentGroup group = RespondentGroup::UNKNOWN;
    Zone::Placed answered;
    std::vector<CellAnswer> cells;  // in the order of the instrument's items
    std::vector<std::pair<std::string, std::string>> comments;  // item and words, where somebody wrote any
};

/// What one row says, or why it cannot be understood. Reasons name columns and items, never what stood there.
class RowReader {
  public:
    RowReader(const SurveyImport& import, const std::vector<std::string>& header) : import_(import) {
        const auto column = [&](const std::string& name) -> std::optional<std::size_t> {
            const auto found = std::find(header.begin(), header.end(), name);
            if (found == header.end()) return std::nullopt;
            return static_cast<std::size_t>(found - header.begin());
        };
        const SurveyMapping& mapping = import.mapping;
        respondent_ = column(mapping.respondent_column);
        group_ = column(mapping.group_column);
        answered_ = column(mapping.answered_column);
        for (const InstrumentFileItem& item : import.instrument.items) {
            const auto named = mapping.items.find(item.item);
            const std::string& name = named == mapping.items.end() ? item.item : named->second;
            items_.push_back(column(name));
            if (!items_.back()) missing_ += (missing_.empty() ? "" : ", ") + name;
        }
        for (const auto& [item, name] : mapping.comments) {
            comments_.emplace_back(item, column(name));
            if (!comments_.back().second) missing_ += (missing_.empty() ? "" : ", ") + name;
        }
        if (!respondent_) missing_ += (missing_.empty() ? "" : ", ") + mapping.respondent_column;
        if (!mapping.group_column.empty() && !group_) missing_ += (missing_.empty() ? "" : ", ") + mapping.group_column;
        if (!mapping.answered_column.empty() && !answered_) missing_ += (missing_.empty() ? "" : ", ") + mapping.answered_column;
    }

    /// Columns that the file lacks, or empty.
    [[nodiscard]] const std::string& missing_columns() const { return missing_; }

    [[nodiscard]] Result<RowAnswer> read(const CsvRow& row) const {
        RowAnswer out;
        out.line = row.line;
        out.respondent = cell(row, respondent_);
        if (out.respondent.empty()) return fail(ErrorKind::invalid, "no respondent");
        FORLOEB_TRY(out.group, group_of(row));
        FORLOEB_TRY(out.answered, answered_of(row));
        bool any = false;
        for (std::size_t i = 0; i < items_.size(); ++i) {
            FORLOEB_TRY(CellAnswer answer, answer_of(import_.instrument.items[i], cell(row, items_[i])));
            any = any || answer.state == State::ANSWERED;
            out.cells.push_back(std::move(answer));
        }
        for (const auto& [item, column] : comments_)
            if (std::string words = cell(row, column); !import_.mapping.missing.contains(words)) out.comments.emplace_back(item, std::move(words));
        if (!any && out.comments.empty()) return fail(ErrorKind::invalid, "no item is answered");
        return out;
    }

  private:
    static std::string cell(const CsvRow& row, const std::optional<std::size_t>& column) {
        return column && *column < row.cells.size() ? trimmed(row.cells[*column]) : std::string();
    }

    [[nodiscard]] Result<RespondentGroup> group_of(const CsvRow& row) const {
        if (!group_) return import_.mapping.group;
        const std::string word = cell(row, group_);
        if (const auto mapped = import_.mapping.groups.find(word); mapped != import_.mapping.groups.end()) return mapped->second;
        if (const auto group = parse_respondent_group(word)) return *group;
        return fail(ErrorKind::invalid, "the group is none that the mapping knows");
    }

    [[nodiscard]] Result<Zone::Placed> answered_of(const CsvRow& row) const {
        const SurveyMapping& mapping = import_.mapping;
        if (!answered_) return Zone::Placed{mapping.answered_on, false, Zone::Clock::once};
        const std::string text = cell(row, answered_);
        if (mapping.answered_format.empty()) {
            bool assumed = false;
            const auto when = parse_when(text, &assumed);
            if (when && !when->is_unknown()) return Zone::Placed{*when, assumed, Zone::Clock::once};
        } else if (const auto written = parse_by_format(mapping.answered_format, text)) {
            return mapping.zone.place(*written);
        }
        return fail(ErrorKind::invalid, "the time of the answer cannot be read");
    }

    [[nodiscard]] Result<CellAnswer> answer_of(const InstrumentFileItem& item, const std::string& text) const {
        const SurveyMapping& mapping = import_.mapping;
        if (mapping.does_not_know.contains(text)) return CellAnswer{State::DOES_NOT_KNOW, 0, {}};
        if (mapping.not_relevant.contains(text)) return CellAnswer{State::NOT_RELEVANT, 0, {}};
        if (mapping.missing.contains(text)) return CellAnswer{};
        if (item.kind == Kind::CHOICE) {
            if (std::find(item.choices.begin(), item.choices.end(), text) == item.choices.end())
                return fail(ErrorKind::invalid, "item " + item.item + ": none of its choices");
            return CellAnswer{State::ANSWERED, 0, text};
        }
        const auto word = mapping.values.find(text);
        const auto number = word != mapping.values.end() ? std::optional(word->second) : whole_number(text);
        if (!number) return fail(ErrorKind::invalid, "item " + item.item + ": not a whole number");
        if (*number < item.minimum || *number > item.maximum)
            return fail(ErrorKind::invalid, "item " + item.item + ": not between " + std::to_string(item.minimum) + " and " + std::to_string(item.maximum));
        return CellAnswer{State::ANSWERED, *number, {}};
    }

    const SurveyImport& import_;
    std::optional<std::size_t> respondent_, group_, answered_;
    std::vector<std::optional<std::size_t>> items_;
    std::vector<std::pair<std::string, std::optional<std::size_t>>> comments_;
    std::string missing_;
};

/// Everything a row says, so that the same row is told from another one.
std::string digest_input(const SurveyImport& import, const RowAnswer& row) {
    std::string text = import.mapping.wave + '\n' + import.instrument.instrument + '@' + import.instrument.version + '\n' + row.respondent + '\n' +
                       std::to_string(static_cast<int>(row.group)) + '\n' + format_when(row.answered.when);
    for (const CellAnswer& cell : row.cells)
        text += '\n' + std::to_string(static_cast<int>(cell.state)) + ' ' + std::to_string(cell.value) + ' ' + cell.choice;
    for (const auto& [item, words] : row.comments) text += '\n' + item + ' ' + words;
    return text;
}

class SurveyRun {
  public:
    SurveyRun(const SurveyImport& import, ImportTarget& target, ImportReport& report)
        : import_(import), target_(target), report_(report), appends_(target, report, import.dry_run) {}

    Status run(std::istream& in) {
        FORLOEB_TRY(const std::vector<RowAnswer> rows, read_rows(in));
        FORLOEB_TRY(const RecordedCase recorded, target_.recorded(import_.project, report_.source));
        FORLOEB_TRY(const std::vector<std::uint64_t> digests, ask<std::uint64_t>(rows, [&](const RowAnswer& row) { return digest_input(import_, row); },
                                                                                 [&](const auto& inputs) { return target_.digests(inputs); }));
        FORLOEB_TRY(const std::vector<std::string> names, pseudonyms(rows));
        std::set<std::uint64_t> stored;
        std::uint32_t place = 0;
        for (const auto& [position, digest] : recorded.events) {
            stored.insert(digest);
            place = std::max(place, position);
        }
        CaseEnd end{import_.project, recorded.version, {}};
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (!stored.insert(digests[i]).second) {
                ++report_.repeated_events;
                continue;
            }
            auto event = answered(rows[i], names[i], digests[i], ++place);
            if (!event) {
                report_.rejected.add(rows[i].line, event.error().message);
                continue;
            }
            FORLOEB_CHECK(appends_.make_room(1, event->bytes()));
            appends_.add(end, std::move(*event), false);
        }
        FORLOEB_CHECK(appends_.flush());
        return target_.drain();
    }

  private:
    Result<std::vector<RowAnswer>> read_rows(std::istream& in) {
        CsvReader reader(in, import_.mapping.separator);
        FORLOEB_TRY(const auto header, reader.next());
        if (!header) return fail(ErrorKind::invalid, "The file is empty.");
        std::vector<std::string> names;
        for (const std::string& name : header->cells) names.push_back(trimmed(name));
        const RowReader rows(import_, names);
        if (!rows.missing_columns().empty()) return fail(ErrorKind::invalid, "The file has no column: " + rows.missing_columns() + ".");
        std::vector<RowAnswer> out;
        std::set<std::string> respondents;
        for (;;) {
            FORLOEB_TRY(const auto row, reader.next());
            if (!row) break;
            ++report_.source_events;
            auto answer = rows.read(*row);
            if (!answer) {
                report_.rejected.add(row->line, answer.error().message);
                continue;
            }
            report_.assumed_zones += answer->answered.assumed ? 1 : 0;
            respondents.insert(answer->respondent);
            out.push_back(std::move(*answer));
        }
        report_.cases = respondents.size();
        return out;
    }

    template <typename Answer, typename Question, typename Ask>
    static Result<std::vector<Answer>> ask(const std::vector<RowAnswer>& rows, const Question& question, const Ask& ask_some) {
        std::vector<Answer> out;
        for (std::size_t first = 0; first < rows.size(); first += limits::identifiers_asked_max) {
            std::vector<std::string> questions;
            for (std::size_t i = first; i < std::min(rows.size(), first + limits::identifiers_asked_max); ++i) questions.push_back(question(rows[i]));
            FORLOEB_TRY(const std::vector<Answer> some, ask_some(questions));
            if (some.size() != questions.size()) return fail(ErrorKind::unavailable, "The store answered fewer questions than were asked. Repeat the import.");
            out.insert(out.end(), some.begin(), some.end());
        }
        return out;
    }

    Result<std::vector<std::string>> pseudonyms(const std::vector<RowAnswer>& rows) {
        // A scope of its own: the same name as an actor's gives another pseudonym.
        const std::string scope = "respondent:" + import_.mapping.source;
        if (import_.mapping.pseudonymise)
            return ask<std::string>(rows, [](const RowAnswer& row) { return row.respondent; }, [&](const auto& names) { return target_.pseudonyms(scope, names); });
        std::vector<std::string> out;
        for (const RowAnswer& row : rows) out.push_back(row.respondent);
        return out;
    }

    [[nodiscard]] Result<ReadyEvent> answered(const RowAnswer& row, const std::string& respondent, std::uint64_t digest, std::uint32_t place) const {
        capnp::MallocMessageBuilder message;
        auto proposal = message.initRoot<ProposedEvent>();
        proposal.setType("survey.answered");
        auto envelope = proposal.initEnvelope();
        write_moment(envelope.initOccurredAt(), row.answered.when);
        envelope.initActor().setPseudonym(importer_pseudonym);
        auto source = envelope.initSource();
        source.setSystem(report_.source);
        source.initBatch().setHigh(report_.batch.high());
        source.getBatch().setLow(report_.batch.low());
        source.setPosition(place);
        source.setDigest(digest);
        source.setZoneAssumed(row.answered.assumed);
        auto payload = proposal.getPayload().initAs<SurveyAnswered>();
        payload.setSurvey(import_.mapping.survey);
        payload.setInstrument(import_.instrument.instrument);
        payload.setVersion(import_.instrument.version);
        payload.setLanguage(import_.instrument.language);
        payload.setWave(import_.mapping.wave);
        payload.setRespondent(respondent);
        payload.setGroup(row.group);
        auto answers = payload.initAnswers(static_cast<capnp::uint>(row.cells.size()));
        for (capnp::uint i = 0; i < answers.size(); ++i) {
            answers[i].setItem(import_.instrument.items[i].item);
            answers[i].setState(row.cells[i].state);
            answers[i].setValue(row.cells[i].value);
            answers[i].setChoice(row.cells[i].choice);
        }
        if (!row.comments.empty()) {
            auto comments = proposal.initPersonal(1)[0].getFields().initAs<SurveyAnsweredPersonal>().initComments(static_cast<capnp::uint>(row.comments.size()));
            for (capnp::uint i = 0; i < comments.size(); ++i) {
                comments[i].setItem(row.comments[i].first);
                comments[i].setText(row.comments[i].second);
            }
        }
        ReadyEvent out;
        out.proposal = canonical(proposal.asReader());
        MessageReader reader(out.proposal);
        FORLOEB_TRY(out.checked, check_proposal(reader.root<ProposedEvent>(), StreamKind::project));
        return out;
    }

    const SurveyImport& import_;
    ImportTarget& target_;
    ImportReport& report_;
    AppendWriter appends_;
};

}  // namespace

ImportReport import_survey(std::istream& in, const SurveyImport& import, ImportTarget& target) {
    ImportReport report;
    // Each wave of an instrument is a source of its own, so that its rows are found among few.
    report.source = import.mapping.source + "." + import.instrument.instrument + "." + import.mapping.wave;
    report.batch = target.new_id();
    report.dry_run = import.dry_run;
    const std::uint64_t before = target.stored_events();
    if (const Status status = SurveyRun(import, target, report).run(in); !status) report.error = status.error();
    report.appended_events = target.stored_events() - before;
    return report;
}

Result<bool> import_instrument(const InstrumentFile& instrument, StreamId project, ImportTarget& target) {
    const std::string system = "instrument." + instrument.instrument + "." + instrument.version;
    FORLOEB_TRY(ReadyEvent event, instrument.defined({target.now(), 0, Precision::INSTANT}));
    MessageReader reader(event.proposal);
    const auto payload = reader.root<ProposedEvent>().getPayload().getAs<InstrumentDefined>();
    const Message content = canonical(payload);
    FORLOEB_TRY(const auto digests, target.digests({std::string(as_text(content.bytes()))}));
    FORLOEB_TRY(const RecordedCase recorded, target.recorded(project, system));
    std::uint32_t place = 0;
    for (const auto& [position, digest] : recorded.events) place = std::max(place, position);
    if (const auto newest = recorded.events.find(place); newest != recorded.events.end() && newest->second == digests.front()) return false;
    FORLOEB_TRY(event, instrument.defined({target.now(), 0, Precision::INSTANT}, system, digests.front(), place + 1));
    ImportAppend append{target.new_id(), {}};
    append.writes.push_back({project, recorded.version, std::nullopt, {}});
    append.writes.back().events.push_back(std::move(event));
    FORLOEB_CHECK(target.append(std::move(append)));
    FORLOEB_CHECK(target.drain());
    return true;
}

}  // namespace forloeb
