"""E1 to E4 of one evaluation project, from their definitions: groups and instruments apart, each respondent once.

An answer stands on the project's stream, or on a case: then it belongs to the project if that opened the wave it names
and, where the project enrols, enrolled its respondent.
"""

from collections import defaultdict
from math import fsum

from measures import statistics
from measures.figures import Figure, Sample
from measures.told import NEVER, Moment, plus

BEFORE, AFTER = "baseline", "after"
CITIZENS = (("citizen", "relative", "secondHand"), ("citizen", "representative", "relative"))
STAFF = (("municipalCaseworker", "regionalCaseworker", "leader"), ("professional",))


class Project:
    def __init__(self, stream, events, on_cases, query):
        """on_cases: {event: what a cohort goes by of the case it stands on, in force then}."""
        self.events, self.query, self.values = events, query, {event.id: values for event, values in on_cases}
        on_cases = [event for event, _ in on_cases]
        said = lambda name: [e for e in events if e.type == name]
        designs = [e.get("project") for e in said("project.designed")]
        self.name = designs[-1] if designs else stream
        self.equal = {(v.get("instrument"), v.get("version"), v.get("equalTo")) for e in said("project.designed")[-1:] for v in e.get("equalVersions", [])}
        self.instruments = {(e.get("instrument"), e.get("version")): e for e in said("instrument.defined")}
        self.waves = said("wave.opened")
        self.enrolled = {e.get("respondent"): e for e in said("respondent.enrolled")}
        self.enrolments = said("respondent.enrolled")
        belongs = [e for e in on_cases if e.type.startswith("survey.") and self.wave_of(e) is not None
                   and (not self.enrolled or e.get("respondent") in self.enrolled)]
        self.surveys = sorted([e for e in events if e.type.startswith("survey.")] + belongs,
                              key=lambda e: (e.at.instant.timestamp() if e.at.instant else _midnight(e.day), e.position))
        self.reports = sorted([e for e in [*events, *on_cases] if e.type == "monitoring.registered"], key=lambda e: e.position)
        self.order_of_waves = list(dict.fromkeys([e.get("wave") for e in self.waves] + [e.get("wave") for e in self.surveys]))
        self.responses = self._responses()

    def wave_of(self, event):
        return next((w for w in reversed(self.waves) if w.get("wave") == event.get("wave") and w.get("instrument") == event.get("instrument")), None)

    def window(self, wave):
        """[first day, day after the last): as announced, else from its opening to its closing; the closing day counts."""
        first = wave.when("opens").first_day if wave.get("opens") else wave.day
        closed = next((e for e in self.events if e.type == "wave.closed" and e.get("wave") == wave.get("wave") and e.get("instrument") == wave.get("instrument")), None)
        last = wave.when("closes").first_day if wave.get("closes") else closed.day if closed else None
        return first, plus(last, 1) if last else NEVER

    def items(self, instrument, version):
        definition = self.instruments.get((instrument, version))
        return definition.get("items", []) if definition else None

    def _responses(self):
        """{(instrument, wave, respondent): what came of it}, in the order they first appear."""
        found = {}
        for event in self.surveys:
            key = event.get("instrument"), event.get("wave"), event.get("respondent")
            enrolment = self.enrolled.get(key[2])
            response = found.setdefault(key, {
                "instrument": key[0], "wave": key[1], "respondent": key[2], "version": event.get("version"), "answer": None, "invited": False,
                "declined": False, "group": (enrolment or event).get("group", "unknown"), "values": {}})
            if event.id in self.values and not response["values"]:
                response["values"] = dict(self.values[event.id])
            response["enrolled_in"] = enrolment.get("unit") if enrolment else ""
            if event.type != "survey.answered":
                response["invited" if event.type == "survey.invited" else "declined"] = True
                continue
            wave = self.wave_of(event)
            first, beyond = self.window(wave) if wave is not None else (event.day, NEVER)
            if first <= event.day < beyond and self._has_valid_item(event):
                response["answer"], response["version"] = event, event.get("version")
        for response in found.values():
            response["values"] = {"unit": "", "kind": "", "targetGroup": "", "methodVersion": "", **response["values"]}
            response["values"]["unit"] = response.get("enrolled_in") or response["values"]["unit"]
        return list(found.values())

    def _has_valid_item(self, event):
        items = self.items(event.get("instrument"), event.get("version"))
        answered = [a for a in event.get("answers", []) if a.get("state") == "answered"]
        if items is None:
            return bool(answered)
        return any(is_valid(item, answer) for answer in answered for item in items)

    def comparable(self, instrument, a, b):
        return a == b or (instrument, a, b) in self.equal or (instrument, b, a) in self.equal


def _midnight(day):
    return Moment(day.isoformat() + "T00:00:00").instant.timestamp()


def is_valid(item, answer):
    if answer.get("item") != item.get("item") or answer.get("state") != "answered":
        return False
    if item.get("kind") == "choice":
        return answer.get("choice") in item.get("choices", [])
    return item.get("minimum", 0) <= answer.get("value", 0) <= item.get("maximum", 0)


def score(item, event):
    """Reversed first: more is better."""
    for answer in event.get("answers", []):
        if item.get("kind") != "choice" and is_valid(item, answer):
            value = answer.get("value", 0)
            return item.get("minimum", 0) + item.get("maximum", 0) - value if item.get("reversed") else value
    return None


# ---- what the figures are made with ----


def respondents(code, counted, among, test="count", partition=""):
    empty = among == 0 and test == "answers"
    return Figure(code, None if empty else counted, among, test, counted=counted, among=among, partition=partition)


def share(code, counted, among, test="count", hidden_with=""):
    figure = respondents(code, counted, among, test)
    figure.hidden_with = hidden_with
    if among == 0:
        figure.value, figure.state = None, "empty"
        return figure
    figure.numerator, figure.denominator = counted, among
    figure.value, figure.interval = counted / among, statistics.wilson(counted, among)
    return figure


def average(code, values, missing=0):
    magnitude = fsum(abs(value) for value in values)
    figure = Figure(code, fsum(values) / len(values) if values else None, len(values), "mean", missing=missing)
    figure.largest = max(map(abs, values)) / magnitude if magnitude else 0
    return figure


VALUES = ("unit", "kind", "targetGroup", "methodVersion")


def _is_in(values, query):
    return query.admits(values) and query.kind in ("", values["kind"])


def strata(project, concerns, version_of, figures):
    """A sample per group and instrument (and version), and its units if they are asked for; nothing sums the groups."""
    found = defaultdict(list)
    for response in project.responses:
        if not concerns(response["group"]) or not _is_in(response["values"], project.query):
            continue
        version = version_of(response)
        name = f"{project.name}/{response['group']}/{response['instrument']}" + (f"@{version}" if version else "")
        found[name, None, version].append(response)
        if project.query.by in VALUES:
            found[f"{name}/{response['values'][project.query.by]}", name, version].append(response)
    samples = []
    for (name, part_of, version), responses in sorted(found.items(), key=lambda each: each[0][0].encode()):
        items = project.items(responses[0]["instrument"], version or responses[-1]["version"])
        samples.append(Sample(name, figures(project, responses, items), len({r["respondent"] for r in responses}), part_of))
    return samples


def _one(responses, wave, respondent):
    return next((r for r in responses if r["wave"] == wave and r["respondent"] == respondent), {"answer": None, "invited": False})


def _both(responses):
    """Of each respondent the response before and after."""
    return [(_one(responses, BEFORE, name), _one(responses, AFTER, name)) for name in sorted({r["respondent"] for r in responses}, key=str.encode)]


# ---- E1 ----


def e1(project):
    return strata(project, lambda group: True, lambda response: "", _e1_figures)


def _e1_figures(project, responses, _items):
    found = []
    for wave in project.order_of_waves:
        of_wave = [r for r in responses if r["wave"] == wave]
        invited = [r for r in of_wave if r["invited"]]
        answered = sum(1 for r in invited if r["answer"])
        declined = sum(1 for r in invited if not r["answer"] and r["declined"])
        rows = wave + ".invited"
        found += [respondents(wave + ".invited", len(invited), len(invited)), respondents(wave + ".answered", answered, len(invited), partition=rows),
                  respondents(wave + ".declined", declined, len(invited), partition=rows),
                  respondents(wave + ".silent", len(invited) - answered - declined, len(invited), partition=rows),
                  share(wave + ".response", answered, len(invited), hidden_with=rows)]
        uninvited = sum(1 for r in of_wave if r["answer"] and not r["invited"])
        found.append(respondents(wave + ".uninvited", uninvited, uninvited + len(invited)))
    both = _both(responses)
    eligible = [(first, second) for first, second in both if first["invited"] and second["invited"]]
    pairs = sum(1 for first, second in both if first["answer"] and second["answer"])
    matched = sum(1 for first, second in eligible if first["answer"] and second["answer"])
    return found + [share("matched_pairs", matched, len(eligible)), share("retention", pairs, sum(1 for first, _ in both if first["answer"]))]


# ---- E2 ----


def e2(project):
    later = {(r["respondent"], r["instrument"]): r["answer"].get("version") for r in project.responses if r["wave"] == AFTER and r["answer"]}
    return strata(project, lambda group: True, lambda r: later.get((r["respondent"], r["instrument"]), r["version"]), _e2_figures)


def _e2_figures(project, responses, items):
    pairs, only_before, only_after, other = [], 0, 0, 0
    for first, second in _both(responses):
        a, b = first["answer"], second["answer"]
        if a and b and project.comparable(first["instrument"], b.get("version"), a.get("version")):
            pairs.append((a, b))
        else:
            other, only_before, only_after = other + bool(a and b), only_before + bool(a and not b), only_after + bool(b and not a)
    everyone = len(pairs) + only_before + only_after + other
    found = [respondents(code, counted, everyone, partition="matching") for code, counted in
             (("pairs", len(pairs)), ("only_before", only_before), ("only_after", only_after), ("other_version", other))]
    if items is None:
        return found
    ratings = [item for item in items if item.get("kind") == "rating"]
    subjects = [(item["item"], [item]) for item in ratings]
    for scale in sorted({item["scale"] for item in ratings if item.get("scale")}, key=str.encode):
        subjects.append(("scale." + scale, [item for item in ratings if item.get("scale") == scale]))
    tests = 0
    for code, its_items in subjects:
        figures, made = _change(code, [(_value(its_items, a), _value(its_items, b)) for a, b in pairs])
        found, tests = found + figures, tests + made
    return found + [Figure("tests", tests, tests)]


def _value(items, event):
    points = [score(item, event) for item in items]
    valid = [point for point in points if point is not None]
    return fsum(valid) / len(valid) if valid and 2 * len(valid) >= len(items) else None


def _change(code, values):
    told = [(a, b) for a, b in values if a is not None and b is not None]
    changes, missing = [b - a for a, b in told], len(values) - len(told)
    change = average(code + ".change", changes, missing)
    if changes:
        _, low, high = statistics.mean_change(changes)
        change.interval = (low, high) if low is not None else None
    better, worse = (sum(1 for d in changes if sign * d > 1e-9) for sign in (1, -1))
    found = [average(code + ".before", [a for a, _ in told], missing), average(code + ".after", [b for _, b in told], missing), change]
    found += [respondents(f"{code}.{name}", counted, len(told), "answers", code) for name, counted in
              (("better", better), ("same", len(told) - better - worse), ("worse", worse))]
    p_values = [statistics.sign_test(better, worse), statistics.wilcoxon(changes)]
    for name, p, beside in zip(("sign_p", "wilcoxon_p"), p_values, (code, "")):
        found.append(Figure(f"{code}.{name}", p, len(told), "mean", hidden_with=beside))
    return found, sum(p is not None for p in p_values)


# ---- E3, E4 ----


def experience(project, voices):
    return strata(project, lambda group: group in voices[0], lambda response: response["version"], _distributions)


def _distributions(project, responses, items):
    found = []
    for wave in project.order_of_waves:
        answers = [r["answer"] for r in responses if r["wave"] == wave and r["answer"]]
        if not answers:
            continue
        found.append(respondents(wave + ".answered", len(answers), len(answers)))
        for item in items or []:
            if item.get("kind") != "rating" or item.get("maximum", 0) <= item.get("minimum", 0):
                continue
            points = [point for point in (score(item, answer) for answer in answers) if point is not None]
            code, best = f"{wave}.{item['item']}", item["maximum"]
            some = [respondents(f"{code}.{value}", points.count(value), len(points), "answers", code) for value in range(item.get("minimum", 0), best + 1)]
            some.append(share(code + ".top_two", points.count(best) + points.count(best - 1), len(points), "answers", code))
            for figure in some:
                figure.missing = len(answers) - len(points)
            found += some
    return found


def feedback(heard, voices, query):
    """heard: [(person, event, values)]; counted by theme, never scored."""
    people, themes, totals = defaultdict(set), defaultdict(lambda: defaultdict(set)), {}
    for person, event, values in heard:
        if event.get("speaker", "unknown") not in voices[1] or not query.in_period(event.day) or not _is_in(values, query):
            continue
        base = "feedback/" + event.get("speaker") + ("/secondHand" if event.get("secondHand") == "yes" else "")
        totals[base] = None
        names = [base]
        if query.by in VALUES:
            names.append(f"{base}/{values[query.by]}")
            totals[names[1]] = base
        for name in names:
            people[name].add(person)
            for theme in event.get("themes", []):
                themes[name][theme].add(person)
    return [Sample(name, [respondents("theme." + theme, len(themes[name][theme]), len(people[name]), "answers") for theme in sorted(themes[name], key=str.encode)],
                   len(people[name]), totals[name]) for name in sorted(people, key=str.encode)]
