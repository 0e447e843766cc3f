"""When something was, as it was told (projections/README.md G2, G3): local days in Copenhagen, order, working days.

An instant has a day and a place in it; a day has a day; what is known to the month, or not at all, has neither.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
ALWAYS = date.min
NEVER = date.max


class Moment:
    """A time as written: "2026-03-01T09:00:00+01:00", "2026-03-01", "2026-03", or nothing."""

    __slots__ = ("text", "instant", "day")

    def __init__(self, text):
        self.text = text or ""
        self.instant = None
        self.day = None
        if len(self.text) == 10:
            self.day = date.fromisoformat(self.text)
        elif len(self.text) > 10:
            moment = datetime.fromisoformat(self.text)
            self.instant = moment if moment.tzinfo else moment.replace(tzinfo=COPENHAGEN)
            self.day = self.instant.astimezone(COPENHAGEN).date()

    @property
    def said(self):
        return bool(self.text)

    @property
    def imprecise(self):
        return self.day is None

    @property
    def first_day(self):
        """The day; of a month its first; of the unknown, before everything."""
        if self.day is not None:
            return self.day
        return date.fromisoformat(self.text + "-01") if self.text else ALWAYS


def in_order(a, b):
    """Event `a` before event `b`, or not to be told after it: instants, then position; else the same day is in order."""
    if a.at.instant is not None and b.at.instant is not None:
        return (a.at.instant, a.position) <= (b.at.instant, b.position)
    return a.day <= b.day


def in_time(done, due):
    """Instant against instant, else by dates."""
    if done.instant is not None and due.instant is not None:
        return done.instant <= due.instant
    return done.day <= due.day


def days(a, b):
    return (b - a).days


def plus(day, count):
    return day + timedelta(days=count)


def easter(year):
    """Gauss's rule, as it stands in almanacs."""
    golden, century = year % 19, year // 100
    moon = (15 + century - (8 * century + 13) // 25 - century // 4) % 30
    sunday = (4 + century - century // 4) % 7
    d = (19 * golden + moon) % 30
    e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + sunday) % 7
    if d == 29 and e == 6 or d == 28 and e == 6 and golden > 10:
        e -= 7
    return date(year, 3, 22) + timedelta(days=d + e)


def is_working_day(day, closed=("06-05", "12-24", "12-31")):
    if day.weekday() >= 5 or day.strftime("%m-%d") in (*closed, "01-01", "12-25", "12-26"):
        return False
    after = (day - easter(day.year)).days
    return after not in (-3, -2, 0, 1, 39, 49, 50) and not (after == 26 and day.year < 2024)


_counted = {}


def working_days(a, b):
    """In (a, b]; the event's own day is day 0."""
    if (a, b) not in _counted:
        _counted[a, b] = sum(is_working_day(plus(a, n)) for n in range(1, (b - a).days + 1))
    return _counted[a, b]
