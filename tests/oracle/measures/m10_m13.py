"""M10 to M13, each from its definition (`forloeb measure list`): `take` gathers rows of one case, `say` makes the figures of a sample."""

from measures.case import on_citizens_side
from measures.figures import count, event_ratio, median_of_cases, persons, ratio
from measures.rows import number, of
from measures.things import contacts, meetings
from measures.told import NEVER, days

# ---- M10 useful attendance ----

STAKES = {"unknown": "unknown", "large": "large", "small": "small", "learning": "learning", "contributesKnowledge": "contributes_knowledge"}


def take_m10(case, take):
    for name, convened, held, _ in meetings(case):
        if held is None:
            continue
        take.when(held, "held")
        stakes = {each.get("party"): each.get("stake", "unknown") for each in reversed(convened.get("invitees", []) if convened else [])}
        for there in held.get("attendees", []):
            party = there.get("party", "")
            rating = next((e for e in reversed(case.named("meeting.attendance_rated", "meeting", name)) if e.get("party") == party), None)
            kind = there.get("kind", "unknown")
            if kind == "unknown" and rating is not None:
                kind = rating.get("kind", "unknown")
            if on_citizens_side(kind, party):
                group = "citizens"
            elif kind == "unknown":
                take.when(held, "kind_unknown", counts=False)
                continue
            else:
                group = "relatives" if kind == "relative" else "professionals"
            take.when(held, "there", group, rating.get("useful", "unknown") if rating else None, STAKES[stakes.get(party, "unknown")])


def say_m10(rows, _notes, _query):
    found, unknown = [], number(rows, "kind_unknown")
    for group in ("professionals", "citizens", "relatives"):
        there = [row for row in of(rows, "there") if row[2] == group]
        found += _useful(group + ".useful", there, unknown)
        found += event_ratio(group + ".rated", [(p, c, useful is not None, 1) for p, c, _, useful, _ in there], ("meeting.attendance_rated",), missing=unknown)
        for stake in STAKES.values():
            of_stake = [row for row in there if row[4] == stake and row[3] is not None]
            if of_stake:
                found += _useful(f"{group}.useful.{stake}", of_stake, unknown)
    return found


def _useful(code, there, unknown):
    known = [(p, c, useful == "yes", 1) for p, c, _, useful, _ in there if useful in ("yes", "no")]
    missing = sum(1 for row in there if row[3] == "unknown") + unknown
    return event_ratio(code, known, ("meeting.attendance_rated",), missing=missing)


# ---- M11 contact ----


def take_m11(case, take):
    query, coordinators = take.query, case.coordinations(take.query.kind)
    if coordinators and query.in_period(coordinators[0].day):
        start = coordinators[0].start
        if case.imprecise_episodes or any(each.imprecise for each in coordinators):
            take.first_assignment(start, "imprecise", counts=False)
        else:
            take.first_assignment(start, "gaps", _longest_gap(case, query, False), _longest_gap(case, query, True))
    for event, with_citizen, in_person in contacts(case):
        take.when(event, event.type, with_citizen, in_person, counts=with_citizen == "yes")


def _longest_gap(case, query, by_coordinator):
    coordinators = case.coordinations(query.kind)
    start = coordinators[0].day
    marks = {start}
    for event, with_citizen, _ in contacts(case):
        if event.type == "contact.attempted" or with_citizen != "yes" or event.imprecise or event.day < start:
            continue
        coordinator = case.coordinator_when(event, query.kind)
        if not by_coordinator or (coordinator is not None and coordinator.person == event.by):
            marks.add(event.day)
    open_days = case.open_days(start, query.observed)
    longest = run = 0
    for day in sorted(open_days):
        run = 1 if day in marks else run + 1
        # a contact on a closed day ends a run as well
        longest = max(longest, run)
    return longest if all(mark in open_days for mark in marks) else max(_between(open_days, sorted(marks)))


def _between(open_days, marks):
    return [sum(1 for day in open_days if a <= day < b) for a, b in zip(marks, [*marks[1:], NEVER])]


def say_m11(rows, _notes, _query):
    gaps, two_way = of(rows, "gaps"), ("contact.held", "meeting.held")
    beside, n = {"imprecise": number(rows, "imprecise")}, len(persons(gaps))
    with_citizen = [row for row in rows if row.says and row.says[0] == "yes"]
    in_person = [(row.person, row.case, row.says[1] == "yes", 1) for row in with_citizen if row.sort in two_way and row.says[1] != "unknown"]
    tried = [(row.person, row.case, row.sort == "contact.attempted", 1) for row in with_citizen if row.sort != "meeting.held"]
    unknown = sum(1 for row in with_citizen if row.sort in two_way and row.says[1] == "unknown")
    nobody = sum(1 for row in rows if row.sort in ("contact.held", "contact.attempted") and row.says[0] == "unknown")
    return [median_of_cases("longest_gap", [row[2] for row in gaps], n, **beside),
            median_of_cases("longest_gap_by_coordinator", [row[3] for row in gaps], n, **beside),
            ratio("in_person", in_person, missing=unknown), ratio("failed", tried, ("contact.attempted",), missing=nobody)]


# ---- M12 involvement ----

STEPS = {"goal": "goal.agreed", "plan": "plan.created", "decision": "decision.issued", "meeting": "meeting.held", "handover": "handover.completed"}


def take_m12(case, take):
    for step, event_type in STEPS.items():
        for event in case.of(event_type):
            if step != "meeting" or event.get("kind") == "coordinating":
                take.when(event, step, "imprecise" if event.imprecise else _involved(case, step, event))


def _involved(case, step, event):
    answers = set()
    for told in case.of("citizen.involved"):
        if (told.get("step") or "").lower() == event.id and told.day <= event.day:
            degree = told.get("degree", "unknown")
            enough = degree in ("consulted", "coDecided", "led")
            if told.imprecise:
                answers.add("imprecise" if enough or degree == "unknown" else "no")
            else:
                answers.add("yes" if enough else "unknown" if degree == "unknown" else "no")
    if step == "meeting":
        there = event.get("attendees", [])
        answers.add("unknown" if not there else "yes" if any(on_citizens_side(e.get("kind"), e.get("party")) for e in there) else "no")
    if step in ("goal", "plan"):
        answers.add("yes" if event.get("citizenEndorses") == "yes" else "no")
    if step == "goal":
        who = event.get("endorsedBy", []) + [e.get("by", {}) for e in case.named("goal.endorsed", "goal", event.get("goal")) if e.get("endorses") == "yes"]
        answers.add("yes" if any(on_citizens_side(each.get("kind"), each.get("party")) for each in who) else "no")
    return next((answer for answer in ("yes", "imprecise", "unknown") if answer in answers), "no")


def say_m12(rows, _notes, _query):
    found = []
    for step, event_type in STEPS.items():
        found += _answered(step, of(rows, step), (event_type,))
    return found + _answered("all", of(rows, *STEPS), ())


def _answered(code, rows, recorded_by):
    known = [(p, c, answer == "yes", 1) for p, c, answer in rows if answer in ("yes", "no")]
    said = [answer for _, _, answer in rows]
    return event_ratio(code, known, recorded_by, missing=said.count("unknown"), imprecise=said.count("imprecise"))


# ---- M13 told about the coordinator ----


def take_m13(case, take):
    query = take.query
    for each in case.coordinations(query.kind):
        if not query.in_period(each.day):
            continue
        if each.start.imprecise:
            take.of_assignment(each, "imprecise", counts=False)
        elif days(each.day, query.observed) >= 14:
            told = [days(each.day, e.day) for e in case.named("citizen.informed", "topic", "coordinator") if not e.imprecise and _to_citizen(e)]
            told = [day for day in told if day >= -30]
            take.of_assignment(each, "assignment", "never" if not told else "in_time" if min(told) <= 14 else "late")


def _to_citizen(event):
    kinds = event.get("kinds", [])
    return not kinds or any(kind == "unknown" or on_citizens_side(kind) for kind in kinds)


def say_m13(rows, _notes, _query):
    all_rows, beside = of(rows, "assignment"), {"imprecise": number(rows, "imprecise")}
    found = [ratio("in_time.share", [(p, c, told == "in_time", 1) for p, c, told in all_rows])]
    found += [count(name, [row for row in all_rows if row[2] == name], all_rows, "assignments") for name in ("in_time", "late", "never")]
    for figure in found:
        figure.imprecise, figure.recorded_by = beside["imprecise"], ("citizen.informed",)
    return found
