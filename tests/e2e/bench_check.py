#!/usr/bin/env python3
"""The measuring programs with short loads: they work to their ends, measure all they name, and clean up after themselves.

    bench_check.py compare FORLOEB   tools/bench/compare
    bench_check.py grow FORLOEB      tools/bench/grow; forloeb_load stands beside FORLOEB
    bench_check.py answers FORLOEB   tools/bench/answers

Nothing is asserted of how fast anything was. `compare` ends with 77 (skipped) where what it compares with is not
installed: `tools/bench/compare --quick` installs it."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build/bench"
SKIPPED = 77

sys.path.insert(0, str(ROOT / "tools/bench"))
from peers import loads  # noqa: E402


def run(*command):
    """What it printed as JSON; None if it was skipped."""
    before = set(FOLDER.iterdir()) if FOLDER.is_dir() else set()
    done = subprocess.run([*map(str, command)], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode == SKIPPED:
        print("skipped:", done.stderr.strip().splitlines()[0])
        return None
    if done.returncode != 0:
        sys.exit(f"ended with {done.returncode}: {done.stderr[-2000:]}")
    left = {path.name for path in (set(FOLDER.iterdir()) if FOLDER.is_dir() else set()) - before}
    if left:
        sys.exit(f"left in {FOLDER}: {', '.join(sorted(left))}")
    return json.loads(done.stdout)


def require(condition, sentence):
    if not condition:
        sys.exit(sentence)


def check_compare(forloeb):
    found = run(ROOT / "tools/bench/compare", "--quick", "--no-install", "--json", "--program", forloeb)
    if found is None:
        return SKIPPED
    figures = {figure["name"]: figure for figure in found["figures"]}
    for load in [*loads.APPENDS, *loads.READS]:
        require(figures.get(load.name, {}).get("operations", 0) > 0, f"{load.name} was not measured")
    require(all(figure["perSecond"] > 0 for figure in figures.values()), "a figure is 0")
    beside = {pair["baseline"].split(".")[0] for pair in found["comparisons"]}
    require({"raw_put", "message_db", "event_table"} <= beside, f"compared with {beside} only")
    settings = found["settings"]["PostgreSQL"]
    require(settings["fsync"] == settings["synchronous_commit"] == "on", "PostgreSQL did not sync")
    require(len(found["goals"]) >= 5, "the goals are missing")
    print(f"{len(figures)} figures, {len(found['comparisons'])} comparisons, {len(found['goals'])} goals")
    return 0


def check_grow(forloeb):
    rows = run(ROOT / "tools/bench/grow", "--json", "--programs", Path(forloeb).parent, "--sizes", "2000,8000", "--appends", "500")["rows"]
    require([row["events"] for row in rows] == [2000, 8000], f"grew to {[row['events'] for row in rows]}")
    for row in rows:
        require(all(value > 0 for key, value in row.items() if key != "catchUpSeconds"), f"a figure is missing: {row}")
    too_many = subprocess.run([str(Path(forloeb).parent / "forloeb_load"), "unix:none", "1", "fill", "1", "1001"], capture_output=True, text=True, check=False)
    require(too_many.returncode == 2 and "1 to 1000 events" in too_many.stderr, f"a case larger than an append is not refused: {too_many}")
    print(f"{len(rows)} sizes, {rows[-1]['events']} events")
    return 0


def check_answers(forloeb):
    found = run(ROOT / "tools/bench/answers", "--json", "--program", forloeb, "--cases", "60")
    require(min(found["coldSeconds"].values()) > 0 and set(found["coldSeconds"]) == set(found["liveMillis"]), "not every measure was timed")
    # By the program the list is told as a difference of two times, which may come out below nothing over so few cases.
    require(min(found["liveMillis"].values()) > 0 and found["attentionMillis"] > 0, "nothing was asked over an open connection")
    require(found["rootMillis"] > 0 and found["rootMillis"] + found["attentionByTheProgramMillis"] > 0 and found["baselineSeconds"] > 0, "nothing beside the measures was timed")
    require(all(one["goal"] for one in found["goals"]), "a goal without words")
    print(f"{len(found['coldSeconds'])} measures and the attention list over {found['cases']} cases")
    return 0


if __name__ == "__main__":
    sys.exit({"compare": check_compare, "grow": check_grow, "answers": check_answers}[sys.argv[1]](sys.argv[2]))
