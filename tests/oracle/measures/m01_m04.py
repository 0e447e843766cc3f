"""M1 to M4, each from its definition (`forloeb measure list`): `take` gathers rows of one case, `say` makes the figures of a sample."""

from measures import statistics
from measures.case import on_citizens_side
from measures.figures import count, event_ratio, median_of_cases, persons, ratio, share_of_cases
from measures.rows import number, of, waits
from measures.told import days, in_order

# ---- M1 time to coordinator ----


def take_m1(case, take):
    query = take.query
    if not case.episodes:
        return
    needs = case.of("coordinator.need_assessed")
    decided = needs[-1].get("decision", "unknown") if needs else "unknown"
    coordinators = case.coordinations(query.kind)
    first = coordinators[0] if coordinators else None
    if query.in_period(case.opened.day):
        if first is None and decided != "yes":
            take.first_assignment(case.opened, "no" if decided == "no" else "undecided")
        else:
            what = "assigned" if first else "closed" if case.closed else "waiting"
            before = first is not None and not first.start.imprecise and not case.opened.imprecise and first.day < case.opened.day
            take.first_assignment(case.opened, "population", what, before, _m1_days(case, case.opened, first, query))
    need = next((each for each in needs if each.get("decision") == "yes"), None)
    if need is not None and query.in_period(need.day):
        take.first_assignment(need, "need", _m1_days(case, need, first, query), counts=False)


def _m1_days(case, start, first, query):
    """(days, censored), or None where a day is missing."""
    end = first.start if first else case.closed
    if start.imprecise or (end is not None and end.imprecise):
        return None
    return days(start.day, end.day if end else query.observed), first is None


def say_m1(rows, _notes, _query):
    population, cases = of(rows, "population"), of(rows, "population", "no", "undecided")
    what = lambda name: [row for row in population if row[2] == name]
    return [*waits("opened_to_assigned", population, 2),
            count("assigned", what("assigned"), population, "population"),
            count("waiting", what("waiting"), population, "population"),
            count("closed_without", what("closed"), population, "population"),
            count("assigned_before_opening", [row for row in population if row[3]], population),
            count("population", population, cases, "cases"),
            count("decided_no", of(rows, "no"), cases, "cases"),
            count("undecided", of(rows, "undecided"), cases, "cases"),
            *waits("need_to_assigned", of(rows, "need"), 0)]


# ---- M2 continuity ----


def take_m2(case, take):
    query, coordinators = take.query, case.coordinations(take.query.kind)
    if not coordinators:
        return
    start = coordinators[0].start
    if case.imprecise_episodes or any(each.imprecise for each in coordinators):
        take.first_assignment(start, "imprecise", counts=False)
        return
    exposure = case.open_days(max(start.day, query.first), min(query.beyond, query.ended))
    if not exposure:
        return
    without = sum(1 for day in exposure if case.coordinator_at_end_of(day, query.kind) is None)
    changes = sum(1 for day in _change_days(coordinators) if day in exposure)
    take.first_assignment(start, "case", changes, len(exposure), without)


def _change_days(coordinators):
    """The days on which the next coordinator was another person; of several at once the latest assigned is it."""
    turns = sorted({e.position: e for each in coordinators for e in (each.start, each.end) if e is not None}.values(),
                   key=lambda e: (e.day, e.at.instant is not None, e.at.instant, e.position))
    previous, found, past = None, [], set()
    for event in turns:
        past.add(event.position)
        now = [each.person for each in coordinators
               if each.start.position in past and not (each.end is not None and each.end.position in past)]
        if now and previous is not None and now[-1] != previous:
            found.append(event.day)
        previous = now[-1] if now else previous
    return found


def say_m2(rows, _notes, _query):
    cases, imprecise = of(rows, "case"), number(rows, "imprecise")
    rate = ratio("changes_per_case_year", [(p, c, changes, exposed) for p, c, changes, exposed, _ in cases], imprecise=imprecise)
    if not rate.empty:
        years = rate.denominator / 365.25
        rate.value, rate.denominator, rate.interval = rate.numerator / years, years, statistics.poisson(int(rate.numerator), years)
    n = len(persons(cases))
    return [rate,
            median_of_cases("changes_per_case_year.median_of_cases", [row[2] / row[3] * 365.25 for row in cases], n, imprecise=imprecise),
            ratio("days_without.share", [(p, c, without, exposed) for p, c, _, exposed, without in cases], imprecise=imprecise),
            median_of_cases("days_without.median_of_cases", [row[4] / row[3] for row in cases], n, imprecise=imprecise)]


# ---- M3 known coordinator ----


def take_m3(case, take):
    day = take.query.stock_day
    if not case.open_at_end_of(day):
        return
    coordinator = case.coordinator_at_end_of(day)
    take.at_end_of(day, "case", coordinator is None)
    if coordinator is None:
        return
    for party, added, link in case.parties(day):
        same = link.get("person") and link["person"] == coordinator.person
        if same or (link.get("identity") and link["identity"] == coordinator.start.get("identity")):
            continue
        sector = link.get("sector", "unknown")
        sort = "imprecise" if added.imprecise else "sector_unknown" if sector == "unknown" else "private" if sector == "privateNetwork" else "partner"
        told = {kind: any(not e.imprecise and in_order(coordinator.start, e) and e.day <= day for e in case.named(kind, "party", party))
                for kind in ("coordinator.announced", "coordinator.acknowledged")}
        known = told["coordinator.acknowledged"]
        take.at_end_of(day, sort, known, told["coordinator.announced"] and not known, link.get("coLocated", "unknown"), counts=False)


def say_m3(rows, _notes, _query):
    found = []
    recorded = ("coordinator.announced", "coordinator.acknowledged")
    beside = {"missing": number(rows, "sector_unknown"), "imprecise": number(rows, "imprecise")}
    for code, sort in (("partners", "partner"), ("private_network", "private")):
        parties = of(rows, sort)
        known = [(p, c, is_known, 1) for p, c, is_known, _, _ in parties]
        pooled, median = event_ratio(code + ".known", known, recorded, **beside)
        only = ratio(code + ".announced_only", [(p, c, told, 1) for p, c, _, told, _ in parties], recorded, **beside)
        found += [pooled, only, median]
    for code, place in (("co_located", "yes"), ("elsewhere", "no"), ("place_unknown", "unknown")):
        found.append(ratio(f"partners.{code}.known", [(p, c, known, 1) for p, c, known, _, there in of(rows, "partner") if there == place], recorded))
        found[-1].partition = "partners.place"
    cases = of(rows, "case")
    return found + [count("cases_without_coordinator", [row for row in cases if row[2]], cases)]


# ---- M4 shared goal ----


def take_m4(case, take):
    query, day = take.query, take.query.stock_day
    if not case.episodes or days(case.opened.day, day) < 90:
        return
    met, could = _shared_goal(case, day)
    closed = case.closed if case.closed is not None and case.closed.day <= day else None
    if case.opened.imprecise or (met is not None and met.imprecise) or (met is None and closed is not None and closed.imprecise):
        waited = None
    elif met is not None:
        waited = days(case.opened.day, met.day), False
    else:
        waited = days(case.opened.day, closed.day if closed else day), True
    take.at_end_of(day, "case", met is not None, met is None and could, waited)


def _shared_goal(case, day):
    """(the endorsement by which a goal had the citizen and two organisations behind it, or None; could unknown ones do it?)"""
    earliest, could = None, False
    for goal in case.of("goal.agreed"):
        if goal.day > day:
            continue
        steps = [(goal, goal.get("citizenEndorses", "unknown"), None)]
        steps += [(goal, "yes", each) for each in goal.get("endorsedBy", [])]
        steps += [(e, e.get("endorses", "unknown"), e.get("by", {})) for e in case.named("goal.endorsed", "goal", goal.get("goal"))
                  if e.day <= day and e.position != goal.position]
        citizen, yes, unknown, met = "unknown", {}, {}, None
        for event, answer, who in steps:
            if who is None or on_citizens_side(who.get("kind"), who.get("party")):
                citizen = answer
            else:
                _weigh(case, event, answer, who, yes, unknown)
            if met is None and citizen == "yes" and len(set(yes.values())) >= 2:
                met = event
        if met is not None and (earliest is None or met.at.first_day < earliest.at.first_day):
            earliest = met
        could = could or (met is None and citizen != "no" and len(set(yes.values())) + len(unknown) >= 2)
    return earliest, could


def _weigh(case, event, answer, who, yes, unknown):
    party = who.get("party", "")
    known = next((link for name, _, link in case.parties() if name == party and party), {})
    sector = who.get("sector", "unknown")
    sector = known.get("sector", "unknown") if sector == "unknown" else sector
    unit = who.get("unit") or known.get("unit", "")
    organisation = who.get("organisation") or known.get("organisation", "")
    coordinator = case.coordinator_when(event)
    own = coordinator.start.get("homeUnit") if coordinator else ""
    if who.get("kind") == "relative" or sector == "privateNetwork" or (unit and unit == own):
        return
    if sector == "internal":
        name, sure = unit, bool(unit) and not (coordinator is not None and not own)
    else:
        name = organisation or unit
        sure = bool(name) and (sector == "external" or who.get("kind") == "professional")
    yes.pop(party, None)
    unknown.pop(party, None)
    if sure and answer == "yes":
        yes[party] = name
    elif answer != "no":
        unknown[party] = name


def say_m4(rows, _notes, _query):
    cases = of(rows, "case")
    return [share_of_cases("shared_goal", [row for row in cases if row[2]], cases, ("goal.agreed",)),
            count("unknown", [row for row in cases if row[3]], cases),
            *waits("opened_to_shared_goal", cases, 2)]
