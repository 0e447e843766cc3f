// The lesson index: what was learnt, by phase (queries.hpp).
#include <algorithm>
#include <map>

#include "events/schema/learning.capnp.h"
#include "projections/lessons/lessons.hpp"
#include "projections/queries.hpp"
#include "projections/reading/case_reading.hpp"
#include "projections/reading/filling.hpp"
#include "projections/reading/personal_text.hpp"
#include "projections/runner/stored_row.hpp"
#include "projections/schema/rows.capnp.h"

namespace forloeb {
namespace {

struct Found {
    StreamId stream;
    std::vector<std::string> problems;
    std::string source;
    WhenTold occurred;
    Position position;
    StreamVersion version;
};

std::vector<std::string> texts_of(capnp::List<capnp::Text>::Reader list) {
    std::vector<std::string> texts;
    for (const auto text : list) texts.emplace_back(text.cStr());
    return texts;
}

using ByPhase = std::map<std::string, std::vector<Found>>;

Result<Position> collect_from_cases(Runner& runner, ByPhase& found) {
    FORLOEB_TRY(Follower* const follower, runner.find(LessonsProjection::stored_name));
    const auto generation = follower->rows();
    FORLOEB_CHECK(generation->store().snapshot()->scan(row_keys::rows, {}, [&](std::string_view key, std::string_view value) {
        const StoredRow<rows::LessonRow> row(value);
        found[row->getPhase().cStr()].push_back({{StreamKind::case_, row_keys::case_of(key)}, texts_of(row->getProblems()), row->getSource().cStr(),
                                                 read_moment(row->getOccurred()), {row->getPosition()}, {row->getVersion()}});
        return true;
    }));
    return generation->applied();
}

Status collect_from_projects(const Engine& engine, ByPhase& found) {
    constexpr std::size_t projects_max = 10'000;
    FORLOEB_TRY(const auto projects, engine.list_streams(StreamKind::project, {}, projects_max));
    for (const StreamId& project : projects) {
        FORLOEB_TRY(const History history, engine.history(project, {}));
        for (const EffectiveEvent& event : history.effective) {
            if (!event.is<LessonRecorded>()) continue;
            const auto lesson = event.as<LessonRecorded>();
            found[lesson.getPhase().cStr()].push_back({project, texts_of(lesson.getProblems()), lesson.getSource().cStr(), event.occurred, event.leaf().position, event.leaf().version});
        }
    }
    return {};
}

/// The text as it is now known: the stream is read again, once for all its lessons.
class LessonTexts {
  public:
    LessonTexts(const Engine& engine, const ReadReceipt& receipt) : engine_(engine), texts_(engine, receipt) {}

    Status put(answers::PersonalText::Builder out, const Found& lesson) {
        auto& history = histories_[lesson.stream];
        if (!history) {
            FORLOEB_TRY(History read, engine_.history(lesson.stream, {}));
            history = std::make_unique<History>(std::move(read));
        }
        for (const EffectiveEvent& event : history->effective)
            if (event.leaf().version == lesson.version) texts_.put(out, &event, {"text"});
        return {};
    }

  private:
    const Engine& engine_;
    PersonalTexts texts_;
    std::map<StreamId, std::unique_ptr<History>> histories_;
};

}  // namespace

Status query_lessons(const Engine& engine, const ReadReceipt& receipt, Runner& runner, answers::LessonIndex::Builder out) {
    ByPhase found;
    FORLOEB_TRY(const Position known, collect_from_cases(runner, found));
    FORLOEB_CHECK(collect_from_projects(engine, found));
    write_as_of(out.initAsOf(), engine, {}, known);
    LessonTexts texts(engine, receipt);
    std::uint32_t total = 0;
    auto phases = out.initPhases(static_cast<unsigned>(found.size()));
    unsigned at = 0;
    for (auto& [phase, lessons] : found) {
        std::ranges::stable_sort(lessons, {}, [](const Found& lesson) { return std::pair(lesson.problems, lesson.position); });
        phases[at].setPhase(phase);
        auto lines = phases[at].initLessons(static_cast<unsigned>(lessons.size()));
        for (unsigned i = 0; i < lines.size(); ++i) {
            FORLOEB_CHECK(texts.put(lines[i].initText(), lessons[i]));
            set_list(lessons[i].problems, [&](unsigned size) { return lines[i].initProblems(size); });
            lines[i].setSource(lessons[i].source);
            write_moment(lines[i].initOccurred(), lessons[i].occurred);
            if (lessons[i].stream.kind == StreamKind::case_) write_id(lines[i].initCaseId(), lessons[i].stream.id);
            lines[i].setPosition(lessons[i].position.value);
        }
        total += lines.size();
        ++at;
    }
    out.setTotal(total);
    return {};
}

}  // namespace forloeb
