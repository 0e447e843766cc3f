"""The oracle's answer to a query, in the form `forloeb measure run --json` gives: {stratum: (hidden, {code: figure})}."""

from collections import defaultdict
from dataclasses import replace

from measures import evaluation as e
from measures import function, m01_m04, m05_m09, m10_m13, m14_m18, m19_m22, m23_m28, monitoring, nested, onboarding
from measures.case import Case
from measures.cohort import Row, Taker
from measures.figures import Disclosure, Figure, Sample, hide_close_dates
from measures.history import in_force
from measures.told import NEVER
from refold import bound

MODULES = {name: it for module in (m01_m04, m05_m09, m10_m13, m14_m18, m19_m22, m23_m28) for name, it in vars(module).items()}
MEASURES = {f"M{n}": (MODULES[f"take_m{n}"], MODULES[f"say_m{n}"]) for n in range(1, 29)}
MEASURES["F2"] = (onboarding.take_f2, onboarding.say_f2)
MEASURES["E6"] = (function.take_e6, function.say_e6)
PROJECTS = {"E1": e.e1, "E2": e.e2, "E3": lambda project: e.experience(project, e.CITIZENS), "E4": lambda project: e.experience(project, e.STAFF), "E5": monitoring.e5}
STOCKS = ("M3", "M4", "M22", "M23", "M24", "M27")  # of a date
ALL = [*MEASURES, *PROJECTS, "E7"]


def _end_of(day):
    return None if day is None else bound(day.isoformat())


def _values(case, event):
    """What a cohort goes by, of the case, when the event was."""
    coordinator = None if event.imprecise else case.coordinator_when(event)
    return {**case.values_when(event), "kind": coordinator.kind if coordinator else ""}


class Oracle:
    """Gathers rows case by case for many queries at once, so that a log of any size is read once."""

    def __init__(self, log, queries):
        self.log = log
        others = [replace(query, measure="E6") for query in queries if query.measure == "E7"]
        others += [part for query in queries if query.measure in MEASURES for _, part in nested.tables(query)]
        self.queries = queries = list(dict.fromkeys([*queries, *others]))
        self.parts = {query: [("", query), *(query.parts() if query.by in ("month", "quarter") else [])] for query in queries}
        self.rows = {query: [([], []) for _ in parts] for query, parts in self.parts.items()}
        self.on_cases = defaultdict(list)  # (O, K) -> what was answered on cases: [(person, event, values)]
        self.recorded = defaultdict(dict)  # (O, K) -> {(unit, type): first day}
        for stream in log.ids("case"):
            self._read(stream)

    def _read(self, stream):
        events = self.log.stream("case", stream)
        for clocks in {(query.observed, query.known) for query in self.queries}:
            case = Case(stream, in_force(events, _end_of(clocks[0]), _end_of(clocks[1])))
            if not case.events:
                continue
            self.on_cases[clocks] += [(case.person, event, _values(case, event)) for event in case.events
                                      if event.type.startswith("survey.") or event.type in ("monitoring.registered", "feedback.recorded")]
            self._note_recorded(self.recorded[clocks], case)
            for query in self.queries:
                if (query.observed, query.known) == clocks and query.measure in MEASURES:
                    for (name, part), (rows, notes) in zip(self.parts[query], self.rows[query]):
                        taker = Taker(part, case)
                        MEASURES[query.measure][0](case, taker)
                        rows += taker.rows
                        notes += taker.notes

    @staticmethod
    def _note_recorded(first, case):
        for event in case.events:
            if event.at.said:
                for unit in ("", case.values_when(event)["unit"]):
                    first[unit, event.type] = min(first.get((unit, event.type), NEVER), event.day)

    # ---- answers ----

    def answer(self, query):
        """(samples after disclosure control, hidden in all)"""
        samples = self._samples(query)
        self._mark_unrecorded(query, samples)
        primary, secondary = Disclosure(samples).apply()
        if query.measure in MEASURES:
            secondary += self._hide_nested(query, samples)
        close = hide_close_dates(samples) if query.measure in STOCKS and query.by in ("month", "quarter") else 0
        return samples, primary + secondary + close

    def _samples(self, query):
        if query.measure == "E7":
            return [Sample("", self._suppressed(query), 0)]
        if query.measure in PROJECTS:
            return [Sample("", [], 0), *self._evaluation(query)]
        say = MEASURES[query.measure][1]
        samples = []
        of_projects = self._project_notes(query) if query.measure in ("M19", "M20") else []
        for (name, part), (rows, notes) in zip(self.parts[query], self.rows[query]):
            notes = notes + of_projects
            rows = rows + self._onboarding_on_projects(part)
            samples.append(self._sample(name, rows, say(rows, notes, part)))
        if query.by and len(samples) == 1:
            rows, notes = self.rows[query][0][0] + self._onboarding_on_projects(query), self.rows[query][0][1] + of_projects
            for value in sorted({row.values[query.by] for row in rows}, key=str.encode):
                its = [row for row in rows if row.values[query.by] == value]
                samples.append(self._sample(value, its, say(its, notes, query)))
        return samples

    def _hide_nested(self, query, samples):
        """How many figures go that the tables do not show."""
        gone = 0
        for name, table in nested.tables(query):
            rows = self.rows[table][0][0] + self._onboarding_on_projects(table)
            notes = self.rows[table][0][1] + (self._project_notes(table) if table.measure in ("M19", "M20") else [])
            say = MEASURES[table.measure][1]
            cells = [self._sample("", rows, say(rows, notes, table))]
            for stratum, part_of, and_part_of, its in nested.strata(table, rows):
                sample = self._sample(stratum, its, say(its, notes, table))
                sample.part_of, sample.and_part_of, sample.dimension = part_of, and_part_of, stratum.partition(nested.MARK)[0] if nested.MARK in stratum else ""
                cells.append(sample)
            Disclosure(cells).apply()
            gone += nested.hide(query, name, cells, samples)
        return gone

    def _project_notes(self, query):
        return [note for stream in self.log.ids("project")
                for note in m19_m22.project_notes(in_force(self.log.stream("project", stream), _end_of(query.observed), _end_of(query.known)))]

    def _onboarding_on_projects(self, query):
        if query.measure != "F2":
            return []
        return [Row("onboarding", person, stream, dict.fromkeys(e.VALUES, ""), (band, topic, minutes)) for stream in self.log.ids("project")
                for person, band, topic, minutes in onboarding.on_project(in_force(self.log.stream("project", stream), _end_of(query.observed), _end_of(query.known)), query)]

    @staticmethod
    def _sample(name, rows, figures):
        who = frozenset(row.person for row in rows if row.counts)
        return Sample(name, figures, len(who), who=who)

    def _evaluation(self, query):
        clocks = query.observed, query.known
        voices = {"E3": e.CITIZENS, "E4": e.STAFF}.get(query.measure)
        samples, heard = [], list(self.on_cases[clocks])
        for stream in self.log.ids("project"):
            events = in_force(self.log.stream("project", stream), _end_of(query.observed), _end_of(query.known))
            if not events:
                continue
            samples += PROJECTS[query.measure](e.Project(stream, events, [(event, values) for _, event, values in self.on_cases[clocks]], query))
            heard += [(event.id, event, dict.fromkeys(e.VALUES, "")) for event in events]
        if voices:
            samples += e.feedback([each for each in heard if each[1].type == "feedback.recorded"], voices, query)
        return samples

    def _suppressed(self, query):
        found, sums = [], [0, 0, 0]
        for measure in ("E1", "E2", "E3", "E4", "E5", "E6"):
            samples = self._samples(replace(query, measure=measure))
            cells = sum(len(sample.figures) for sample in samples)
            primary, secondary = Disclosure(samples).apply()
            for name, hidden in (("primary", primary), ("secondary", secondary)):
                found.append(Figure(f"{measure}.{name}", hidden, numerator=hidden, denominator=cells))
            sums = [a + b for a, b in zip(sums, (primary, secondary, cells))]
        for name, hidden in zip(("primary", "secondary"), sums):
            found.append(Figure(name, hidden, numerator=hidden, denominator=sums[2]))
        return found

    def _mark_unrecorded(self, query, samples):
        first = self.recorded[query.observed, query.known]
        parts = dict(self.parts[query][1:])
        for sample in samples:
            unit = sample.name if query.by == "unit" and sample.name else query.unit
            end = min(query.recording_end, parts[sample.name].beyond if sample.name in parts else NEVER)
            for figure in sample.figures:
                if figure.recorded_by and min(first.get((unit, name), NEVER) for name in figure.recorded_by) >= end:
                    figure.state, figure.value, figure.interval = "notRecorded", None, None
