"""E5, from its definition: period by period, who was expected, who reported, and what."""

from collections import defaultdict

from measures.evaluation import average, is_valid, respondents, score
from measures.figures import Sample
from measures.told import NEVER, days, plus


def e5(project):
    found, people = defaultdict(list), defaultdict(set)
    if project.query.kind or project.query.target_group or project.query.method_version:
        return []  # nobody is enrolled in one
    for expected in [e for e in project.events if e.type == "period.expected"]:
        last = expected.when("lastDay").first_day
        for group in sorted(set(expected.get("groups", []) or [e.get("group", "unknown") for e in project.enrolments])):
            enrolled = {e.get("respondent") for e in project.enrolments if e.get("group", "unknown") == group and project.query.unit in ("", e.get("unit"))
                        and _enrolled_on(project, e, last)}
            its = [e for e in project.reports if all(e.get(name) == expected.get(name) for name in ("period", "instrument", "version"))]
            reports = {e.get("respondent"): e for e in its if e.get("respondent") in enrolled}
            others = sum(1 for e in its if e.get("respondent") not in enrolled and e.get("group", "unknown") == group)
            if not enrolled and not others:
                continue
            timely = {e.get("respondent") for e in its if e.get("respondent") in enrolled and e.recorded.day <= plus(last, 14)}
            name = f"{project.name}/{group}/{expected.get('instrument')}@{expected.get('version')}"
            people[name] |= enrolled
            found[name] += _period(expected.get("period"), len(enrolled), reports, len(timely), others, project.items(expected.get("instrument"), expected.get("version")))
    return [Sample(name, found[name], len(people[name]), None) for name in sorted(found, key=str.encode)]


def _enrolled_on(project, enrolment, day):
    first = enrolment.when("validFrom").first_day if enrolment.get("validFrom") else enrolment.day
    beyond = enrolment.when("validTo").first_day if enrolment.get("validTo") else NEVER
    left = next((e for e in project.events if e.type == "respondent.left" and e.get("respondent") == enrolment.get("respondent") and days(enrolment.day, e.day) >= 0), None)
    return first <= day < beyond and (left is None or day < left.day)


def _period(name, expected, reports, timely, others, items):
    found = [respondents(name + ".expected", expected, expected), respondents(name + ".reported", len(reports), expected),
             respondents(name + ".timely", timely, expected), respondents(name + ".unexpected", others, others + expected)]
    for item in items or []:
        code = f"{name}.{item['item']}"
        if item.get("kind") == "choice":
            chosen = [a.get("choice") for report in reports.values() for a in report.get("answers", []) if is_valid(item, a)]
            some = [respondents(f"{code}.{choice}", chosen.count(choice), len(chosen), "answers", code) for choice in item.get("choices", [])]
            for figure in some:
                figure.missing = expected - len(chosen)
            found += some
        else:
            values = [value for value in (score(item, report) for report in reports.values()) if value is not None]
            found.append(average(code, values, expected - len(values)))
    return found
