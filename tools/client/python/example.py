#!/usr/bin/env python3
"""Two colleagues and an auditor on Karen's case: an append that meets a conflict and is resolved, the case followed live,
and who did what. Synthetic data only: start `forloeb dev`, then run `python3 example.py http://127.0.0.1:7480`.

The token, if the server wants one, is in FORLOEB_TOKEN."""

import os
import sys
import threading
import time

from forloeb_client import Client, Conflict


def contact(words, actor):
    return {
        "type": "contact.held",
        "occurredAt": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "actor": {"pseudonym": actor, "role": "handicapkoordinator", "unit": "Voksenhandicap"},
        "payload": {"channel": "sms", "inPerson": "no"},
        "personal": {"note": words},
    }


def append_with_conflict(mine, colleagues, case):
    """I read, a colleague writes, my append is refused; I look at what is new, decide that it still holds, and write."""
    seen = mine.get(f"/cases/{case}").version
    colleagues.append("cases", case, contact("Syntetisk: kollegaen nåede det først.", "koord-3"), expected=seen)
    try:
        mine.append("cases", case, contact("Syntetisk: min egen note.", "koord-2"), expected=seen)
    except Conflict as conflict:
        news = list(mine.rows(f"/cases/{case}/events", **{"from": seen + 1}))
        print(f"conflict: I had seen {seen}, there are {conflict.version}; new: {', '.join(event['type'] for event in news)}")
        stored = mine.append("cases", case, contact("Syntetisk: min egen note.", "koord-2"), expected=conflict.version)
        print(f"stored as version {stored['version']}")
        return stored
    raise AssertionError("the second append was not refused")


def follow(client, case, since, wanted, heard):
    for event in client.follow(since=since, cases=[case]):
        heard.append(event)
        print(f"live: {event['label']['da']} (version {event['version']})", flush=True)
        if len(heard) >= wanted:
            return


def main(address):
    token = os.environ.get("FORLOEB_TOKEN")
    mine, colleagues, auditor = (Client(address, token=token) for _ in range(3))
    case = mine.find("karen")
    heard = []
    head = int(mine.get("/status")["head"])
    live = threading.Thread(target=follow, args=(Client(address, token=token), case, head, 2, heard), daemon=True)
    live.start()
    append_with_conflict(mine, colleagues, case)
    live.join(30)
    entries = list(auditor.audit("ofCase", caseId=case))
    reads = [entry for entry in entries if entry["log"] == "reads"]
    print(f"audit: {len(entries) - len(reads)} events, {len(reads)} reads; the newest read was {reads[-1]['operation']} for {reads[-1].get('purpose') or 'no purpose'}")
    return 0 if len(heard) == 2 else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
