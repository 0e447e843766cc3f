"""What must be true of a running service, beside the log itself (kill_test.check_log): C8 subscriptions, C12 ready in
time, C13 bounded use. Pure functions that return sentences, one per violation; checks_selftest.py shows that each can."""

from dataclasses import dataclass

GROWTH_BYTES_MAX = 24 << 20  # a round of load, for everything the server keeps; its caches and memtables fill up as well
FILES_GROWTH_MAX = 4         # beside the stores' tables, which come and go


@dataclass
class Usage:
    memory_bytes: int
    files: int  # open ones, the stores' tables left out
    threads: int


@dataclass
class Subscription:
    """What one subscriber was shown, over all its connections: documents with position, eventId and event."""

    begins: int    # the position it first subscribed from
    bookmark: int  # where it would go on
    shown: list
    wanted: object = None  # of an event: was it asked for? None = everything


def check_subscription(subscription, log):
    """C8: ordered, unique, filtered, reliable, atomic, bookmarkable; resumable, because `shown` runs over reconnections."""
    wanted = subscription.wanted or (lambda event: True)
    positions = [int(event["position"]) for event in subscription.shown]
    if any(later < earlier for earlier, later in zip(positions, positions[1:])):
        yield "C8 ordered: an event was shown before one that stands in front of it"
    if len(set(positions)) < len(positions):
        yield "C8 unique: an event was shown twice"
    if not all(wanted(event) for event in subscription.shown):
        yield "C8 filtered: an event was shown that was not asked for"
    due = [event for event in log if subscription.begins <= int(event["position"]) < subscription.bookmark and wanted(event)]
    missing = {int(event["position"]) for event in due} - set(positions)
    if missing:
        yield f"C8 reliable: {len(missing)} events before the bookmark were not shown, the first at position {min(missing)}"
    stored = {int(event["position"]): event for event in log}
    if any(stored.get(int(event["position"])) != event for event in subscription.shown):
        yield "C8 atomic: what was shown is not what the log holds there"
    if positions and subscription.bookmark <= positions[-1]:
        yield "C8 bookmarkable: going on from the bookmark would show an event again"


def check_ready(polls, polls_max):
    """C12: `polls` times somebody asked until the server answered."""
    if polls > polls_max:
        yield f"C12: the server was ready after {polls} polls, {polls_max} are allowed"


def check_bounded(samples):
    """C13: one Usage after each round of the same load; buffers and caches are made in the first."""
    first, last, rounds = samples[0], samples[-1], len(samples) - 1
    if last.memory_bytes - first.memory_bytes > GROWTH_BYTES_MAX * rounds:
        yield f"C13: memory grew by {(last.memory_bytes - first.memory_bytes) >> 20} MiB in {rounds} rounds"
    if last.files > first.files + FILES_GROWTH_MAX:
        yield f"C13: {last.files - first.files} more open files after {rounds} rounds"
    if last.threads > first.threads:
        yield f"C13: {last.threads - first.threads} more threads after {rounds} rounds"
