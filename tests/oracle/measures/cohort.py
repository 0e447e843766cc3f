"""Which cases, and what falls within the period (projections/README.md G5); strata; months and quarters."""

from dataclasses import dataclass, replace
from datetime import date

from measures.told import ALWAYS, NEVER, plus


@dataclass(frozen=True)
class Query:
    measure: str
    observed: date  # O: the end of that day
    known: date | None = None
    first: date = ALWAYS  # the period [first, beyond)
    beyond: date = NEVER
    at: date | None = None
    unit: str = ""
    kind: str = ""
    target_group: str = ""
    method_version: str = ""
    by: str = ""

    def in_period(self, day):
        return self.first <= day < self.beyond

    @property
    def ended(self):
        """The first day that has not ended by O."""
        return plus(self.observed, 1)

    @property
    def stock_day(self):
        day = self.at or (plus(self.beyond, -1) if self.beyond != NEVER else self.observed)
        return min(day, self.observed)

    @property
    def recording_end(self):
        return min(self.beyond, self.ended, plus(self.at, 1) if self.at else NEVER)

    def admits(self, values):
        return all(not wanted or wanted == values.get(name, "") for name, wanted in
                   (("unit", self.unit), ("targetGroup", self.target_group), ("methodVersion", self.method_version)))

    def parts(self):
        """[(name, query)] by month or quarter, each clipped to the period, none that begins after O."""
        step = 3 if self.by == "quarter" else 1
        year, month = self.first.year, self.first.month - (self.first.month - 1) % step
        found = []
        while date(year, month, 1) < self.beyond and date(year, month, 1) <= self.observed:
            start = date(year, month, 1)
            name = f"{year}-K{(month + 2) // 3}" if step == 3 else f"{year}-{month:02}"
            year, month = (year + 1, month + step - 12) if month + step > 12 else (year, month + step)
            found.append((name, replace(self, first=max(start, self.first), beyond=min(date(year, month, 1), self.beyond), at=None, by="")))
        return found

    def options(self):
        said = [("--as-of", self.observed), ("--known-at", self.known), ("--from", self.first if self.first != ALWAYS else None),
                ("--to", self.beyond if self.beyond != NEVER else None), ("--at", self.at), ("--unit", self.unit), ("--kind", self.kind),
                ("--target-group", self.target_group), ("--method-version", self.method_version), ("--by", self.by)]
        return [word for name, value in said if value for word in (name, str(value))]


@dataclass
class Row:
    """One thing a measure takes of a case: of what sort, by which cohort values, and what it says."""

    sort: str
    person: str
    case: str
    values: dict  # cohort values in force: unit, kind, targetGroup, methodVersion
    says: tuple = ()
    counts: bool = True  # is its person one of the sample's?


class Taker:
    """Makes the rows of one case that the cohort admits."""

    def __init__(self, query, case):
        self.query, self.case, self.rows, self.notes = query, case, [], []

    def _take(self, sort, values, kind, says, counts, person=""):
        values = {**values, "kind": kind}
        if self.query.admits(values):
            self.rows.append(Row(sort, person or self.case.person, self.case.id, values, says, counts))

    def _kind(self, coordinator):
        """The kind of the coordinator then; None if the cohort asks for another."""
        kind = coordinator.kind if coordinator else ""
        return None if self.query.kind and kind != self.query.kind else kind

    def when(self, event, sort, *says, counts=True, due=None, person=""):
        """Something that happened, in the period (or fell due in it); by what was in force then. `person`: if not the citizen."""
        if not self.query.in_period(due.first_day if due else event.day):
            return
        kind = self._kind(None if event.imprecise else self.case.coordinator_when(event))
        if kind is not None:
            self._take(sort, self.case.values_when(event), kind, says, counts, person)

    def of_first(self, event, sort, *says, counts=True):
        """By the kind of the first coordinator (of the kind asked for; without one the case is left out)."""
        if not self.query.kind or self.case.coordinations(self.query.kind):
            self.first_assignment(event, sort, *says, counts=counts)

    def of_assignment(self, assignment, sort, *says, counts=True):
        self._take(sort, self.case.values_when(assignment.start), assignment.kind, says, counts)

    def first_assignment(self, event, sort, *says, counts=True):
        """By the values when `event` was, and the kind of the first coordinator (of the kind asked for)."""
        first = next(iter(self.case.coordinations(self.query.kind)), None)
        self._take(sort, self.case.values_when(event), first.kind if first else "", says, counts)

    def at_end_of(self, day, sort, *says, counts=True):
        """What stands at a day's end."""
        coordinator = self.case.coordinator_at_end_of(day)
        kind = self._kind(coordinator)
        if kind is not None:
            self._take(sort, self.case.values_at_end_of(day), kind, says, counts)

    def note(self, *says):
        """Something that is kept of every case, whatever the cohort."""
        self.notes.append((self.case.person, self.case.id, *says))
