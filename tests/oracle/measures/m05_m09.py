"""M5 to M9, each from its definition (`forloeb measure list`): `take` gathers rows of one case, `say` makes the figures of a sample."""

from measures.case import on_citizens_side
from measures.figures import count, event_ratio, median_of_cases, persons, ratio
from measures.rows import number, of, waits
from measures.things import meetings, running, services
from measures.told import days, in_order, working_days

# ---- M5 goal-linked ----


def take_m5(case, take):
    day = take.query.stock_day
    for start, terms, end, last in services(case, day):
        imprecise = start.imprecise or (end is not None and end.imprecise)
        first, beyond = running(start, last, end)
        if not imprecise and not first <= day < beyond:
            continue
        linked = any(_goal_open(case, goal, day) for goal in terms.get("goals", []))
        take.at_end_of(day, "imprecise" if imprecise else "service", linked, 1)
    for meeting in case.of("meeting.held"):
        take.when(meeting, "meeting", bool(meeting.get("goals", [])), 1)


def _goal_open(case, name, day):
    for goal in case.named("goal.agreed", "goal", name):
        closed = [e for e in case.named("goal.closed", "goal", name) if e.day <= day and in_order(goal, e)]
        if goal.day <= day and not closed:
            return True
    return False


def say_m5(rows, _notes, _query):
    return [*event_ratio("services", of(rows, "service"), ("service.started", "service.changed"), imprecise=number(rows, "imprecise")),
            *event_ratio("meetings", of(rows, "meeting"), ("meeting.held",))]


# ---- M6 assessment and plan time ----


def take_m6(case, take):
    seen = []
    for event in case.of("assessment.started", "assessment.completed"):
        if event.get("assessment") not in seen:
            seen.append(event.get("assessment"))
    for place, name in enumerate(seen):
        start = next(iter(case.named("assessment.started", "assessment", name)), None)
        end = next(iter(case.named("assessment.completed", "assessment", name)), None)
        purpose = start.get("purpose") if start else ""
        first = purpose == "first" or (purpose != "reassessment" and place == 0)
        if start is not None:
            take.when(start, "first" if first else "again", _until(case, take.query, start, end, None))
        if end is not None:
            plan = min(case.named("plan.created", "assessment", name) if name else [], key=lambda e: e.day, default=None)
            declined = next(iter(case.named("plan.declined", "assessment", name) if name else []), None)
            take.when(end, "completed", plan is None and declined is not None, start is None, _until(case, take.query, end, plan, declined))


def _until(case, query, start, reached, given_up):
    end = reached or given_up or case.closed
    if start.imprecise or (end is not None and end.imprecise):
        return None
    return days(start.day, end.day if end else query.observed), reached is None


def say_m6(rows, _notes, _query):
    completed = of(rows, "completed")
    return [*waits("first", of(rows, "first"), 0, recorded_by=("assessment.started",)),
            *waits("reassessment", of(rows, "again"), 0, recorded_by=("assessment.started",)),
            *waits("to_plan", completed, 2, recorded_by=("assessment.completed",)),
            count("plan_declined", [row for row in completed if row[2]], completed),
            count("start_unknown", [row for row in completed if row[3]], completed)]


# ---- M7 meeting forms ----

FORMS = ("joint_visit", "with_citizen", "relatives_only", "professionals_only", "unknown")


def form_of(meeting):
    if meeting.get("kind") == "joint_visit":
        return "joint_visit"
    there = meeting.get("attendees", [])
    kinds = {each.get("kind", "unknown") for each in there}
    if any(on_citizens_side(each.get("kind"), each.get("party")) for each in there):
        return "with_citizen"
    return "relatives_only" if "relative" in kinds else "professionals_only" if "professional" in kinds else "unknown"


def take_m7(case, take):
    query = take.query
    open_days = sorted(case.open_days(query.first, min(query.beyond, query.ended)))
    if not open_days:
        return
    if case.imprecise_episodes:
        take.at_end_of(open_days[0], "imprecise", counts=False)
        return
    held = [form_of(e) for e in case.of("meeting.held") if query.in_period(e.day) and e.day < query.ended]
    take.at_end_of(open_days[0], "case", len(open_days) / 91.3125, {form: held.count(form) for form in FORMS})


def say_m7(rows, _notes, _query):
    cases, beside = of(rows, "case"), {"imprecise": number(rows, "imprecise"), "recorded_by": ("meeting.held",)}
    rate = lambda code, forms: ratio(code, [(p, c, sum(held[form] for form in forms), quarters) for p, c, quarters, held in cases], **beside)
    own = [sum(held.values()) / quarters for _, _, quarters, held in cases]
    return [rate("meetings", FORMS), median_of_cases("meetings.median_of_cases", own, len(persons(cases)), **beside),
            *(rate(form, (form,)) for form in FORMS)]


# ---- M8 trigger to meeting ----


def take_m8(case, take):
    by_trigger = {}
    for _, convened, held, cancelled in meetings(case):
        if convened is None:
            continue
        trigger = (convened.get("triggerEvent") or "").lower()
        take.when(convened, "convened", not trigger)
        if trigger:
            by_trigger.setdefault(trigger, []).append((convened, held, cancelled))
    for trigger, called in by_trigger.items():
        event = next((e for e in case.events if e.id == trigger), None)
        if event is None:
            for convened, _, _ in called:
                take.when(convened, "missing", counts=False)
            continue
        held = min((h for _, h, _ in called if h is not None), key=lambda e: (e.day, e.position), default=None)
        only_cancelled = all(h is not None or c is not None for _, h, c in called)
        end = held
        if end is None and only_cancelled:
            end = max((c for _, _, c in called if c is not None), key=lambda e: (e.day, e.position))
        end = end or case.closed
        if event.imprecise or (end is not None and end.imprecise):
            waited = None
        else:
            waited = days(event.day, end.day if end else take.query.observed), held is None
        take.when(event, "trigger", waited)


def say_m8(rows, _notes, _query):
    convened = of(rows, "convened")
    return [*waits("trigger_to_meeting", of(rows, "trigger"), 0, missing=number(rows, "missing"), recorded_by=("meeting.convened",)),
            count("without_trigger", [row for row in convened if row[2]], convened)]


# ---- M9 chairing: its persons are the leaders ----


def take_m9(case, take):
    for name, convened, held, _ in meetings(case):
        if held is None or held.imprecise:
            continue
        leader = held.get("leader")
        if not leader:
            take.when(held, "leader_unknown", counts=False)
            continue
        agenda = [each.get("item", "") for each in (convened.get("agenda", []) if convened else [])]
        covered = sum(1 for item in agenda if item in held.get("covered", []))
        shared = next(iter(case.named("meeting.minutes_shared", "meeting", name)), None)
        told = [held.when("summaryAt")] + ([shared.at] if shared else [])
        minutes = any(not m.imprecise and working_days(held.day, m.day) <= 5 for m in told)
        old = working_days(held.day, take.query.observed) >= 5
        take.when(held, "held", leader, held.get("leaderExperience"), len(agenda), covered, held.get("timeKept", "unknown"),
                  minutes if old else None, person=leader)


def say_m9(rows, _notes, _query):
    held = of(rows, "held")
    found = _chairing("", held, number(rows, "leader_unknown"))
    for band in sorted({row[3] for row in held if row[3]}):
        found += _chairing(band + ".", [row for row in held if row[3] == band], 0)
    return found


def _chairing(code, held, leaderless):
    """Rows are (person, case, leader, experience, items, covered, time kept, minutes in time or None)."""
    items = [(row[2], row[1], row[5], row[4]) for row in held if row[4]]
    kept = [(row[2], row[1], row[6] == "yes", 1) for row in held if row[6] != "unknown"]
    shared = [(row[2], row[1], row[7], 1) for row in held if row[7] is not None]
    return [ratio(code + "covered", items, ("meeting.held",), missing=len(held) - len(items) + leaderless),
            ratio(code + "time_kept", kept, ("meeting.held",), missing=len(held) - len(kept) + leaderless),
            ratio(code + "minutes_in_time", shared, ("meeting.minutes_shared", "meeting.held"), missing=leaderless, censored=len(held) - len(shared))]
