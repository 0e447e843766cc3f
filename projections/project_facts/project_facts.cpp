#include "projections/project_facts/project_facts.hpp"

#include <kj/exception.h>

#include <algorithm>

#include "events/schema/project.capnp.h"
#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {
namespace {

std::vector<RespondentGroup> groups_of(capnp::List<RespondentGroup>::Reader list) {
    std::vector<RespondentGroup> out;
    for (const RespondentGroup group : list) out.push_back(group);
    return out;
}

void note(ProjectFacts& facts, ProjectDesigned::Reader payload, const Told& at) {
    facts.designed = at;
    facts.project = text_of(payload.getProject());
    facts.title = text_of(payload.getTitle());
    facts.design = text_of(payload.getDesign());
    facts.evaluator = text_of(payload.getEvaluator());
    facts.evaluator_is_partner = payload.getEvaluatorIsPartner();
    facts.units = texts_of(payload.getUnits());
    facts.coordinator_kinds = texts_of(payload.getCoordinatorKinds());
    facts.target_groups = texts_of(payload.getTargetGroups());
    facts.method_versions = texts_of(payload.getMethodVersions());
    facts.from = read_moment(payload.getValidFrom());
    facts.to = read_moment(payload.getValidTo());
    facts.equal_versions.clear();
    for (const auto equal : payload.getEqualVersions())
        facts.equal_versions.push_back({text_of(equal.getInstrument()), text_of(equal.getVersion()), text_of(equal.getEqualTo())});
}

void note(ProjectFacts& facts, InstrumentDefined::Reader payload, const Told& at) {
    Instrument instrument;
    instrument.at = at;
    instrument.instrument = text_of(payload.getInstrument());
    instrument.version = text_of(payload.getVersion());
    instrument.language = text_of(payload.getLanguage());
    instrument.title = text_of(payload.getTitle());
    instrument.attribution = text_of(payload.getAttribution());
    instrument.groups = groups_of(payload.getGroups());
    for (const auto item : payload.getItems())
        instrument.items.push_back({text_of(item.getItem()), text_of(item.getWording()), item.getKind(), text_of(item.getScale()),
                                    item.getMinimum(), item.getMaximum(), item.getReversed(), texts_of(item.getChoices())});
    std::erase_if(facts.instruments, [&](const Instrument& known) {
        return known.instrument == instrument.instrument && known.version == instrument.version;
    });
    facts.instruments.push_back(std::move(instrument));
}

void note(ProjectFacts& facts, WaveOpened::Reader payload, const Told& at) {
    facts.waves.push_back({at, text_of(payload.getWave()), text_of(payload.getInstrument()), text_of(payload.getVersion()),
                           read_moment(payload.getOpens()), read_moment(payload.getCloses()), std::nullopt,
                           groups_of(payload.getGroups())});
}

void note(ProjectFacts& facts, WaveClosed::Reader payload, const Told& at) {
    for (auto wave = facts.waves.rbegin(); wave != facts.waves.rend(); ++wave)
        if (payload.getWave() == wave->wave && payload.getInstrument() == wave->instrument && !wave->closed) {
            wave->closed = at;
            return;
        }
}

void note(ProjectFacts& facts, RespondentEnrolled::Reader payload, const Told& at) {
    facts.enrolments.push_back({at, text_of(payload.getRespondent()), payload.getGroup(), text_of(payload.getUnit()),
                                text_of(payload.getExperienceBand()), read_moment(payload.getValidFrom()),
                                read_moment(payload.getValidTo()), std::nullopt});
}

void note(ProjectFacts& facts, RespondentLeft::Reader payload, const Told& at) {
    for (auto enrolment = facts.enrolments.rbegin(); enrolment != facts.enrolments.rend(); ++enrolment)
        if (payload.getRespondent() == enrolment->respondent && !enrolment->left) {
            enrolment->left = at;
            return;
        }
}

void note(ProjectFacts& facts, PeriodExpected::Reader payload, const Told& at) {
    facts.periods.push_back({at, text_of(payload.getPeriod()), text_of(payload.getInstrument()), text_of(payload.getVersion()),
                             read_moment(payload.getFirstDay()), read_moment(payload.getLastDay()),
                             groups_of(payload.getGroups()), texts_of(payload.getRegistrars())});
}

void note(ProjectFacts& facts, SeminarHeld::Reader payload, const Told& at) {
    facts.seminars.push_back({at, text_of(payload.getSeminar()), text_of(payload.getKind()), payload.getParticipants(),
                              texts_of(payload.getTopics())});
}

template <typename... Payloads>
void note_first_of(ProjectFacts& facts, const EffectiveEvent& event, const Told& at) {
    const bool noted = ((event.is<Payloads>() && (note(facts, event.as<Payloads>(), at), true)) || ...);
    static_cast<void>(noted);  // other types are noted as on a case
}

}  // namespace

const InstrumentItem* Instrument::find(std::string_view item) const {
    const auto found = std::find_if(items.begin(), items.end(), [&](const InstrumentItem& each) { return each.item == item; });
    return found == items.end() ? nullptr : &*found;
}

DaySpan Wave::window() const {
    const LocalDate first = opens.is_unknown() ? opened.date() : local_date(opens);
    if (!closes.is_unknown()) return {first, LocalDate{local_date(closes).days + 1}};
    return {first, closed ? LocalDate{closed->date().days + 1} : after_last_day};
}

bool Enrolment::holds_on(LocalDate day) const {
    const LocalDate first = from.is_unknown() ? at.date() : local_date(from);
    if (day < first || (!to.is_unknown() && day >= local_date(to))) return false;
    return !left || day < left->date();
}

const Instrument* ProjectFacts::find_instrument(std::string_view instrument, std::string_view version) const {
    const auto found = std::find_if(instruments.begin(), instruments.end(), [&](const Instrument& each) {
        return each.instrument == instrument && each.version == version;
    });
    return found == instruments.end() ? nullptr : &*found;
}

bool ProjectFacts::comparable(std::string_view instrument, std::string_view version, std::string_view other) const {
    if (version == other) return true;
    return std::any_of(equal_versions.begin(), equal_versions.end(), [&](const EqualVersions& equal) {
        return equal.instrument == instrument && ((equal.version == version && equal.equal_to == other) ||
                                                  (equal.version == other && equal.equal_to == version));
    });
}

const Enrolment* ProjectFacts::find_enrolment(std::string_view respondent) const {
    const auto found = std::find_if(enrolments.rbegin(), enrolments.rend(),
                                    [&](const Enrolment& each) { return each.respondent == respondent; });
    return found == enrolments.rend() ? nullptr : &*found;
}

Result<ProjectFacts> project_facts_of(const Uuid& project_id, const History& history) {
    ProjectFacts facts;
    facts.project_id = project_id;
    try {
        CaseFactsFold said(project_id);
        for (const EffectiveEvent& event : history.effective) {
            said.apply(event);
            const LeafRecord& leaf = event.leaf();
            note_first_of<ProjectDesigned, InstrumentDefined, WaveOpened, WaveClosed, RespondentEnrolled, RespondentLeft,
                          PeriodExpected, SeminarHeld>(
                facts, event, {event.occurred, leaf.position, leaf.version, leaf.event_id, leaf.recorded_at, 0});
        }
        facts.said = said.take();
        return facts;
    } catch (const kj::Exception&) {
        return fail(ErrorKind::damaged, "Project " + project_id.text() + " has an event whose content cannot be read; verify the log.");
    }
}

}  // namespace forloeb::facts
