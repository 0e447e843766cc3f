"""Things of a case that several measures ask for: meetings, contacts, services, coordination events."""

from measures.case import moment_or, on_citizens_side
from measures.told import NEVER, in_order

# G10, version 1
COORDINATION_EVENTS = frozenset("""
    contact.held meeting.convened meeting.held citizen.informed citizen.involved guidance.given information.requested
    information.provided information.shared information.reused information.request_withdrawn partner.added partner.changed
    goal.agreed commitment.made handover.proposed handover.accepted handover.completed disagreement.resolved
    uncertainty.resolved coordinator.announced decision.discussed knowledge.consulted knowledge.contributed""".split())


def coordination(case):
    return [e for e in case.events if e.type in COORDINATION_EVENTS and not e.imported and not e.imprecise]


def meetings(case):
    names = list(dict.fromkeys(e.get("meeting") for e in case.of("meeting.convened", "meeting.held", "meeting.cancelled")))
    found = []
    for name in names:
        convened = case.named("meeting.convened", "meeting", name)
        held = case.named("meeting.held", "meeting", name)
        cancelled = case.named("meeting.cancelled", "meeting", name)
        found.append((name, convened[-1] if convened else None, held[-1] if held else None, cancelled[-1] if cancelled else None))
    return found


def contacts(case):
    """[(event, with the citizen?, in person?, held or attended?)]: yes, no or unknown."""
    found = []
    for event in case.of("contact.held", "contact.attempted", "meeting.held"):
        if event.type == "meeting.held":
            there = event.get("attendees", [])
            mine = [on_citizens_side(each.get("kind"), each.get("party")) for each in there]
        else:
            there = event.get("with", []) + event.get("kinds", [])
            mine = [on_citizens_side(each, each) for each in there]
        found.append((event, "yes" if any(mine) else "no" if there else "unknown", event.get("inPerson", "unknown")))
    return found


def services(case, day=None):
    """[(start, the terms in force at the day's end (or last), the end or None)]"""
    found = []
    for start in case.of("service.started"):
        name = start.get("specification", {}).get("service", "")
        later = [e for e in case.of("service.changed") if e.get("specification", {}).get("service", "") == name and in_order(start, e)]
        terms = [e.get("specification", {}) for e in [start, *later] if day is None or e.day <= day] or [start.get("specification", {})]
        end = next((e for e in case.of("service.ended") if e.get("service") == name and in_order(start, e)), None)
        found.append((start, terms[-1], end, [start, *later][-1].get("specification", {})))
    return found


def running(start, terms, end):
    """[first day, day after the last): as agreed, until it ended."""
    first = moment_or(start.get("specification", {}).get("validFrom"), start.day)
    beyond = moment_or(terms.get("validTo"), NEVER)
    return first, min(beyond, end.day) if end is not None else beyond
