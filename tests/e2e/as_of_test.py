#!/usr/bin/env python3
"""As of two clocks: the engine against a refold written apart from it, at random pairs of dates.

    as_of_test.py DRIVER [--pairs N] [--cases N] [--events N] [--seed S]

DRIVER is the built tests/e2e/as_of_driver.cpp. It writes random histories through the engine, with late, corrected, moved
and retracted events and retracted imports; then another process of it answers each pair of dates from the disk, and
tests/oracle/refold.py answers the same pair from the exported NDJSON. Every answer must be the same list of events in the
same order. A run whose histories had nothing to correct, to retract or to leave out fails."""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracle"))
import refold  # noqa: E402


def driver(options, *arguments):
    return subprocess.run([options.driver, *map(str, arguments)], check=True, capture_output=True, text=True).stdout


def compare_case(options, folder, number, pairs_wanted, seen):
    """The number of pairs compared; a sentence if one differs."""
    events = refold.read_events(folder / f"{number}.ndjson")
    governance = refold.read_events(folder / "governance.ndjson")
    pairs = refold.draw_pairs(events, pairs_wanted, options.seed + number)
    (folder / "pairs").write_text("\n".join(pairs) + "\n", encoding="utf-8")
    answers = [json.loads(line) for line in driver(options, "answer", folder, number, folder / "pairs").splitlines()]
    if len(answers) != len(pairs):
        return f"{len(answers)} answers to {len(pairs)} pairs"
    for pair, answer in zip(pairs, answers):
        occurred_by, known_at = pair.split()
        expected = [e.id for e in refold.refold(events, governance, refold.bound(occurred_by), refold.bound(known_at))]
        if answer["events"] != expected:
            return f"case {number}, occurred by {occurred_by}, known at {known_at}: {answer['events']} instead of {expected}"
        seen["corrected"] += answer["corrected"] > 0
        seen["retracted"] += answer["retracted"] > 0
        seen["short"] += 0 < len(expected) < len(events) // 2
        seen["different"].add(tuple(expected))
    seen["imports"] += sum(event.type == "import.retracted" for event in governance)
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("driver")
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--cases", type=int, default=4)
    parser.add_argument("--events", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sys.setrecursionlimit(100_000)
    seen = {"corrected": 0, "retracted": 0, "short": 0, "imports": 0, "different": set()}
    with tempfile.TemporaryDirectory(prefix="forloeb-as-of-") as name:
        folder = Path(name)
        driver(options, "write", folder, options.seed, options.cases, options.events)
        share = -(-options.pairs // options.cases)
        for number in range(options.cases):
            if wrong := compare_case(options, folder, number, share, seen):
                print(f"FAILED with seed {options.seed}: {wrong}", file=sys.stderr)
                return 1
    compared = share * options.cases
    print(f"{compared} pairs of dates as the refold has them; {len(seen['different'])} different answers, {seen['corrected']} with corrected and "
          f"{seen['retracted']} with retracted events; seed {options.seed}")
    if min(seen["corrected"], seen["retracted"], seen["short"], seen["imports"], len(seen["different"]) - compared // 10) <= 0:
        print(f"FAILED with seed {options.seed}: the histories were too tame: {seen['short']} short answers, "
              f"{seen['imports']} retracted imports", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
