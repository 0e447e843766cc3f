"""F2 onboarding, from its definition: n is staff, on cases and on projects."""

from collections import defaultdict

from measures.figures import Figure, persons


def take_f2(case, take):
    for event in case.of("onboarding.recorded"):
        if person := _who(event):
            take.when(event, "onboarding", event.get("experienceBand", ""), event.get("topic", ""), event.get("minutes", -1), person="staff " + person)


def on_project(events, query):
    """[(person, band, topic, minutes)] of what stands on a project; it is of no unit's cases."""
    if query.unit or query.kind or query.target_group or query.method_version:
        return []
    return [("staff " + _who(e), e.get("experienceBand", ""), e.get("topic", ""), e.get("minutes", -1))
            for e in events if e.type == "onboarding.recorded" and _who(e) and query.in_period(e.day)]


def _who(event):
    return event.get("person") or event.by


def say_f2(rows, _notes, _query):
    rows = [(row[0], *row[2:]) for row in ((row.person, row.case, *row.says) for row in rows)]
    bands, topics = defaultdict(list), defaultdict(list)
    for row in rows:
        bands[row[1]].append(row)
        topics[row[2]].append(row)
    found = [_per_person("minutes", rows, "")]
    found += [_per_person((band or "band_unknown") + ".minutes", bands[band], "bands") for band in sorted(bands, key=str.encode)]
    return found + [_per_person((topic or "topic_unknown") + ".minutes", topics[topic], "topics") for topic in sorted(topics, key=str.encode)]


def _per_person(code, rows, partition):
    told = [row for row in rows if row[3] >= 0]
    sums = defaultdict(float)
    for person, _, _, minutes in told:
        sums[person] += minutes
    total = sum(sums.values())
    figure = Figure(code, total / len(sums) if sums else None, len(persons(told)), "mean", missing=len(rows) - len(told), partition=partition)
    figure.largest = max(sums.values()) / total if total > 0 else 0
    return figure
