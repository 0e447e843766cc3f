#!/usr/bin/env python3
"""A municipality of ten thousand generated cases: nothing in it is refused, every measure asked of its rows says what the fold of its
log says, and the log verifies.

    ten_thousand_cases_test.py FORLOEB [--cases N] [--seed S] [--keep DIR]

The rows are a running server's; the fold is asked for by a date of knowledge, which rows do not know. The measures read
most of a case's facts, not all. That either is right, and not only the same, is the oracle's business
(tests/e2e/measures_test.py), which takes too long for so many cases. Exit 0 if all holds.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import made_municipality
from running_server import RunningServer

MEASURES = ("M1", "M8", "M12", "M16", "M17", "M20", "M21", "M22", "M26", "M27", "E2", "E7", "F1")
FOLDED = ("--known-at", "2099-12-31")
EVENTS_OF_A_CASE_MIN = 100


def check(holds, text):
    if not holds:
        raise SystemExit("ten_thousand_cases_test: " + text)


def ask(forloeb, *words):
    return json.loads(made_municipality.run(forloeb, *words, "--json"))


def both(forloeb, server, measure):
    """(strata of the rows, strata of the fold), as of one day."""
    while True:
        rows, fold = (ask(forloeb, "measure", "run", measure, *where) for where in
                      (("--server", server.address), ("--server", server.address, *FOLDED)))
        if rows["asOf"]["asOfOccurred"][:10] == fold["asOf"]["asOfOccurred"][:10]:  # else midnight came between
            return rows["strata"], fold["strata"]


def compare(options, server):
    status, listed = ask(options.forloeb, "status", "--server", server.address), ask(options.forloeb, "case", "list", "--limit", "1", "--server", server.address)
    check(int(listed["total"]) == options.cases, f"{listed['total']} cases are listed")
    check(int(status["head"]) > options.cases * EVENTS_OF_A_CASE_MIN, f"{status['head']} events are few")
    figures = 0
    for measure in MEASURES:
        rows, fold = both(options.forloeb, server, measure)
        check(rows == fold, f"{measure} of the rows is not {measure} of the log")
        figures += sum(len(stratum["figures"]) for stratum in rows)
    check(figures > 2 * len(MEASURES), f"{figures} figures are few")
    return int(status["head"]), figures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("forloeb")
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="a folder to make the municipality in, or to find it in")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="forloeb-municipality-") as name:
        folder = Path(options.keep or name)
        server = RunningServer(options.forloeb, folder)
        if not server.data.exists():
            made_municipality.run(options.forloeb, "demo", "generate", "--cases", str(options.cases), "--seed", str(options.seed), "--data", str(server.data), "--quiet")
        server.start()
        try:
            events, figures = compare(options, server)
        finally:
            server.stop()
        made_municipality.run(options.forloeb, "verify", "--level", "log", "--data", str(server.data))
    print(f"{options.cases} cases, {events} events; {figures} figures of {len(MEASURES)} measures, of the rows as of the log; verified")
    return 0


if __name__ == "__main__":
    sys.exit(main())
