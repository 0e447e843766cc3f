// Application, goal, plan, decision and service. Rates are hundredths, in the table of tools/demo/README.md.
#include <algorithm>

#include "tools/demo/generate/life.hpp"

namespace forloeb::made {

void Life::decide() {
    const bool disability = unit_.name == "Voksenhandicap";
    service_type_ = disability ? "bpa" : "bostøtte";
    const std::string service = object().text("service", "y1").text("type", service_type_).raw("legalBasis", law("serviceloven", disability ? "96" : "85")).number("minutesPerWeek", 180).text("unit", unit_.name).str();
    if (!go(dice_.between(1, 10), 600)) return;
    diary_.tell("application.received", unit_.caseworker, object().text("application", "ans1").raw("services", "[" + service + "]").text("unit", unit_.name).text("by", "citizen").str(),
                object().text("citizenWords", "Jeg kan ikke klare det alene.").str());
    const LocalDate due = day_of(60);
    diary_.tell("deadline.set", unit_.caseworker, object().text("deadline", "frist1").text("kind", "sagsbehandlingsfrist").text("due", format_date(due)).text("basis", "statutory").text("concerns", "ans1").text("unit", unit_.name).str());
    if (!go(dice_.between(10, 25), 600)) return;
    enter_phase("vurdering", unit_.caseworker);
    diary_.tell("assessment.completed", unit_.caseworker, object().text("assessment", "udr1").text("supportNeed", dice_.pick({"slight", "moderate", "severe"})).raw("targetGroups", list({unit_.target_group})).text("primaryTargetGroup", unit_.target_group).str());
    agree_goal();
    issue(service, due);
}

void Life::agree_goal() {
    JsonLine endorsements('[');
    if (!around_.empty() && dice_.chance(70))
        for (std::size_t i = 0; i < std::min<std::size_t>(2, around_.size()); ++i)
            endorsements.item(object().text("party", around_[i].pseudonym).text("organisation", around_[i].organisation).text("unit", around_[i].unit).text("kind", "professional").text("sector", around_[i].organisation == "kommune" ? "internal" : "external"));
    diary_.later(20);
    if (dice_.chance(40)) {
        diary_.tell("goal.proposed", coordinator(), object().text("goal", "g1").text("theme", "egenomsorg").text("proposedBy", dice_.pick({"citizen", "relative", "professional"})).str());
        diary_.later(10);
    }
    const Ref goal = diary_.tell("goal.agreed", coordinator(),
                                 object().text("goal", "g1").text("theme", "egenomsorg").text("goalType", dice_.pick({"develop", "maintain", "limitLoss"})).text("expectedLevel", "slight").text("due", format_date(day_of(180))).raw("endorsedBy", endorsements.str()).text("citizenEndorses", dice_.chance(80) ? "yes" : "unknown").text("shared", "yes").str(),
                                 object().text("text", "En hverdag, borgeren selv leder.").str());
    goal_ = true;
    if (dice_.chance(75)) diary_.tell("citizen.involved", coordinator(), object().text("step", goal.text()).text("degree", dice_.pick({"informed", "consulted", "coDecided", "led"})).text("how", "møde").str());
    if (around_.size() > 2 && dice_.chance(30))
        diary_.tell("goal.endorsed", around_[2], object().text("goal", "g1").raw("by", object().text("party", around_[2].pseudonym).text("organisation", around_[2].organisation).text("unit", around_[2].unit).text("kind", "professional").text("sector", around_[2].organisation == "kommune" ? "internal" : "external").str()).text("endorses", dice_.pick({"yes", "yes", "no"})).str());
    if (dice_.chance(12)) diary_.tell("offer.declined", unit_.caseworker, object().text("type", "dagtilbud").text("declinedBy", "citizen").str(), object().text("ownWords", "Det er ikke noget for mig.").str());
    if (dice_.chance(70)) {
        diary_.tell("plan.offered", coordinator(), object().text("plan", "p1").text("kind", "handleplan").text("assessment", "udr1").raw("legalBasis", law("serviceloven", "141")).str());
        diary_.later(10);
        plan_ = dice_.chance(80);
        if (plan_) {
            enter_phase("handleplan", coordinator());
            diary_.tell("plan.created", coordinator(), object().text("plan", "p1").text("kind", "handleplan").text("assessment", "udr1").raw("goals", list({"g1"})).text("unit", unit_.name).text("citizenEndorses", "yes").str());
        } else {
            diary_.tell("plan.declined", coordinator(), object().text("plan", "p1").text("kind", "handleplan").text("assessment", "udr1").text("declinedBy", "citizen").text("reason", "not_now").str());
        }
    }
}

void Life::issue(const std::string& service, LocalDate due) {
    if (!go(dice_.between(3, 15), 600)) return;
    if (dice_.chance(90)) diary_.tell("decision.drafted", unit_.caseworker, object().text("decision", "afg1").raw("applications", list({"ans1"})).raw("services", "[" + service + "]").text("outcome", "granted").text("unit", unit_.name).str());
    diary_.later(30);
    if (dice_.chance(70) && !around_.empty())
        diary_.tell("decision.discussed", coordinator(), object().text("decision", "afg1").raw("with", "[" + object().text("party", around_[0].pseudonym).text("unit", around_[0].unit).text("profession", around_[0].role).str() + "]").text("result", "unchanged").str());
    if (dice_.chance(85)) diary_.tell("citizen.heard", unit_.caseworker, object().text("decision", "afg1").text("channel", "digital_post").text("responded", dice_.pick({"yes", "no"})).str());
    if (dice_.chance(10) && diary_.day() <= due)
        diary_.tell("deadline.extended", unit_.caseworker, object().text("deadline", "frist1").text("newDue", format_date({due.days + 30})).text("reason", "missing_information").text("citizenInformed", "yes").str());
    if (!go(dice_.chance(85) ? dice_.between(2, 12) : dice_.between(20, 60), 660)) return;
    const bool granted = dice_.chance(85);
    enter_phase("afgørelse", unit_.caseworker);
    diary_.tell("decision.issued", unit_.caseworker, object().text("decision", "afg1").raw("applications", list({"ans1"})).raw("services", "[" + service + "]").text("outcome", granted ? "granted" : "refused").text("reasonsGiven", "yes").text("appealUntil", format_date(day_of(28))).text("unit", unit_.name).str());
    diary_.tell("deadline.met", unit_.caseworker, object().text("deadline", "frist1").str());
    if (granted) {
        diary_.later(15);
        enter_phase("levering", unit_.caseworker);
        diary_.tell("service.started", unit_.caseworker, object().raw("specification", service_now(180)).text("decision", "afg1").str());
        running_ = true;
    }
    if (dice_.chance(8) && go(dice_.between(5, 25), 600)) {
        diary_.tell("decision.appealed", unit_.caseworker, object().text("appeal", "kl1").text("decision", "afg1").text("by", "citizen").text("body", "reassessment").str());
        if (go(dice_.between(10, 28), 600)) diary_.tell("appeal.resolved", unit_.caseworker, object().text("appeal", "kl1").text("decision", "afg1").text("body", "reassessment").text("result", dice_.chance(80) ? "upheld" : "changed").str());
    }
}

}  // namespace forloeb::made
