#!/usr/bin/env python3
"""As of two clocks over a whole synthetic municipality: `forloeb case history` against the refold in Python.

    as_of_log_test.py FORLOEB [--pairs N] [--cases N] [--seed S]

Makes a restless municipality (tests/oracle/restless.py), serves it, draws a case and a pair of dates N times, and asks the
server for the case as of them. The events must be those of tests/oracle/refold.py over the printed log, in the same order,
and those that are corrected marked so. A run in which few answers differ from the whole history fails."""

import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import made_municipality
from running_server import RunningServer, documents

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracle"))
import refold  # noqa: E402


def wanted(events, pair):
    """[(event, corrected?)] in order; None where nothing of the case was known yet."""
    occurred_by, known_at = (refold.bound(text) for text in pair)
    if not refold.known_by(events, known_at):
        return None
    stream = refold.known_stream(events, [], known_at)
    return [(event.id, stream.correction(event) is not None) for event in stream.effective(occurred_by)]


def asked(server, case, pair):
    options = [word for name, text in zip(("--as-of", "--known-at"), pair) if text != "-" for word in (name, text)]
    done = subprocess.run([server.forloeb, "case", "history", case, "--limit", "10000", *options, "--server", server.address, "--json", "--quiet"],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode == 3 and "not_found" in done.stdout + done.stderr:
        return None
    return [(entry["eventId"], entry["corrected"]) for entry in documents(done.stdout)[0]["entries"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("forloeb")
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--cases", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sys.setrecursionlimit(100_000)
    chance = random.Random(options.seed)
    seen = {"shorter": 0, "corrected": 0, "different": set()}
    with tempfile.TemporaryDirectory(prefix="forloeb-as-of-log-") as name:
        server = RunningServer(options.forloeb, Path(name))
        log = made_municipality.make(options.forloeb, Path(name), server.data, options.cases, options.seed, True)
        cases = {}
        for event in refold.read_events(log):
            if event.stream_kind == "case":
                cases.setdefault(event.stream, []).append(event)
        server.start()
        for number in range(options.pairs):
            case = chance.choice(sorted(cases))
            pair = refold.draw_pairs(cases[case], 1, options.seed * 1_000_003 + number)[0].split()
            expected, found = wanted(cases[case], pair), asked(server, case, pair)
            if found != expected:
                print(f"FAILED with seed {options.seed}: case {case} as of {pair}: {found} instead of {expected}", file=sys.stderr)
                return 1
            expected = expected or []
            seen["shorter"] += 0 < len(expected) < len(cases[case]) * 3 // 4
            seen["corrected"] += any(corrected for _, corrected in expected)
            seen["different"].add((case, tuple(expected)))
        server.stop()
    print(f"{options.pairs} pairs of dates over {len(cases)} cases agree; {len(seen['different'])} different answers, "
          f"{seen['shorter']} of less than three quarters of the case, {seen['corrected']} with corrected events; seed {options.seed}")
    return 0 if min(seen["shorter"], seen["corrected"], len(seen["different"]) - options.pairs // 4) > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
