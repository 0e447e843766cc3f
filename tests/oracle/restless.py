#!/usr/bin/env python3
"""Makes a synthetic municipality restless, so that the measures meet what is rare: reads the lines of
`forloeb demo generate --out FILE`, writes lines for `forloeb demo load --stories FOLDER`.

    restless.py FILE OUT [--seed S]

Adds times known only to the day or month, method versions, triggers, joint visits, relatives and citizens who rate, second
services from other units, re-assessments, substitutes for named days, registrars, partners under the same roof, questionnaires told in full with reversed items and
two versions, two cases of one citizen; and corrections that move an event or change what it says, retractions, and
retractions of those. Everything is made up; nothing here knows a measure. The same seed makes the same lines.
"""

import argparse
import hashlib
import json
import random
import sys
import uuid
from collections import defaultdict
from datetime import datetime, timedelta
from itertools import groupby

IMPRECISE = {"contact.held": (8, 2), "citizen.informed": (10, 3), "information.provided": (8, 3), "commitment.kept": (10, 2),
             "decision.discussed": (10, 3), "meeting.held": (8, 1), "network.assessed": (10, 3), "assessment.completed": (6, 2),
             "coordinator.acknowledged": (15, 2), "information.requested": (6, 2), "contact.attempted": (10, 0), "case.opened": (5, 1),
             "coordinator.assigned": (6, 1), "time.registered": (4, 1), "deadline.met": (10, 2), "goal.agreed": (5, 1), "citizen.involved": (8, 6)}  # in 100: day, month
UNITS = ("Jobcenter", "Træning", "Hjemmehjælp", "Børn og familie")
THEMES = ("egenomsorg", "relationer", "kommunikation")


def event_id(append_id, ordinal):
    """As the engine derives it (tools/demo/README.md)."""
    digest = bytearray(hashlib.sha256(b"forloeb event id v1" + uuid.UUID(append_id).bytes + ordinal.to_bytes(4, "big")).digest()[:16])
    digest[6], digest[8] = 0x80 | digest[6] & 0x0F, 0x80 | digest[8] & 0x3F
    return str(uuid.UUID(bytes=bytes(digest)))


class Restless:
    def __init__(self, seed, amended=frozenset()):
        """`amended`: events that the generator itself corrects or retracts, sooner or later; those are left alone."""
        self.amended = amended
        self.dice = random.Random(seed)
        self.seed = seed
        self.added = 0
        self.told = defaultdict(list)  # case -> [(event id, type, payload, occurred)]
        self.subjects = []
        self.coordinators = []
        self.state = defaultdict(dict)

    def chance(self, of_hundred):
        return self.dice.random() * 100 < of_hundred

    def lines(self, rows):
        for append_id, group in groupby(rows, key=lambda row: row["appendId"]):
            group = list(group)
            places = {}
            for row in group:  # ids count stream by stream
                places.setdefault(row["stream"]["id"], []).append(row)
            ordered = [row for its in places.values() for row in its]
            later = []
            for ordinal, row in enumerate(ordered):
                later += self.event(row, event_id(append_id, ordinal))
            yield from group
            for row, event in later:
                yield self._line(row, event)

    def _line(self, row, event):
        """A line of its own, written down at the same hour."""
        self.added += 1
        digest = bytearray(hashlib.sha256(f"{self.seed} {self.added}".encode()).digest()[:16])
        digest[6], digest[8] = 0x70 | digest[6] & 0x0F, 0x80 | digest[8] & 0x3F
        line = {"stream": row["stream"], "recordedAt": row["recordedAt"], "appendId": str(uuid.UUID(bytes=bytes(digest))),
                "event": {"actor": row["event"]["actor"], "purpose": "demo", **event}}
        case, its_id = row["stream"]["id"], event_id(line["appendId"], 0)
        if event["type"] in ("event.corrected", "event.retracted"):
            self.state[case].setdefault("amendments", []).append(its_id)
        elif row["stream"]["kind"] == "case":
            self.told[case].append((its_id, event["type"], event.get("payload", {}), event["occurredAt"]))
        return line

    # ---- one event: changed in place, and what is told beside it ----

    def event(self, row, its_id):
        event, case = row["event"], row["stream"]["id"]
        if row["stream"]["kind"] == "project":
            return self._of_project(row)
        if row["stream"]["kind"] != "case":
            return []
        payload = event.setdefault("payload", {})
        change = getattr(self, "_" + event["type"].replace(".", "_"), None)
        beside = change(event, payload, case) or [] if change else []
        told = event["occurredAt"]
        day, month = IMPRECISE.get(event["type"], (0, 0))
        if self.chance(day):
            event["occurredAt"] = told[:10]
        elif self.chance(month):
            event["occurredAt"] = told[:7]
        if event["type"] not in ("event.corrected", "event.retracted"):
            self.told[case].append((its_id, event["type"], payload, told))
        beside += self._amend(case, told)
        return [(row, {"occurredAt": told, **each}) for each in beside]

    def _amend(self, case, told):
        """Now and then something told before is corrected, moved, retracted, or taken back."""
        events, state = self.told[case], self.state[case]
        kinds = ("contact.held", "contact.attempted", "time.registered", "citizen.informed", "network.assessed", "coordinator.acknowledged",
                 "knowledge.consulted", "guidance.given")
        if self.chance(1.5) and state.get("amendments"):
            target = state["amendments"].pop(self.dice.randrange(len(state["amendments"])))
            return [{"type": "event.retracted", "payload": {"target": target, "reason": "wrong_case"}}]
        if not self.chance(3) or not events:
            return []
        target, kind, payload, when = self.dice.choice(events[-25:])
        if kind not in kinds or target in self.amended or target in state.setdefault("gone", set()):
            return []
        if self.chance(35):
            state["gone"].add(target)
            return [{"type": "event.retracted", "payload": {"target": target, "reason": "wrong_case"}}]
        new = {"target": target, "targetType": kind, "reason": "wrong_date", "payload": dict(payload)}
        if "inPerson" in payload:
            new["payload"]["inPerson"] = self.dice.choice(("yes", "no", "unknown"))
        if self.chance(60):
            moved = datetime.fromisoformat(when) - timedelta(days=self.dice.randint(1, 40))
            new["occurredAt"] = moved.isoformat()
        return [{"type": "event.corrected", "payload": new}]

    def _case_opened(self, event, payload, case):
        event["methodVersion"] = "1" if event["occurredAt"] < "2024-04" else "2"
        if self.subjects and self.chance(6):
            payload["subject"] = self.dice.choice(self.subjects)
        self.subjects.append(payload["subject"])

    def _coordinator_need_assessed(self, event, payload, case):
        payload["results"] = [{"criterion": name, "kind": "indicator", "met": self.dice.choice(("yes", "no", "unknown"))} for name in ("I1", "I2", "I3")]

    def _coordinator_assigned(self, event, payload, case):
        self.state[case]["coordinator"] = payload["person"]
        if payload["person"] not in self.coordinators:
            self.coordinators.append(payload["person"])

    def _coordinator_released(self, event, payload, case):
        self.state[case].pop("coordinator", None)

    def _substitute_appointed(self, event, payload, case):
        if self.chance(50):
            day = datetime.fromisoformat(event["occurredAt"])
            payload["validFrom"] = (day + timedelta(days=self.dice.randint(-2, 5))).date().isoformat()
            payload["validTo"] = (day + timedelta(days=self.dice.randint(6, 14))).date().isoformat()

    def _meeting_convened(self, event, payload, case):
        if self.chance(35):
            earlier = [e for e in self.told[case][-20:] if e[1] in ("contact.held", "disagreement.raised", "uncertainty.raised", "case.opened", "information.provided")]
            if earlier:
                payload["triggerEvent"] = self.dice.choice(earlier)[0]
        if self.chance(10):
            payload["kind"] = "joint_visit"
            self.state[case].setdefault("visits", set()).add(payload["meeting"])
        for invitee in payload.get("invitees", []):
            if self.chance(20):
                invitee["stake"] = self.dice.choice(("large", "contributesKnowledge"))

    def _meeting_held(self, event, payload, case):
        if payload["meeting"] in self.state[case].get("visits", ()):
            payload["kind"] = "joint_visit"
        roll = self.dice.random() * 100
        if roll < 8:
            payload["attendees"] = [{"party": "pårørende", "kind": "relative"}] + [a for a in payload["attendees"] if a.get("kind") != "citizen"]
        elif roll < 12:
            payload["attendees"] = []
        elif roll < 16:
            for there in payload["attendees"]:
                there.pop("kind", None)
        if self.chance(8):
            payload.pop("leader", None)
        if self.chance(20):
            payload["summaryAt"] = (datetime.fromisoformat(event["occurredAt"]) + timedelta(days=self.dice.randint(0, 12))).date().isoformat()
        there = [a for a in payload["attendees"] if a.get("kind") in ("citizen", "relative")]
        return [{"type": "meeting.attendance_rated", "payload": {"meeting": payload["meeting"], "party": a["party"], "kind": a["kind"],
                                                                "useful": self.dice.choice(("yes", "yes", "no", "unknown"))}} for a in there if self.chance(60)]

    def _information_requested(self, event, payload, case):
        if self.chance(10):
            payload["updateWanted"] = "yes"
        if self.chance(10):
            payload.get("period", {}).pop(self.dice.choice(("from", "to")), None)
        if self.chance(5):
            payload["sector"] = "external"

    def _information_provided(self, event, payload, case):
        if self.chance(15):
            payload.pop("complete", None)
        if self.chance(8):
            payload["holderSector"] = "external"

    def _service_started(self, event, payload, case):
        start = datetime.fromisoformat(event["occurredAt"])
        if not self.chance(60):
            return []
        terms = {"service": "y9", "type": "mentor", "legalBasis": {"law": "lab", "paragraph": self.dice.choice(("167", "168"))},
                 "unit": self.dice.choice(UNITS), "goals": self.dice.choice((["g1"], ["g2"], [], ["g1", "g2"]) if self.state[case].get("second_goal") else (["g1"], []))}
        if self.chance(40):
            terms["validFrom"] = (start + timedelta(days=self.dice.randint(-10, 20))).date().isoformat()
        if self.chance(40):
            terms["validTo"] = (start + timedelta(days=self.dice.randint(30, 300))).date().isoformat()
        return [{"type": "service.started", "payload": {"specification": terms}}]

    def _goal_agreed(self, event, payload, case):
        if self.chance(20):
            payload["endorsedBy"] = payload.get("endorsedBy", [])[:1] + [{"party": "ukendt", "kind": "professional"}]
        payload["theme"] = self.dice.choice(THEMES)
        if not self.chance(50):
            return []
        self.state[case]["second_goal"] = True
        return [{"type": "goal.agreed", "payload": {**payload, "goal": "g2", "theme": self.dice.choice(THEMES), "goalType": "maintain"}}]

    def _assessment_theme_scored(self, event, payload, case):
        payload["theme"] = THEMES[self.state[case].setdefault("scored", 0) % 3]
        self.state[case]["scored"] += 1

    def _goal_progress_rated(self, event, payload, case):
        """A re-assessment, once the goal has been worked on."""
        if self.state[case].get("again") or not self.chance(60):
            return []
        self.state[case]["again"] = True
        method = {"method": "vum2", "methodVersion": self.dice.choice(("2.0", "2.0", "2.0", "2.1"))}
        scores = [{"type": "assessment.theme_scored", "payload": {"assessment": "udr2", "theme": theme, "level": self.dice.choice(("none", "slight", "moderate", "severe", "notAssessed"))}} for theme in THEMES]
        return [{"type": "assessment.started", "payload": {"assessment": "udr2", "purpose": "reassessment", **method}}, *scores,
                {"type": "assessment.completed", "payload": {"assessment": "udr2", "supportNeed": "moderate", "targetGroups": ["sindslidelse", "hjemløshed"]}}]

    def _citizen_view_recorded(self, event, payload, case):
        if self.chance(60):
            payload["professionalsMetEarlier"] = self.dice.randint(0, 50)

    def _feedback_recorded(self, event, payload, case):
        payload["speaker"] = self.dice.choice(("citizen", "citizen", "relative", "professional"))
        payload["secondHand"] = self.dice.choice(("no", "no", "yes"))

    def _citizen_involved(self, event, payload, case):
        payload["degree"] = self.dice.choice(("consulted", "coDecided", "led", "informed", "unknown"))

    def _decision_discussed(self, event, payload, case):
        for who in payload.get("with", []):
            if self.chance(25):
                who.pop("unit", None)
                who["specialist"] = self.dice.choice(("yes", "no"))

    def _partner_added(self, event, payload, case):
        if self.chance(70):
            payload["coLocated"] = self.dice.choice(("yes", "no", "no", "unknown"))

    def _onboarding_recorded(self, event, payload, case):
        payload["topic"] = self.dice.choice(("procedure", "method", "tool"))
        payload["minutes"] = self.dice.choice((15, 30, 60, 120, -1))
        if self.chance(60):
            payload["experienceBand"] = self.dice.choice(("7-24m", "over24m"))

    # ---- the evaluation project ----

    def _of_project(self, row):
        event, payload = row["event"], row["event"].get("payload", {})
        if event["type"] == "project.designed":
            payload["equalVersions"] = [{"instrument": "borger-oplevelse", "version": "2", "equalTo": "1"}]
            return [(row, {"type": "instrument.defined", "occurredAt": event["occurredAt"], "payload": each}) for each in instruments()]
        if event["type"] == "period.expected":
            payload["registrars"] = [person for person in self.coordinators if self.chance(60)]
        if payload.get("wave") == "after" and event["type"] == "survey.answered":
            version = {"borger-oplevelse": self.chance(50), "medarbejder-oplevelse": self.chance(20)}.get(payload["instrument"])
            payload["version"] = "2" if version else payload["version"]
        for answer in payload.get("answers", []):
            if self.chance(6):
                answer["state"] = self.dice.choice(("doesNotKnow", "notRelevant", "unanswered"))
                answer.pop("value", None)
        return []


def instruments():
    """The questionnaires the generator uses, told in full: ours, with one reversed item and one scale each."""
    def item(name, **more):
        return {"item": name, "wording": "opdigtet", "kind": "rating", "minimum": 1, "maximum": 5, **more}

    staff = [item("overblik", scale="arbejde"), item("fælles_sprog", scale="arbejde"), item("redskaber", scale="arbejde"), item("tid_nok", reversed=True)]
    names = {"medarbejder-oplevelse": staff, "løbende-monitorering": [item("overblik"), item("tid_nok", reversed=True)],
             "borger-oplevelse": [item(name, scale="oplevelse") for name in CITIZEN_ITEMS[:-1]] + [item(CITIZEN_ITEMS[-1], reversed=True)]}
    return [{"instrument": name, "version": version, "language": "da", "items": items} for name, items in names.items()
            for version in ("1", "2")]


CITIZEN_ITEMS = ("taget_alvorligt", "inddraget", "tryg", "sammenhæng", "set_som_person")


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("out")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with open(options.file, encoding="utf-8") as lines:
        amended = {json.loads(line)["event"]["payload"]["target"] for line in lines if '"type":"event.' in line}
    restless = Restless(options.seed, amended)
    with open(options.file, encoding="utf-8") as lines, open(options.out, "w", encoding="utf-8") as out:
        for row in restless.lines(json.loads(line) for line in lines):
            out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
