// How a case comes in, who is around the citizen, what is assessed, and who coordinates. Rates are hundredths, in the table of
// tools/demo/README.md.
#include <algorithm>

#include "tools/demo/generate/life.hpp"

namespace forloeb::made {

bool Life::arrive(LocalDate first) {
    diary_.at(first, 9 * 60);
    diary_.at(day_of(0), 9 * 60);
    const bool moving = dice_.chance(30);  // discharged, released or moving here
    intake_ = diary_.tell("intake.received", town_.reception,
                          object().text("route", moving ? "hospital" : "citizen").text("municipality", "demo").text("unit", "Modtagelsen").raw("topics", list({"hjælp"})).str());
    if (dice_.chance(8)) {
        go(dice_.between(2, 10), 600);
        if (dice_.chance(40))
            diary_.tell("intake.referred_on", town_.reception, object().text("intake", intake_.text()).text("toOrganisation", "region").text("reason", "other_authority").text("received", "yes").str());
        else
            diary_.tell("intake.declined", town_.reception, object().text("intake", intake_.text()).text("reason", "no_need").str());
        return false;
    }
    if (moving) {
        diary_.later(20);
        diary_.tell("transition.announced", town_.partners[6],
                                  object().text("transition", "t1").raw("fromSectors", list({dice_.chance(70) ? "psychiatry" : "prison_probation"})).text("fromOrganisation", "region").text("toUnit", unit_.name).text("expected", format_date(day_of(35))).text("meetingRequested", dice_.chance(60) ? "yes" : "unknown").str());
        moving_ = true;
    }
    if (!go(dice_.between(2, 14), 540)) return false;
    diary_.tell_of_person(person_, town_.reception, object().text("kind", "citizen").text("synthetic", "yes").str(),
                          object().text("name", "Opdigtet borger " + number_).str());
    diary_.tell("case.opened", town_.reception,
                object().text("subject", person_.id.text()).text("entryRoute", moving ? "overgang" : "ansøgning").text("municipality", "demo").text("unit", unit_.name).raw("targetGroups", list({unit_.target_group})).text("primaryTargetGroup", unit_.target_group).text("intake", intake_.text()).str());
    enter_phase("sagsåbning", town_.reception);
    if (dice_.chance(60))
        diary_.tell("communication.preference_set", town_.reception, object().text("channel", dice_.pick({"sms", "phone", "in_person"})).text("language", "da").str(),
                    object().text("ownWords", "Skriv til mig først.").str());
    return true;
}

void Life::meet_around() {
    go(dice_.between(1, 4), 600);
    if (dice_.chance(75)) {
        diary_.tell("partner.added", unit_.caseworker, object().text("party", "pårørende").text("kind", "relative").text("sector", "privateNetwork").text("role", "pårørende").str(),
                    object().text("note", "Opdigtet pårørende.").str());
    }
    const int parties = dice_.between(2, 6);
    const auto first = dice_.next();
    for (int i = 0; i < parties; ++i) add_party(town_.partners[(first + static_cast<std::uint64_t>(i)) % town_.partners.size()]);
    if (dice_.chance(60))
        diary_.tell("network.assessed", unit_.caseworker, object().text("strength", "middel").text("weak", dice_.pick({"yes", "no", "unknown"})).text("method", "netværkskort").str());
    if (dice_.chance(55)) diary_.tell("tool.used", unit_.caseworker, object().text("tool", "netværkskort").text("version", "1").str());
    consent_ = dice_.chance(80);
    if (consent_)
        diary_.tell("consent.given", unit_.caseworker, object().text("consent", "samt1").raw("scope", list({"funktionsevne"})).text("purpose", "koordinering").text("by", "citizen").text("form", "written").str());
}

void Life::add_party(const Staff& who) {
    const bool internal = who.organisation == "kommune";
    diary_.tell("partner.added", unit_.caseworker,
                object().text("party", who.pseudonym).text("kind", who.role).text("sector", internal ? "internal" : "external").text("unit", who.unit).text("organisation", who.organisation).text("role", "fagperson").text("profession", who.role).text("person", who.pseudonym).text("buyIn", dice_.pick({"yes", "yes", "unknown"})).str());
    around_.push_back(who);
}

void Life::assess() {
    if (!go(dice_.between(2, 12), 570)) return;
    enter_phase("oplysning", unit_.caseworker);
    diary_.tell("assessment.started", unit_.caseworker, object().text("assessment", "udr1").text("method", "vum2").text("methodVersion", "2.0").text("purpose", "first").str());
    for (const char* theme : {"relationer", "egenomsorg", "samfundsliv"}) {
        diary_.later(5);
        diary_.tell("assessment.theme_scored", unit_.caseworker, object().text("assessment", "udr1").text("theme", theme).text("level", dice_.pick({"slight", "moderate", "severe", "notAssessed"})).str());
    }
    if (dice_.chance(80))
        diary_.tell("complexity.assessed", unit_.caseworker, object().text("model", "kompleksitetsmodel").text("modelVersion", "1").text("grade", dice_.pick({"lav", "middel", "høj"})).str());
    const bool needed = dice_.chance(75);
    if (dice_.chance(85))
        diary_.tell("coordinator.need_assessed", unit_.leader, object().text("criteriaSet", "v1").text("advice", dice_.pick({"yes", "no", "unknown"})).text("decision", needed ? "yes" : "no").text("considerablyReduced", dice_.pick({"yes", "no", "unknown"})).str());
    needed_ = needed;
}

void Life::coordinate() {
    if (!needed_ || !go(dice_.between(2, 30), 540)) return;
    assign(static_cast<int>(dice_.next() % unit_.coordinators.size()));
}

void Life::assign(int who) {
    coordinator_ = who;
    const auto index = static_cast<std::size_t>(who);
    diary_.tell("coordinator.assigned", unit_.leader,
                object().text("person", coordinator().pseudonym).text("kind", unit_.coordinator_kind).text("homeUnit", unit_.name).raw("competenceScope", list({"koordinering"})).text("experienceBand", unit_.bands[index]).str());
    if (unit_.bands[index] == "0-6m" && dice_.chance(50))
        diary_.tell("onboarding.recorded", unit_.leader, object().text("person", coordinator().pseudonym).text("topic", "method").number("minutes", 60).text("experienceBand", "0-6m").text("unit", unit_.name).str());
    for (const Staff& who_else : around_) {
        diary_.later(2);
        if (dice_.chance(80)) diary_.tell("coordinator.announced", coordinator(), object().text("party", who_else.pseudonym).text("channel", "email").str());
        if (dice_.chance(60)) diary_.tell("coordinator.acknowledged", who_else, object().text("party", who_else.pseudonym).str());
    }
    if (dice_.chance(85)) {
        go(dice_.chance(80) ? dice_.between(1, 12) : dice_.between(15, 30), 660);
        diary_.tell("citizen.informed", coordinator(), object().text("topic", "coordinator").text("channel", "in_person").raw("kinds", list({"citizen"})).text("unit", unit_.name).str());
    }
}

void Life::hand_over() {
    if (!moving_) return;
    ++moving_weeks_;
    if (moving_weeks_ == 1) diary_.tell("handover.proposed", town_.partners[6], handover("o1"));
    if (moving_weeks_ == 2) {
        if (dice_.chance(20)) {
            diary_.tell("handover.rejected", coordinator(), object().text("handover", "o1").text("reason", "missing_documents").str());
            diary_.later(30);
            diary_.tell("handover.proposed", town_.partners[6], handover("o2"));
            handover_ = "o2";
        }
        diary_.later(30);
        if (dice_.chance(90)) diary_.tell("handover.accepted", coordinator(), object().text("handover", handover_).text("unit", unit_.name).str());
        else handover_.clear();
    }
    if (moving_weeks_ == 3) diary_.tell("transition.left", town_.partners[6], object().text("transition", "t1").text("planned", dice_.chance(85) ? "yes" : "no").str());
    if (moving_weeks_ == 5 && !handover_.empty()) {
        diary_.tell("handover.completed", coordinator(), object().text("handover", handover_).str());
        moving_ = false;
    }
}

std::string Life::handover(const std::string& name) const {
    return object().text("handover", name).text("transition", "t1").text("fromOrganisation", "region").text("toUnit", unit_.name).raw("openItems", "[" + object().text("item", "medicin").text("kind", "other").str() + "]").str();
}

}  // namespace forloeb::made
