"""M14 to M18, each from its definition (`forloeb measure list`): `take` gathers rows of one case, `say` makes the figures of a sample."""

from measures.case import first_said
from measures.figures import count, event_ratio
from measures.rows import number, of, waits
from measures.told import Moment, days, in_order, in_time, plus, working_days

# ---- M14 discussed before issue ----


def take_m14(case, take):
    for issued in case.of("decision.issued"):
        name = issued.get("decision")
        drafted = next(iter(case.named("decision.drafted", "decision", name)), None)
        if issued.imprecise or (drafted is not None and drafted.imprecise):
            take.when(issued, "imprecise")
            continue
        unit = first_said(issued.get("unit"), drafted.get("unit") if drafted else "")
        discussed = "unknown" if drafted is None else "no"
        for event in case.named("decision.discussed", "decision", name) if drafted is not None else []:
            another = any(who.get("specialist") == "yes" or who.get("unit", "") not in ("", unit) for who in event.get("with", []))
            if another and not event.imprecise and in_order(drafted, event) and in_order(event, issued):
                discussed = "yes"
        take.when(issued, "issued", discussed)


def say_m14(rows, _notes, _query):
    issued = of(rows, "issued")
    known = [(p, c, answer == "yes", 1) for p, c, answer in issued if answer != "unknown"]
    return event_ratio("discussed", known, ("decision.issued",), missing=len(issued) - len(known), imprecise=number(rows, "imprecise"))


# ---- M15 duplicate requests ----


def _scope(event):
    period = event.get("period") or {}
    return event.get("topic"), Moment(period.get("from", "")), Moment(period.get("to", ""))


def _municipal(sector):
    return sector not in ("external", "privateNetwork")


def take_m15(case, take):
    for event in case.of("information.provided"):
        if _municipal(event.get("holderSector", "unknown")):
            take.note(*_scope(event), event.position)
    for event in case.of("information.requested"):
        if _municipal(event.get("sector", "unknown")):
            take.when(event, "request", *_scope(event), event.position, event.get("updateWanted") == "yes")


def _covers(held, wanted):
    if held[0] != wanted[0]:
        return "no"
    answers = set()
    for a, b in ((held[1], wanted[1]), (wanted[2], held[2])):
        answers.add("unknown" if a.said != b.said else "yes" if not a.said or a.first_day <= b.first_day else "no")
    return "no" if "no" in answers else "unknown" if "unknown" in answers else "yes"


def say_m15(rows, notes, _query):
    held = {}
    for person, _, topic, first, beyond, position in notes:
        held.setdefault(person, []).append((topic, first, beyond, position))
    known, missing = [], 0
    for person, case, topic, first, beyond, position, update in of(rows, "request"):
        answers = {_covers(each, (topic, first, beyond)) for each in held.get(person, []) if each[3] < position} if not update else set()
        answer = "yes" if "yes" in answers else "unknown" if "unknown" in answers else "no"
        if not topic or answer == "unknown":
            missing += 1
        else:
            known.append((person, case, answer == "yes", 1))
    return event_ratio("duplicates", known, ("information.requested",), missing=missing)


# ---- M16 answer time ----


def take_m16(case, take):
    for asked in case.of("information.requested"):
        name = asked.get("request")
        answers = [e for e in case.named("information.provided", "request", name) if name]
        complete = next((e for e in answers if e.get("complete") == "yes"), None)
        withdrawn = next(iter(case.named("information.request_withdrawn", "request", name)), None)
        if complete is None and any(e.get("complete", "unknown") == "unknown" for e in answers):
            take.when(asked, "missing", False)
            continue
        end = complete or withdrawn or case.closed
        gave_up = complete is None and withdrawn is not None
        if asked.imprecise or (end is not None and end.imprecise):
            take.when(asked, "request", gave_up, None, None)
            continue
        last = end.day if end else take.query.observed
        take.when(asked, "request", gave_up, (days(asked.day, last), complete is None), (working_days(asked.day, last), complete is None))


def say_m16(rows, _notes, _query):
    requests, beside = of(rows, "request"), {"missing": number(rows, "missing"), "recorded_by": ("information.requested",)}
    return [*waits("requested_to_provided", requests, 1, **beside), *waits("requested_to_provided_working", requests, 2, **beside),
            count("withdrawn", [row for row in requests if row[2]], of(rows, "request", "missing"))]


# ---- M17 promises, M18 deadlines ----


def last_due(first, later):
    """The due date in force: a new one counts if it was given by the old."""
    due = first
    for event in later:
        can_tell = not due.imprecise and not event.imprecise
        if not can_tell or in_time(event.at, due):
            due = event.when("newDue")
    return due


def outcome(due, done, query):
    if not due.said:
        return "no_due"
    if due.imprecise or (done is not None and done.imprecise):
        return "imprecise"
    if due.day > query.observed:
        return "not_yet"
    return "open" if done is None else "in_time" if in_time(done.at, due) else "late"


def take_m17(case, take):
    for made in case.of("commitment.made"):
        name = made.get("commitment")
        kept = next(iter(case.named("commitment.kept", "commitment", name)), None)
        broken = next(iter(case.named("commitment.broken", "commitment", name)), None)
        due = last_due(made.when("due"), case.named("commitment.renegotiated", "commitment", name))
        what = outcome(due, kept, take.query)
        take.when(made, "made", what == "no_due", made.get("withinCompetence", "unknown"))
        if what in ("no_due", "not_yet"):
            continue
        side = _side(case, made)
        if side is None:
            take.when(made, "nobody", due=due)
        elif what == "imprecise":
            take.when(made, side + ".imprecise", due=due)
        else:
            take.when(made, side, "kept" if what == "in_time" else "broken" if broken else "late" if what == "late" else "silent", due=due)


def _side(case, made):
    kind = made.get("toKind", "unknown")
    if kind == "unknown" and made.get("to") == "borger":
        kind = "citizen"
    if kind == "unknown":
        sector = next((link.get("sector") for name, _, link in case.parties() if name == made.get("to") and link.get("sector", "unknown") != "unknown"), None)
        kind = None if sector is None else "relative" if sector == "privateNetwork" else "partner"
    return None if kind is None else "partners" if kind == "partner" else "citizen"


def say_m17(rows, _notes, _query):
    found, nobody = [], number(rows, "nobody")
    for side in ("citizen", "partners"):
        judged = of(rows, side)
        found += event_ratio(side + ".kept.share", [(p, c, what == "kept", 1) for p, c, what in judged], ("commitment.made",),
                             missing=nobody, imprecise=number(rows, side + ".imprecise"))
        for what in ("kept", "broken", "late", "silent"):
            figure = count(f"{side}.{what}", [row for row in judged if row[2] == what], judged, side)
            figure.missing = nobody
            found.append(figure)
    made = of(rows, "made")
    outside = [(p, c, within == "no", 1) for p, c, _, within in made if within != "unknown"]
    return found + [count("no_due", [row for row in made if row[2]], made),
                    *event_ratio("outside_competence", outside, ("commitment.made",), missing=len(made) - len(outside))]


ADMINISTRATION = ("administration", "documentation", "deadlines")
COORDINATION = ("coordination", "contact", "meeting", "partner_contact", "handover")


def take_m18(case, take):
    for start in case.of("deadline.set"):
        name = start.get("deadline")
        met = next(iter(case.named("deadline.met", "deadline", name)), None)
        due = last_due(start.when("due"), case.named("deadline.extended", "deadline", name))
        what, basis = outcome(due, met, take.query), start.get("basis", "unknown")
        if what == "no_due":
            take.when(start, "no_due")
        elif what == "open" and case.opened and case.opened.day < due.day and not case.open_at_end_of(plus(due.day, -1)):
            take.when(start, "closed_before", due=due)
        elif what == "imprecise":
            take.when(start, basis + ".imprecise", due=due)
        elif what != "not_yet":
            take.when(start, basis, what == "in_time", 1, due=due)
    for event in case.of("time.registered"):
        person, minutes = event.get("person") or event.by, event.get("minutes", -1)
        administration = event.get("activityClass") in ADMINISTRATION
        if not event.imprecise and (administration or event.get("activityClass") in COORDINATION) and case.acts_as_coordinator(person, event):
            take.when(event, "minutes" if minutes >= 0 else "no_minutes", minutes if administration else 0, minutes)


def say_m18(rows, _notes, _query):
    found, bases = [], ("statutory", "internal", "agreed", "unknown")
    for basis in bases:
        found += event_ratio(("basis_unknown" if basis == "unknown" else basis) + ".met", of(rows, basis), ("deadline.set",),
                             imprecise=number(rows, basis + ".imprecise"))
    due = of(rows, "no_due", "closed_before", *bases, *(basis + ".imprecise" for basis in bases))
    return found + [count("closed_before", of(rows, "closed_before"), due), count("no_due", of(rows, "no_due"), due),
                    *event_ratio("administration", of(rows, "minutes"), ("time.registered",), missing=number(rows, "no_minutes"))]
