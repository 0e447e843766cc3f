#!/usr/bin/env python3
"""Every check of the whole-program tests can fail: a good history and a good service are damaged in each way the checks
look for, and each damage must be named."""

import copy
import sys
import uuid

from client_script import Append, FixedScript, event_id, opening
from fault_script import Failed
from kill_test import check_log
from service_checks import Subscription, Usage, check_bounded, check_ready, check_subscription


class ToldClient:
    """A client that was told so much of its script."""

    def __init__(self, script, answers):
        self.script, self.answers = script, answers
        self.acknowledged, self.asked = len(answers), len(answers) + 1


def history():
    """Three appends, the last without an answer; the log that holds them."""
    cases = [uuid.UUID(int=number) for number in range(1, 4)]
    appends = [Append(uuid.UUID(int=100 + number), [(case, 0, opening(case)), (cases[2 - number], None, opening(case))])
               for number, case in enumerate(cases)]
    log, versions, answers = [], {}, []
    for append in appends:
        streams = list(dict.fromkeys(line[0] for line in append.lines))
        ordered = sorted(append.lines, key=lambda line: streams.index(line[0]))
        answers.append({"appendId": str(append.id), "position": str(len(log)), "count": len(ordered)})
        for ordinal, (stream, _, event) in enumerate(ordered):
            versions[stream] = versions.get(stream, 0) + 1
            log.append({"position": str(len(log)), "version": str(versions[stream]), "stream": {"kind": "case", "id": str(stream)},
                        "eventId": event_id(append.id, ordinal), "event": event})
    return log, ToldClient(FixedScript(appends), answers[:-1])


def without(log, *places):
    kept = [copy.deepcopy(event) for number, event in enumerate(log) if number not in places]
    versions = {}
    for number, event in enumerate(kept):
        event["position"] = str(number)
        versions[event["stream"]["id"]] = versions.get(event["stream"]["id"], 0) + 1
        event["version"] = str(versions[event["stream"]["id"]])
    return kept


def changed(log, place, **fields):
    damaged = copy.deepcopy(log)
    damaged[place].update(fields)
    return damaged


def log_is_refused(log, client):
    try:
        check_log(log, [client])
    except Failed:
        return True
    return False


def main():
    log, client = history()
    end = len(log)
    notes = lambda event: int(event["position"]) % 2 == 0  # noqa: E731
    told = Subscription(0, end, log)
    fine = Usage(100 << 20, 50, 9)
    swapped = [log[1], log[0], *log[2:]]
    rows = [
        ("a good history", log_is_refused(log, client), False),
        ("an unknown append that is not there", log_is_refused(without(log, 4, 5), client), False),
        ("a gap", log_is_refused(changed(log, 3, position="7"), client), True),
        ("a wrong version", log_is_refused(changed(log, 3, version="9"), client), True),
        ("an event twice", log_is_refused(changed(log, 3, eventId=log[2]["eventId"]), client), True),
        ("an acknowledged append lost", log_is_refused(without(log, 2, 3), client), True),
        ("half an append", log_is_refused(without(log, 5), client), True),
        ("other bytes than were sent", log_is_refused(changed(log, 0, event={"type": "other"}), client), True),
        ("an event that nobody sent", log_is_refused([*log, {**log[0], "position": str(end), "version": "3", "eventId": "x"}], client), True),
        ("a good subscription", any(check_subscription(told, log)), False),
        ("a good filtered one", any(check_subscription(Subscription(0, end, [event for event in log if notes(event)], notes), log)), False),
        ("C8 ordered", "ordered" in "".join(check_subscription(Subscription(0, end, swapped), log)), True),
        ("C8 unique", "unique" in "".join(check_subscription(Subscription(0, end, [log[0], *log]), log)), True),
        ("C8 filtered", "filtered" in "".join(check_subscription(Subscription(0, end, log, notes), log)), True),
        ("C8 reliable", "reliable" in "".join(check_subscription(Subscription(0, end, log[1:]), log)), True),
        ("C8 atomic", "atomic" in "".join(check_subscription(Subscription(0, end, changed(log, 2, event={})), log)), True),
        ("C8 bookmarkable", "bookmarkable" in "".join(check_subscription(Subscription(0, end - 1, log), log)), True),
        ("C12 in time", any(check_ready(10, 10)), False),
        ("C12 late", any(check_ready(11, 10)), True),
        ("C13 steady", any(check_bounded([fine, fine, fine])), False),
        ("C13 memory", any(check_bounded([fine, Usage(1 << 30, 50, 9)])), True),
        ("C13 files", any(check_bounded([fine, Usage(100 << 20, 500, 9)])), True),
        ("C13 threads", any(check_bounded([fine, Usage(100 << 20, 50, 10)])), True),
    ]
    wrong = [name for name, found, due in rows if found != due]
    print("\n".join(f"not as it must be: {name}" for name in wrong) or f"{len(rows)} rows: every check can fail, and passes what is right")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
