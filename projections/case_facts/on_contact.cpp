// Contact with the citizen: held, attempted, informed, involved. Two-way contact with the citizen or a representative is
// what M11 and M21 count.
#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {
namespace {

// Yes if the citizen or a representative is named, no if only others are, unknown if nobody is.
template <typename Reader>
Answer with_citizen(Reader payload) {
    bool anybody = payload.getWith().size() > 0;
    for (const auto party : payload.getWith())
        if (party == citizen_reference.data()) return Answer::YES;
    for (const auto kind : payload.getKinds()) {
        if (is_citizen_side(kind, {})) return Answer::YES;
        anybody = anybody || kind != ParticipantKind::UNKNOWN;
    }
    return anybody ? Answer::NO : Answer::UNKNOWN;
}

}  // namespace

void note(CaseFacts& facts, ContactHeld::Reader payload, const Occurrence& occurrence) {
    Contact contact = contact_of(Contact::Kind::contact, with_citizen(payload), occurrence);
    contact.in_person = payload.getInPerson();
    contact.parties = texts_of(payload.getWith());
    contact.persons = texts_of(payload.getPersons());
    contact.channel = text_of(payload.getChannel());
    contact.topics = texts_of(payload.getTopics());
    contact.goals = texts_of(payload.getGoals());
    facts.contacts.push_back(std::move(contact));
}

void note(CaseFacts& facts, ContactAttempted::Reader payload, const Occurrence& occurrence) {
    Contact contact = contact_of(Contact::Kind::attempt, with_citizen(payload), occurrence);
    contact.parties = texts_of(payload.getWith());
    contact.channel = text_of(payload.getChannel());
    facts.contacts.push_back(std::move(contact));
}

void note(CaseFacts& facts, CitizenInformed::Reader payload, const Occurrence& occurrence) {
    Informed informed;
    informed.at = occurrence.at;
    informed.topic = text_of(payload.getTopic());
    informed.channel = text_of(payload.getChannel());
    informed.concerns = text_of(payload.getConcerns());
    informed.message = text_of(payload.getMessage());
    informed.unit = first_said(payload.getUnit(), facts.act(occurrence.at).unit);
    for (const auto kind : payload.getKinds()) informed.kinds.push_back(kind);
    facts.informed.push_back(std::move(informed));
}

void note(CaseFacts& facts, CitizenInvolved::Reader payload, const Occurrence& occurrence) {
    facts.involvements.push_back({occurrence.at, uuid_of(payload.getStep()), payload.getDegree(), text_of(payload.getHow())});
}

void note(CaseFacts& facts, CitizenViewRecorded::Reader payload, const Occurrence& occurrence) {
    facts.citizen_views.push_back({occurrence.at, text_of(payload.getAbout()), uuid_of(payload.getAboutEvent()),
                                   payload.getAgrees(), payload.getProfessionalsMetEarlier()});
}

void note(CaseFacts& facts, GuidanceGiven::Reader payload, const Occurrence& occurrence) {
    facts.guidances.push_back({occurrence.at, text_of(payload.getToUnit()), text_of(payload.getToOrganisation()),
                               text_of(payload.getTopic()), payload.getAccompanied()});
}

}  // namespace forloeb::facts
