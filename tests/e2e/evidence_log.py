"""A log of a given number of made-up events, written through `forloeb append`: cases of forty events, appends of up to 1,000."""

import json
import subprocess
import sys
import uuid

CASE_EVENTS = 40
APPEND_EVENTS = 1000


def case_id(number):
    return str(uuid.UUID(int=(0x0193000000007000 << 64) | 0x8000000000000000 | number))


def line(position):
    """The event at a position: the first of each case opens it."""
    case, place = divmod(position, CASE_EVENTS)
    event = {"type": "contact.held", "occurredAt": "2026-03-01", "actor": {"pseudonym": "koord-1"}, "payload": {"channel": "sms"}}
    entry = {"stream": {"kind": "case", "id": case_id(case)}, "event": event}
    if place == 0:
        event |= {"type": "case.opened", "payload": {"subject": case_id(1_000_000 + case), "unit": "voksenhandicap"}}
        entry["bindings"] = [{"scope": "case", "identifier": f"sag-{case + 1}"}]
    return entry


def grow_to(forloeb, data, size):
    """Appends what is missing; the log then has exactly `size` events."""
    status = subprocess.run([forloeb, "status", "--data", data, "--json"], capture_output=True, text=True, check=False)
    there = int(json.loads(status.stdout)["head"]) if status.returncode == 0 else 0
    lines = []
    for position in range(there, size):
        append = str(uuid.UUID(int=(0x0194000000007000 << 64) | 0x8000000000000000 | (there * APPEND_EVENTS + (position - there) // APPEND_EVENTS)))
        lines.append(json.dumps(line(position) | {"appendId": append}))
    done = subprocess.run([forloeb, "append", "-", "--data", data, "--quiet"], input="\n".join(lines) + "\n", capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"forloeb append ended with {done.returncode}: {done.stderr[-2000:]}")
