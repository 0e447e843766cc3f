// The adult assessment and its themes.
#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {
namespace {

Assessment& assessment_of(CaseFacts& facts, capnp::Text::Reader name) {
    return newest_or_new(facts.assessments, &Assessment::assessment, name);
}

}  // namespace

void note(CaseFacts& facts, AssessmentStarted::Reader payload, const Occurrence& occurrence) {
    Assessment& assessment = assessment_of(facts, payload.getAssessment());
    if (!assessment.started) assessment.started = occurrence.at;
    assessment.method = text_of(payload.getMethod());
    assessment.method_version = text_of(payload.getMethodVersion());
    assessment.purpose = text_of(payload.getPurpose());
    assessment.application = text_of(payload.getApplication());
    assessment.level_excludes_support = payload.getLevelExcludesSupport();
}

void note(CaseFacts& facts, AssessmentThemeScored::Reader payload, const Occurrence& occurrence) {
    assessment_of(facts, payload.getAssessment()).themes.push_back({occurrence.at, text_of(payload.getTheme()), payload.getLevel()});
}

void note(CaseFacts& facts, AssessmentCompleted::Reader payload, const Occurrence& occurrence) {
    Assessment& assessment = assessment_of(facts, payload.getAssessment());
    if (!assessment.completed) assessment.completed = occurrence.at;
    assessment.support_need = payload.getSupportNeed();
    assessment.target_groups = texts_of(payload.getTargetGroups());
    if (payload.getPrimaryTargetGroup().size() > 0)
        set_target_group(facts, text_of(payload.getPrimaryTargetGroup()), occurrence.at);
}

}  // namespace forloeb::facts
