#include <algorithm>
#include <bit>

#include "server/access/policy.hpp"
#include "server/access/refusals.hpp"

namespace forloeb {
namespace {

/// How far a grant came before something was missing: the refusal names the nearest miss.
enum class Lacks : std::uint8_t { operation, event, audience, unit, kle, relation, purpose, restriction, nothing };

struct Tried {
    Lacks lacks = Lacks::operation;
    std::string relation;
    std::string purpose;
    ClassSet classes;
};

template <typename List, typename Value>
bool contains(const List& list, const Value& value) {
    return std::ranges::find(list, value) != list.end();
}

bool covers_event(const Grant& grant, const std::string& type) {
    return grant.events.empty() || std::ranges::any_of(grant.events, [&](const std::string& pattern) {
               return pattern.ends_with(".*") ? type.starts_with(std::string_view(pattern).substr(0, pattern.size() - 1)) : pattern == type;
           });
}

bool covers_audience(const Grant& grant, Audience audience) {
    return grant.audiences.empty() ? audience == Audience::INTERNAL : contains(grant.audiences, audience);
}

bool covers_unit(const Grant& grant, const Principal& principal, const std::string& unit) {
    return grant.units.empty() || std::ranges::any_of(grant.units, [&](const std::string& named) {
               return named == "own" ? !principal.unit.empty() && unit == principal.unit : unit == named;
           });
}

bool covers_kle(const Grant& grant, const CaseAccess& about) {
    return grant.kle.empty() || std::ranges::any_of(about.kle, [&](const std::string& subject) {
               return std::ranges::any_of(grant.kle, [&](const std::string& prefix) { return subject.starts_with(prefix); });
           });
}

/// The first of the grant's relations that holds; empty if none does.
std::string relation_of(const Grant& grant, const Principal& principal, const Question& question, const CaseAccess* about, Instant now) {
    for (const Relation relation : grant.relations) {
        if (relation == Relation::any) return std::string(word(relation));
        if (about == nullptr) {
            // A list of cases is within a relation where it asks for no other cases than one's own.
            if (relation == Relation::assigned && !question.coordinator.empty() && question.coordinator == principal.actor) return std::string(word(relation));
            if (relation == Relation::unit && !question.unit.empty() && question.unit == principal.unit) return std::string(word(relation));
            continue;
        }
        if (relation == Relation::unit && !about->unit.empty() && about->unit == principal.unit) return std::string(word(relation));
        for (const CaseRelation& told : about->relations)
            if (told.relation == relation && holds(told, principal, now)) return std::string(word(relation));
    }
    return {};
}

Tried try_grant(const Grant& grant, const Principal& principal, const Question& question, const CaseAccess* about, Instant now) {
    Tried tried;
    if (!grant.operations.has(question.operation)) return tried;
    tried.lacks = Lacks::event;
    if (!std::ranges::all_of(question.event_types, [&](const std::string& type) { return covers_event(grant, type); })) return tried;
    tried.lacks = Lacks::audience;
    if (!covers_audience(grant, question.audience)) return tried;
    tried.lacks = Lacks::unit;
    if (!covers_unit(grant, principal, about != nullptr ? about->unit : question.unit)) return tried;
    tried.lacks = Lacks::kle;
    if (about != nullptr && !covers_kle(grant, *about)) return tried;
    tried.lacks = Lacks::relation;
    tried.relation = relation_of(grant, principal, question, about, now);
    if (tried.relation.empty()) return tried;
    tried.lacks = Lacks::purpose;
    if (!question.purpose.empty() && !contains(grant.purposes, question.purpose)) return tried;
    tried.purpose = question.purpose.empty() ? (grant.purposes.empty() ? std::string() : grant.purposes.front()) : question.purpose;
    tried.classes = question.classes.both(grant.classes);
    tried.lacks = Lacks::nothing;
    return tried;
}

/// Takes away what a restriction of the citizen's data forbids for this purpose. Fails if nothing asked for is left.
void apply_restriction(Tried& tried, const CaseAccess* about) {
    if (about == nullptr || tried.classes.empty()) return;
    ClassSet restricted;
    for (const RestrictedClass& one : about->restricted)
        if (!contains(one.purposes, tried.purpose)) restricted.add(one.sensitivity);
    tried.classes = tried.classes.without(restricted);
    if (tried.classes.empty()) tried.lacks = Lacks::restriction;
}

const BreakGlassRight* right_of(const Principal& principal, const CaseAccess* about, Instant now) {
    if (about == nullptr || principal.actor.empty()) return nullptr;
    for (const BreakGlassRight& right : about->break_glass)
        if (right.actor == principal.actor && now < right.until) return &right;
    return nullptr;
}

RefusalSentence sentence(Lacks lacks, const Question& question) {
    const std::string operation(word(question.operation));
    switch (lacks) {
        case Lacks::operation: return {"None of your roles may do '" + operation + "'.", "Ingen af dine roller giver adgang til '" + operation + "'."};
        case Lacks::event: return {"Your role may not write events of this type.", "Din rolle må ikke skrive hændelser af denne type."};
        case Lacks::audience:
            return {"Your role sees a case only as another audience does; ask with its view.", "Din rolle ser kun et forløb, som en anden målgruppe ser det; spørg med dens visning."};
        case Lacks::unit: return {"Your role is limited to other units than the one responsible.", "Din rolle gælder andre enheder end den, der har ansvaret."};
        case Lacks::kle: return {"Your role is limited to other subjects (KLE) than the case's.", "Din rolle gælder andre emner (KLE) end forløbets."};
        case Lacks::relation:
            return {"You have no relation to the case that gives this access; the case must say so first, or break the glass with a reason.",
                    "Du har ingen tilknytning til forløbet, der giver denne adgang; den skal først stå i forløbet, eller tag nødadgang med en begrundelse."};
        case Lacks::purpose: return {"Your role may not do this for that purpose.", "Din rolle må ikke dette til det formål."};
        case Lacks::restriction:
            return {"The citizen's data are restricted; they are open for the restriction's own purposes only.",
                    "Behandlingen af borgerens oplysninger er begrænset; de er kun åbne til de formål, begrænsningen selv nævner."};
        case Lacks::nothing: break;
    }
    return {};
}

const char* rule_of(Lacks lacks) {
    switch (lacks) {
        case Lacks::operation: return "access.operation";
        case Lacks::event: return "access.event_type";
        case Lacks::audience: return "access.audience";
        case Lacks::unit: return "access.unit";
        case Lacks::kle: return "access.kle";
        case Lacks::relation: return "access.relation";
        case Lacks::purpose: return "access.purpose";
        case Lacks::restriction: return "access.restriction";
        case Lacks::nothing: break;
    }
    return "access.grant";
}

Decision refused(const Policy& policy, const Question& question, std::string rule, RefusalSentence reason) {
    Decision decision;
    decision.rule = std::move(rule);
    decision.reason = std::move(reason.en);
    decision.reason_da = std::move(reason.da);
    decision.purpose = question.purpose;
    decision.policy_version = policy.title();
    return decision;
}

/// Of several grants that permit, the one that opens most: one role and one relation stand in the record.
Lacks by_grants(Decision& decision, const Policy& policy, const Principal& principal, const Question& question, const CaseAccess* about, Instant now) {
    Lacks nearest = Lacks::operation;
    for (const std::string& name : principal.roles) {
        const Role* const role = policy.role(name);
        if (role == nullptr) continue;
        for (const Grant& grant : role->grants) {
            Tried tried = try_grant(grant, principal, question, about, now);
            if (tried.lacks == Lacks::nothing) apply_restriction(tried, about);
            nearest = std::max(nearest, tried.lacks);
            if (tried.lacks != Lacks::nothing) continue;
            if (decision.permitted && std::popcount(decision.classes.bits) >= std::popcount(tried.classes.bits)) continue;
            decision.permitted = true;
            decision.rule = rule_of(Lacks::nothing);
            decision.reason = "Permitted to the role '" + name + "'.";
            decision.role = name;
            decision.relation = tried.relation;
            decision.purpose = tried.purpose;
            decision.classes = tried.classes;
        }
    }
    return nearest;
}

/// Broken glass reads one case as its own people see it, in the classes that the role's policy names; it never writes.
Lacks by_broken_glass(Decision& decision, const Policy& policy, const Principal& principal, const Question& question, const CaseAccess* about, Instant now) {
    const BreakGlassRight* const right = right_of(principal, about, now);
    if (right == nullptr || question.operation != Operation::case_read || question.audience != Audience::INTERNAL) return Lacks::operation;
    Lacks nearest = Lacks::operation;
    for (const std::string& name : principal.roles) {
        const Role* const role = policy.role(name);
        if (role == nullptr || role->break_glass.empty()) continue;
        Tried tried{Lacks::nothing, {}, "casework", question.classes.both(role->break_glass)};
        apply_restriction(tried, about);
        nearest = std::max(nearest, tried.lacks);
        if (tried.lacks != Lacks::nothing) continue;
        decision.permitted = true;
        decision.rule = "access.break_glass";
        decision.reason = "Permitted by broken glass, which somebody else reviews.";
        decision.role = name;
        decision.purpose = tried.purpose;
        decision.break_glass = right->id;
        decision.classes = tried.classes;
        break;
    }
    return nearest;
}

}  // namespace

bool concerns(const CaseRelation& told, const Principal& principal) {
    return (!told.actor.empty() && told.actor == principal.actor) || (!told.unit.empty() && told.unit == principal.unit) ||
           (!told.organisation.empty() && told.organisation == principal.organisation) ||
           (!told.person.is_nil() && told.person == principal.person);
}

// A moment told to the day holds from its morning, and to its evening.
bool holds(const CaseRelation& told, const Principal& principal, Instant now) {
    if (!concerns(told, principal)) return false;
    const bool begun = told.from.is_unknown() || (told.from.precision == Precision::INSTANT ? told.from.at <= now : local_date(told.from) <= local_date(now));
    const bool over = !told.to.is_unknown() && (told.to.precision == Precision::INSTANT ? told.to.at <= now : local_date(told.to) < local_date(now));
    return begun && !over;
}

Decision decide(const Policy& policy, const Principal& principal, const Question& question, const CaseAccess* about, Instant now) {
    if (principal.roles.empty()) return refused(policy, question, "access.role", {"The policy in force gives you no role today.", "Politikken i kraft giver dig ingen rolle i dag."});
    if (!principal.scope.has(question.operation))
        return refused(policy, question, "access.token_scope", {"The token you came with is not for this operation.", "Den adgangsnøgle, du kom med, er ikke til dette."});
    Decision decision = refused(policy, question, {}, {});
    Lacks nearest = by_grants(decision, policy, principal, question, about, now);
    if (!decision.permitted) nearest = std::max(nearest, by_broken_glass(decision, policy, principal, question, about, now));
    if (!decision.permitted) {
        decision.rule = rule_of(nearest);
        const RefusalSentence reason = sentence(nearest, question);
        decision.reason = reason.en;
        decision.reason_da = reason.da;
    }
    return decision;
}

Error refusal(const Decision& decision) {
    return access_refusal(decision.rule, {decision.reason + " (policy " + decision.policy_version + ")", decision.reason_da + " (politik " + decision.policy_version + ")"});
}

}  // namespace forloeb
