#!/usr/bin/env python3
"""As of two clocks, a second time: a plain refold of one stream's history, independent of the engine.

    refold.py HISTORY PAIRS [--stream ID] [--governance FILE]    for each pair of dates the events that hold, in order
    refold.py HISTORY --draw N [--seed S] [--stream ID]          N random pairs of dates around the history's own times

HISTORY   NDJSON, one event per line as stored: position, version, type, eventId, occurredAt, recordedAt, source.batch,
          and of corrections and retractions payload.target, payload.targetType, payload.occurredAt. A log of several
          streams will do (`forloeb tail --from 0 --until-now --json`): --stream says which; its governance streams count.
PAIRS     one pair per line: occurred_by known_at, each a date, a time, or "-" for none.
--governance  NDJSON of the governance stream, if it is not in HISTORY: import.retracted, and event.retracted of those.

Prints one JSON object per pair: {"occurredBy", "knownAt", "events": [ids], "corrections": [of each event the id of the
correction in force, or ""]}. The definition is that of engine/read/fold.hpp; it is written here once more, from the
definition, and shares no line with the engine.
"""

import argparse
import json
import random
import sys
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
MICROSECOND = timedelta(microseconds=1)
ALWAYS = -(1 << 63)  # an unknown time: before everything


def micros(moment):
    return (moment - EPOCH) // MICROSECOND


def midnight(day):
    return micros(datetime(day.year, day.month, day.day, tzinfo=COPENHAGEN))


def start_of(text):
    """When something occurred: an instant, or the start of its day or month."""
    if not text:
        return ALWAYS
    if len(text) == 7:
        return midnight(date.fromisoformat(text + "-01"))
    if len(text) == 10:
        return midnight(date.fromisoformat(text))
    return instant(text)


def instant(text):
    moment = datetime.fromisoformat(text)
    return micros(moment if moment.tzinfo else moment.replace(tzinfo=COPENHAGEN))


def bound(text):
    """A bound: a date means the end of that local day, a time means itself, "-" means none."""
    if text == "-":
        return None
    if len(text) == 10:
        return midnight(date.fromisoformat(text) + timedelta(days=1)) - 1
    return instant(text)


class Event:
    def __init__(self, row):
        row = {**row, **(row.get("event") or {})}  # the whole log keeps the client's part apart
        payload = row.get("payload") or {}
        stream = row.get("stream") or {}
        self.stream = (stream.get("id") or "").lower()
        self.stream_kind = stream.get("kind") or ""
        self.id = row["eventId"].lower()
        self.type = row["type"]
        self.version = int(row["version"])
        self.position = int(row["position"])
        self.recorded = instant(row["recordedAt"])
        self.occurred = start_of(row.get("occurredAt"))
        self.batch = ((row.get("source") or {}).get("batch") or "").lower()
        self.target = (payload.get("target") or "").lower()
        self.target_type = payload.get("targetType") or ""
        self.told = row.get("occurredAt") or ""
        self.moved = payload.get("occurredAt") or ""
        self.moved_to = start_of(self.moved) if self.moved else None
        self.retracted_batch = (payload.get("batch") or "").lower()

    @property
    def amends(self):
        return self.type in ("event.corrected", "event.retracted")


def read_events(path):
    with open(path, encoding="utf-8") as lines:
        events = [Event(json.loads(line)) for line in lines if line.strip()]
    return sorted(events, key=lambda event: event.position)


def known_by(events, known_at):
    return [event for event in events if known_at is None or event.recorded <= known_at]


class Stream:
    """A stream as it was known: what holds, and when it occurred."""

    def __init__(self, events, retracted_batches=frozenset()):
        self.events = events
        self.batches = retracted_batches
        self.by_id = {}
        self.amendments = {}  # by id of the target, in order of position
        for event in events:
            if event.amends and self._can_change(event):
                self.amendments.setdefault(event.target, []).append(event)
            self.by_id[event.id] = event

    def _can_change(self, amendment):
        target = self.by_id.get(amendment.target)  # only events before it are there yet
        if target is None:
            return False
        if amendment.type == "event.retracted":
            return True
        return not target.amends and target.type == amendment.target_type

    def holds(self, event):
        if event.batch and event.batch in self.batches:
            return False
        return not any(a.type == "event.retracted" and self.holds(a) for a in self.amendments.get(event.id, []))

    def told(self, event):
        """When it occurred, in the words that are in force."""
        move = self._move(event)
        return move.moved if move else event.told

    def occurred(self, event):
        move = self._move(event)
        return move.moved_to if move else event.occurred

    def _move(self, event):
        return next((a for a in reversed(self.amendments.get(event.id, []))
                     if a.type == "event.corrected" and a.moved and self.holds(a)), None)

    def correction(self, event):
        """The correction whose content is in force, or None."""
        return next((a for a in reversed(self.amendments.get(event.id, []))
                     if a.type == "event.corrected" and self.holds(a)), None)

    def effective(self, occurred_by=None):
        found = [(self.occurred(e), e.version, e) for e in self.events if not e.amends and self.holds(e)]
        found.sort(key=lambda item: item[:2])
        return [event for occurred, _, event in found if occurred_by is None or occurred <= occurred_by]


def known_stream(events, governance, known_at):
    """The stream as it was known, without the imports that were retracted by then."""
    batches = set()
    for stream in {event.stream for event in governance}:
        mine = [event for event in governance if event.stream == stream]
        imports = Stream(known_by(mine, known_at)).effective()
        batches.update(event.retracted_batch for event in imports if event.type == "import.retracted")
    return Stream(known_by(events, known_at), frozenset(batches))


def refold(events, governance, occurred_by, known_at):
    """The events that hold, in order of occurrence, as known at one time and having occurred by another."""
    return known_stream(events, governance, known_at).effective(occurred_by)


def draw_pairs(events, count, seed):
    """Random pairs around the history's own times: exact instants, one microsecond beside them, dates, and none."""
    chance = random.Random(seed)
    occurred = [e.occurred for e in events if e.occurred != ALWAYS] + [e.moved_to for e in events if e.moved_to]
    recorded = [e.recorded for e in events]

    def draw(times):
        if not times or chance.random() < 0.05:
            return "-"
        moment = EPOCH + MICROSECOND * (chance.choice(times) + chance.choice([-1, 0, 1, chance.randrange(10**12)]))
        if chance.random() < 0.3:
            return moment.astimezone(COPENHAGEN).date().isoformat()
        return moment.isoformat().replace("+00:00", "Z")

    return [f"{draw(occurred)} {draw(recorded)}" for _ in range(count)]


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("history")
    parser.add_argument("pairs", nargs="?")
    parser.add_argument("--stream")
    parser.add_argument("--governance")
    parser.add_argument("--draw", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    if (options.pairs is None) == (options.draw is None):
        parser.error("give either PAIRS or --draw N")
    log = read_events(options.history)
    events = [event for event in log if event.stream == options.stream.lower()] if options.stream else log
    if not options.stream and len({event.stream for event in log}) > 1:
        parser.error("HISTORY holds several streams: say which with --stream ID")
    if options.draw is not None:
        print("\n".join(draw_pairs(events, options.draw, options.seed)))
        return 0
    governance = [event for event in log if event.stream_kind == "governance"]
    if options.governance:
        governance += read_events(options.governance)
    with open(options.pairs, encoding="utf-8") as pairs:
        for line in pairs:
            if not line.strip():
                continue
            occurred_by, known_at = line.split()
            stream = known_stream(events, governance, bound(known_at))
            found = stream.effective(bound(occurred_by))
            corrections = [stream.correction(event) for event in found]
            print(json.dumps({"occurredBy": occurred_by, "knownAt": known_at, "events": [e.id for e in found],
                              "corrections": [c.id if c else "" for c in corrections]}))
    return 0


if __name__ == "__main__":
    sys.setrecursionlimit(100_000)
    sys.exit(main(sys.argv[1:]))
