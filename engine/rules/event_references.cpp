#include "engine/rules/event_references.hpp"

#include <unordered_map>

#include "events/schema/assessment.capnp.h"
#include "events/schema/case.capnp.h"
#include "events/schema/contact.capnp.h"
#include "events/schema/coordinator.capnp.h"
#include "events/schema/decision.capnp.h"
#include "events/schema/goal.capnp.h"
#include "events/schema/information.capnp.h"
#include "events/schema/learning.capnp.h"
#include "events/schema/meeting.capnp.h"
#include "events/schema/plan.capnp.h"
#include "events/schema/promise.capnp.h"
#include "events/schema/relation.capnp.h"
#include "events/schema/transition.capnp.h"

namespace forloeb {
namespace {

using enum ThreadKind;

/// Collects what one event refers to.
class Collector {
  public:
    void thing(ThreadKind kind, capnp::Text::Reader reference) {
        if (reference.size() > 0) found_.things.push_back({kind, {reference.begin(), reference.size()}});
    }
    void things(ThreadKind kind, capnp::List<capnp::Text>::Reader references) {
        for (const auto reference : references) thing(kind, reference);
    }
    void event(Id16::Reader id) {
        if (id.getHigh() != 0 || id.getLow() != 0) found_.events.push_back(Uuid::from_halves(id.getHigh(), id.getLow()));
    }
    void events(capnp::List<Id16>::Reader ids) {
        for (const auto id : ids) event(id);
    }
    void goals_of(capnp::List<ServiceSpecification>::Reader services) {
        for (const auto service : services) things(goal, service.getGoals());
    }
    void open_items(capnp::List<OpenItem>::Reader items) {
        for (const auto item : items) {
            switch (item.getKind()) {
                case OpenItem::Kind::GOAL: thing(goal, item.getItem()); break;
                case OpenItem::Kind::COMMITMENT: thing(commitment, item.getItem()); break;
                case OpenItem::Kind::DEADLINE: thing(deadline, item.getItem()); break;
                case OpenItem::Kind::APPLICATION: thing(application, item.getItem()); break;
                case OpenItem::Kind::DECISION: thing(decision, item.getItem()); break;
                case OpenItem::Kind::UNKNOWN:
                case OpenItem::Kind::OTHER: break;
            }
        }
    }
    template <typename Plan>
    void plan_content(Plan plan) {
        thing(assessment, plan.getAssessment());
        things(goal, plan.getGoals());
        things(service, plan.getServices());
    }
    template <typename Service>
    void service_content(Service started) {
        thing(decision, started.getDecision());
        thing(plan, started.getPlan());
        things(goal, started.getSpecification().getGoals());
    }
    [[nodiscard]] References take() { return std::move(found_); }

  private:
    References found_;
};

struct Readers {
    using Read = void (*)(capnp::AnyPointer::Reader, Collector&);
    std::unordered_map<const EventType*, Read> of;

    /// The function reads a Type::Reader; it must not capture.
    template <typename Type, typename Function>
    void add(Function) {
        static_assert(std::is_empty_v<Function>);
        of.emplace(&event_type<Type>(),
                   [](capnp::AnyPointer::Reader payload, Collector& out) { Function{}(payload.getAs<Type>(), out); });
    }
};

void add_case_readers(Readers& readers) {
    readers.add<IntakeDeclined>([](auto e, Collector& out) { out.event(e.getIntake()); });
    readers.add<IntakeReferredOn>([](auto e, Collector& out) { out.event(e.getIntake()); });
    readers.add<NoteRecorded>([](auto e, Collector& out) { out.events(e.getAboutEvents()); });
    readers.add<DocumentLinked>([](auto e, Collector& out) { out.events(e.getAboutEvents()); });
    readers.add<CoordinatorNeedAssessed>([](auto e, Collector& out) {
        for (const auto result : e.getResults()) out.events(result.getEvidence());
    });
    readers.add<ComplexityAssessed>([](auto e, Collector& out) { out.events(e.getEvidence()); });
    readers.add<RepresentativeAppointed>([](auto e, Collector& out) { out.thing(consent, e.getConsent()); });
    readers.add<ContactHeld>([](auto e, Collector& out) { out.things(goal, e.getGoals()); });
    readers.add<CitizenInvolved>([](auto e, Collector& out) { out.event(e.getStep()); });
    readers.add<CitizenViewRecorded>([](auto e, Collector& out) { out.event(e.getAboutEvent()); });
    readers.add<MeetingConvened>([](auto e, Collector& out) {
        out.event(e.getTriggerEvent());
        out.things(goal, e.getGoals());
    });
    readers.add<MeetingHeld>([](auto e, Collector& out) { out.things(goal, e.getGoals()); });
    readers.add<HandoverProposed>([](auto e, Collector& out) {
        out.thing(transition, e.getTransition());
        out.thing(consent, e.getConsent());
        out.open_items(e.getOpenItems());
    });
    readers.add<HandoverAccepted>([](auto e, Collector& out) { out.open_items(e.getOpenItems()); });
}

void add_work_readers(Readers& readers) {
    readers.add<AssessmentStarted>([](auto e, Collector& out) { out.thing(application, e.getApplication()); });
    readers.add<PlanOffered>([](auto e, Collector& out) { out.thing(assessment, e.getAssessment()); });
    readers.add<PlanCreated>([](auto e, Collector& out) { out.plan_content(e); });
    readers.add<PlanRevised>([](auto e, Collector& out) { out.plan_content(e); });
    readers.add<PlanDeclined>([](auto e, Collector& out) { out.thing(assessment, e.getAssessment()); });
    readers.add<ServiceStarted>([](auto e, Collector& out) { out.service_content(e); });
    readers.add<ServiceChanged>([](auto e, Collector& out) { out.service_content(e); });
    readers.add<ServiceEnded>([](auto e, Collector& out) { out.thing(decision, e.getDecision()); });
    readers.add<ApplicationReceived>([](auto e, Collector& out) { out.goals_of(e.getServices()); });
    readers.add<DecisionDrafted>([](auto e, Collector& out) {
        out.things(application, e.getApplications());
        out.goals_of(e.getServices());
    });
    readers.add<DecisionIssued>([](auto e, Collector& out) {
        out.things(application, e.getApplications());
        out.goals_of(e.getServices());
    });
    readers.add<CommitmentMade>([](auto e, Collector& out) {
        out.thing(decision, e.getBackingDecision());
        out.thing(meeting, e.getMeeting());
    });
    readers.add<InformationRequested>([](auto e, Collector& out) { out.thing(consent, e.getConsent()); });
    readers.add<InformationProvided>([](auto e, Collector& out) { out.thing(consent, e.getConsent()); });
    readers.add<InformationReused>([](auto e, Collector& out) { out.event(e.getEarlierEvent()); });
    readers.add<FeedbackRecorded>([](auto e, Collector& out) { out.event(e.getAboutEvent()); });
    readers.add<LessonRecorded>([](auto e, Collector& out) { out.events(e.getEvents()); });
    readers.add<PracticeHighlighted>([](auto e, Collector& out) { out.events(e.getEvents()); });
    readers.add<AdviceShown>([](auto e, Collector& out) { out.events(e.getEvidence()); });
    readers.add<AdviceFollowed>([](auto e, Collector& out) {
        out.events(e.getEvidence());
        out.event(e.getAction());
    });
    readers.add<AdviceOverridden>([](auto e, Collector& out) { out.events(e.getEvidence()); });
}

const Readers& readers() {
    static const Readers all = [] {
        Readers built;
        add_case_readers(built);
        add_work_readers(built);
        return built;
    }();
    return all;
}

}  // namespace

References references_of(const EventType& type, capnp::AnyPointer::Reader payload) {
    Collector collector;
    const auto read = readers().of.find(&type);
    if (read != readers().of.end()) read->second(payload, collector);
    return collector.take();
}

RuleText words_for(ThreadKind kind) {
    switch (kind) {
        case goal: return {"et mål", "a goal"};
        case meeting: return {"et møde", "a meeting"};
        case application: return {"en ansøgning", "an application"};
        case decision: return {"en afgørelse", "a decision"};
        case commitment: return {"et løfte", "a promise"};
        case deadline: return {"en frist", "a deadline"};
        case assessment: return {"en vurdering", "an assessment"};
        case transition: return {"en overgang", "a transition"};
        case consent: return {"et samtykke", "a consent"};
        case plan: return {"en plan", "a plan"};
        case service: return {"en indsats", "a service"};
        default: return {"noget", "something"};
    }
}

bool has_references(const EventType& type) { return readers().of.contains(&type); }

}  // namespace forloeb
