"""M19 to M22, each from its definition (`forloeb measure list`): `take` gathers rows of one case, `say` makes the figures of a sample."""

from collections import defaultdict

from measures.case import first_said, organisation_of
from measures.figures import count, mean, median_of_cases, persons, ratio
from measures.rows import number, of, waits
from measures.things import contacts, coordination, running, services
from measures.told import days, in_order, plus

# ---- M19 front load ----


def take_m19(case, take):
    query, coordinators = take.query, case.coordinations(take.query.kind)
    for person, day, _, _ in _times(case):
        take.note(person, day)
    if not coordinators or not query.in_period(coordinators[0].day):
        return
    start = coordinators[0].start
    if start.imprecise:
        take.first_assignment(start, "imprecise", counts=False)
        return
    if days(start.day, query.observed) < 365:
        return
    closed = case.closed is not None and not case.closed.imprecise and days(start.day, case.closed.day) < 365
    inside = [day for day in (days(start.day, e.day) for e in coordination(case)) if 0 <= day < 365]
    share = sum(1 for day in inside if day < 90) / len(inside) if inside else None
    minutes = [(days(start.day, day), told) for _, day, told, what in _times(case) if what == "coordination" and 0 <= days(start.day, day) < 365]
    total = sum(told for _, told in minutes)
    spent = sum(told for day, told in minutes if day < 90) / total if total else None
    months = [plus(start.day, 30 * month) for month in range(12)]
    months = [(first, case.acting_at_end_of(plus(first, 29), query.kind)) for first in months if len(case.open_days(first, plus(first, 30))) == 30]
    take.first_assignment(start, "closed" if closed else "year", share, spent, [month for month in months if month[1]])


def say_m19(rows, notes, _query):
    registered, enrolled = _registrars(notes)

    def silent(month):
        first, acting = month
        return any(start <= plus(first, 29) < beyond for start, beyond in enrolled[acting]) and not any(plus(first, n) in registered[acting] for n in range(30))

    found = {}
    for sort, code in (("year", ""), ("closed", "closed_within_year.")):
        group = of(rows, sort)
        for kind, known in (("", [row[:3] for row in group if row[2] is not None]),
                            ("minutes.", [(row[0], row[1], row[3]) for row in group if row[3] is not None and not any(silent(month) for month in row[4])])):
            beside = {"missing": len(group) - len(known)}
            found[code + kind] = [mean(code + kind + "index", known, 365 / 90, **beside), mean(code + kind + "share", known, **beside)]
    found[""][0].imprecise = number(rows, "imprecise")
    closed = [row for row in of(rows, "closed") if row[2] is not None]
    return [*found[""], *found["minutes."], count("closed_within_year", closed, of(rows, "year", "closed")), *found["closed_within_year."],
            *found["closed_within_year.minutes."]]


def _times(case):
    return [(e.get("person") or e.by, e.day, e.get("minutes", -1), e.get("activityClass")) for e in case.of("time.registered")
            if not e.imprecise and e.get("minutes", -1) >= 0]


def _registrars(notes):
    """Who registered time on which days, and who is enrolled to, from which day to before which."""
    registered, enrolled = defaultdict(set), defaultdict(list)
    for _, _, person, day, *beyond in notes:
        if beyond:
            enrolled[person].append((day, beyond[0]))
        else:
            registered[person].add(day)
    return registered, enrolled


# ---- M20 effort curve ----


def take_m20(case, take):
    query, coordinators = take.query, case.coordinations(take.query.kind)
    times = _times(case)
    for person, day, _, _ in times:
        take.note(person, day)
    if not coordinators or coordinators[0].start.imprecise or not query.in_period(coordinators[0].day):
        return
    start = coordinators[0].start
    take.first_assignment(start, "case")
    month, first = 0, start.day
    while plus(first, 29) <= query.observed:
        if len(case.open_days(first, plus(first, 30))) == 30:
            inside = [minutes if what == "coordination" else 0 for _, day, minutes, what in times if 0 <= days(first, day) < 30]
            take.first_assignment(start, "month", month, sum(inside) if inside else None, case.acting_at_end_of(plus(first, 29), query.kind), first)
        month, first = month + 1, plus(first, 30)


def project_notes(events):
    """Who registered time outside a case, and who is enrolled to, from which day to before which."""
    times = [("", "", e.get("person") or e.by, e.day) for e in events if e.type == "time.registered" and not e.imprecise and e.get("minutes", -1) >= 0]
    return times + [("", "", person, e.when("firstDay").first_day, plus(e.when("lastDay").first_day, 1))
                    for e in events if e.type == "period.expected" for person in e.get("registrars", [])]


def say_m20(rows, notes, _query):
    registered, enrolled = _registrars(notes)
    months = defaultdict(list)
    for person, case, month, minutes, acting, first in of(rows, "month"):
        here = acting and any(plus(first, n) in registered[acting] for n in range(30))
        if minutes is None and here:
            minutes = 0
        if not here and any(start <= plus(first, 29) < beyond for start, beyond in enrolled[acting]):
            minutes = None
        months[month].append((person, case, minutes))
    found = []
    for month in range(max(months, default=-1) + 1):
        known = [row for row in months[month] if row[2] is not None]
        if len(persons(known)) < 5:
            break
        found.append(mean(f"month_{month}", known, missing=len(months[month]) - len(known)))
    return found


# ---- M21 handover ----


def take_m21(case, take):
    for name in dict.fromkeys(e.get("transition") for e in case.of("transition.announced", "transition.left")):
        announced = next(iter(case.named("transition.announced", "transition", name)), None)
        left = next(iter(case.named("transition.left", "transition", name)), None)
        if announced is not None:
            senders = defaultdict(list)
            for proposed in _proposals(case):
                if proposed.get("transition") == name:
                    sender = first_said(proposed.get("fromParty"), proposed.get("fromOrganisation"), proposed.get("handover"))
                    senders[sender] += case.named("handover.accepted", "handover", proposed.get("handover"))[:1]
            accepted = [min(each, key=_order) for each in senders.values() if each]
            first = min(accepted, key=_order, default=None)
            last = max(accepted, key=_order) if accepted and len(accepted) == len(senders) else None
            take.when(announced, "announced", _waited(case, take.query, announced, first), _waited(case, take.query, announced, last))
        if left is not None:
            take.when(left, "left", _waited(case, take.query, left, _first_contact(case, announced, left)))
    for event in case.of("handover.accepted", "handover.rejected"):
        take.when(event, "answer", event.type == "handover.rejected")
    for name in dict.fromkeys(e.get("handover") for e in case.of("handover.accepted")):
        _take_items(case, take, name)


def _order(event):
    return event.day, event.at.instant is not None, event.at.instant, event.position


def _proposals(case):
    """The newest proposal of each handover."""
    return list({e.get("handover"): e for e in case.of("handover.proposed")}.values())


def _waited(case, query, start, reached):
    end = reached or case.closed
    if start.imprecise or (end is not None and end.imprecise):
        return None
    return days(start.day, end.day if end else query.observed), reached is None


def _first_contact(case, announced, left):
    since = announced or left
    outside = {announced.get("fromOrganisation")} if announced and announced.get("fromOrganisation") else set()
    outside |= {link.get("organisation") for _, _, link in case.parties() if link.get("sector") == "external" and link.get("organisation")}
    for event, with_citizen, _ in contacts(case):
        if event.type == "contact.attempted" or with_citizen != "yes" or event.organisation in outside:
            continue
        if not event.imprecise and not since.imprecise and in_order(since, event):
            return event
    return None


def _take_items(case, take, name):
    accepted = case.named("handover.accepted", "handover", name)
    proposed = case.named("handover.proposed", "handover", name)
    items = proposed[-1].get("openItems", []) if proposed else []
    for event in accepted:
        items = event.get("openItems", []) or items
    first = accepted[0]
    followed = not first.imprecise and days(first.day, take.query.observed) >= 90
    closed = 0
    for item in items:
        end = _closing(case, name, item)
        closed += end is not None and not end.imprecise and followed and days(first.day, end.day) <= 90
    take.when(first, "items", len(items), closed if followed else None)


CLOSED_BY = {"goal": [("goal.closed", "goal")], "commitment": [("commitment.kept", "commitment"), ("commitment.broken", "commitment")],
             "deadline": [("deadline.met", "deadline")], "decision": [("decision.issued", "decision")]}


def _closing(case, handover, item):
    kind, name = item.get("kind", "unknown"), item.get("item", "")
    for each, ends in CLOSED_BY.items():
        if kind in (each, "unknown"):
            for event_type, field in ends:
                if found := case.named(event_type, field, name):
                    return found[0]
    if kind in ("application", "unknown"):
        found = [e for e in case.of("decision.issued") if name in e.get("applications", [])]
        if found:
            return found[0]
    completed = case.named("handover.completed", "handover", handover)
    return completed[-1] if completed and name in completed[-1].get("closedItems", []) else None


def say_m21(rows, _notes, _query):
    announced, left, items = of(rows, "announced"), of(rows, "left"), of(rows, "items")
    early = [row for row in left if row[2] is not None and row[2][0] < 0 and not row[2][1]]
    told = [row for row in left if row[2] is not None]
    before = count("contact_before_leaving", early, told)
    before.counted = min(len(early), before.n)
    followed = [(p, c, closed, opened) for p, c, opened, closed in items if closed is not None]
    return [*waits("announced_to_accepted", announced, 0), *waits("announced_to_all_accepted", announced, 1),
            *waits("left_to_contact", left, 0), before,
            median_of_cases("open_items", [row[2] for row in items], len(persons(items))),
            ratio("open_items_closed", followed, censored=len(items) - len(followed)),
            ratio("rejected", [(p, c, rejected, 1) for p, c, rejected in of(rows, "answer")])]


# ---- M22 network load ----


def take_m22(case, take):
    day = take.query.stock_day
    if not case.open_at_end_of(day):
        return
    others = [(party, link) for party, _, link in case.parties(day) if link.get("sector") != "privateNetwork"]
    bases = [basis for _, link in others for basis in link.get("legalBasis", [])]
    for start, terms, end, last in services(case):
        first, beyond = running(start, last, end)
        if first <= day < beyond:
            bases.append(last.get("legalBasis", {}))
    paragraphs = {(b.get("law", ""), b.get("paragraph", "")) for b in bases if b.get("law") or b.get("paragraph")}
    sectors = {link["sector"] for _, link in others if link.get("sector", "unknown") != "unknown"}
    told = [e.get("professionalsMetEarlier", -1) for e in case.of("citizen.view_recorded") if e.day <= day]
    told = [number for number in told if number >= 0]
    take.at_end_of(day, "case", len({organisation_of(party, link) for party, link in others}), len(sectors), len(paragraphs),
                   len(_professionals(case, day)), told[-1] if told else None)


def _professionals(case, day):
    """Pseudonyms the citizen met since first opening; an organisation that names nobody is one."""
    met = set()
    for event, with_citizen, _ in contacts(case):
        if with_citizen != "yes" or event.imprecise or not case.opened.day <= event.day <= day or event.type == "contact.attempted":
            continue
        if event.type == "contact.held":
            met |= {event.by, *event.get("persons", [])} - {""}
            for party in event.get("with", []):
                met |= _behind(case, party, event.day)
            continue
        met |= {event.get("leader")} - {""}
        for there in event.get("attendees", []):
            if there.get("kind") == "professional":
                if there.get("person") or there.get("organisation"):
                    met.add(there.get("person") or "organisation:" + there["organisation"])
                else:
                    met |= _behind(case, there.get("party"), event.day)
    return met


def _behind(case, party, day):
    found = set()
    for name, _, link in case.parties(day):
        if name == party and link.get("sector", "unknown") not in ("unknown", "privateNetwork"):
            found.add(link.get("person") or "organisation:" + organisation_of(name, link))
    return found


def say_m22(rows, _notes, _query):
    cases = of(rows, "case")
    n = len(persons(cases))
    told = [row for row in cases if row[6] is not None]
    names = ("organisations", "sectors", "legal_bases", "professionals_met")
    return [*(median_of_cases(name, [row[2 + place] for row in cases], n) for place, name in enumerate(names)),
            median_of_cases("met_earlier_as_told", [row[6] for row in told], len(persons(told)), missing=len(cases) - len(told))]
