// What a week may bring: contact, minutes, meetings, promises, questions, friction, a change, the end. Rates are
// hundredths, in the table of tools/demo/README.md. Only what nothing else rests on is written down late.
#include <algorithm>

#include "tools/demo/generate/life.hpp"

namespace forloeb::made {

void Life::contact() {
    diary_.later(10);
    const std::string whom = object().raw("with", list({"borger"})).raw("kinds", list({"citizen"})).text("channel", "phone").str();
    if (dice_.chance(12)) {
        diary_.tell("contact.attempted", coordinator(), whom);
        return;
    }
    const bool in_person = dice_.chance(45);
    const std::string held = object().raw("with", list({"borger"})).raw("kinds", list({"citizen"})).text("channel", in_person ? "in_person" : dice_.pick({"phone", "sms"})).text("inPerson", dice_.chance(95) ? (in_person ? "yes" : "no") : "unknown").number("minutes", static_cast<std::uint64_t>(dice_.between(5, 60))).raw("goals", dice_.chance(60) ? list({"g1"}) : "[]").str();
    const std::string note = object().text("note", "Opdigtet samtale.").str();
    if (dice_.chance(15)) {
        diary_.tell_late(dice_.between(8, 40), "contact.held", coordinator(), held, note);
        return;
    }
    const Ref told = diary_.tell("contact.held", coordinator(), held, note);
    if (dice_.chance(3)) correct(told, held);
}

void Life::correct(Ref told, const std::string& held) {
    diary_.tell_late(dice_.between(1, 20), "event.corrected", coordinator(), object().text("target", told.text()).text("targetType", "contact.held").text("reason", "typing_error").raw("payload", held).str());
}

void Life::register_time(int week) {
    const bool coordination = dice_.chance(55);
    const int minutes = dice_.between(20, week < 13 ? 240 : 120);
    diary_.tell("time.registered", coordinator(), object().text("activityClass", coordination ? "coordination" : "administration").number("minutes", static_cast<std::uint64_t>(minutes)).text("period", format_date(diary_.day()).substr(0, 7)).text("person", coordinator().pseudonym).text("unit", unit_.name).str());
}

void Life::meet() {
    const std::string name = "m" + std::to_string(++meetings_);
    JsonLine invitees('[');
    JsonLine attendees('[');
    invitees.item(object().text("party", "borger").text("kind", "citizen").text("stake", "large"));
    if (dice_.chance(70)) attendees.item(object().text("party", "borger").text("kind", "citizen"));
    for (std::size_t i = 0; i < std::min<std::size_t>(3, around_.size()); ++i) {
        invitees.item(object().text("party", around_[i].pseudonym).text("kind", "professional").text("stake", dice_.pick({"large", "small", "learning", "unknown"})));
        if (dice_.chance(80)) attendees.item(object().text("party", around_[i].pseudonym).text("kind", "professional").text("organisation", around_[i].organisation).text("person", around_[i].pseudonym));
    }
    const bool agenda = dice_.chance(75);
    const std::string items = agenda ? "[" + object().text("item", "p1").text("topic", "mål").str() + "," + object().text("item", "p2").text("topic", "opfølgning").str() + "]" : "[]";
    diary_.later(5);
    diary_.tell("meeting.convened", coordinator(), object().text("meeting", name).text("kind", "coordinating").text("form", "withCitizen").text("planned", format_date(day_of(10))).raw("agenda", items).raw("invitees", invitees.str()).text("leader", coordinator().pseudonym).str());
    if (!go(10, 600)) return;
    if (dice_.chance(10)) {
        diary_.tell("meeting.cancelled", coordinator(), object().text("meeting", name).text("reason", "illness").str());
        return;
    }
    const std::string band = coordinator_ < 0 ? std::string() : unit_.bands[static_cast<std::size_t>(coordinator_)];
    diary_.tell("meeting.held", coordinator(), object().text("meeting", name).text("kind", "coordinating").text("leader", coordinator().pseudonym).text("leaderExperience", band).raw("attendees", attendees.str()).raw("covered", agenda ? list(dice_.chance(70) ? std::vector<std::string>{"p1", "p2"} : std::vector<std::string>{"p1"}) : "[]").text("timeKept", dice_.pick({"yes", "yes", "no", "unknown"})).raw("goals", dice_.chance(65) ? list({"g1"}) : "[]").text("inPerson", "yes").str());
    for (std::size_t i = 0; i < std::min<std::size_t>(3, around_.size()); ++i)
        if (dice_.chance(40)) diary_.tell("meeting.attendance_rated", around_[i], object().text("meeting", name).text("party", around_[i].pseudonym).text("kind", "professional").text("useful", dice_.chance(75) ? "yes" : "no").str());
    if (dice_.chance(80) && go(dice_.chance(80) ? dice_.between(1, 4) : dice_.between(9, 16), 600)) diary_.tell("meeting.minutes_shared", coordinator(), object().text("meeting", name).raw("to", list({"borger"})).text("channel", "email").str());
}

void Life::promise() {
    const std::string name = "l" + std::to_string(++promises_);
    const LocalDate due = day_of(dice_.between(7, 30));
    const bool dated = dice_.chance(90);
    const bool to_citizen = dice_.chance(70) || around_.empty();
    JsonLine made = object().text("commitment", name).text("to", to_citizen ? "borger" : around_[0].pseudonym);
    made.text("toKind", to_citizen ? "citizen" : "partner").text("kind", dice_.pick({"contact", "information", "service"})).text("withinCompetence", dice_.chance(85) ? "yes" : dice_.pick({"no", "unknown"}));
    if (dated) made.text("due", format_date(due));
    diary_.later(5);
    diary_.tell("commitment.made", coordinator(), made.str(), object().text("what", "Opdigtet løfte.").str());
    if (dated) open_.push_back({name, due, dice_.between(0, 99)});
}

/// Kept in time 68, kept late 8, broken and said so 12, renegotiated first 6; the rest passes in silence.
void Life::settle() {
    for (auto each = open_.begin(); each != open_.end();) {
        const bool due = each->due <= diary_.day();
        diary_.later(3);
        if (each->fate >= 88 && each->fate < 94 && !due && day_of(7) >= each->due) {
            each->due = day_of(21);
            each->fate = 0;
            diary_.tell("commitment.renegotiated", coordinator(), object().text("commitment", each->name).text("newDue", format_date(each->due)).text("reason", "lack_of_time").text("recipientAgrees", "yes").str());
            ++each;
        } else if (each->fate < 68 && (due || day_of(7) >= each->due)) {
            diary_.tell("commitment.kept", coordinator(), object().text("commitment", each->name).str());
            each = open_.erase(each);
        } else if (each->fate < 76 && each->fate >= 68 && day_of(-14) > each->due) {
            diary_.tell("commitment.kept", coordinator(), object().text("commitment", each->name).str());
            each = open_.erase(each);
        } else if (each->fate >= 76 && each->fate < 88 && due) {
            diary_.tell("commitment.broken", coordinator(), object().text("commitment", each->name).text("reason", dice_.pick({"lack_of_time", "outside_competence"})).text("toldRecipient", dice_.pick({"yes", "no"})).str());
            each = open_.erase(each);
        } else {
            ++each;
        }
    }
}

void Life::ask_for_information() {
    const std::string name = "opl" + std::to_string(++requests_);
    const bool again = requests_ > 1 && dice_.chance(20);  // somebody asks for what is held
    const std::string topic = again ? "funktionsevne" : dice_.pick({"funktionsevne", "medicin", "bolig", "økonomi"});
    const std::string period = object().text("from", again ? "2022-06-01" : "2022-01-01").text("to", "2023-01-01").str();
    diary_.later(5);
    diary_.tell("information.requested", again ? town_.partners[0] : coordinator(), object().text("request", name).text("fromOrganisation", "region").text("fromSector", "external").text("topic", topic).raw("period", period).text("unit", again ? "Jobcenter" : unit_.name).text("sector", "internal").str());
    if (again && dice_.chance(30)) {  // somebody remembered in time
        diary_.later(30);
        diary_.tell("information.request_withdrawn", town_.partners[0], object().text("request", name).text("reason", "already_held").str());
        if (provided_)
            diary_.tell("information.reused", town_.partners[0], object().text("request", name).text("earlierEvent", provided_->text()).text("topic", topic).raw("period", period).text("unit", "Jobcenter").str());
        return;
    }
    if (!dice_.chance(80) || !go(dice_.between(3, 20), 600)) return;
    const Ref provided = diary_.tell("information.provided", town_.partners[6], object().text("request", name).text("byOrganisation", "region").text("topic", topic).raw("period", period).text("holder", unit_.name).text("holderSector", "internal").text("complete", dice_.chance(85) ? "yes" : "no").str());
    if (topic == "funktionsevne") provided_ = provided;
    if (consent_ && dice_.chance(50)) diary_.tell("information.shared", coordinator(), object().raw("to", list({"Jobcenter"})).raw("kinds", list({"professional"})).text("topic", topic).text("channel", "email").text("consent", "samt1").str());
}

void Life::friction() {
    const std::string name = "u" + std::to_string(++frictions_);
    diary_.later(5);
    if (dice_.chance(50)) {
        diary_.tell("uncertainty.raised", coordinator(), object().text("uncertainty", name).text("about", "entitlement").text("unit", unit_.name).str());
        if (dice_.chance(70) && go(dice_.between(5, 30), 600)) diary_.tell("uncertainty.resolved", coordinator(), object().text("uncertainty", name).text("how", "specialist").str());
    } else {
        diary_.tell("disagreement.raised", coordinator(), object().text("disagreement", name).raw("between", "[" + object().text("party", "borger").text("kind", "citizen").str() + "," + object().text("party", "forvaltning").text("kind", "professional").text("unit", unit_.name).str() + "]").text("about", dice_.pick({"needs", "goals"})).str());
        if (dice_.chance(60) && go(dice_.between(5, 40), 600)) diary_.tell("disagreement.resolved", coordinator(), object().text("disagreement", name).text("how", "meeting").text("citizenAgrees", dice_.pick({"yes", "no"})).str());
    }
}

void Life::change_coordinator() {
    diary_.later(5);
    diary_.tell("coordinator.released", unit_.leader, object().text("person", coordinator().pseudonym).text("reason", dice_.pick({"new_position", "illness"})).str());
    const int next = static_cast<int>((static_cast<std::size_t>(coordinator_) + 1) % unit_.coordinators.size());
    coordinator_ = -1;
    if (go(dice_.chance(70) ? 1 : dice_.between(8, 30), 540)) assign(next);
}

void Life::close() {
    if (running_) diary_.tell("service.ended", unit_.caseworker, object().text("service", "y1").text("reason", "goal_reached").text("followUp", "end").str());
    diary_.later(5);
    diary_.tell("goal.closed", coordinator(), object().text("goal", "g1").text("result", dice_.pick({"reached", "partlyReached", "notReached"})).str());
    diary_.later(30);
    diary_.tell("case.closed", unit_.caseworker, object().text("reason", "done").text("outcome", "afsluttet").str());
    closed_ = true;
    if (dice_.chance(8) && go(dice_.between(30, 120), 600)) {
        diary_.tell("case.reopened", unit_.caseworker, object().text("reason", "citizen_asks").text("unit", unit_.name).str());
        diary_.later(20);
        contact();
    }
}

}  // namespace forloeb::made
