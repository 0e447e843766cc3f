"""M23 to M28, each from its definition (`forloeb measure list`): `take` gathers rows of one case, `say` makes the figures of a sample."""

from collections import defaultdict

from measures.case import moment_or
from measures.figures import count, persons, ratio, share_of_cases
from measures.rows import number, of
from measures.things import coordination, running, services
from measures.told import days, in_order

# ---- M23 criteria ----


def take_m23(case, take):
    query, day = take.query, take.query.stock_day
    if case.open_at_end_of(day):
        grades = {}
        for event in case.of("complexity.assessed"):
            if event.day <= day and event.get("grade"):
                model = event.get("model") + ("/" + event.get("modelVersion") if event.get("modelVersion") else "")
                grades[model] = event.get("grade")
        take.at_end_of(day, "case", grades)
    for event in case.of("coordinator.need_assessed"):
        if event.day <= query.observed:
            unknown = sum(1 for each in event.get("results", []) if each.get("met", "unknown") == "unknown")
            take.when(event, "need", event.get("decision", "unknown"), event.get("advice", "unknown"), len(event.get("results", [])), unknown, counts=False)


def say_m23(rows, _notes, _query):
    cases, needs, found = of(rows, "case"), of(rows, "need"), []
    for model in sorted({model for row in cases for model in row[2]}):
        graded = [row for row in cases if model in row[2]]
        for grade in sorted({row[2][model] for row in graded}, key=str.encode):
            found.append(count(f"grade.{model}.{grade}", [row for row in graded if row[2][model] == grade], graded, model))
    decided = [row for row in needs if row[2] != "unknown"]
    known = [row for row in decided if row[3] != "unknown"]
    once = lambda some: [(person,) for person in persons(some)]
    return found + [count("ungraded", [row for row in cases if not row[2]], cases),
                    ratio("against_advice", [(p, c, decision != advice, 1) for p, c, decision, advice, _, _ in known]),
                    count("advice_unknown", once(row for row in decided if row[3] == "unknown"), once(decided)),
                    ratio("criteria_missing", [(p, c, unknown, criteria) for p, c, _, _, criteria, unknown in needs])]


# ---- M24 parallel services ----


def take_m24(case, take):
    query, day = take.query, take.query.stock_day
    if not case.open_at_end_of(day):
        return
    first, beyond = query.first, min(query.beyond, query.ended)
    found = []
    for start, terms, end, last in services(case):
        begins, ends = running(start, last, end)
        if last.get("unit") and max(begins, first) < min(ends, beyond):
            found.append((last["unit"], set(last.get("goals", [])), begins, ends, start.imprecise or (end is not None and end.imprecise)))
    if len({each[0] for each in found}) < 2:
        return
    pairs = [(a, b) for place, a in enumerate(found) for b in found[place + 1:]
             if a[0] != b[0] and not a[4] and not b[4] and max(a[2], b[2], first) < min(a[3], b[3], beyond)]
    take.at_end_of(day, "case", any(a[1] and b[1] and not a[1] & b[1] for a, b in pairs), any(not a[1] or not b[1] for a, b in pairs))


def say_m24(rows, _notes, _query):
    cases = of(rows, "case")
    return [share_of_cases("without_common_goal", [row for row in cases if row[2]], cases), count("unlinked", [row for row in cases if row[3]], cases)]


# ---- M25 practice ----

PRACTICE = "opened need_assessed assigned citizen_informed network_map goal_agreed coordinating_meeting plan".split()


def take_m25(case, take):
    query = take.query
    if not case.episodes or case.opened.imprecise or not query.in_period(case.opened.day):
        return
    if days(case.opened.day, query.observed) < 180 and not case.closed:
        return
    meeting_kinds = {}
    for event in case.of("meeting.convened", "meeting.held"):
        if event.get("kind"):
            meeting_kinds[event.get("meeting")] = event.get("kind")
    steps = [[case.opened], case.of("coordinator.need_assessed"), case.of("coordinator.assigned"),
             case.named("citizen.informed", "topic", "coordinator"), case.of("network.assessed"), case.of("goal.agreed"),
             [e for e in case.of("meeting.held") if meeting_kinds.get(e.get("meeting")) == "coordinating"], case.of("plan.created", "plan.declined")]
    firsts = [step[0] if step else None for step in steps]
    conform = all(e is not None and not e.imprecise for e in firsts) and all(in_order(a, b) for a, b in zip(firsts, firsts[1:]))
    take.of_first(case.opened, "case", conform, tuple(e is not None for e in firsts), _variant(firsts))


def _variant(firsts):
    """The letters of the steps as they came; what cannot be told apart keeps the method's order."""
    order = []
    for letter, event in zip("OBKINMDP", firsts):
        if event is None:
            continue
        place = len(order)
        while place and not in_order(order[place - 1][1], event):
            place -= 1
        order.insert(place, (letter, event))
    return "".join(letter for letter, _ in order)


def say_m25(rows, _notes, _query):
    cases = of(rows, "case")
    found = [share_of_cases("conform", [row for row in cases if row[2]], cases)]
    found += [share_of_cases("with." + name, [row for row in cases if row[3][place]], cases) for place, name in enumerate(PRACTICE)]
    rare = []
    for variant in sorted({row[4] for row in cases}):
        its = [row for row in cases if row[4] == variant]
        if len(persons(its)) >= 5:
            found.append(count("variant." + variant, its, cases, "variants"))
        else:
            rare += its
    return found + [count("variant.rare", rare, cases, "variants")]


# ---- M26 shared responsibility ----


def take_m26(case, take):
    for event in coordination(case):
        if case.coordinator_when(event) is not None:
            take.when(event, "event", not case.acts_as_coordinator(event.by, event), event.unit, event.by)


def say_m26(rows, _notes, _query):
    events = of(rows, "event")
    others = [row for row in events if row[2]]
    found = [ratio("by_others", [(p, c, other, 1) for p, c, other, _, _ in events])]
    staff = defaultdict(set)
    for _, _, _, unit, by in others:
        staff[unit].add(by)
    big = sorted((unit for unit in staff if unit and len(staff[unit]) >= 5), key=str.encode)
    share = lambda code, has: ratio(code, [(p, c, other and has(unit), 1 if other else 0) for p, c, other, unit, _ in events])
    found += [share("unit." + unit, lambda each, unit=unit: each == unit) for unit in big]
    return found + ([share("small_units", lambda each: each not in big)] if set(staff) - set(big) else [])


# ---- M27 tools, M28 decisions ----


def take_m27(case, take):
    day = take.query.stock_day
    if not case.episodes or not case.open_at_end_of(day) or days(case.opened.day, day) < 30:
        return
    by_then = lambda events: any(e.day <= day for e in events)
    consent = any(given.day <= day and not any(e.day <= day for e in case.named("consent.withdrawn", "consent", given.get("consent")) if in_order(given, e))
                  and (not given.get("validTo") or day < moment_or(given.get("validTo"))) for given in case.of("consent.given"))
    take.at_end_of(day, "case", by_then(case.of("network.assessed")), by_then(e for e in case.of("meeting.convened") if e.get("agenda")),
                   consent, by_then(case.of("plan.created")))


def say_m27(rows, _notes, _query):
    cases = of(rows, "case")
    return [share_of_cases(name, [row for row in cases if row[2 + place]], cases)
            for place, name in enumerate(("network_assessed", "agenda", "consent", "plan"))]


def take_m28(case, take):
    for issued in case.of("decision.issued"):
        name, until = issued.get("decision"), issued.when("appealUntil")
        if not until.said:
            take.when(issued, "no_limit", counts=False)
            continue
        if until.first_day > take.query.observed:
            continue
        appeals = case.named("decision.appealed", "decision", name)
        take.when(issued, "issued", bool(appeals), [(e.get("body", "unknown"), e.get("result", "unknown")) for e in case.named("appeal.resolved", "decision", name)])


def say_m28(rows, _notes, _query):
    issued = of(rows, "issued")
    answers = [(p, c, body, result) for p, c, _, resolved in issued for body, result in resolved]
    again = [(p, c, result in ("changed", "revoked"), 1) for p, c, body, result in answers if body == "reassessment" and result != "unknown"]
    board = [(p, c, result != "upheld", 1) for p, c, body, result in answers
             if body == "ankestyrelsen" and result in ("changed", "revoked", "remitted", "upheld")]
    outside = sum(1 for _, _, body, _ in answers if body == "ankestyrelsen") - len(board)
    return [ratio("appealed", [(p, c, appealed, 1) for p, c, appealed, _ in issued], missing=number(rows, "no_limit")),
            ratio("reassessment_changed", again), ratio("board_overturned", board, missing=outside)]
