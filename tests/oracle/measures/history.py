"""The exported log as cases: of each the events in force, as known at one time and having occurred by another (G1).

Reads what `forloeb tail --from 0 --until-now --json` prints. The refold is tests/oracle/refold.py; here only what
happened is made easy to ask for.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from refold import Event, known_stream  # noqa: E402
from measures.told import Moment  # noqa: E402


class Happening:
    """One event in force: what it says now, when it was, and who did it."""

    __slots__ = ("type", "at", "day", "position", "id", "says", "by", "unit", "organisation", "method_version", "imported", "recorded")

    def __init__(self, event, row, says, at):
        told = row["event"]
        actor = told.get("onBehalfOf") or {}
        if not actor.get("pseudonym"):
            actor = told.get("actor") or {}
        self.type = event.type
        self.at = Moment(at)
        self.day = self.at.first_day
        self.position = event.position
        self.id = event.id
        self.says = says
        self.by = actor.get("pseudonym", "")
        self.unit = actor.get("unit", "")
        self.organisation = actor.get("organisation", "")
        self.method_version = told.get("methodVersion", "")
        self.imported = bool(told.get("source"))
        self.recorded = Moment(row["recordedAt"])

    def get(self, name, otherwise=""):
        return self.says.get(name, otherwise)

    def when(self, name):
        return Moment(self.says.get(name, ""))

    @property
    def imprecise(self):
        return self.at.imprecise


class Log:
    """The lines of each stream, unread until they are asked for: a large log does not fit as objects."""

    def __init__(self, path):
        self.streams = defaultdict(list)  # (kind, id) -> lines
        with open(path, "rb") as lines:
            for line in lines:
                at = line.index(b'"stream":{"kind":"') + len(b'"stream":{"kind":"')
                kind = line[at : line.index(b'"', at)].decode()
                at = line.index(b'"id":"', at) + len(b'"id":"')
                self.streams[kind, line[at : line.index(b'"', at)].decode()].append(line)

    def ids(self, kind):
        return [stream for its_kind, stream in self.streams if its_kind == kind]

    def stream(self, kind, stream):
        rows = [json.loads(line) for line in self.streams[kind, stream]]
        return [(Event(row), row) for row in rows]


def in_force(stream, occurred_by, known_at):
    """The events of a stream that hold, in order of occurrence."""
    known = known_stream([event for event, _ in stream], [], known_at)
    rows = {event.id: row for event, row in stream}
    found = []
    for event in known.effective(occurred_by):
        correction = known.correction(event)
        says = rows[event.id]["event"].get("payload") or {}
        if correction is not None:
            says = rows[correction.id]["event"]["payload"].get("payload") or {}
        found.append(Happening(event, rows[event.id], says, known.told(event)))
    return found
