"""Figures before and after disclosure control (projections/README.md G7, G12, E7).

A figure is a value with what it rests on and the test of G12 that decides whether it may be shown; `disclose` hides what
may not be, and then what would give it away by subtraction: in a row (counts of one stratum that add up) or a column (the
same count over strata that add up to the whole).
"""

from collections import defaultdict
from dataclasses import dataclass

from measures import statistics

PERSONS_MIN = 5
LARGEST_SHARE_MAX = 0.85


@dataclass
class Figure:
    code: str
    value: float | None = None  # None: empty
    n: int = 0
    test: str = "open"
    state: str = ""
    missing: int = 0
    imprecise: int = 0
    censored: int = 0
    numerator: float = 0
    denominator: float = 0
    interval: tuple | None = None
    counted: int = 0
    among: int = 0
    largest: float = 0
    p: float = 0
    partition: str = ""
    hidden_with: str = ""
    recorded_by: tuple = ()

    def __post_init__(self):
        self.state = self.state or ("empty" if self.value is None else "shown")

    @property
    def empty(self):
        return self.state in ("empty", "notRecorded")

    @property
    def is_count(self):
        return self.test in ("count", "answers") and not self.empty


@dataclass
class Sample:
    """The figures of the whole cohort, or of one stratum."""

    name: str
    figures: list
    persons: int
    part_of: str | None = ""
    hidden: bool = False
    who: frozenset | None = None  # the persons, where several dates are to be compared
    dimension: str = ""           # strata of different dimensions add up to the same whole, each by itself
    and_part_of: str | None = None  # another total it adds up to


# ---- how measures make them; rows are (person, case, ...) in any order ----


def count(code, of, among, partition="", recorded_by=()):
    """Rows among rows, tested by their persons; shown as a number of rows."""
    return Figure(code, len(of), len(persons(among)), "count", counted=len(persons(of)), among=len(persons(among)),
                  partition=partition, recorded_by=recorded_by)


def share_of_cases(code, of, among, recorded_by=()):
    figure = count(code, of, among, recorded_by=recorded_by)
    figure.numerator, figure.denominator = len(of), len(among)
    if not among:
        figure.value, figure.state = None, "empty"
        return figure
    figure.value, figure.interval = len(of) / len(among), statistics.wilson(len(of), len(among))
    return figure


def persons(rows):
    return {row[0] for row in rows}


def ratio(code, rows, recorded_by=(), **beside):
    """Sum by sum over rows (person, case, numerator, denominator); no interval, for it is of events."""
    top, bottom = defaultdict(float), defaultdict(float)
    for person, _, numerator, denominator in rows:
        top[person] += numerator
        bottom[person] += denominator
    numerator, denominator = sum(top.values()), sum(bottom.values())
    figure = Figure(code, numerator / denominator if denominator > 0 else None, len(bottom), "mean", numerator=numerator,
                    denominator=denominator, recorded_by=recorded_by, **beside)
    figure.largest = max(_largest(top), _largest(bottom))
    return figure


def _largest(by_person):
    total = sum(by_person.values())
    return max(by_person.values()) / total if total > 0 else 0


def median_of_cases(code, values, n, recorded_by=(), **beside):
    return Figure(code, statistics.quantile(values, 0.5), n, "quantile", p=0.5, recorded_by=recorded_by, **beside)


def event_ratio(code, rows, recorded_by=(), **beside):
    """The pooled ratio, and the median of the cases' own."""
    top, bottom = defaultdict(float), defaultdict(float)
    for _, case, numerator, denominator in rows:
        top[case] += numerator
        bottom[case] += denominator
    shares = [top[case] / bottom[case] for case in bottom if bottom[case] > 0]
    return [ratio(code, rows, recorded_by, **beside),
            median_of_cases(code + ".median_of_cases", shares, len(persons(rows)), recorded_by, **beside)]


def mean(code, rows, factor=1, **beside):
    """Of rows (person, case, value)."""
    by_person = defaultdict(float)
    for person, _, value in rows:
        by_person[person] += value
    figure = Figure(code, sum(by_person.values()) / len(rows) * factor if rows else None, len(by_person), "mean", **beside)
    figure.largest = _largest(by_person)
    return figure


def durations(code, rows, imprecise=0, missing=0, recorded_by=()):
    """Median and p90 of rows (person, case, days, censored); negative days are 0."""
    observed = [(max(days, 0), censored) for _, _, days, censored in rows]
    found = []
    for name, p in (("median", 0.5), ("p90", 0.9)):
        value = statistics.survival_quantile(observed, p)
        state = "notReached" if value is None and observed else ""
        found.append(Figure(f"{code}.{name}", value, len(persons(rows)), "quantile", state, missing, imprecise,
                            sum(censored for _, censored in observed), p=p, recorded_by=recorded_by))
    return found


# ---- disclosure control ----


def count_may_show(count, n, answers=False):
    if not answers and count in (0, n):
        return True
    return count >= PERSONS_MIN and n - count >= PERSONS_MIN


def may_show(figure):
    if figure.test in ("count", "answers"):
        return count_may_show(figure.counted, figure.among, figure.test == "answers")
    if figure.test == "quantile":
        return figure.n * min(figure.p, 1 - figure.p) >= PERSONS_MIN - 1e-9
    if figure.test == "mean":
        return figure.n >= PERSONS_MIN and figure.largest <= LARGEST_SHARE_MAX
    return True


def hide(figure):
    figure.state, figure.value, figure.interval = "hidden", None, None
    figure.numerator = figure.denominator = 0
    if figure.test != "open" and 0 < figure.n < PERSONS_MIN:
        figure.n = -1


def hide_secondary(cells, lines):
    """cells: {(place, *code): [count, hidden]}; each line with hidden cells also hides its smallest until it has two of five
    persons."""
    hidden, changed = [], True
    while changed:
        changed = False
        for line in lines:
            while True:
                gone = [cells[key][0] for key in line if cells[key][1]]
                if not gone or (len(gone) >= 2 and sum(gone) >= PERSONS_MIN):
                    break
                left = [key for key in line if not cells[key][1] and cells[key][0] > 0]
                if not left:
                    break
                smallest = min(left, key=lambda key: (cells[key][0], *key[1:]))
                cells[smallest][1] = changed = True
                hidden.append(smallest)
    return hidden


class Disclosure:
    """Samples are told apart by their place: a stratum may well be called "", like the whole."""

    def __init__(self, samples):
        self.samples = samples  # the whole first
        self.primary = self.secondary = 0
        self.parts = defaultdict(list)  # (the place of a total, dimension) -> the places of what adds up to it
        self.totals = defaultdict(list)  # the other way
        for place, sample in enumerate(samples[1:], start=1):
            for name in (sample.part_of, sample.and_part_of):
                if name is not None:
                    total = 0 if name == "" else next(at for at, each in enumerate(samples) if each.name == name)
                    self.parts[total, sample.dimension].append(place)
                    self.totals[place].append(total)

    def apply(self):
        self._hide_strata()
        self._hide_counts()
        for sample in self.samples:
            self._hide_rest(sample)
        return self.primary, self.secondary

    def _hide_strata(self):
        cells = {}
        for place, sample in enumerate(self.samples[1:], start=1):
            shown = all(count_may_show(sample.persons, self.samples[total].persons) for total in self.totals[place])
            if not self.totals[place]:
                shown = sample.persons == 0 or sample.persons >= PERSONS_MIN
            cells[place, sample.name] = [sample.persons, not shown]
            self.primary += 0 if shown else len(sample.figures)
        first = {key: hidden for key, (_, hidden) in cells.items()}
        hide_secondary(cells, [[(place, self.samples[place].name) for place in self.parts[total]] for total in sorted(self.parts)])
        for place, sample in enumerate(self.samples[1:], start=1):
            key = place, sample.name
            sample.hidden = cells[key][1] or any(self.samples[total].hidden for total in self.totals[place])
            if sample.hidden and not first[key]:
                self.secondary += len(sample.figures)

    def _hide_counts(self):
        cells, at, lines = {}, {}, defaultdict(list)
        for place, sample in enumerate(self.samples):
            for figure in sample.figures:
                if figure.is_count:
                    key = place, sample.name, figure.code
                    cells[key] = [figure.counted, sample.hidden or not may_show(figure)]
                    at[key] = sample, figure
                    if figure.partition and not sample.hidden:
                        lines[place, figure.partition].append(key)
        lines = [lines[row] for row in sorted(lines)]
        for (total, _), places in sorted(self.parts.items()):
            for code in sorted(code for place, _, code in cells if place == total and not cells[place, self.samples[place].name, code][1]):
                lines.append([key for key in cells if key[0] in places and key[2] == code])
        self.primary += sum(1 for key, (_, hidden) in cells.items() if hidden and not at[key][0].hidden)
        self.secondary += len(hide_secondary(cells, lines))
        for key, (_, hidden) in cells.items():
            if hidden:
                hide(at[key][1])

    def _hide_rest(self, sample):
        if sample.hidden:
            sample.figures = []
            return
        broken = {figure.partition for figure in sample.figures if figure.partition and (figure.state == "hidden" or self._fails(figure))}
        for figure in sample.figures:
            self._hide_small_counts(figure)
            if figure.state == "hidden" or figure.empty:
                continue
            fails = self._fails(figure)
            if fails or figure.hidden_with in broken or (not figure.is_count and figure.partition in broken):
                hide(figure)
                self.primary += fails
                self.secondary += not fails

    @staticmethod
    def _fails(figure):
        return not figure.is_count and not figure.empty and not may_show(figure)

    @staticmethod
    def _hide_small_counts(figure):
        if figure.test == "open":
            return
        for name in ("missing", "imprecise"):
            if not count_may_show(getattr(figure, name), figure.n + getattr(figure, name)):
                setattr(figure, name, -1)
        if not count_may_show(figure.censored, figure.n):
            figure.censored = -1


def hide_close_dates(samples):
    """Of stocks at several dates (the whole first, then the newest) those go that differ by one to four persons from a shown one."""
    shown, gone = [], 0
    for sample in [samples[0], *reversed(samples[1:])]:
        if sample.hidden:
            continue
        if any(0 < len(sample.who ^ other) < PERSONS_MIN for other in shown):
            sample.hidden = True
            gone += len(sample.figures)
            sample.figures = []
        else:
            shown.append(sample.who)
    return gone
