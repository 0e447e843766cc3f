#!/usr/bin/env python3
"""The measures over a synthetic municipality, computed a second time apart from the engine (tests/oracle/measures).

    measures_test.py FORLOEB [--restless] [--cases N] [--seed S] [--only M1,E2] [--queries few|all] [--keep DIR]

FORLOEB generates the municipality, prints its whole log, and answers each query; the oracle computes the same from the
printed log. --restless adds what is rare in a generated municipality (tests/oracle/restless.py). Queries: every measure as of the end, by unit, quarter by quarter, for one unit, one kind of coordinator and
one target group, and as of days in the past on which late, corrected and retracted events were not known yet. Every
difference is printed. Exit 0 if there is none.
"""

import argparse
import json
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import made_municipality

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracle"))
from measures.answers import ALL, PROJECTS, Oracle  # noqa: E402
from measures.cohort import Query  # noqa: E402
from measures.comparison import differences  # noqa: E402
from measures.history import Log  # noqa: E402

LAST = date(2026, 3, 1)
PAST = date(2024, 9, 13)
YEARS = {"first": date(2023, 4, 15), "beyond": date(2025, 7, 1)}


def queries(only, few):
    found = []
    for measure in only:
        found.append(Query(measure, LAST))
        if measure in PROJECTS or measure == "E7":
            found += [Query(measure, PAST, PAST)]
            if measure != "E7" and not few:
                found += [Query(measure, LAST, by="unit"), Query(measure, LAST, by="targetGroup"), Query(measure, LAST, by="kind"), Query(measure, LAST, by="methodVersion")]
            continue
        found += [Query(measure, PAST, PAST), Query(measure, LAST, by="quarter", **YEARS), Query(measure, LAST, by="unit")]
        if few:
            continue
        found += [Query(measure, LAST, date(2024, 9, 20), first=date(2023, 1, 1), beyond=date(2024, 9, 1)),
                  Query(measure, LAST, kind="handicapkoordinator", by="unit", **YEARS), Query(measure, LAST, unit="Voksenhandicap", by="kind"),
                  Query(measure, LAST, at=date(2025, 1, 31), target_group="erhvervet_hjerneskade"), Query(measure, PAST, by="month", first=date(2024, 3, 10), beyond=date(2024, 11, 1)),
                  Query(measure, LAST, method_version="2", by="unit")]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("forloeb")
    parser.add_argument("--cases", type=int, default=80)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--restless", action="store_true")
    parser.add_argument("--only", default=",".join(ALL))
    parser.add_argument("--queries", choices=("few", "all"), default="all")
    parser.add_argument("--keep", help="a folder to make the municipality in, or to find it in")
    options = parser.parse_args()
    sys.setrecursionlimit(100_000)
    with tempfile.TemporaryDirectory(prefix="forloeb-measures-") as folder:
        where = Path(options.keep or folder)
        data, log = str(where / "data"), where / "log.ndjson"
        if not log.exists():
            where.mkdir(parents=True, exist_ok=True)
            made_municipality.make(options.forloeb, where, data, options.cases, options.seed, options.restless)
        return compare(options, data, log)


def compare(options, data, log):
    asked = queries(options.only.split(","), options.queries == "few")
    begun = time.monotonic()
    oracle = Oracle(Log(log), asked)
    took, figures, wrong = {"oracle": time.monotonic() - begun, "engine": 0.0}, 0, 0
    for query in asked:
        begun = time.monotonic()
        words = ["measure", "run", query.measure, "--json", "--data", data, *query.options()]
        said = json.loads(made_municipality.run(options.forloeb, *words))
        took["engine"] += time.monotonic() - begun
        samples, hidden = oracle.answer(query)
        figures += sum(len(sample.figures) for sample in samples)
        for difference in differences(said, samples, hidden):
            wrong += 1
            print(f"{query.measure} {' '.join(query.options())}: {difference}")
    print(f"{len(asked)} queries, {figures} figures, {wrong} differences; seed {options.seed}; "
          f"oracle {took['oracle']:.0f} s, engine {took['engine']:.0f} s")
    return 1 if wrong or not figures else 0


if __name__ == "__main__":
    sys.exit(main())
