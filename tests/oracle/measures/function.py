"""E6, from its definition: goals with a theme, by the assessments before and after."""

from measures.figures import ratio
from measures.rows import of
from measures.told import NEVER, plus

LEVELS = {"none": 0, "slight": 1, "moderate": 2, "severe": 3, "complete": 4}


def take_e6(case, take):
    for goal in case.of("goal.agreed"):
        kind = goal.get("goalType", "unknown")
        if not goal.get("theme") or kind == "unknown" or goal.imprecise:
            continue
        closed = next(iter(case.named("goal.closed", "goal", goal.get("goal"))), None)
        result = closed.get("result", "unknown") if closed else "unknown"
        take.when(goal, kind, _verdict(case, goal, kind, take.query.observed), result)


def _verdict(case, goal, kind, observed):
    done = [e for e in case.of("assessment.completed") if not e.imprecise]
    until = plus(goal.when("due").first_day, 90) if goal.get("due") else NEVER
    previous = [e for e in done if e.day <= goal.day]
    current = [e for e in done if goal.day < e.day <= min(observed, until)]
    if not current and until > observed:
        return "not_due"
    if not current or not previous:
        return "missing"
    (rule_before, before), (rule_now, now) = (_level(case, e[-1], goal.get("theme")) for e in (previous, current))
    target = before if kind == "maintain" else LEVELS.get(goal.get("expectedLevel"))
    if rule_before != rule_now or before is None or now is None or target is None:
        return "missing"
    return "met" if now <= target else "not_met"


def _level(case, completed, theme):
    """(by which rule, the level scored last)"""
    name = completed.get("assessment")
    start = next(iter(case.named("assessment.started", "assessment", name)), None)
    rule = tuple(start.get(field) for field in ("method", "methodVersion", "levelExcludesSupport")) if start else ("", "", "")
    scores = [e for e in case.named("assessment.theme_scored", "assessment", name) if e.get("theme") == theme]
    return rule, LEVELS.get(scores[-1].get("level")) if scores else None


def say_e6(rows, _notes, _query):
    found = []
    for kind, code in (("develop", "develop"), ("maintain", "maintain"), ("limitLoss", "limit_loss")):
        goals = of(rows, kind)
        judged = [(p, c, verdict == "met", 1) for p, c, verdict, _ in goals if verdict in ("met", "not_met")]
        rated = [(p, c, result == "reached", 1) for p, c, _, result in goals if result != "unknown"]
        found.append(ratio(code + ".met", judged, missing=sum(1 for g in goals if g[2] == "missing"), censored=sum(1 for g in goals if g[2] == "not_due")))
        found.append(ratio(code + ".rated_reached", rated))
    return found
