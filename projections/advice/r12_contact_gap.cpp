// R12: long without contact, or only from a distance (L14: mail and IT never replace the meeting in person).
#include <algorithm>

#include "projections/advice/calendar_months.hpp"
#include "projections/advice/rules.hpp"
#include "projections/advice/wording.hpp"

namespace forloeb::advice {
namespace {

/// Where the wait begins before there was any contact: the first assignment, else the opening.
const Told& wait_begins(const facts::CaseFacts& facts) {
    return facts.assignments.empty() ? facts.episodes.front().opened : facts.assignments.front().at;
}

std::vector<const facts::Contact*> two_way(const facts::CaseFacts& facts) {
    std::vector<const facts::Contact*> contacts;
    for (const facts::Contact& contact : facts.contacts)
        if (contact.kind != facts::Contact::Kind::attempt && contact.with_citizen == Answer::YES && !contact.at.imprecise())
            contacts.push_back(&contact);
    return contacts;
}

void judge_gap(const Input& input, const std::vector<const facts::Contact*>& contacts, Advice& advice) {
    const Told* since = &wait_begins(input.facts);
    if (since->imprecise()) return;
    for (const facts::Contact* contact : contacts)
        if (contact->at.date() >= since->date()) since = &contact->at;
    const std::int64_t days = open_days(input.facts).within(since->date(), input.today()).count();
    if (days <= input.parameters.number("days_max")) return;
    advice.advise("no_contact",
                  Words{"Ingen tovejskontakt med borgeren i ", "No two-way contact with the citizen for "} + number(days) + Words{" dage, siden ", " days, since "} +
                      date(since->date()) + both("."),
                  {*since});
}

void judge_in_person(const Input& input, const std::vector<const facts::Contact*>& contacts, Advice& advice) {
    const std::int64_t months = input.parameters.number("months_in_person");
    const Told* since = &wait_begins(input.facts);
    if (since->imprecise()) return;
    std::vector<Told> unknown;
    for (const facts::Contact* contact : contacts) {
        if (contact->in_person == Answer::YES && contact->at.date() >= since->date()) since = &contact->at;
        if (contact->in_person == Answer::UNKNOWN && months_after(contact->at.date(), months) >= input.today()) unknown.push_back(contact->at);
    }
    if (months_after(since->date(), months) >= input.today()) return;
    if (!unknown.empty())
        advice.unknown("not_in_person", {"Mangler: om kontakten var et personligt møde.", "Missing: whether the contact was in person."}, std::move(unknown));
    else
        advice.advise("not_in_person",
                      Words{"Intet personligt møde i mere end ", "No meeting in person for more than "} + number(months) + Words{" måneder, siden ", " months, since "} +
                          date(since->date()) + both("."),
                      {*since});
}

Advice judge_r12(const Input& input) {
    Advice advice;
    if (!input.is_open()) return advice;
    const auto contacts = two_way(input.facts);
    judge_gap(input, contacts, advice);
    judge_in_person(input, contacts, advice);
    return advice;
}

}  // namespace

Rule r12_contact_gap() {
    return {"R12",
            1,
            {"Længe uden kontakt", "Long without contact"},
            {"Mere end 30 dage med åben sag uden tovejskontakt med borgeren eller en repræsentant (som i M11), regnet fra første "
             "udpegning, ellers fra åbning; eller intet personligt møde i 3 kalendermåneder.",
             "More than 30 open days without two-way contact with the citizen or a representative (as in M11), from the first "
             "assignment, else from opening; or no meeting in person in 3 calendar months."},
            {{"days_max", ParameterDefinition::Kind::number, "30", "ours"},
             {"months_in_person", ParameterDefinition::Kind::number, "3", "ours"}},
            Reach::one_case,
            judge_r12};
}

}  // namespace forloeb::advice
