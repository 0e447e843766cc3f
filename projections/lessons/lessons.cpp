#include "projections/lessons/lessons.hpp"

#include <capnp/message.h>

#include "events/vocabulary/bytes.hpp"
#include "projections/reading/filling.hpp"
#include "projections/runner/row_value.hpp"
#include "projections/schema/rows.capnp.h"

namespace forloeb {

bool LessonsProjection::interested_in(const EventType& type) const { return type.name == "lesson.recorded"; }

RowsOrParked LessonsProjection::rows(const History&, const facts::CaseFacts& facts) const {
    std::vector<Row> rows;
    for (const facts::Lesson& lesson : facts.lessons) {
        capnp::MallocMessageBuilder message;
        auto row = message.initRoot<rows::LessonRow>();
        row.setPhase(lesson.phase);
        set_list(lesson.problems, [&](unsigned size) { return row.initProblems(size); });
        row.setSource(lesson.source);
        write_moment(row.initOccurred(), lesson.at.when);
        row.setPosition(lesson.at.position.value);
        row.setVersion(lesson.at.version.value);
        std::string key;
        put_big_endian(key, lesson.at.version.value);
        rows.push_back({std::move(key), row_value(row.asReader())});
    }
    return rows;
}

}  // namespace forloeb
