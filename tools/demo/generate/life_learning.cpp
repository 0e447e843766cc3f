// Who stands in for whom, who comes and goes, what is learnt, what advice comes to, and the plan's follow-up. Rates are
// hundredths, in the table of tools/demo/README.md.
#include "tools/demo/generate/life.hpp"

namespace forloeb::made {

void Life::relations() {
    represented_ = dice_.chance(12);
    if (represented_)
        diary_.tell("representative.appointed", unit_.caseworker, object().text("representative", "bisidder").text("kind", "bisidder").raw("scope", list({"møder"})).str(),
                    object().text("name", "Opdigtet bisidder " + number_).str());
    team_ = dice_.chance(15);
    if (team_) diary_.tell("team.member_added", unit_.leader, object().text("person", unit_.caseworker.pseudonym).text("role", "sagsbehandler").text("unit", unit_.name).str());
    if (dice_.chance(10)) {
        diary_.later(5);
        const Ref wrong = diary_.tell("note.recorded", unit_.caseworker, object().text("kind", "telefonnotat").str(), object().text("text", "Opdigtet notat, der hørte til et andet forløb.").str());
        diary_.tell_late(3, "event.retracted", unit_.caseworker, object().text("target", wrong.text()).text("reason", "wrong_case").str());
    }
}

void Life::network_changes() {
    diary_.later(3);
    if (around_.size() > 2 && dice_.chance(1)) {
        diary_.tell("partner.removed", coordinator(), object().text("party", around_.back().pseudonym).text("reason", "opgave_løst").str());
        around_.pop_back();
    }
    if (!around_.empty() && dice_.chance(1))
        diary_.tell("partner.changed", coordinator(),
                    object().text("party", around_[0].pseudonym).text("kind", around_[0].role).text("sector", around_[0].organisation == "kommune" ? "internal" : "external").text("unit", around_[0].unit).text("organisation", around_[0].organisation).text("role", "tovholder").text("profession", around_[0].role).text("person", around_[0].pseudonym).str());
    if (coordinator_ >= 0 && dice_.chance(1) && !substituted_) {
        substituted_ = true;
        const std::string stands_in = unit_.caseworker.pseudonym;
        diary_.tell("substitute.appointed", unit_.leader, object().text("person", stands_in).text("forPerson", coordinator().pseudonym).text("unit", unit_.name).text("reason", "illness").str());
        if (!go(dice_.between(5, 20), 540)) return;
        substituted_ = false;
        diary_.tell("substitute.ended", unit_.leader, object().text("person", stands_in).text("forPerson", coordinator().pseudonym).text("reason", "returned").str());
    }
}

void Life::learn() {
    diary_.later(3);
    if (dice_.chance(2)) diary_.tell("knowledge.consulted", coordinator(), object().text("specialist", "viso-1").text("profession", "specialist").text("topic", "funktionsevne").text("channel", "phone").number("minutes", 20).str());
    if (!around_.empty() && dice_.chance(1)) diary_.tell("knowledge.contributed", around_[0], object().text("by", around_[0].pseudonym).raw("to", list({"koordinator"})).text("profession", around_[0].role).text("unit", around_[0].unit).text("topic", "funktionsevne").str());
    if (dice_.chance(1)) {
        const Ref linked = diary_.tell("document.linked", coordinator(), object().text("document", "dok" + std::to_string(++documents_)).text("kind", "udredning").text("mediaType", "application/pdf").text("system", "esdh").str());
        if (dice_.chance(20)) diary_.tell("practice.highlighted", unit_.leader, object().raw("events", list({linked.text()})).raw("themes", list({"videndeling"})).str());
    }
    if (dice_.chance(1)) diary_.tell("citizen.view_recorded", coordinator(), object().text("about", "forløbet").text("agrees", dice_.pick({"yes", "no", "unknown"})).str(), object().text("ownWords", "Nu ved jeg, hvad der skal ske.").str());
}

void Life::advise() {
    if (coordinator_ < 0 || !dice_.chance(2)) return;
    const std::string name = "råd" + std::to_string(++advised_);
    const std::string rule = dice_.pick({"R3", "R9", "R12", "R13"});
    diary_.later(3);
    diary_.tell("advice.shown", coordinator(), object().text("advice", name).text("rule", rule).text("ruleVersion", "1").text("result", "advise").str());
    diary_.later(10);
    if (dice_.chance(60))
        diary_.tell("advice.followed", coordinator(), object().text("advice", name).text("rule", rule).text("ruleVersion", "1").str());
    else
        diary_.tell("advice.overridden", coordinator(), object().text("advice", name).text("rule", rule).text("ruleVersion", "1").text("reason", dice_.pick({"citizen_wish", "lack_of_time"})).str());
}

std::string Life::service_now(int minutes) const {
    return object().text("service", "y1").text("type", service_type_).raw("legalBasis", law("serviceloven", service_type_ == "bpa" ? "96" : "85")).number("minutesPerWeek", static_cast<std::uint64_t>(minutes)).text("unit", unit_.name).raw("goals", list({"g1"})).str();
}

void Life::revise(int week) {
    diary_.later(3);
    if (plan_ && week % 26 == 25 && dice_.chance(60))
        diary_.tell("plan.revised", coordinator(), object().text("plan", "p1").text("kind", "handleplan").text("assessment", "udr1").raw("goals", list({"g1"})).text("unit", unit_.name).text("reason", "opfølgning").text("followUp", "continue").str());
    if (running_ && dice_.chance(1))
        diary_.tell("service.changed", unit_.caseworker, object().raw("specification", service_now(dice_.between(2, 10) * 60)).text("reason", dice_.chance(50) ? "coordination" : "need_changed").str());
    if (team_ && dice_.chance(1)) {
        diary_.tell("team.member_removed", unit_.leader, object().text("person", unit_.caseworker.pseudonym).text("reason", "opgave_løst").str());
        team_ = false;
    }
    if (represented_ && dice_.chance(1)) {
        diary_.tell("representative.ended", coordinator(), object().text("representative", "bisidder").text("reason", "citizen_wish").str());
        represented_ = false;
    }
    if (consent_ && week > 30 && dice_.chance(1)) {
        diary_.tell("consent.withdrawn", coordinator(), object().text("consent", "samt1").text("by", "citizen").text("reason", "citizen_wish").str());
        consent_ = false;
    }
}

}  // namespace forloeb::made
