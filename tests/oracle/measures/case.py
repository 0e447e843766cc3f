"""One case as the measures speak of it: episodes, who coordinated, the network, what was promised (G4, G5, G9).

Everything is looked up in the list of events when it is asked for; nothing is folded along the way.
"""

from collections import defaultdict

from measures.told import ALWAYS, NEVER, Moment, in_order, plus

CITIZEN_SIDE = ("citizen", "representative")


class Assignment:
    def __init__(self, start):
        self.start = start
        self.person = start.get("person")
        self.kind = start.get("kind")
        self.end = None

    @property
    def day(self):
        return self.start.day

    @property
    def imprecise(self):
        return self.start.imprecise or (self.end is not None and self.end.imprecise)

    def holds_at_end_of(self, day):
        return self.start.day <= day and (self.end is None or self.end.day > day)

    def holds_when(self, event):
        return in_order(self.start, event) and (self.end is None or in_order(event, self.end))


class Case:
    def __init__(self, case_id, events):
        self.id = case_id
        self.events = events
        self.of_type = defaultdict(list)
        for event in events:
            self.of_type[event.type].append(event)
        self.episodes = self._episodes()
        opened = self.of_type["case.opened"]
        self.person = (opened[-1].get("subject") if opened else "") or case_id
        self.assignments = self._assignments()
        self._cohort_values = self._values()

    def of(self, *types):
        if len(types) == 1:
            return self.of_type[types[0]]
        return [event for event in self.events if event.type in types]

    def __bool__(self):
        return True

    # ---- time ----
    def _episodes(self):
        episodes = []
        for event in self.of("case.opened", "case.reopened", "case.closed"):
            if event.type == "case.closed":
                if episodes and episodes[-1][1] is None:
                    episodes[-1][1] = event
            elif not episodes or episodes[-1][1] is not None:
                episodes.append([event, None])
        return episodes

    @property
    def opened(self):
        return self.episodes[0][0] if self.episodes else None

    @property
    def closed(self):
        """The closing in force, or None while it is open (again)."""
        return self.episodes[-1][1] if self.episodes else None

    @property
    def imprecise_episodes(self):
        return any(start.imprecise or (end is not None and end.imprecise) for start, end in self.episodes)

    def open_at_end_of(self, day):
        return any(start.day <= day and (end is None or end.day > day) for start, end in self.episodes)

    def open_days(self, first, beyond):
        """The days in [first, beyond) at whose end the case was open."""
        days = set()
        for start, end in self.episodes:
            day, last = max(start.day, first), min(end.day if end else NEVER, beyond)
            while day < last:
                days.add(day)
                day = plus(day, 1)
        return days

    # ---- coordination ----
    def _assignments(self):
        found = []
        for event in self.of("coordinator.assigned", "coordinator.released"):
            if event.type == "coordinator.assigned":
                found.append(Assignment(event))
                continue
            for assignment in reversed(found):
                if assignment.person == event.get("person") and assignment.end is None:
                    assignment.end = event
                    break
        return found

    def coordinations(self, kind=""):
        return [each for each in self.assignments if not kind or each.kind == kind]

    def coordinator_at_end_of(self, day, kind=""):
        return next((each for each in reversed(self.coordinations(kind)) if each.holds_at_end_of(day)), None)

    def coordinator_when(self, event, kind=""):
        return next((each for each in reversed(self.coordinations(kind)) if each.holds_when(event)), None)

    def substitutes(self):
        """[(substitute, for whom, the appointment, its end)]"""
        found = []
        for event in self.of("substitute.appointed"):
            ended = next((e for e in self.of("substitute.ended") if e.get("person") == event.get("person")
                          and e.get("forPerson") == event.get("forPerson") and in_order(event, e)), None)
            found.append((event.get("person"), event.get("forPerson"), event, ended))
        return found

    def acts_as_coordinator(self, person, event):
        """The coordinator, or whoever stands in for that person: by the days named, the appointment and the end."""
        coordinator = self.coordinator_when(event)
        if coordinator is not None and coordinator.person == person:
            return True
        for who, whom, start, end in self.substitutes():
            begun = bool(start.get("validFrom")) or in_order(start, event)
            if who == person and (coordinator is None or whom == coordinator.person) and _within(start, event.day):
                if begun and (end is None or in_order(event, end)):
                    return True
        return False

    def acting_at_end_of(self, day, kind=""):
        coordinator = self.coordinator_at_end_of(day, kind)
        for who, whom, start, end in self.substitutes() if coordinator is not None else []:
            begun = bool(start.get("validFrom")) or start.day <= day
            if whom == coordinator.person and _within(start, day) and begun and (end is None or end.day > day):
                return who
        return coordinator.person if coordinator is not None else ""

    # ---- cohort values in force ----
    def _values(self):
        values, now = [], {"unit": "", "targetGroup": "", "methodVersion": ""}
        for event in self.events:
            changed = dict(now)
            if event.method_version:
                changed["methodVersion"] = event.method_version
            if event.type in ("case.opened", "case.reopened") and (event.type == "case.opened" or event.get("unit")):
                changed["unit"] = event.get("unit")
            if event.type in ("case.opened", "assessment.completed"):
                group = event.get("primaryTargetGroup")
                groups = event.get("targetGroups", [])
                if not group and len(groups) == 1:
                    group = groups[0]
                if group or event.type == "case.opened":
                    changed["targetGroup"] = group
            if changed != now:
                values.append((event, changed))
                now = changed
        return values

    def values_when(self, event):
        now = {"unit": "", "targetGroup": "", "methodVersion": ""}
        for since, values in self._cohort_values:
            if since.position == event.position or _not_after(since, event):
                now = values
        return now

    def values_at_end_of(self, day):
        now = {"unit": "", "targetGroup": "", "methodVersion": ""}
        for since, values in self._cohort_values:
            if since.day <= day:
                now = values
        return now

    # ---- network ----
    def parties(self, day=None):
        """[(party, added, link)] of those active at the end of a day; without a day, every stay with its last link."""
        stays = []
        for event in self.of("partner.added", "partner.changed", "partner.removed"):
            name = event.get("party")
            current = next((stay for stay in reversed(stays) if stay["party"] == name and stay["removed"] is None), None)
            if event.type == "partner.added":
                stays.append({"party": name, "added": event, "removed": None, "links": [event]})
            elif current and event.type == "partner.changed":
                current["links"].append(event)
            elif current:
                current["removed"] = event
        found = []
        for stay in stays:
            if day is not None and (stay["added"].day > day or (stay["removed"] and stay["removed"].day <= day)):
                continue
            link = [each for each in stay["links"] if day is None or each.day <= day][-1]
            found.append((stay["party"], stay["added"], link.says))
        return found

    # ---- what is told of one thing by its reference ----
    def named(self, event_type, field, reference):
        return [event for event in self.of_type[event_type] if event.get(field) == reference]


def _within(appointment, day):
    """Of [validFrom, validTo), as far as they are said."""
    return moment_or(appointment.get("validFrom")) <= day < moment_or(appointment.get("validTo"), NEVER)


def _not_after(a, b):
    if a.at.instant is not None and b.at.instant is not None:
        return a.at.instant <= b.at.instant
    return a.day <= b.day


def on_citizens_side(kind, party=""):
    return kind in CITIZEN_SIDE or party == "borger"


def organisation_of(party, link):
    """Inside the municipality the unit is the organisation."""
    if link.get("sector") == "internal" and link.get("unit"):
        return link["unit"]
    return link.get("organisation") or link.get("unit") or party


def first_said(*texts):
    return next((text for text in texts if text), "")


def moment_or(text, otherwise=ALWAYS):
    return Moment(text).first_day if text else otherwise
